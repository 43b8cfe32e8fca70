import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { JoinState } from "../bindings/rpc";
import { deskThatAnswers } from "../lib/testing";
import { DidNotOpen } from "./DidNotOpen";
import { FirstStart } from "./FirstStart";

const PLATFORM = { url: "https://platform.example:8443", authority: "a1b2", fingerprint: "AAAA BBBB" };
const shown = () => ({ userCode: "KM3P-7Q2W", url: PLATFORM.url, until: Date.now() + 570_000 });

/** The desk as far as joining goes; `state` is what it says of the code. */
function desk(state: { now: JoinState }, more: Record<string, (args: never) => unknown> = {}) {
  return deskThatAnswers({
    "sync.join_state": () => state.now,
    "sync.look": () => PLATFORM,
    "sync.join": () => shown(),
    "sync.leave_joining": () => {
      state.now = { stage: "nothing" };
      return null;
    },
    ...more,
  });
}

async function look() {
  fireEvent.click(screen.getByRole("button", { name: /加入已有门店/ }));
  fireEvent.change(await screen.findByLabelText("平台地址"), { target: { value: "platform.example" } });
  fireEvent.click(screen.getByRole("button", { name: /查看/ }));
  expect(await screen.findByText("AAAA BBBB")).toBeTruthy();
}

it("joins a dealership: address, fingerprint, name, and a code to read to the administrator", async () => {
  const calls = desk({ now: { stage: "nothing" } });
  render(<FirstStart />);
  await look();
  fireEvent.change(screen.getByLabelText("本机叫什么"), { target: { value: "展厅前台" } });
  fireEvent.click(screen.getByRole("button", { name: /取得代码/ }));
  expect(await screen.findByText("KM3P-7Q2W")).toBeTruthy();
  expect(screen.getByText(/代码还有 9 分 \d\d 秒有效/)).toBeTruthy();
  expect(calls).toContainEqual({
    name: "sync.join",
    args: { url: PLATFORM.url, deskName: "展厅前台", authority: "a1b2" },
  });
  fireEvent.click(screen.getByRole("button", { name: "取消" }));
  await waitFor(() => expect(calls).toContainEqual({ name: "sync.leave_joining", args: {} }));
  expect(await screen.findByLabelText("本机叫什么")).toBeTruthy();
});

it("says that the name is missing before anything is asked", async () => {
  const calls = desk({ now: { stage: "nothing" } });
  render(<FirstStart />);
  await look();
  fireEvent.click(screen.getByRole("button", { name: /取得代码/ }));
  expect(await screen.findByText("这一项还没填。")).toBeTruthy();
  expect(calls.some(({ name }) => name === "sync.join")).toBe(false);
});

it("shows the code again in a window that was opened anew, and how far the dealership is fetched", async () => {
  desk({ now: { stage: "fetching", done: 400, total: 1000 } });
  render(<FirstStart />);
  expect(await screen.findByText(/已取 400 条/)).toBeTruthy();
});

it("asks for a passphrase where the computer has no keyring", async () => {
  const failure = { kind: "failed" as const, code: "keyringAbsent", field: "passphrase", values: {} };
  desk({ now: { stage: "failed", failure } });
  render(<FirstStart />);
  fireEvent.click(await screen.findByRole("button", { name: "重新开始" }));
  fireEvent.change(await screen.findByLabelText("平台地址"), { target: { value: "platform.example" } });
  fireEvent.click(screen.getByRole("button", { name: /查看/ }));
  expect(await screen.findByLabelText("口令")).toBeTruthy();
});

it("says what to do when the address has no answer", async () => {
  desk(
    { now: { stage: "nothing" } },
    {
      "sync.look": () => {
        throw { kind: "failed", code: "noLine", field: "address", values: { address: "platform.example:8443" } };
      },
    },
  );
  render(<FirstStart />);
  fireEvent.click(screen.getByRole("button", { name: /加入已有门店/ }));
  fireEvent.change(await screen.findByLabelText("平台地址"), { target: { value: "platform.example" } });
  fireEvent.click(screen.getByRole("button", { name: /查看/ }));
  expect(await screen.findByText(/连不上 platform.example:8443/)).toBeTruthy();
});

it("tells a desk that was shut out so, and offers it neither another try nor a backup", () => {
  const calls = deskThatAnswers({});
  render(<DidNotOpen failure={{ kind: "failed", code: "deskRevoked", field: null, values: {} }} />);
  expect(screen.getByRole("alert").textContent).toMatch(/管理员停用了这台工作站/);
  expect(screen.getAllByRole("button").map((button) => button.textContent)).not.toContain("再试一次");
  expect(calls).toEqual([]);
});
