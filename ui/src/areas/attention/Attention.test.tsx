import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { AttentionRow, Attention as Item } from "../../bindings/rpc";
import { Confirm } from "../../components/Confirm";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { Attention } from "./Attention";

const DRAFTS = { "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null };
const GIVEN = {
  type: "EnrolDesk",
  desk: "019ac000-0000-7000-8000-000000000009",
  deskCode: "B",
  name: "展厅前台",
};

function row(change: Partial<Item>, around: Partial<AttentionRow> = {}): AttentionRow {
  return {
    attention: {
      id: "a1",
      command: "c1",
      kind: "refused",
      name: "EnrolDesk",
      desk: "d1",
      giver: "p",
      madeAt: Date.now() - 3_600_000,
      reasons: [{ code: "deskCodeTaken", values: { given: "B", desk: "售后前台" } }],
      field: "deskCode",
      state: "open",
      way: null,
      note: "",
      settledAt: null,
      settledBy: null,
      successor: null,
      ...change,
    },
    giverName: "陈管理",
    deskCode: "A",
    own: true,
    given: GIVEN,
    builtOn: 0,
    ...around,
  };
}

function show(open: AttentionRow[], { settlesOthers = false, settled = [] as AttentionRow[], id = "a1" } = {}) {
  answers.clear();
  const calls = deskThatAnswers({
    ...DRAFTS,
    "attentions.list": () => ({ open, settled, settlesOthers }),
    "attentions.give_again": ({ command }: { command?: { deskCode: string } }) => {
      if (command?.deskCode === "C")
        throw { kind: "refused", code: "deskCodeTaken", field: "deskCode", values: { given: "C", desk: "车间" } };
      return { commandId: "c2", concerns: [] };
    },
    submit: () => ({ commandId: "c2", concerns: [] }),
  });
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights: [] }}>
        <Attention rest={[id]} search={{}} />
        <PrimaryCorner />
        <Confirm />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

it("says what was done, why it cannot stand, and what else was built on it", async () => {
  show([row({}, { builtOn: 2 })]);
  expect(await screen.findAllByText("代码 B 是“售后前台”的，换一个。")).toHaveLength(2);
  for (const words of ["平台没有接受", "工作站代码", "展厅前台", /另有 2 条建立在它之上/])
    expect(screen.getByText(words)).toBeTruthy();
});

it("gives it again as it was", async () => {
  const calls = show([row({})]);
  fireEvent.click(await screen.findByRole("button", { name: /再次提交/ }));
  await waitFor(() => expect(calls).toContainEqual({ name: "attentions.give_again", args: { attention: "a1" } }));
});

it("gives it again changed, and says beside the field when that is refused too", async () => {
  const calls = show([row({})]);
  fireEvent.click(await screen.findByRole("button", { name: /修改后提交/ }));
  const code = await screen.findByLabelText("工作站代码");
  fireEvent.change(code, { target: { value: "C" } });
  const give = () =>
    fireEvent.click(screen.getByText("再次提交", { selector: ".dialog button[data-give]", exact: false }));
  give();
  expect(await screen.findByText("代码 C 是“车间”的，换一个。")).toBeTruthy();
  expect(code.getAttribute("aria-invalid")).toBe("true");
  fireEvent.change(code, { target: { value: "D" } });
  give();
  await waitFor(() =>
    expect(calls).toContainEqual({
      name: "attentions.give_again",
      args: { attention: "a1", command: { ...GIVEN, deskCode: "D" } },
    }),
  );
});

it("lets it go only after the consequence was said and agreed to", async () => {
  const calls = show([row({})]);
  fireEvent.click(await screen.findByRole("button", { name: /放弃/ }));
  expect(screen.getByText(/不再提交/)).toBeTruthy();
  expect(calls.some(({ name }) => name === "submit")).toBe(false);
  fireEvent.click(screen.getByText("放弃", { selector: ".dialog-foot button" }));
  const command = { type: "SettleAttention", attention: "a1", way: "discarded", note: "" };
  await waitFor(() => expect(calls).toContainEqual({ name: "submit", args: { command } }));
});

it("lets a manager give another's in their own name, and nobody else", async () => {
  show([row({}, { own: false })], { settlesOthers: true });
  expect(await screen.findByRole("button", { name: /以我的名义提交/ })).toBeTruthy();
});

it("cannot give again what was erased, and says so", async () => {
  show([row({}, { given: null })]);
  expect(await screen.findByText(/已应本人要求删除，不能再提交/)).toBeTruthy();
});

it("settles a broken rule by saying what was done", async () => {
  const calls = show([row({ kind: "concern" })]);
  fireEvent.click(await screen.findByRole("button", { name: /已处理/ }));
  fireEvent.change(await screen.findByLabelText("说明"), { target: { value: "已补打收据" } });
  fireEvent.click(screen.getByText("已处理", { selector: ".dialog button[data-give]", exact: false }));
  const command = { type: "SettleAttention", attention: "a1", way: "resolved", note: "已补打收据" };
  await waitFor(() => expect(calls).toContainEqual({ name: "submit", args: { command } }));
});

it("says that nothing waits, and keeps what was settled folded below", async () => {
  show([], { settled: [row({ id: "a2", state: "settled", way: "discarded" })], id: "" });
  expect(await screen.findByText("没有要处理的")).toBeTruthy();
  expect(screen.getByText("已处理的 1 条").closest("details")?.open).toBe(false);
});
