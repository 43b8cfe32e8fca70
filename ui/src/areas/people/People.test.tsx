import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Right } from "../../bindings/rpc";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { People } from "./People";

const ROLE = { id: "r1", name: "cashier", rights: ["takePayments"] };
const PERSON = { id: "p1", name: "周晓琳", signInName: "zhou", roles: ["r1"], state: "working", addedAt: 0 };
const KNOWN = { people: [PERSON], roles: [ROLE], rights: ["takePayments", "seeCost"], newRights: [], postings: [] };

function show(rest: string[], rights: Right[]) {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <People rest={rest} search={{}} />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

it("gives a role one more right by its word", async () => {
  const calls = deskThatAnswers({ "people.list": () => KNOWN, submit: () => ({}), "drafts.load": () => null });
  show(["role", "r1"], ["editPeople", "editRoles"]);
  fireEvent.click(await screen.findByLabelText("看成本"));
  fireEvent.click(screen.getByRole("button", { name: /保存角色/ }));
  const command = {
    type: "ChangeRole",
    role: "r1",
    name: "cashier",
    rights: ["takePayments", "seeCost"],
  };
  await waitFor(() => expect(calls).toContainEqual({ name: "submit", args: { command } }));
});

it("keeps a password out of every draft, and refuses two that differ before the desk is asked", async () => {
  const calls = deskThatAnswers({ "people.list": () => KNOWN, "drafts.load": () => null });
  show([], []);
  fireEvent.change(screen.getByLabelText("新密码"), { target: { value: "Geheim-2026" } });
  fireEvent.change(screen.getByLabelText("再输一遍"), { target: { value: "Geheim-2027" } });
  fireEvent.click(screen.getByRole("button", { name: /^改密码/ }));
  expect(await screen.findByText(/两次输入的密码不一样/)).toBeTruthy();
  expect(JSON.stringify(calls)).not.toContain("Geheim");
});

it("says which rights came later and gives them to the roles that usually have them", async () => {
  const gift = { role: "r1", rights: ["seeCost"] };
  const known = { ...KNOWN, newRights: [gift] };
  const calls = deskThatAnswers({ "people.list": () => known, submit: () => ({}), "drafts.load": () => null });
  show([], ["editPeople", "editRoles"]);
  expect(await screen.findByText("看成本")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /补上新权限/ }));
  await waitFor(() =>
    expect(calls).toContainEqual({ name: "submit", args: { command: { type: "GiveNewRights", gifts: [gift] } } }),
  );
});

const GROUP = {
  group: "g1",
  name: "宏远集团",
  part: "belongs",
  others: [
    { id: "s1", code: "HN", name: "城南店", part: "belongs", joinedAt: 0 },
    { id: "s2", code: "HB", name: "城北店", part: "belongs", joinedAt: 0 },
  ],
};

it("posts a colleague to a store of the group where they do not work yet", async () => {
  const posted = { id: "o1", person: "p1", store: "s2", postedAt: 0 };
  const calls = deskThatAnswers({
    "people.list": () => ({ ...KNOWN, postings: [posted] }),
    "groups.own": () => GROUP,
    submit: () => ({}),
    "drafts.load": () => null,
  });
  show(["p1"], ["editPeople"]);
  expect(await screen.findByText("也在城北店工作。")).toBeTruthy();
  expect(screen.getByRole("button", { name: "派驻到其他店" })).toBeTruthy();
  cleanup();
  show(["p1", "post"], ["editPeople"]);
  fireEvent.click(await screen.findByLabelText("城南店"));
  expect(screen.queryByLabelText("城北店")).toBeNull();
  fireEvent.change(screen.getByLabelText("在那家店的登录名"), { target: { value: "zhou.xl" } });
  fireEvent.click(screen.getByRole("button", { name: /^派驻到其他店/ }));
  const command = { type: "PostPerson", person: "p1", store: "s1", signInName: "zhou.xl" };
  await waitFor(() => expect(calls).toContainEqual({ name: "submit", args: { command } }));
});

it("says nothing of other stores in a house that belongs to no group", async () => {
  deskThatAnswers({ "people.list": () => KNOWN, "groups.own": () => null, "drafts.load": () => null });
  show(["p1"], ["editPeople"]);
  expect(await screen.findByDisplayValue("周晓琳")).toBeTruthy();
  expect(screen.queryByText("派驻到其他店")).toBeNull();
});
