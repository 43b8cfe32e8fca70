import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { MemberFacts, Right } from "../bindings/rpc";
import { answers } from "../lib/desk";
import { deskThatAnswers } from "../lib/testing";
import { PointsOf } from "./PointsOf";
import { PersonProvider } from "./rights";
import { Toasts } from "./Toasts";

const MEMBER: MemberFacts = {
  member: "m1",
  customer: "c1",
  group: null,
  number: "HYA-2611-0001",
  state: "member",
  level: "银卡",
  nextLevel: null,
  balance: 300,
  usable: 300,
  worth: 3_000,
  fenPerPoint: 10,
  nextExpiry: null,
  joinedAt: 0,
  joinedIn: "",
  entries: [],
  due: [
    { deed: "earned", spending: "service", source: "s1", number: "JS-1", amount: 50_000, points: 50 },
    { deed: "earned", spending: "service", source: "other", number: "JS-9", amount: 10_000, points: 10 },
  ],
  targets: [
    { spending: "service", source: "s8", number: "JS-8" },
    { spending: "service", source: "s2", number: "JS-2" },
  ],
  pending: false,
};

function show(member: MemberFacts | null, rights: Right[] = ["seeCustomers", "takePayments"]) {
  answers.clear();
  const calls = deskThatAnswers({
    "drafts.load": () => null,
    "drafts.save": () => null,
    "drafts.discard": () => null,
    "members.of_customer": () => ({ group: null, groupName: "", member, known: null }),
    submit: () => ({ commandId: "x", concerns: [] }),
  });
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <PointsOf customer="c1" sources={["s1", "s2"]} />
        <Toasts />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

const given = (calls: { name: string; args: unknown }[]) =>
  calls.filter(({ name }) => name === "submit").map(({ args }) => (args as { command: object }).command);

it("credits what is paid here, and not what the customer paid elsewhere", async () => {
  const calls = show(MEMBER);
  expect(await screen.findByText("本单得 50 分")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^记积分/ }));
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)[0]).toEqual({ type: "EarnPoints", customer: "c1", spending: "service", source: "s1" });
});

it("uses points on the sheet that is being paid", async () => {
  const calls = show(MEMBER);
  fireEvent.click(await screen.findByRole("button", { name: /^用积分/ }));
  fireEvent.click(await screen.findByText("用积分", { selector: "button[data-give]", exact: false }));
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  const on = { spending: "service", source: "s2" };
  expect(given(calls)[0]).toEqual({ type: "BurnPoints", customer: "c1", points: 300, on, reason: "抵扣" });
});

it("shows nothing of whoever is no member", async () => {
  const calls = show(null);
  await waitFor(() => expect(calls).toContainEqual({ name: "members.of_customer", args: { customer: "c1" } }));
  expect(screen.queryByRole("list", { name: "会员" })).toBeNull();
});

it("asks nothing about customers without the right to see them", async () => {
  const calls = show(MEMBER, ["takePayments"]);
  await waitFor(() => expect(answers.isFetching()).toBe(0));
  expect(calls).toEqual([]);
});
