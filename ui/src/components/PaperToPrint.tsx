// A paper in its preview, with the printer it goes to: printer, tray and calibration are remembered per form.
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Printers, PrintOptions } from "../bindings/rpc";
import { sayThrown } from "../lib/errors";
import { act } from "../lib/ipc";
import { changeSettings, type PrintingMemory, settings } from "../lib/settings";
import { PaperPreview } from "./PaperPreview";
import { say } from "./Toasts";

interface Props {
  /** Under this name the printer is remembered. */
  form: string;
  title: string;
  /** The PDF, base64. */
  content: string;
  printers: Printers;
  /** How many pages will be printed, where the PDF shows only the first of them. */
  pages?: number;
  /** What is to be known before printing. */
  hint?: ReactNode;
  print: (options: PrintOptions) => Promise<void>;
  onSave: () => Promise<void>;
  onClose: () => void;
}

const NO_PRINTERS: Printers = { names: [], default: null };

/** The printers of this computer; null until they are known. */
export function usePrinters(): Printers | null {
  const [printers, setPrinters] = useState<Printers | null>(null);
  useEffect(() => {
    let gone = false;
    act("papers.printers", {})
      .then((found) => !gone && setPrinters(found))
      // Without a spooler the paper can still be seen and saved.
      .catch(() => !gone && setPrinters(NO_PRINTERS));
    return () => {
      gone = true;
    };
  }, []);
  return printers;
}

/** A paper that the desk makes; null until it is made. Where it cannot be made that is said, and nothing is shown. */
export function usePaper<Paper>(make: () => Promise<Paper>, onClose: () => void): Paper | null {
  const [paper, setPaper] = useState<Paper | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one preview shows one paper; another paper is another preview
  useEffect(() => {
    let gone = false;
    make()
      .then((made) => !gone && setPaper(() => made))
      .catch((thrown: unknown) => {
        say(sayThrown(thrown), "bad");
        onClose();
      });
    return () => {
      gone = true;
    };
  }, []);
  return paper;
}

/** What was chosen for this form before, as far as that printer is still there. */
function remembered(form: string, printers: Printers): PrintingMemory {
  const before = settings.get().printing[form];
  if (before !== undefined && printers.names.includes(before.printer)) return before;
  const printer = printers.default ?? printers.names[0] ?? "";
  return { printer, tray: "", shiftRightMm: 0, shiftDownMm: 0 };
}

export function PaperToPrint({ form, title, content, printers, pages, hint, print, onSave, onClose }: Props) {
  const { t } = useTranslation("common");
  const [how, setHow] = useState(() => remembered(form, printers));
  const [copies, setCopies] = useState(1);
  const none = printers.names.length === 0;

  const onPrint = async () => {
    await print({ ...how, copies, tray: how.tray || undefined });
    changeSettings({ printing: { ...settings.get().printing, [form]: how } });
    say(t("paper.printed", { title, printer: how.printer }));
    onClose();
  };

  return (
    <PaperPreview
      title={title}
      content={content}
      pages={pages}
      whyNot={none ? t("paper.noPrinter") : null}
      onPrint={onPrint}
      onSave={onSave}
      onClose={onClose}
      choices={
        <div className="paper-choices">
          {none && <p className="hint">{t("paper.noPrinter")}</p>}
          {hint}
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
