// Bars are moved by keys: along the hours, into another lane, longer; and nothing is moved that was let go with Esc.
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { DriveBar, DriveBoard } from "../../bindings/rpc";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { instantOf } from "../../lib/time";
import { MINUTE, type Standing } from "./geometry";
import { Lanes } from "./Lanes";

const DAY = "2026-12-01";
const at = (time: string) => instantOf(DAY, time);

function bar(state: DriveBar["state"]): DriveBar {
  return {
    id: "d1",
    number: "SJ-1",
    kind: "drive",
    state,
    vehicle: "car1",
    consultant: "p1",
    consultantName: "王小明",
    customer: "c1",
    customerName: "周*岚",
    startsAt: at("10:00"),
    endsAt: at("10:30"),
    heldUntil: at("10:45"),
    overdue: false,
    pending: false,
  };
}

function car(id: string, description: string): DriveBoard["cars"][number] {
  return { id, description, stockNumber: id, colour: "白", plate: "", gearbox: "automatic", mayGo: true, stopSale: "" };
}

function shown(state: DriveBar["state"] = "booked") {
  deskThatAnswers({ "catalogue.words": () => ({ brands: [], series: [], models: [], colours: [] }) });
  const board: DriveBoard = {
    now: at("09:30"),
    today: DAY,
    days: [{ day: DAY, opensAt: at("09:00"), closesAt: at("18:00") }],
    terms: {
      opensAtMinute: 540,
      closesAtMinute: 1080,
      gridMinutes: 15,
      bufferMinutes: 15,
      usualMinutes: 30,
      longestMinutes: 180,
      furthestDays: 60,
      licenceKeptDays: 30,
      cautionUnderYears: 21,
      cautionFromYears: 70,
    },
    cars: [car("car1", "朗逸"), car("car2", "迈腾")],
    colleagues: [],
    drives: [bar(state)],
    out: [],
  };
  const moved = vi.fn<(bar: DriveBar, to: Standing) => void>();
  const opened = vi.fn<(id: string) => void>();
  const lanes = (drives: DriveBar[]) => (
    <QueryClientProvider client={answers}>
      <Lanes
        board={{ ...board, drives }}
        by="cars"
        open={null}
        busy={null}
        onMove={moved}
        onOpen={opened}
        onEmpty={vi.fn()}
      />
    </QueryClientProvider>
  );
  const { rerender } = render(lanes(board.drives));
  const drive = () => screen.getByRole("button", { name: /周\*岚/ });
  /** The desk has moved it to another car. */
  const isWith = (vehicle: string) => rerender(lanes([{ ...bar(state), vehicle }]));
  return { moved, opened, isWith, where: drive, drive: drive() };
}

it("moves a drive along the hours and into another lane", () => {
  const { moved, drive } = shown();
  fireEvent.keyDown(drive, { key: "m" });
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) fireEvent.keyDown(drive, { key });
  expect(screen.getByRole("status").textContent).toContain("10:30–11:00");
  expect(screen.getByRole("status").textContent).toContain("迈腾");
  fireEvent.keyDown(drive, { key: "Enter" });
  expect(moved).toHaveBeenCalledOnce();
  expect(moved.mock.calls[0]?.[1]).toEqual({ startsAt: at("10:30"), endsAt: at("11:00"), lane: "car2" });
});

it("keeps the focus on a drive that was moved to another car, unless somebody has gone elsewhere", () => {
  const { isWith, where, drive } = shown();
  drive.focus();
  for (const key of ["m", "ArrowDown", "Enter"]) fireEvent.keyDown(drive, { key });
  isWith("car2");
  expect(where()).not.toBe(drive);
  expect(document.activeElement).toBe(where());
  for (const key of ["m", "ArrowUp", "Enter"]) fireEvent.keyDown(where(), { key });
  screen.getByRole("grid").focus();
  isWith("car1");
  expect(document.activeElement).toBe(screen.getByRole("grid"));
});

it("makes a drive longer, and leaves everything as it was after Esc", () => {
  const { moved, drive } = shown();
  fireEvent.keyDown(drive, { key: "M" });
  fireEvent.keyDown(drive, { key: "ArrowRight", shiftKey: true });
  fireEvent.keyDown(drive, { key: "Escape" });
  expect(moved).not.toHaveBeenCalled();
  fireEvent.keyDown(drive, { key: "M" });
  fireEvent.keyDown(drive, { key: "ArrowRight", shiftKey: true });
  fireEvent.keyDown(drive, { key: "Enter" });
  expect(moved.mock.calls[0]?.[1].endsAt).toBe(at("10:30") + 15 * MINUTE);
});

it("gives a car that is out more time and nothing else, and leaves what has ended alone", () => {
  const out = shown("out");
  fireEvent.keyDown(out.drive, { key: "M" });
  fireEvent.keyDown(out.drive, { key: "ArrowRight" });
  fireEvent.keyDown(out.drive, { key: "ArrowDown" });
  fireEvent.keyDown(out.drive, { key: "Enter" });
  expect(out.moved.mock.calls[0]?.[1]).toEqual({ startsAt: at("10:00"), endsAt: at("10:45"), lane: "car1" });
});

it("opens a drive by a click", () => {
  const { opened, drive } = shown("finished");
  fireEvent.keyDown(drive, { key: "M" });
  fireEvent.click(drive);
  expect(opened).toHaveBeenCalledWith("d1");
});

it("does not open a drive by the click that ends its drag", () => {
  const { opened, drive } = shown("booked");
  drive.setPointerCapture = () => undefined;
  fireEvent.pointerDown(drive, { button: 0, clientX: 100, pointerId: 1 });
  fireEvent.pointerMove(drive, { clientX: 160, pointerId: 1 });
  fireEvent.pointerUp(drive, { clientX: 160, pointerId: 1 });
  fireEvent.click(drive, { detail: 1 });
  expect(opened).not.toHaveBeenCalled();
  fireEvent.pointerDown(drive, { button: 0, clientX: 160, pointerId: 1 });
  fireEvent.pointerUp(drive, { clientX: 160, pointerId: 1 });
  fireEvent.click(drive, { detail: 1 });
  expect(opened).toHaveBeenCalledWith("d1");
});
