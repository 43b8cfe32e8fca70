// Backup and restore: the generations there are, one more now, and the way back.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "backups",
  order: 190,
  label: "backups:area",
  icon: "backup",
  right: ["backUp", "restore"],
  manual: "backups:manual",
  load: () => import("./Backups").then(({ Backups }) => ({ Screen: Backups })),
};
