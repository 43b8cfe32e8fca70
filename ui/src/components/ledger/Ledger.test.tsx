import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ListArgs, VehicleRow } from "../../bindings/rpc";
import { answers } from "../../lib/desk";
import { listenToKeys } from "../../lib/keys";
import { deskThatAnswers } from "../../lib/testing";
import { type FacetWords, facetsInWords } from "./facets";
import { Ledger } from "./Ledger";
import { moved } from "./LedgerColumns";
import { toggled } from "./LedgerFacets";
import { nextSort } from "./LedgerHead";
import { PAGE, pagesAround } from "./pages";
import type { LedgerColumn } from "./types";

type Row = Pick<VehicleRow, "id" | "description">;

const columns: LedgerColumn<Row>[] = [
  { id: "description", label: "车型", width: 200, cell: (row) => row.description },
  { id: "id", label: "编号", width: 80, align: "end", cell: (row) => row.id, total: (sum) => `合 ${sum}` },
];

const facets: FacetWords = { title: (facet) => facet, words: (_facet, _value, label) => label };

const HOW_MANY = 100_000;

function desk(total = HOW_MANY) {
  return deskThatAnswers({
    "vehicles.list": (asked: ListArgs) => ({
      total,
      rows: Array.from({ length: Math.max(0, Math.min(asked.limit, total - asked.offset)) }, (_, index) => ({
        id: `${asked.offset + index}`,
        description: `车 ${asked.offset + index}`,
      })),
      totals: { id: 42 },
      facets: [{ facet: "状态", counts: [{ value: "inStock", label: "在库", count: 3 }] }],
    }),
  });
}

interface Props {
  openId?: string | null;
  onOpen?: (row: Row, how: string) => void;
  deeds?: { id: string; label: string; run: (rows: readonly Row[]) => void }[];
}

function List({ openId = null, onOpen = () => undefined, deeds = [] }: Props) {
  return (
    <QueryClientProvider client={answers}>
      <Ledger
        id="test"
        label="车辆"
        list="vehicles.list"
        facets={facets}
        columns={columns}
        rowId={(row) => row.id}
        openId={openId}
        onOpen={onOpen}
        deeds={deeds}
        empty={<p>没有车</p>}
      />
    </QueryClientProvider>
  );
}

const grid = () => screen.getByRole("grid");
const press = (key: string, held: object = {}) => fireEvent.keyDown(grid(), { key, ...held });
const asked = (calls: { name: string; args: unknown }[]) =>
  calls.filter((call) => call.name === "vehicles.list").map((call) => call.args as ListArgs);

describe("a ledger", () => {
  let stop: () => void;
  beforeEach(() => {
    stop = listenToKeys();
    answers.clear();
    // There is no layout here: the list is told that it is 640 pixels high.
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(640);
    vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(900);
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(640);
    HTMLElement.prototype.scrollTo = vi.fn() as never;
  });
  afterEach(() => stop());

  it("draws a window of a hundred thousand rows and says how many there are", async () => {
    desk();
    render(<List />);
    await screen.findByText("车 0");
    expect(grid().getAttribute("aria-rowcount")).toBe(String(HOW_MANY + 1));
    expect(screen.getAllByRole("row").length).toBeLessThan(80);
    expect(screen.getByText("合 42")).toBeTruthy();
  });

  it("moves by arrows, opens with Enter, and goes from record to record with J and K once one is open", async () => {
    desk();
    const onOpen = vi.fn();
    const { rerender } = render(<List onOpen={onOpen} />);
    await screen.findByText("车 0");
    press("ArrowDown");
    press("ArrowDown");
    press("Enter");
    expect(onOpen).toHaveBeenLastCalledWith({ id: "2", description: "车 2" }, "opening");
    rerender(<List onOpen={onOpen} openId="2" />);
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    expect(onOpen).toHaveBeenLastCalledWith({ id: "3", description: "车 3" }, "moving");
    fireEvent.keyDown(document.body, { key: "k", code: "KeyK" });
    expect(onOpen).toHaveBeenLastCalledWith({ id: "2", description: "车 2" }, "moving");
  });

  it("is sorted by a key: S opens the orders, and the one that is in force says its direction", async () => {
    const calls = desk();
    render(<List />);
    await screen.findByText("车 0");
    const openSorts = () => fireEvent.keyDown(document.body, { key: "s", code: "KeyS" });
    openSorts();
    fireEvent.click(await screen.findByRole("menuitem", { name: "车型" }));
    await waitFor(() => expect(asked(calls).at(-1)?.sort).toEqual({ column: "description", descending: false }));
    openSorts();
    fireEvent.click(await screen.findByRole("menuitem", { name: "车型 ↑" }));
    await waitFor(() => expect(asked(calls).at(-1)?.sort).toEqual({ column: "description", descending: true }));
  });

  it("names its active row to the screen reader", async () => {
    desk();
    render(<List />);
    await screen.findByText("车 0");
    press("ArrowDown");
    const active = grid().getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(active)?.textContent).toContain("车 1");
  });

  it("gathers rows by Space and Shift for an action on many, and lets them go with Esc", async () => {
    desk();
    const run = vi.fn();
    render(<List deeds={[{ id: "move", label: "移库", run }]} />);
    await screen.findByText("车 0");
    press(" ");
    press("ArrowDown");
    press("ArrowDown");
    press("ArrowDown", { shiftKey: true });
    await screen.findByText("已选 3 行");
    fireEvent.click(screen.getByText("移库"));
    expect(run.mock.calls[0]?.[0].map((row: Row) => row.id)).toEqual(["0", "2", "3"]);
    press("Escape");
    expect(screen.queryByText(/已选/)).toBeNull();
  });

  it("asks anew from the top when it is sorted, narrowed by a facet, or searched", async () => {
    const calls = desk();
    render(<List />);
    await screen.findByText("车 0");
    fireEvent.click(screen.getByRole("button", { name: /编号/ }));
    await waitFor(() => expect(asked(calls).at(-1)?.sort).toEqual({ column: "id", descending: false }));
    fireEvent.click(screen.getByLabelText(/在库/));
    await waitFor(() => expect(asked(calls).at(-1)?.filters).toEqual({ 状态: ["inStock"] }));
    fireEvent.change(screen.getByLabelText("在列表中查找"), { target: { value: "汉" } });
    await waitFor(() =>
      expect(asked(calls)).toContainEqual(expect.objectContaining({ text: "汉", offset: 0, limit: PAGE })),
    );
  });

  it("says what belongs here when it is empty", async () => {
    desk(0);
    render(<List />);
    await screen.findByText("没有车");
  });
});

describe("the parts of a ledger", () => {
  it("ask for the pages in sight and the next one, and never for what is not there", () => {
    expect(pagesAround(0, 40, 0)).toEqual([0]);
    expect(pagesAround(0, 40, HOW_MANY)).toEqual([0, 1]);
    expect(pagesAround(950, 1_010, HOW_MANY)).toEqual([0, 9, 10, 11]);
    expect(pagesAround(180, 199, 200)).toEqual([0, 1]);
  });

  it("sort up, then down, then as the list has it", () => {
    const up = nextSort("age", null);
    const down = nextSort("age", up);
    expect([up, down, nextSort("age", down)]).toEqual([
      { column: "age", descending: false },
      { column: "age", descending: true },
      null,
    ]);
  });

  it("turn a facet's value on and off", () => {
    const on = toggled({}, "state", "inStock");
    expect(on).toEqual({ state: ["inStock"] });
    expect(toggled(on, "state", "ready")).toEqual({ state: ["inStock", "ready"] });
    expect(toggled(on, "state", "inStock")).toEqual({});
  });

  it("say facets in words, closed lists in the order of life, and leave out what has no word", () => {
    const count = (value: string) => ({ value, label: value, count: 1 });
    const [grade, place] = facetsInWords(
      [
        { facet: "grade", counts: ["A", "B", "H"].map(count) },
        { facet: "place", counts: ["C 区", "", "A 区"].map(count) },
      ],
      {
        title: (facet) => facet.toUpperCase(),
        words: (_facet, value, label) => (value === "" ? null : label),
        runs: { grade: ["H", "A", "B"] },
      },
    );
    expect(grade?.counts.map(({ label }) => label)).toEqual(["H", "A", "B"]);
    expect(place).toMatchObject({ label: "PLACE", counts: [{ value: "C 区" }, { value: "A 区" }] });
  });

  it("move a column, but not past the ends", () => {
    expect(moved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
    expect(moved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
  });
});
