import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Right, SyncState } from "../../bindings/rpc";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { listenToKeys } from "../../lib/keys";
import { deskThatAnswers } from "../../lib/testing";
import { SyncScreen } from "./SyncScreen";

const DRAFTS = { "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null };

function state(change: Partial<SyncState>): SyncState {
  return {
    phase: "level",
    address: "https://platform.example:8443",
    levelAt: 0,
    awaySince: null,
    restsAt: null,
    nextAt: null,
    failure: null,
    waiting: 0,
    oldest: null,
    commands: [],
    followed: 1200,
    attention: 0,
    ...change,
  };
}

function show(rights: Right[]) {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <SyncScreen />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

it("says what waits, who gave it, and why it is not confirmed", async () => {
  const waiting = (command: string, name: string, held: string | null, doubt: SyncState["commands"][0]["doubt"]) => ({
    command,
    name,
    giver: "p1",
    madeAt: Date.now() - 720_000,
    held,
    doubt,
  });
  deskThatAnswers({
    "session.state": () => ({ people: [{ id: "p1", name: "王小明", signInName: "sales", roles: [] }] }),
    "sync.state": () =>
      state({
        phase: "noLine",
        awaySince: Date.now(),
        restsAt: Date.parse("2031-05-06T03:00:00Z"),
        waiting: 3,
        oldest: Date.now() - 720_000,
        commands: [
          waiting("c1", "Arrive", null, null),
          waiting("c2", "MoveVehicle", "unknownCommand", null),
          waiting("c3", "EnrolDesk", null, { code: "deskCodeTaken", values: { given: "B", desk: "展厅前台" } }),
        ],
      }),
  });
  show([]);
  expect(await screen.findByText(/起离线，3 条待发/)).toBeTruthy();
  expect(await screen.findAllByText("王小明")).toHaveLength(3);
  expect(screen.getByText("离线可用到")).toBeTruthy();
  expect(screen.getByText(/2031/)).toBeTruthy();
  for (const words of ["到店", "等平台确认", /平台版本较旧/, /可能会被平台拒绝：代码 B 是“展厅前台”的/])
    expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getAllByText("12 分钟前")).toHaveLength(3);
});

it("tries at once by the R key", async () => {
  const calls = deskThatAnswers({ "sync.state": () => state({}), "sync.retry": () => null });
  const stop = listenToKeys();
  show([]);
  await screen.findByText("全部已确认");
  fireEvent.keyDown(window, { key: "r", code: "KeyR" });
  await waitFor(() => expect(calls).toContainEqual({ name: "sync.retry", args: {} }));
  stop();
});

it("brings a dealership to a platform only after its fingerprint was shown", async () => {
  const platform = { url: "https://platform.example:8443", authority: "a1b2", fingerprint: "AAAA BBBB" };
  const calls = deskThatAnswers({
    ...DRAFTS,
    "sync.state": () => state({ phase: "alone", address: null }),
    "sync.look": () => platform,
    "sync.bring": () => null,
  });
  show(["enrolDesks"]);
  fireEvent.change(await screen.findByLabelText("平台地址"), { target: { value: "platform.example" } });
  fireEvent.click(screen.getByRole("button", { name: /查看平台/ }));
  expect(await screen.findByText("AAAA BBBB")).toBeTruthy();
  fireEvent.change(screen.getByLabelText("建店代码"), { target: { value: " KM3P-7Q2W " } });
  fireEvent.change(screen.getByLabelText("本机叫什么"), { target: { value: "展厅前台" } });
  fireEvent.click(screen.getByRole("button", { name: /接入平台/ }));
  const args = { url: platform.url, foundingCode: "KM3P-7Q2W", deskName: "展厅前台", authority: "a1b2" };
  await waitFor(() => expect(calls).toContainEqual({ name: "sync.bring", args }));
});

it("says beside the address that nobody answers there", async () => {
  deskThatAnswers({
    ...DRAFTS,
    "sync.state": () => state({ phase: "alone", address: null }),
    "sync.look": () => {
      throw { kind: "failed", code: "noLine", field: "address", values: { address: "platform.example:8443" } };
    },
  });
  show(["enrolDesks"]);
  fireEvent.change(await screen.findByLabelText("平台地址"), { target: { value: "platform.example" } });
  fireEvent.click(screen.getByRole("button", { name: /查看平台/ }));
  expect(await screen.findByText(/连不上 platform.example:8443/)).toBeTruthy();
});

it("tells whoever may not enrol desks who can, and offers no form", async () => {
  deskThatAnswers({ "sync.state": () => state({ phase: "alone", address: null }) });
  show([]);
  expect(await screen.findByText(/请管理员来做/)).toBeTruthy();
  expect(screen.queryByLabelText("平台地址")).toBeNull();
});

it("lets a desk that its platform does not know any more show a code", async () => {
  let joining: unknown = { stage: "nothing" };
  const calls = deskThatAnswers({
    ...DRAFTS,
    "sync.state": () => state({ phase: "needsSignIn", waiting: 2, oldest: Date.now() }),
    "sync.join_state": () => joining,
    "sync.enrol_anew": () => {
      const shown = { userCode: "KM3P-7Q2W", url: "https://platform.example:8443", until: Date.now() + 570_000 };
      joining = { stage: "shown", shown };
      return shown;
    },
  });
  show([]);
  fireEvent.click(await screen.findByRole("button", { name: /重新登记本机/ }));
  fireEvent.change(await screen.findByLabelText("本机叫什么"), { target: { value: "展厅前台" } });
  fireEvent.click(screen.getByText("取得代码", { selector: "button[data-give]", exact: false }));
  expect(await screen.findByText("KM3P-7Q2W")).toBeTruthy();
  expect(calls).toContainEqual({ name: "sync.enrol_anew", args: { deskName: "展厅前台" } });
});
