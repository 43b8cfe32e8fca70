import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { Confirm } from "../../components/Confirm";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { Toasts } from "../../components/Toasts";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { Imports } from "./Imports";

const LIST = {
  import: "i1",
  kind: "vehicles",
  fileName: "发运清单.xlsx",
  sheet: "Sheet1",
  rows: 3,
  headers: ["车架号", "品牌车型", "存放区"],
  fields: ["vin", "description", "location"],
  equipment: [],
  columns: { vin: 0, description: 1 },
  remembered: false,
  samples: [["LFV3A23C1T3000001", "迈腾", "B 区 3"]],
};
const VIN_WRONG = { kind: "refused", code: "vinCheckDigit", field: "vin", values: { expected: "1", found: "2" } };

beforeEach(() => {
  // A list in a window without a size would show no row.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(640);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(640);
  HTMLElement.prototype.scrollTo = vi.fn() as never;
});

function show() {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "李", signInName: "li", roles: [], rights: ["importFiles"] }}>
        <Imports />
        <PrimaryCorner />
        <Confirm />
        <Toasts />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

function desk(others: Parameters<typeof deskThatAnswers>[0] = {}) {
  return deskThatAnswers({
    "imports.list": () => [],
    "imports.open": () => LIST,
    "imports.map": (args: { columns: Record<string, number> }) => ({ ...LIST, columns: args.columns }),
    "imports.dry_run": () => ({ new: 1, changed: 0, duplicate: 0, bad: 2 }),
    "imports.rows": () => ({
      total: 2,
      rows: [3, 4].map((number) => ({
        number,
        outcome: "bad",
        cells: ["LFV", "迈腾", ""],
        reason: VIN_WRONG,
        column: 0,
      })),
    }),
    ...others,
  });
}

function choose() {
  fireEvent.change(screen.getByLabelText("文件"), {
    target: { files: [new File(["x"], "发运清单.xlsx")] },
  });
}

it("maps a column before the rows are tried, and asks for the rows of one outcome only", async () => {
  const calls = desk();
  show();
  choose();
  fireEvent.change(await screen.findByLabelText("库位"), { target: { value: "2" } });
  fireEvent.click(screen.getByRole("button", { name: /试导/ }));
  fireEvent.click(await screen.findByRole("button", { name: /2 有误/ }));
  await waitFor(() => expect(screen.getAllByText(/校验/).length).toBeGreaterThan(0));
  expect(calls).toContainEqual({
    name: "imports.map",
    args: { import: "i1", columns: { vin: 0, description: 1, location: 2 } },
  });
  expect(calls).toContainEqual({
    name: "imports.rows",
    args: { import: "i1", outcome: "bad", offset: 0, limit: 200 },
  });
});

it("says which column is missing instead of trying a list in which no car can be known", async () => {
  const calls = desk({ "imports.open": () => ({ ...LIST, columns: {} }) });
  show();
  choose();
  fireEvent.click(await screen.findByRole("button", { name: /试导/ }));
  expect(document.activeElement).toBe(screen.getByLabelText("车架号"));
  expect(calls.some(({ name }) => name === "imports.dry_run")).toBe(false);
});

it("goes back to the imports with their undo when one was cancelled half way, and says how much is in", async () => {
  desk({
    "imports.commit": () => {
      throw { kind: "refused", code: "importCancelled", field: null, values: { rows: 1000 } };
    },
  });
  show();
  choose();
  fireEvent.click(await screen.findByRole("button", { name: /试导/ }));
  fireEvent.click(await screen.findByRole("button", { name: /正式导入/ }));
  expect(await screen.findByText(/已导入的 1000 行保留/)).toBeTruthy();
  expect(screen.queryByText("发运清单.xlsx")).toBeNull();
});

it("hands every refused row its own sentence", async () => {
  const calls = desk({
    "imports.reasons": () => [
      { kind: "refused", code: "twiceInFile", field: "vin", values: { row: 4 } },
      { kind: "refused", code: "twiceInFile", field: "vin", values: { row: 9 } },
    ],
    "imports.save_errors": () => ({ path: "/home/li/x.xlsx", rows: 2 }),
  });
  show();
  choose();
  fireEvent.click(await screen.findByRole("button", { name: /试导/ }));
  fireEvent.click(await screen.findByRole("button", { name: /保存错误文件/ }));
  expect(await screen.findByText(/2 行已存为/)).toBeTruthy();
  const saved = calls.find(({ name }) => name === "imports.save_errors");
  expect(saved?.args).toMatchObject({ sentences: ["与文件第 4 行重复。", "与文件第 9 行重复。"] });
});
