// A report on paper: the real PDF of what is on the screen, looked at and printed.
import { useTranslation } from "react-i18next";
import type { ReportArgs } from "../../bindings/rpc";
import { ComingDialog } from "../../components/Coming";
import { PaperToPrint, usePaper, usePrinters } from "../../components/PaperToPrint";
import { act } from "../../lib/ipc";
import { formatCount } from "../../lib/money";

interface Props {
  report: ReportArgs;
  onSave: () => Promise<void>;
  onClose: () => void;
}

export function PrintReport({ report, onSave, onClose }: Props) {
  const { t } = useTranslation("reports");
  const paper = usePaper(() => act("reports.preview", report), onClose);
  const printers = usePrinters();
  if (paper === null || printers === null) return <ComingDialog />;
  return (
    <PaperToPrint
      form={`report.${report.report}`}
      title={paper.title}
      content={paper.pdf}
      pages={paper.pages}
      hint={
        paper.shown < paper.pages && (
          <p className="hint">{t("firstPages", { shown: paper.shown, pages: formatCount(paper.pages) })}</p>
        )
      }
      printers={printers}
      print={async (options) => {
        await act("reports.print", { ...report, options });
      }}
      onSave={onSave}
      onClose={onClose}
    />
  );
}
