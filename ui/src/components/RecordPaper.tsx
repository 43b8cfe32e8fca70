// A paper about a record, from the preview to the printer: the desk makes it, keeps what it issues, and prints those
// bytes.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PaperArgs, PaperShown } from "../bindings/rpc";
import { sayThrown } from "../lib/errors";
import { newId } from "../lib/ids";
import { act } from "../lib/ipc";
import { ComingDialog } from "./Coming";
import { PaperToPrint, usePrinters } from "./PaperToPrint";
import { say } from "./Toasts";

interface Props {
  paper: PaperArgs;
  onClose: () => void;
}

export function RecordPaper({ paper, onClose }: Props) {
  const { t } = useTranslation("common");
  const [shown, setShown] = useState<PaperShown | null>(null);
  const printers = usePrinters();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one preview shows one paper; another paper is another preview
  useEffect(() => {
    let gone = false;
    act("papers.preview", paper)
      .then((made) => !gone && setShown(made))
      .catch((thrown: unknown) => {
        say(sayThrown(thrown), "bad");
        onClose();
      });
    return () => {
      gone = true;
    };
  }, []);
  if (shown === null || printers === null) return <ComingDialog />;
  return (
    <PaperToPrint
      form={paper.form}
      title={shown.title}
      content={shown.pdf}
      printers={printers}
      hint={
        shown.prints !== null &&
        shown.prints > 0 && <p className="hint">{t("paper.printedBefore", { count: shown.prints })}</p>
      }
      print={async (options) => {
        await act("papers.print", { paper, id: newId(), options });
      }}
      onSave={async () => {
        const { path } = await act("papers.save", { paper, id: newId() });
        say(t("paper.saved", { path }));
      }}
      onClose={onClose}
    />
  );
}
