// A paper about a record, from the preview to the printer: the desk makes it, keeps what it issues, and prints those
// bytes. The printer, its tray and its calibration are remembered per form.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PaperArgs, PaperShown, Printers } from "../bindings/rpc";
import { sayThrown } from "../lib/errors";
import { newId } from "../lib/ids";
import { act } from "../lib/ipc";
import { changeSettings, type PrintingMemory, settings } from "../lib/settings";
import { PaperPreview } from "./PaperPreview";
import { say } from "./Toasts";

interface Props {
  paper: PaperArgs;
  onClose: () => void;
}

const NO_PRINTERS: Printers = { names: [], default: null };

/** What was chosen for this form before, as far as that printer is still there. */
function remembered(form: string, printers: Printers): PrintingMemory {
  const before = settings.get().printing[form];
  if (before !== undefined && printers.names.includes(before.printer)) return before;
  const printer = printers.default ?? printers.names[0] ?? "";
  return { printer, tray: "", shiftRightMm: 0, shiftDownMm: 0 };
}

export function RecordPaper({ paper, onClose }: Props) {
  const [shown, setShown] = useState<PaperShown | null>(null);
  const [printers, setPrinters] = useState<Printers | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one preview shows one paper; another paper is another preview
  useEffect(() => {
    let gone = false;
    act("papers.preview", paper)
      .then((made) => !gone && setShown(made))
      .catch((thrown: unknown) => {
        say(sayThrown(thrown), "bad");
        onClose();
      });
    act("papers.printers", {})
      .then((found) => !gone && setPrinters(found))
      // Without a spooler the paper can still be seen and saved.
      .catch(() => !gone && setPrinters(NO_PRINTERS));
    return () => {
      gone = true;
    };
  }, []);
  if (shown === null || printers === null) return null;
  return <Shown paper={paper} shown={shown} printers={printers} onClose={onClose} />;
}

function Shown({ paper, shown, printers, onClose }: Props & { shown: PaperShown; printers: Printers }) {
  const { t } = useTranslation("common");
  const [how, setHow] = useState(() => remembered(paper.form, printers));
  const [copies, setCopies] = useState(1);
  const none = printers.names.length === 0;

  const print = async () => {
    await act("papers.print", { paper, id: newId(), options: { ...how, copies, tray: how.tray || undefined } });
    changeSettings({ printing: { ...settings.get().printing, [paper.form]: how } });
    say(t("paper.printed", { title: shown.title, printer: how.printer }));
    onClose();
  };
  const save = async () => {
    const { path } = await act("papers.save", { paper, id: newId() });
    say(t("paper.saved", { path }));
  };

  return (
    <PaperPreview
      title={shown.title}
      content={shown.pdf}
      whyNot={none ? t("paper.noPrinter") : null}
      onPrint={print}
      onSave={save}
      onClose={onClose}
      choices={
        <div className="paper-choices">
          {none && <p className="hint">{t("paper.noPrinter")}</p>}
          {shown.prints !== null && shown.prints > 0 && (
            <p className="hint">{t("paper.printedBefore", { count: shown.prints })}</p>
          )}
          {!none && (
            <>
              <label>
                {t("paper.printer")}
                <select
                  className="input"
                  value={how.printer}
                  onChange={(event) => setHow({ ...how, printer: event.target.value })}
                >
                  {printers.names.map((name) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                {t("paper.copies")}
                <input
                  className="input number"
                  type="number"
                  min={1}
                  max={99}
                  value={copies}
                  onChange={(event) =>
                    setCopies(Math.min(99, Math.max(1, Math.round(event.target.valueAsNumber || 1))))
                  }
                />
              </label>
              <details>
                <summary>{t("paper.adjust")}</summary>
                <label>
                  {t("paper.tray")}
                  <input
                    className="input"
                    type="text"
                    value={how.tray}
                    onChange={(event) => setHow({ ...how, tray: event.target.value })}
                  />
                </label>
                <Millimetres
                  label={t("paper.shiftRight")}
                  value={how.shiftRightMm}
                  onChange={(shiftRightMm) => setHow({ ...how, shiftRightMm })}
                />
                <Millimetres
                  label={t("paper.shiftDown")}
                  value={how.shiftDownMm}
                  onChange={(shiftDownMm) => setHow({ ...how, shiftDownMm })}
                />
              </details>
            </>
          )}
        </div>
      }
    />
  );
}

/** Printers are off by a few millimetres; more than two centimetres is a mistake. */
function Millimetres({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <label>
      {label}
      <input
        className="input number"
        type="number"
        step={0.5}
        min={-20}
        max={20}
        value={value}
        onChange={(event) => onChange(Math.min(20, Math.max(-20, event.target.valueAsNumber || 0)))}
      />
    </label>
  );
}
