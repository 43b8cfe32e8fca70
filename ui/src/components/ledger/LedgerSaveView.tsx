// Keeping the filters and the order of a list under a name, and letting go of such names.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../Dialog";

interface Props {
  saved: readonly { name: string }[];
  onSave: (name: string) => void;
  onRemove: (name: string) => void;
  onClose: () => void;
}

export function LedgerSaveView({ saved, onSave, onRemove, onClose }: Props) {
  const { t } = useTranslation("common");
  const [name, setName] = useState("");
  const id = useId();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    onSave(name.trim());
    onClose();
  };
  return (
    <Dialog title={t("list.saveView")} look="side" onClose={onClose}>
      <form className="dialog-body" onSubmit={save}>
        <label htmlFor={id}>{t("list.viewName")}</label>
        <input id={id} className="input" value={name} autoFocus onChange={(event) => setName(event.target.value)} />
        <button type="submit" className="button primary" aria-disabled={name.trim() === ""}>
          {t("list.save")}
          <kbd>↵</kbd>
        </button>
        {saved.length > 0 && (
          <ul className="columns-list">
            {saved.map((view) => (
              <li key={view.name}>
                {view.name}
                <button type="button" className="link" onClick={() => onRemove(view.name)}>
                  {t("list.removeView")}
                  <span className="hidden-words">{view.name}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Dialog>
  );
}
