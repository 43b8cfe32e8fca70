import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import type { SessionState } from "../bindings/rpc";
import { changeSettings } from "../lib/settings";
import { deskThatAnswers } from "../lib/testing";
import { Entry } from "./Entry";
import { refreshSession, session } from "./session";

const people = ["周晓琳", "陈管理"].map((name, at) => ({ id: `p${at}`, name, signInName: `name${at}`, roles: [] }));

function state(change: Partial<SessionState>): SessionState {
  return {
    stage: "signIn",
    failure: null,
    storeName: "训练店",
    training: true,
    person: null,
    people,
    language: "zh-CN",
    platform: "none",
    pending: 0,
    restored: null,
    offline: null,
    ...change,
  };
}

beforeEach(() => session.set({ known: "no" }));

it("asks for a name, then for its password, and signs that person in", async () => {
  const calls = deskThatAnswers({
    "session.state": () => state({}),
    "session.sign_in": () => null,
    "shell.interactive": () => null,
  });
  await refreshSession();
  render(<Entry />);
  fireEvent.click(screen.getByText("陈管理"));
  fireEvent.change(screen.getByLabelText("密码"), { target: { value: "training" } });
  fireEvent.click(screen.getByRole("button", { name: /^登录/ }));
  await waitFor(() =>
    expect(calls).toContainEqual({ name: "session.sign_in", args: { person: "p1", password: "training" } }),
  );
});

it("says beside the field that the password is wrong, and asks the same person again", async () => {
  deskThatAnswers({
    "session.state": () => state({}),
    "session.sign_in": () => {
      throw { kind: "refused", code: "wrongPassword", field: "password", values: { left: 3 } };
    },
  });
  await refreshSession();
  render(<Entry />);
  fireEvent.click(screen.getByText("周晓琳"));
  fireEvent.change(screen.getByLabelText("密码"), { target: { value: "x" } });
  fireEvent.click(screen.getByRole("button", { name: /^登录/ }));
  await screen.findByText("密码不对，还能试 3 次。");
  expect(screen.getByText("周晓琳")).toBeTruthy();
});

it("tells once, after the first screen, that it takes input", async () => {
  const calls = deskThatAnswers({ "session.state": () => state({}), "shell.interactive": () => null });
  await refreshSession();
  const { unmount } = render(<Entry />);
  unmount();
  render(<Entry />);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))));
  expect(calls.filter((call) => call.name === "shell.interactive").length).toBeLessThanOrEqual(1);
});

it("says why the store did not open and tries again on demand", async () => {
  let stage: SessionState["stage"] = "failed";
  const failure = { kind: "failed", code: "storeInUse", field: null, values: {} } as const;
  deskThatAnswers({
    "session.state": () => state({ stage, failure: stage === "failed" ? failure : null }),
    "store.retry": () => {
      stage = "signIn";
    },
  });
  await refreshSession();
  render(<Entry />);
  expect(await screen.findByText(/正在使用这家店的数据/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "再试一次" }));
  await screen.findByText("陈管理");
});

it("turns to another language on the spot", async () => {
  deskThatAnswers({ "session.state": () => state({}) });
  await refreshSession();
  render(<Entry />);
  fireEvent.click(screen.getByText("English"));
  await screen.findByText("Sign in");
  changeSettings({ language: "zh-CN" });
  await screen.findByText("登录");
});

it("lets nobody in at a desk that was by itself for too long, until what is read over the phone fits", async () => {
  let offline: SessionState["offline"] = { since: Date.parse("2026-11-01T02:00:00Z"), days: 21 };
  let questions = 0;
  const calls = deskThatAnswers({
    "session.state": () => state({ platform: "linked", offline }),
    "session.offline_question": () => ({ question: ["7K2M-9QXT", "0000-1111"][questions++] ?? null }),
    "session.go_on": ({ answer }: { answer: string }) => {
      if (answer === "once more") throw { kind: "refused", code: "wrongAnswer", field: "answer", values: {} };
      if (answer === "too often") throw { kind: "refused", code: "askedAnew", field: "answer", values: {} };
      offline = null;
      return null;
    },
    "shell.interactive": () => null,
  });
  await refreshSession();
  render(<Entry />);
  expect(await screen.findByText("7K2M-9QXT")).toBeTruthy();
  expect(screen.queryByLabelText("密码")).toBeNull();
  const give = (answer: string) => {
    fireEvent.change(screen.getByLabelText("管理员读回的代码"), { target: { value: answer } });
    fireEvent.click(screen.getByRole("button", { name: /^继续使用/ }));
  };
  fireEvent.click(screen.getByRole("button", { name: /^继续使用/ }));
  expect(await screen.findByText("还没录入代码。")).toBeTruthy();
  give("once more");
  expect(await screen.findByText(/代码不对/)).toBeTruthy();
  give("too often");
  expect(await screen.findByText("0000-1111")).toBeTruthy();
  give("ABCD-EFGH");
  await waitFor(() => expect(calls).toContainEqual({ name: "session.go_on", args: { answer: "ABCD-EFGH" } }));
});
