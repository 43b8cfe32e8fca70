import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Right } from "../../bindings/rpc";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { People } from "./People";

const ROLE = { id: "r1", name: "cashier", rights: ["takePayments"] };
const PERSON = { id: "p1", name: "周晓琳", signInName: "zhou", roles: ["r1"], state: "working", addedAt: 0 };
const KNOWN = { people: [PERSON], roles: [ROLE], rights: ["takePayments", "seeCost"], newRights: [] };

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
