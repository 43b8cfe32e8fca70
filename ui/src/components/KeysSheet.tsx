// `?`: the keys of this screen as they are right now, and its short manual page.
import { useTranslation } from "react-i18next";
import type { LiveAction } from "../lib/keys";
import { Dialog } from "./Dialog";
import { Keys } from "./Keys";
import "./keys.css";

const GROUPS = ["screen", "list", "form", "everywhere"] as const;

interface Props {
  /** Taken before the sheet opened, because the screen's keys rest below it. */
  actions: readonly LiveAction[];
  /** The area's manual: the key of its text, paragraphs apart by a line break. */
  manual: string;
  onClose: () => void;
}

export function KeysSheet({ actions, manual, onClose }: Props) {
  const { t, i18n } = useTranslation("common");
  return (
    <Dialog title={t("keys.title")} look="side" onClose={onClose}>
      <div className="dialog-body" tabIndex={0} role="group" aria-label={t("keys.title")}>
        {i18n.exists(manual) &&
          t(manual)
            .split("\n")
            .map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        {GROUPS.map((group) => {
          const rows = actions.filter((action) => action.group === group && action.keys !== undefined);
          if (rows.length === 0) return null;
          return (
            <section key={group} className="keys-group">
              <h3>{t(`keys.${group}`)}</h3>
              <dl>
                {rows.map((action) => (
                  <div key={action.id}>
                    <dt>{t(action.label)}</dt>
                    <dd>
                      {action.keys?.map((chord) => (
                        <Keys key={chord} chord={chord} />
                      ))}
                      <span className="hidden-words">{action.keys?.join(", ")}</span>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
