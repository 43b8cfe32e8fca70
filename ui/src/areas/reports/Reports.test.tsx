import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ReportArgs, ReportLinesArgs, ReportRowsArgs, ReportTable, Right } from "../../bindings/rpc";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { listenToKeys } from "../../lib/keys";
import { navigate, useRoute } from "../../lib/router";
import { changeSettings, settings } from "../../lib/settings";
import { type Calls, deskThatAnswers } from "../../lib/testing";
import { Reports } from "./Reports";

const SALES: ReportTable = {
  title: "销售月报",
  definition: "期间内交车且未退订的订单。",
  asOf: 1_795_000_000_000,
  filters: [
    { id: "from", label: "从", kind: "day", choices: [], value: "2026-11-01" },
    { id: "until", label: "到", kind: "day", choices: [], value: "2026-11-25" },
    {
      id: "by",
      label: "分组",
      kind: "choice",
      choices: [
        { value: "consultant", label: "销售顾问" },
        { value: "series", label: "车系" },
      ],
      value: "consultant",
    },
  ],
  columns: [
    { heading: "车系", unit: "text", look: "figures" },
    { heading: "台数", unit: "count", look: "figures" },
    { heading: "毛利", unit: "money", look: "figures" },
    { heading: "毛利率", unit: "rate", look: "figures" },
  ],
  groupedBy: "销售顾问",
  groups: [
    {
      key: "w",
      name: "王小明",
      lines: [
        { key: "朗逸", record: null, cells: ["大众 朗逸", 2, 1_234_500, 512] },
        { key: "迈腾", record: null, cells: ["大众 迈腾", 1, null, null] },
      ],
      lineCount: 2,
      sums: ["小计", 3, 1_234_500, 512],
    },
  ],
  totals: ["合计", 3, 1_234_500, 512],
  records: 3,
  longestBar: 0,
  notes: ["1 台没有登记成本。"],
  signatures: [],
};

const STOCK: ReportTable = {
  ...SALES,
  title: "库存车龄表",
  filters: [],
  columns: [
    { heading: "库存号", unit: "text", look: "figures" },
    { heading: "库龄（天）", unit: "count", look: "bars" },
  ],
  groups: [
    {
      key: "0-30",
      name: "0–30 天",
      lines: Array.from({ length: 3_000 }, (_, at) => ({
        key: `v${at}`,
        record: { kind: "vehicle", id: `v${at}` },
        cells: [`RK-${at}`, 30],
      })),
      lineCount: 3_000,
      sums: ["小计", 30],
    },
  ],
  totals: ["合计", 30],
  records: 3_000,
  notes: [],
};

function desk(more: Record<string, (args: never) => unknown> = {}): Calls {
  return deskThatAnswers({
    "reports.list": () => [
      { name: "stock", title: "库存车龄表", about: "每台在库车的库龄" },
      { name: "sales", title: "销售月报", about: "按顾问或车系" },
    ],
    "reports.run": (asked: ReportArgs) => (asked.report === "stock" ? STOCK : SALES),
    "reports.rows": (asked: ReportRowsArgs) => ({
      columns: SALES.columns.map((column, at) => (at === 0 ? { ...column, heading: "记录" } : column)),
      rows: [
        {
          kind: "sales_order",
          id: "o1",
          title: "SO-1",
          detail: "刘** · 大众 朗逸",
          cells: ["SO-1", 1, 1_000_000, 600],
        },
        { kind: "visit", id: "x", title: "SO-2", detail: "张* · 大众 朗逸", cells: ["SO-2", 1, 234_500, 300] },
      ],
      records: asked.line === undefined ? 2_500 : 2,
      sums: ["合计", 2, 1_234_500, 512],
    }),
    "papers.printers": () => ({ names: [], default: null }),
    ...more,
  });
}

function Routed() {
  const { rest, search } = useRoute();
  return <Reports rest={rest} search={search} />;
}

function show(rights: Right[] = ["seeReports", "exportData"]) {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "李", signInName: "li", roles: [], rights }}>
        <Routed />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const ran = (calls: Calls) => calls.filter(({ name }) => name === "reports.run").map(({ args }) => args as ReportArgs);
/** The words as the testing library sees them: with plain spaces. */
const spoken = (text: string) => text.replace(/\s/g, " ");

let stop: () => void;
beforeEach(() => {
  stop = listenToKeys();
  changeSettings({ reports: {} });
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(640);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(640);
  HTMLElement.prototype.scrollTo = vi.fn() as never;
  navigate("reports", ["sales"], { history: "instead" });
});
afterEach(() => stop());

it("says definition, as-of time and filters, and shows groups with their sums", async () => {
  desk();
  show();
  expect(await screen.findByText("期间内交车且未退订的订单。")).toBeTruthy();
  expect(screen.getByText(/数据时间 2026-11-1/)).toBeTruthy();
  expect(screen.getByLabelText("分组")).toBeTruthy();
  const cells = screen.getAllByRole("gridcell").map((cell) => spoken(cell.textContent ?? ""));
  expect(cells).toContain("▾王小明");
  expect(cells).toContain("12 345.00");
  expect(cells).toContain("5.12%");
  expect(screen.getByText("1 台没有登记成本。")).toBeTruthy();
});

it("opens the rows behind the sum that Enter is pressed on, and a row opens its record", async () => {
  const calls = desk();
  show();
  const grid = await screen.findByRole("grid", { name: "销售月报" });
  grid.focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "Enter"]) press(key);
  const behind = await screen.findByRole("grid", { name: "王小明 · 大众 朗逸 · 毛利 的明细" });
  const asked = calls.find(({ name }) => name === "reports.rows")?.args as ReportRowsArgs;
  expect([asked.group, asked.line, asked.column]).toEqual(["w", "朗逸", 2]);
  expect(within(behind).getByText("刘** · 大众 朗逸")).toBeTruthy();
  const heads = within(behind).getAllByRole("columnheader");
  expect(heads.map((head) => head.textContent)).toEqual(["记录", "说明", "毛利", "台数", "毛利率"]);
  await waitFor(() => expect(document.activeElement).toBe(behind));
  press("ArrowDown");
  press("Enter");
  expect(location.hash).toContain("reports");
  press("ArrowUp");
  press("Enter");
  expect(location.hash).toBe("#/orders/o1");
});

it("closes the rows with Escape and goes on where it was", async () => {
  desk();
  show();
  const grid = await screen.findByRole("grid", { name: "销售月报" });
  grid.focus();
  press("End");
  press("Enter");
  expect(await screen.findByText(/2.500 条/)).toBeTruthy();
  expect(screen.getByText(/先列出前 2 条/)).toBeTruthy();
  press("Escape");
  await waitFor(() => expect(screen.queryByText(/先列出前/)).toBeNull());
  expect(document.activeElement).toBe(grid);
});

it("does not open what is not known", async () => {
  const calls = desk();
  show();
  const grid = await screen.findByRole("grid", { name: "销售月报" });
  grid.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"]) press(key);
  expect(calls.some(({ name }) => name === "reports.rows")).toBe(false);
});

it("draws a window of a long list, opens its record at once and folds a group", async () => {
  desk();
  navigate("reports", ["stock"], { history: "instead" });
  show();
  const grid = await screen.findByRole("grid", { name: "库存车龄表" });
  expect(grid.getAttribute("aria-rowcount")).toBe("3003");
  expect(screen.getAllByRole("row").length).toBeLessThan(90);
  grid.focus();
  press("Enter");
  await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("3"));
  press("Enter");
  await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("3003"));
  press("ArrowDown");
  press("Enter");
  expect(location.hash).toBe("#/vehicles/v0");
});

it("asks for the lines of a long list as they come into sight, and opens them", async () => {
  const [group] = STOCK.groups;
  if (group === undefined) throw new Error("the list has a group");
  const begun = { ...STOCK, groups: [{ ...group, lines: group.lines.slice(0, 400) }] };
  const calls = desk({
    "reports.run": () => begun,
    "reports.lines": ({ offset, limit, asOf }: ReportLinesArgs) => ({
      asOf,
      lines: group.lines.slice(offset, offset + limit),
    }),
  });
  navigate("reports", ["stock"], { history: "instead" });
  show();
  const grid = await screen.findByRole("grid", { name: "库存车龄表" });
  expect(grid.getAttribute("aria-rowcount")).toBe("3003");
  expect(calls.some(({ name }) => name === "reports.lines")).toBe(false);
  fireEvent.keyDown(grid, { key: "End", ctrlKey: true });
  Object.defineProperty(grid, "scrollTop", { value: 2_990 * 32, configurable: true });
  fireEvent.scroll(grid);
  await screen.findByText("RK-2999");
  const offsets = calls
    .filter(({ name }) => name === "reports.lines")
    .map(({ args }) => (args as ReportLinesArgs).offset);
  expect(new Set(offsets)).toEqual(new Set([2_800]));
  grid.focus();
  press("ArrowUp");
  fireEvent.keyDown(grid, { key: "Home" });
  press("Enter");
  expect(location.hash).toBe("#/vehicles/v2999");
});

it("asks for the whole anew when the desk no longer keeps it", async () => {
  const [group] = STOCK.groups;
  if (group === undefined) throw new Error("the list has a group");
  const begun = { ...STOCK, groups: [{ ...group, lines: group.lines.slice(0, 2) }] };
  const calls = desk({
    "reports.run": () => (ran(calls).length > 1 ? { ...begun, asOf: 1_795_000_000_001 } : begun),
    "reports.lines": () => ({ asOf: 1_795_000_000_001, lines: group.lines.slice(0, 200) }),
  });
  navigate("reports", ["stock"], { history: "instead" });
  show();
  await screen.findByText("RK-2");
  expect(ran(calls).length).toBe(2);
});

it("keeps the filters of each report, and a named period by its name", async () => {
  const calls = desk();
  show();
  fireEvent.change(await screen.findByLabelText("分组"), { target: { value: "series" } });
  fireEvent.change(screen.getByLabelText("期间"), { target: { value: "lastMonth" } });
  expect(settings.get().reports.sales).toEqual({ by: "series", period: "lastMonth" });
  await waitFor(() => expect(ran(calls).at(-1)?.filters.by).toBe("series"));
  const { from, until } = ran(calls).at(-1)?.filters ?? {};
  expect(from?.endsWith("-01")).toBe(true);
  expect(from?.slice(0, 7)).toBe(until?.slice(0, 7));
});

it("says beside the day what the desk refuses, and keeps the filters in place", async () => {
  const refused = {
    kind: "invalid",
    code: "endsBeforeItBegins",
    field: "until",
    values: {},
  };
  const calls = desk({
    "reports.run": (asked: ReportArgs) => {
      if (asked.filters.until === "2026-10-01") throw refused;
      return SALES;
    },
  });
  show();
  fireEvent.change(await screen.findByLabelText("期间"), { target: { value: "own" } });
  const until = await screen.findByLabelText("到");
  fireEvent.change(until, { target: { value: "2026-10-01" } });
  fireEvent.blur(until);
  expect(await screen.findByText("结束日早于开始日，改其中一个。")).toBeTruthy();
  expect(screen.getByLabelText("到").getAttribute("aria-invalid")).toBe("true");
  expect(ran(calls).at(-1)?.filters).toEqual({ from: "2026-11-01", until: "2026-10-01" });
  fireEvent.change(screen.getByLabelText("到"), { target: { value: "第三天" } });
  fireEvent.blur(screen.getByLabelText("到"));
  expect(screen.getByText(/没有这个日期/)).toBeTruthy();
});

it("saves by a key and says where; without the right it says why not", async () => {
  const calls = desk({ "reports.save": () => ({ path: "/home/li/Downloads/销售月报.xlsx" }) });
  show(["seeReports"]);
  await screen.findByRole("grid");
  press("e");
  expect(calls.some(({ name }) => name === "reports.save")).toBe(false);
  expect(screen.getByRole("button", { name: /存为 Excel/ }).getAttribute("title")).toContain("导出");
  press("d");
  await waitFor(() => expect(calls.some(({ name }) => name === "reports.save")).toBe(true));
});

it("goes from report to report with J and K", async () => {
  desk();
  show();
  await screen.findByRole("grid", { name: "销售月报" });
  fireEvent.keyDown(document.body, { key: "k", code: "KeyK" });
  expect(await screen.findByRole("grid", { name: "库存车龄表" })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
  expect(await screen.findByRole("grid", { name: "销售月报" })).toBeTruthy();
});

it("says so when there is nothing to show", async () => {
  desk({ "reports.run": () => ({ ...SALES, groups: [], records: 0, totals: ["合计", 0, null, null] }) });
  show();
  expect(await screen.findByText("没有符合条件的记录")).toBeTruthy();
});
