// What one does about sync: try at once, look at a platform, bring the dealership there.
import { declareAction } from "../../lib/keys";

export const retryNow = declareAction({
  id: "sync.retry",
  label: "sync:action.retry",
  keys: ["R", "Ctrl+Enter"],
  group: "screen",
});

export const lookAtPlatform = declareAction({
  id: "sync.look",
  label: "sync:action.look",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const bringDealership = declareAction({
  id: "sync.bring",
  label: "sync:action.bring",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const enrolAnew = declareAction({
  id: "sync.enrolAnew",
  label: "sync:action.enrolAnew",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

export const leaveCode = declareAction({
  id: "sync.leaveCode",
  label: "sync:action.leaveCode",
  keys: ["Ctrl+Enter"],
  group: "screen",
});
