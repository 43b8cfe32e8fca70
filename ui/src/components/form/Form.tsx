// The frame of a form: one column in the order in which people speak, Enter goes on, Ctrl+Enter saves, the draft is
// offered at the top, and the primary action with what is missing stands in its corner.
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type ActionDeclaration, declareAction, useAction } from "../../lib/keys";
import { CloseButton } from "../CloseButton";
import { Keys } from "../Keys";
import { PrimaryAction } from "../PrimaryAction";
import { When } from "../values";
import type { FormState } from "./useForm";
import "../record.css";
import "./form.css";

const restore = declareAction({ id: "form.restore", label: "common:form.restore", keys: ["Alt+R"], group: "form" });
const close = declareAction({
  id: "form.close",
  label: "common:action.close",
  keys: ["Escape"],
  group: "form",
  palette: "hidden",
});

interface Props<Values extends object> {
  form: FormState<Values>;
  title: string;
  /** The verb of the primary action; its first key should be Ctrl+Enter. */
  action: ActionDeclaration;
  /** Why saving is impossible whatever is filled in: a missing right, say. */
  whyNot?: string | null;
  /** Left with Esc; what was typed stays as a draft. */
  onClose: () => void;
  children: ReactNode;
}

/** What Enter goes through: everything that takes an entry, in the order of the column. */
function stops(root: HTMLElement): HTMLElement[] {
  const all = root.querySelectorAll<HTMLElement>("[data-field]:not([disabled])");
  return [...all].filter((element) => element.offsetParent !== null || element.getClientRects().length > 0);
}

export function Form<Values extends object>({ form, title, action, whyNot, onClose, children }: Props<Values>) {
  const { t } = useTranslation("common");
  const root = useRef<HTMLDivElement>(null);
  const { offered } = form.draft;
  useAction(restore, form.restore, { offered: offered ? "yes" : "no" });
  useAction(close, onClose);

  useEffect(() => {
    const first = root.current?.querySelector<HTMLElement>("[data-field]");
    first?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
    if (event.target.dataset.field === undefined) return;
    if (event.target instanceof HTMLTextAreaElement && event.shiftKey) return;
    event.preventDefault();
    const all = root.current ? stops(root.current) : [];
    const at = all.indexOf(event.target);
    const next = all[at + (event.shiftKey ? -1 : 1)];
    (next ?? document.querySelector<HTMLElement>("[data-primary]"))?.focus();
    // As with Tab: what stands there is replaced by what is typed.
    if (next instanceof HTMLInputElement && next.type !== "radio") next.select();
  };

  return (
    <section className="form" aria-label={title}>
      <header className="record-head">
        <div className="record-name">
          <h2>{title}</h2>
        </div>
        {form.touched && form.draft.kept === "yes" && <span className="form-kept muted">{t("form.kept")}</span>}
        <CloseButton onClose={onClose} />
      </header>
      <div className="form-body" ref={root} onKeyDown={onKeyDown}>
        {offered && (
          <p className="form-draft">
            <span>
              {t("form.draftFrom")} <When at={offered.savedAt} />
            </span>
            <button type="button" className="link" onClick={form.restore}>
              {t("form.restore")}
            </button>
            <Keys chord="Alt+R" />
            <button type="button" className="link" onClick={form.draft.decline}>
              {t("form.decline")}
            </button>
          </p>
        )}
        <p className="problem" role="alert">
          {form.problem}
        </p>
        {children}
      </div>
      <PrimaryAction
        action={action}
        run={() => void form.save()}
        missing={form.missing}
        whyNot={whyNot ?? null}
        busy={form.busy}
      />
    </section>
  );
}

/** A heading between groups of fields. */
export function FormGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="form-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
