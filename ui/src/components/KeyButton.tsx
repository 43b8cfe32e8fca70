// A button for an action that its own component offers. Unlike ActionButton it stands while a dialog lies above it, so that
// what a dialog was opened from is there when it closes.
import { useTranslation } from "react-i18next";
import type { ActionDeclaration } from "../lib/keys";
import { Keys, spokenChord } from "./Keys";

interface Props {
  action: ActionDeclaration;
  run: () => void;
  /** Why it cannot be done now. */
  whyNot?: string | null;
}

export function KeyButton({ action, run, whyNot = null }: Props) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="button"
      aria-disabled={whyNot !== null}
      aria-keyshortcuts={spokenChord(action.keys?.[0])}
      title={whyNot ?? undefined}
      onClick={() => whyNot === null && run()}
    >
      {t(action.label)}
      <Keys chord={action.keys?.[0]} />
    </button>
  );
}
