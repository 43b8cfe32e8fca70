// A report on paper: the real PDF of what is on the screen, looked at and printed.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportArgs, ReportPreview } from "../../bindings/rpc";
import { ComingDialog } from "../../components/Coming";
import { PaperToPrint, usePrinters } from "../../components/PaperToPrint";
import { say } from "../../components/Toasts";
import { sayThrown } from "../../lib/errors";
import { act } from "../../lib/ipc";
import { formatCount } from "../../lib/money";

interface Props {
  report: ReportArgs;
  onSave: () => Promise<void>;
  onClose: () => void;
}

export function PrintReport({ report, onSave, onClose }: Props) {
  const { t } = useTranslation("reports");
  const [paper, setPaper] = useState<ReportPreview | null>(null);
  const printers = usePrinters();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one preview shows one report as it was asked
  useEffect(() => {
    let gone = false;
    act("reports.preview", report)
      .then((made) => !gone && setPaper(made))
      .catch((thrown: unknown) => {
        say(sayThrown(thrown), "bad");
        onClose();
      });
    return () => {
      gone = true;
    };
  }, []);
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
