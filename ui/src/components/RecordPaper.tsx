// A paper about a record, from the preview to the printer: the desk makes it, keeps what it issues, and prints those
// bytes.
import { useTranslation } from "react-i18next";
import type { PaperArgs } from "../bindings/rpc";
import { newId } from "../lib/ids";
import { act } from "../lib/ipc";
import { ComingDialog } from "./Coming";
import { PaperToPrint, usePaper, usePrinters } from "./PaperToPrint";
import { say } from "./Toasts";

interface Props {
  paper: PaperArgs;
  onClose: () => void;
}

export function RecordPaper({ paper, onClose }: Props) {
  const { t } = useTranslation("common");
  const shown = usePaper(() => act("papers.preview", paper), onClose);
  const printers = usePrinters();
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
