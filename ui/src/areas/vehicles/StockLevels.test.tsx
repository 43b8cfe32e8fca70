import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { currentRoute } from "../../lib/router";
import { stockLevel } from "../../lib/stockLevelsForTests";
import { deskThatAnswers } from "../../lib/testing";
import { StockLevels } from "./StockLevels";

const LEVELS = [
  stockLevel({}),
  stockLevel({
    id: "l2",
    series: "s2",
    seriesName: "朗逸",
    least: 2,
    short: 0,
    onHand: { free: 5, allocated: 0, onTheWay: 0 },
  }),
];

function show(rights: ("seeStock" | "editStock")[], levels = LEVELS, refuse?: { least: number; field: string }) {
  answers.clear();
  const calls = deskThatAnswers({
    "vehicles.levels": () => ({ levels }),
    "vehicles.level_choices": () => [
      { series: "s3", label: "大众 途观L", versions: [{ model: "m3", label: "300TSI" }] },
      { series: "s1", label: "大众 迈腾", versions: [] },
    ],
    "drafts.load": () => null,
    "drafts.save": () => null,
    "drafts.discard": () => null,
    submit: ({ command }: { command: { least: number | null } }) => {
      if (refuse !== undefined && command.least === refuse.least) {
        throw { kind: "refused", code: "stockLevelImplausible", field: refuse.field, values: { most: 999 } };
      }
      return { command: "c", concerns: [], numbers: {} };
    },
  });
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <StockLevels onClose={() => undefined} />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

const given = (calls: ReturnType<typeof show>) =>
  calls.filter(({ name }) => name === "submit").map(({ args }) => (args as { command: unknown }).command);

const type = (name: RegExp, value: string) => {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};

const save = () => fireEvent.click(screen.getByRole("button", { name: /^保存库存下限/ }));

it("says what stands against each level, and how many are lacking", async () => {
  show(["seeStock", "editStock"]);
  await screen.findByText("差 2 辆：可售 1 · 已配 2 · 在途 4");
  screen.getByText("可售 5 · 已配 0 · 在途 0");
  screen.getByText("1 项低于下限");
});

it("gives only what was changed, and takes away what was emptied", async () => {
  const calls = show(["seeStock", "editStock"]);
  await screen.findByRole("textbox", { name: "大众 朗逸" });
  type(/大众 朗逸/, "");
  save();
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)).toEqual([{ type: "SetStockLevel", series: "s2", model: null, least: null }]);
});

it("sets one more for a series, or for one of its versions", async () => {
  const calls = show(["seeStock", "editStock"]);
  const series = await screen.findByRole("combobox", { name: /车系/ });
  fireEvent.change(series, { target: { value: "途观" } });
  fireEvent.keyDown(series, { key: "Enter" });
  fireEvent.blur(series);
  const version = await screen.findByRole("combobox", { name: /车型/ });
  fireEvent.change(version, { target: { value: "300" } });
  fireEvent.keyDown(version, { key: "Enter" });
  fireEvent.blur(version);
  save();
  expect(given(calls)).toEqual([]);
  type(/^下限/, "4");
  save();
  await waitFor(() => expect(given(calls)).toHaveLength(1));
  expect(given(calls)).toEqual([{ type: "SetStockLevel", series: "s3", model: "m3", least: 4 }]);
});

it("says beside its own field why a number is none", async () => {
  show(["seeStock", "editStock"], LEVELS, { least: 0, field: "least" });
  await screen.findByRole("textbox", { name: "大众 朗逸" });
  type(/大众 朗逸/, "0");
  save();
  await screen.findByText("下限在 1 到 999 之间；不设就留空。");
  expect(screen.getByRole("textbox", { name: "大众 朗逸" }).getAttribute("aria-invalid")).toBe("true");
});

it("leads to the cars of a level in the list beside it", async () => {
  show(["seeStock", "editStock"]);
  fireEvent.click(await screen.findByRole("button", { name: /看车.*迈腾/ }));
  await waitFor(() => expect(currentRoute().area).toBe("vehicles"));
  expect(currentRoute()).toMatchObject({
    rest: ["levels"],
    search: { brand: "大众", series: "迈腾", purpose: "forSale" },
  });
});

it("says to whoever may not set levels who does", async () => {
  const calls = show(["seeStock"]);
  await screen.findByRole("textbox", { name: "大众 朗逸" });
  type(/大众 朗逸/, "7");
  save();
  screen.getByText(/请销售经理设置下限/);
  expect(given(calls)).toEqual([]);
});
