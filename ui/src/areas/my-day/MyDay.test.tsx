import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { DayRow, TileCount } from "../../bindings/rpc";
import { answers } from "../../lib/desk";
import { currentRoute } from "../../lib/router";
import { stockLevel } from "../../lib/stockLevelsForTests";
import { deskThatAnswers } from "../../lib/testing";
import { MyDay } from "./MyDay";

const LOW: DayRow = {
  kind: "stock_level",
  id: "l1",
  opens: true,
  task: null,
  title: "大众 迈腾",
  detail: "",
  who: "",
  at: null,
  day: null,
  late: true,
  level: stockLevel({}),
};

const AGED: DayRow = {
  ...LOW,
  kind: "vehicle",
  id: "v1",
  title: "大众 朗逸 1.5L",
  detail: "RK-1",
  day: "2026-02-01",
  late: false,
  level: null,
};

function show(tile: Partial<TileCount>, rows: DayRow[]) {
  answers.clear();
  deskThatAnswers({
    "my_day.tiles": () => ({ tiles: [{ tile: "stock", count: 0, late: 0, low: 0, ...tile }], everybody: true }),
    "my_day.rows": () => rows,
  });
  render(
    <QueryClientProvider client={answers}>
      <MyDay rest={[]} search={{}} />
    </QueryClientProvider>,
  );
}

it("tells what runs low beside what is aged, and leads from a series to its cars", async () => {
  show({ count: 2, low: 1 }, [LOW, AGED]);
  const tile = await screen.findByRole("tab", { name: /库存预警/ });
  expect(tile.textContent).toBe("库存预警2低于下限 1长库龄 1");
  fireEvent.click(await screen.findByRole("button", { name: /差 2 辆/ }));
  await waitFor(() => expect(currentRoute().area).toBe("vehicles"));
  expect(currentRoute()).toMatchObject({ rest: [], search: { brand: "大众", series: "迈腾" } });
});

it("tells of aged cars alone where nothing runs low, and of nothing else where nothing is aged", async () => {
  show({ count: 3 }, [AGED]);
  expect((await screen.findByRole("tab", { name: /库存预警/ })).textContent).toBe("库存预警3长库龄");
});

it("says that there is nothing", async () => {
  show({}, []);
  await screen.findByText("没有长库龄车，也没有低于下限的。");
});
