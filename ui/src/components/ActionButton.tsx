// A button for a declared action that is on offer: its words, its key, and why not where it cannot be done.
import { useTranslation } from "react-i18next";
import { type ActionDeclaration, doAction, useLiveActions } from "../lib/keys";
import { Keys, spokenChord } from "./Keys";

interface Props {
  action: ActionDeclaration;
  look?: "plain" | "quiet" | "danger";
}

export function ActionButton({ action, look = "plain" }: Props) {
  const { t } = useTranslation();
  const live = useLiveActions().find((each) => each.id === action.id);
  if (!live) return null;
  return (
    <button
      type="button"
      className={`button ${look === "plain" ? "" : look}`}
      aria-disabled={live.whyNot !== null}
      aria-keyshortcuts={spokenChord(action.keys?.[0])}
      title={live.whyNot ?? undefined}
      onClick={() => doAction(action)}
    >
      {t(action.label)}
      <Keys chord={action.keys?.[0]} />
    </button>
  );
}
