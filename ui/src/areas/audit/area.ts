// The audit: proof that nobody altered the journal, and who looked at personal data.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "audit",
  order: 180,
  label: "audit:area",
  icon: "shield",
  right: "seeAudit",
  manual: "audit:manual",
  load: () => import("./Audit").then(({ Audit }) => ({ Screen: Audit })),
};
