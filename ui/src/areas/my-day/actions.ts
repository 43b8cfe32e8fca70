// What one can do on the first screen.
import { declareAction } from "../../lib/keys";

export const nextTile = declareAction({
  id: "my-day.next",
  label: "my-day:action.next",
  keys: ["ArrowRight", "L"],
  group: "screen",
  palette: "hidden",
});

export const previousTile = declareAction({
  id: "my-day.previous",
  label: "my-day:action.previous",
  keys: ["ArrowLeft", "H"],
  group: "screen",
  palette: "hidden",
});
