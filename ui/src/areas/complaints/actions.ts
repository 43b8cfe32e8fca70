// What one can do with complaints.
import { declareAction } from "../../lib/keys";

/** Takes a complaint or a suggestion in, from anywhere. */
export const takeInComplaint = declareAction({
  id: "complaints.takeIn",
  label: "complaints:action.takeIn",
  keys: ["Ctrl+Shift+M"],
  group: "everywhere",
});

export const saveComplaint = declareAction({
  id: "complaints.save",
  label: "complaints:action.save",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export type Work = "answer" | "act" | "close" | "handOver" | "reopen";

function onCard(work: Work) {
  return declareAction({
    id: `complaints.${work}`,
    label: `complaints:action.${work}`,
    keys: ["Ctrl+Enter"],
    group: "screen",
  });
}

/** The next step of a complaint, each under the one key that takes it. */
export const nextSteps = { answer: onCard("answer"), act: onCard("act"), close: onCard("close") } as const;
