// A small form over the screen: a few fields in the order in which people speak, and one verb. Enter goes on and after
// the last field gives the command, Ctrl+Enter gives it at once, Esc leaves it.
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../Dialog";
import { Keys } from "../Keys";
import type { FormState } from "./useForm";

interface Props<Values extends object> {
  form: FormState<Values>;
  title: string;
  verb: string;
  /** What it will do, for what cannot be taken back. */
  consequence?: string | undefined;
  look?: "plain" | "danger";
  /** Why it cannot be given, whatever is filled in. */
  whyNot?: string | null;
  onClose: () => void;
  children: ReactNode;
}

export function DialogForm<Values extends object>(props: Props<Values>) {
  const { form, title, verb, consequence, look = "plain", whyNot = null, onClose, children } = props;
  const { t } = useTranslation("common");
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => {
    root.current?.querySelector<HTMLElement>("[data-field], [data-give]")?.focus();
  }, []);

  const give = () => {
    if (whyNot === null) void form.save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset.field === undefined) return;
    if (event.target instanceof HTMLTextAreaElement && event.shiftKey) return;
    event.preventDefault();
    const stops = [...(root.current?.querySelectorAll<HTMLElement>("[data-field]:not([disabled])") ?? [])];
    const next = stops[stops.indexOf(event.target) + 1];
    if (next && !event.ctrlKey) next.focus();
    else give();
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="dialog-body"
        ref={root}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        {form.draft.offered && (
          <p className="form-draft">
            <button type="button" className="link" onClick={form.restore}>
              {t("form.restore")}
            </button>
          </p>
        )}
        {consequence !== undefined && <p>{consequence}</p>}
        {children}
        <p className="problem" role="alert">
          {whyNot ?? form.problem}
        </p>
        <button
          type="submit"
          className={look === "danger" ? "button danger" : "button primary"}
          data-give=""
          aria-busy={form.busy}
          aria-disabled={whyNot !== null}
        >
          {verb}
          <Keys chord="Ctrl+Enter" />
        </button>
      </form>
    </Dialog>
  );
}
