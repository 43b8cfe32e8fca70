import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { AddPromotion } from "./SetPromotion";

function show(part: "keeps" | "belongs") {
  answers.clear();
  const calls = deskThatAnswers({
    "groups.own": () => ({ group: "g1", name: "宏远集团", part, others: [] }),
    "drafts.load": () => null,
    "drafts.save": () => null,
    "drafts.discard": () => null,
    submit: () => ({ command: "c", concerns: [], numbers: {} }),
  });
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights: ["runPromotions"] }}>
        <AddPromotion onClose={() => undefined} />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

const type = (name: RegExp, value: string) => {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};

it("shares a promotion with the group in the store that keeps what the group shares", async () => {
  const calls = show("keeps");
  fireEvent.click(await screen.findByRole("radio", { name: "集团各店" }));
  type(/促销名称/, "开门红");
  type(/减多少/, "3000");
  type(/截止日/, "2026-12-31");
  fireEvent.click(screen.getByRole("radio", { name: "车系" }));
  type(/代码/, "lacrosse，regal");
  fireEvent.click(screen.getByRole("button", { name: /^保存促销/ }));
  await waitFor(() => expect(calls.some(({ name }) => name === "submit")).toBe(true));
  const given = calls.find(({ name }) => name === "submit")?.args as { command: unknown };
  expect(given.command).toMatchObject({
    type: "SetPromotion",
    group: "g1",
    name: "开门红",
    validUntil: "2026-12-31",
    benefit: { kind: "moneyOff", amount: 300_000 },
    cars: [
      { kind: "series", code: "lacrosse" },
      { kind: "series", code: "regal" },
    ],
  });
});

it("asks nobody for whom it is where the store only belongs to the group", async () => {
  const calls = show("belongs");
  await waitFor(() => expect(calls).toContainEqual({ name: "groups.own", args: {} }));
  await waitFor(() => expect(answers.isFetching()).toBe(0));
  expect(screen.queryByRole("radio", { name: "集团各店" })).toBeNull();
});
