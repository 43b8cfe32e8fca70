import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { MemberFacts, MemberView, Right } from "../../bindings/rpc";
import { PersonProvider } from "../../components/rights";
import { Toasts } from "../../components/Toasts";
import { answers } from "../../lib/desk";
import { changeSettings } from "../../lib/settings";
import { deskThatAnswers } from "../../lib/testing";
import { MemberCard } from "./MemberCard";

const MEMBER: MemberFacts = {
  member: "m1",
  customer: "c1",
  group: "g1",
  number: "CB-HYA-2611-0001",
  state: "member",
  level: "银卡",
  nextLevel: { name: "金卡", points: 800 },
  balance: 1_230,
  usable: 1_200,
  worth: 12_000,
  fenPerPoint: 10,
  nextExpiry: { on: "2027-03-31", points: 200 },
  joinedAt: 0,
  joinedIn: "宏远城南店",
  entries: [
    {
      id: "e2",
      deed: "burned",
      points: -70,
      balanceAfter: 1_230,
      spending: null,
      sourceNumber: "",
      opens: null,
      amount: 700,
      storeName: "宏远城南店",
      reason: "抵工时费",
      at: 0,
      byName: "李薇",
      pending: true,
    },
    {
      id: "e1",
      deed: "earned",
      points: 1_300,
      balanceAfter: 1_300,
      spending: "service",
      sourceNumber: "JSA-2611-0001",
      opens: { kind: "repair_order", id: "r1" },
      amount: 130_000,
      storeName: "",
      reason: "",
      at: 0,
      byName: "陈",
      pending: false,
    },
  ],
  due: [
    { deed: "earned", spending: "service", source: "s2", number: "JSA-2611-0002", amount: 50_000, points: 50 },
    { deed: "takenBack", spending: "plan", source: "p1", number: "TCA-2611-0001", amount: 0, points: -20 },
  ],
  targets: [{ spending: "service", source: "s3", number: "JSA-2611-0003" }],
  pending: false,
};

const VIEW: MemberView = { group: "g1", groupName: "宏远集团", member: MEMBER, known: null };
const DRAFTS = { "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null };

function show(view: MemberView, rights: Right[] = ["seeCustomers", "editCustomers"]) {
  answers.clear();
  const calls = deskThatAnswers({
    ...DRAFTS,
    "members.of_customer": () => view,
    submit: () => ({ commandId: "x", concerns: [] }),
  });
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <MemberCard customer="c1" />
        <Toasts />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

const given = (calls: { name: string; args: unknown }[]) =>
  calls.filter(({ name }) => name === "submit").map(({ args }) => (args as { command: object }).command);

it("shows level, points with what they are worth, what ends next, and the ledger with its balances", async () => {
  show(VIEW);
  expect(await screen.findByText("CB-HYA-2611-0001")).toBeTruthy();
  expect(screen.getByText("再得 800 分到金卡")).toBeTruthy();
  expect(screen.getByText("120.00")).toBeTruthy();
  const ledger = screen.getByRole("table", { name: "积分账" });
  const rows = within(ledger).getAllByRole("row").slice(1);
  expect(rows.map((row) => within(row).getAllByRole("cell")[2]?.textContent)).toEqual(["\u221270", "+1\u2009300"]);
  expect(within(rows[0] as HTMLElement).getByText("宏远城南店 李薇")).toBeTruthy();
  expect(within(rows[1] as HTMLElement).getByRole("button", { name: "JSA-2611-0001" })).toBeTruthy();
});

it("enters everything that waits, each as what it is", async () => {
  const calls = show(VIEW);
  fireEvent.click(await screen.findByRole("button", { name: /^记积分/ }));
  await waitFor(() => expect(given(calls)).toHaveLength(2));
  const base = { customer: "c1", group: "g1" };
  expect(given(calls)).toEqual([
    { type: "EarnPoints", ...base, spending: "service", source: "s2" },
    { type: "ReversePoints", ...base, spending: "plan", source: "p1" },
  ]);
  expect(await screen.findByText("已记 2 笔")).toBeTruthy();
});

it("uses points on what is being paid, with number and reason filled in", async () => {
  const calls = show(VIEW);
  fireEvent.click(await screen.findByRole("button", { name: /^用积分/ }));
  const points = await screen.findByRole("textbox", { name: /^积分/ });
  expect((points as HTMLInputElement).value).toBe("1200");
  fireEvent.change(points, { target: { value: "300" } });
  expect(screen.getByText(/这些抵 30.00 元/)).toBeTruthy();
  fireEvent.click(screen.getByText("用积分", { selector: "button[data-give]", exact: false }));
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)[0]).toEqual({
    type: "BurnPoints",
    customer: "c1",
    group: "g1",
    points: 300,
    on: { spending: "service", source: "s3" },
    reason: "抵扣",
  });
});

it("offers adjusting by right only, and takes points off with a minus", async () => {
  show(VIEW);
  fireEvent.click(await screen.findByRole("button", { name: "会员操作" }));
  expect(screen.queryByText("调整积分")).toBeNull();
});

it("takes points off with a reason", async () => {
  const calls = show(VIEW, ["seeCustomers", "takePayments", "adjustPoints"]);
  fireEvent.click(await screen.findByRole("button", { name: "会员操作" }));
  fireEvent.click(screen.getByText("调整积分"));
  fireEvent.click(await screen.findByLabelText("减分"));
  fireEvent.change(screen.getByRole("textbox", { name: /^积分/ }), { target: { value: "15" } });
  fireEvent.change(screen.getByLabelText(/^原因/), { target: { value: "记错" } });
  fireEvent.click(screen.getByText("调整积分", { selector: "button[data-give]", exact: false }));
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)[0]).toEqual({ type: "AdjustPoints", customer: "c1", group: "g1", points: -15, reason: "记错" });
});

it("makes a customer a member of the group with one click", async () => {
  const calls = show({ ...VIEW, member: null });
  expect(await screen.findByText("还不是宏远集团会员。")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^入会/ }));
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)[0]).toEqual(expect.objectContaining({ type: "EnrolMember", customer: "c1", group: "g1" }));
});

it("knows a member of another store again by the mobile and links them", async () => {
  const known = { member: "m9", number: "CN-HYA-2611-0009", level: "金卡", balance: 2_500 };
  const calls = show({ ...VIEW, member: null, known });
  expect(await screen.findByText(/CN-HYA-2611-0009（金卡，2.500 分）/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^入会/ }));
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)[0]).toEqual({ type: "LinkMember", member: "m9", customer: "c1", group: "g1" });
});

it("shows whoever may only read nothing to move", async () => {
  show(VIEW, ["seeCustomers"]);
  expect(await screen.findByText("CB-HYA-2611-0001")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /积分|入会|会员操作/ })).toBeNull();
});

it("speaks English as well", async () => {
  changeSettings({ language: "en" });
  show(VIEW);
  expect(await screen.findByText("800 points to 金卡")).toBeTruthy();
  expect(screen.getByRole("button", { name: /^Enter points/ })).toBeTruthy();
  expect(screen.getByText("refunded, to be taken back")).toBeTruthy();
  changeSettings({ language: "zh-CN" });
});
