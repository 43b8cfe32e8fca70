import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { RulesInForce } from "../../bindings/rpc";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { RuleSection } from "./RuleSection";

const version = (time: "past" | "today" | "announced", from: string, to: string | null, share: string) => ({
  time,
  from,
  to,
  source: `公告 ${from}`,
  terms: { share, cap: 1_500_000 },
});

const KNOWN: RulesInForce = {
  date: "2026-11-22",
  sets: [
    {
      set: "tax",
      edition: "2026-11-23",
      cameFrom: "published",
      cameAt: 1_795_312_800_000,
      note: "财政部公告",
      rules: [
        {
          rule: "purchaseTaxRelief",
          versions: [
            version("announced", "2026-12-01", "2027-01-10", "0.3"),
            version("today", "2026-01-01", "2026-11-30", "0.5"),
            version("past", "2024-01-01", "2025-12-31", "1"),
          ],
          unknownFrom: "2027-01-11",
        },
      ],
    },
    {
      set: "deposits",
      edition: "2026-12-01",
      cameFrom: "platformsProgram",
      cameAt: 1_795_312_800_000,
      note: "",
      rules: null,
    },
  ],
};

function show(known: RulesInForce) {
  answers.clear();
  deskThatAnswers({ "rules.list": () => known });
  render(
    <QueryClientProvider client={answers}>
      <RuleSection />
    </QueryClientProvider>,
  );
}

it("says what holds today, what is announced, and where it came from", async () => {
  show(KNOWN);
  const table = await screen.findByRole("table", { name: "税费和补贴" });
  const [, today, announced] = within(table).getAllByRole("row");
  expect(today?.textContent).toContain("50 %");
  expect(today?.textContent).toContain("现行");
  expect(today?.textContent).toContain("以前的版本：1 个");
  expect(announced?.textContent).toContain("30 %");
  expect(announced?.textContent).toContain("将生效");
  expect(within(table).queryByText("公告 2024-01-01")).toBeNull();
  expect(screen.getByText(/版本 2026-11-23 · 平台发布/).textContent).toContain("财政部公告");
});

it("puts first what nobody knows from a day on, and what this program cannot read", async () => {
  show(KNOWN);
  const warned = await screen.findByRole("region", { name: "即将没有规定的项目" });
  const told = within(warned)
    .getAllByRole("listitem")
    .map((each) => each.textContent);
  expect(told).toHaveLength(2);
  expect(told[0]).toContain("定金");
  expect(told[1]).toBe("新能源购置税减免：2027-01-11 起政策未定，人工确认");
});

it("says so where nothing is known today", async () => {
  const [tax] = KNOWN.sets;
  const [relief] = tax?.rules ?? [];
  if (tax === undefined || relief === undefined) throw new Error("there is one");
  const ended = { ...relief, versions: relief.versions.slice(2), unknownFrom: KNOWN.date };
  show({ ...KNOWN, sets: [{ ...tax, rules: [ended] }] });
  const table = await screen.findByRole("table", { name: "税费和补贴" });
  expect(within(table).getByRole("rowheader").textContent).toContain("新能源购置税减免");
  expect(within(table).getByText("政策未定，人工确认")).toBeTruthy();
});
