// What one does with backups.
import { declareAction } from "../../lib/keys";

export const backUpNow = declareAction({
  id: "backups.make",
  label: "backups:action.make",
  keys: ["Ctrl+Enter"],
  group: "screen",
});
