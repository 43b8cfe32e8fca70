// The screen of the workshop: the board of a day, or what the workshop is made of.
import type { AreaScreenProps } from "../../app/area";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { addDays, todayOf } from "../../lib/time";
import { next, previous, setup, showBoard, today } from "./actions";
import { Board } from "./Board";
import { Setup } from "./Setup";
import "./workshop.css";

export function Workshop({ rest, search }: AreaScreenProps) {
  const day = search.day ?? todayOf();
  const by = search.by === "technician" ? "technician" : "bay";
  const go = (to: string) => navigate("workshop", [], { search: { ...search, day: to }, history: "instead" });
  useAction(setup, () => navigate("workshop", ["setup"]));
  useAction(showBoard, () => navigate("workshop"));
  useAction(previous, () => go(addDays(day, -1)));
  useAction(next, () => go(addDays(day, 1)));
  useAction(today, () => go(todayOf()));
  if (rest[0] === "setup") return <Setup />;
  return (
    <Board
      day={day}
      by={by}
      onDay={go}
      onBy={(chosen) => navigate("workshop", [], { search: { ...search, by: chosen }, history: "instead" })}
    />
  );
}
