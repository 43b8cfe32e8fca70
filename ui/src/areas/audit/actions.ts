// What one does in the audit.
import { declareAction } from "../../lib/keys";

export const verifyAudit = declareAction({
  id: "audit.verify",
  label: "audit:action.verify",
  keys: ["Ctrl+Enter"],
  group: "screen",
});
