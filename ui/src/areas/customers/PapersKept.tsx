// The person is forgotten, and the law still has these papers stored. Nobody prints them; the audit may open one, for a
// reason that is written down.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerCard, KeptPaper } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { PaperPreview } from "../../components/PaperPreview";
import { Facts } from "../../components/Record";
import { useRight } from "../../components/rights";
import { act } from "../../lib/ipc";

export function PapersKept({ card }: { card: CustomerCard }) {
  const { t } = useTranslation("customers");
  const audits = useRight("seeAudit");
  const [opening, setOpening] = useState<KeptPaper | null>(null);
  if (card.papersKept.length === 0) return null;
  return (
    <>
      <Facts
        title={t("group.papersKept")}
        items={card.papersKept.map((paper) => ({
          id: paper.id,
          label: t(`papersKept.form.${paper.form}`),
          value: (
            <>
              {paper.number}{" "}
              <span className="muted">
                {t("papersKept.until", { until: paper.because.until, source: paper.because.source })}
              </span>{" "}
              {audits && (
                <button type="button" className="link" onClick={() => setOpening(paper)}>
                  {t("papersKept.open")} <span className="hidden-words">{paper.number}</span>
                </button>
              )}
            </>
          ),
        }))}
      />
      {opening !== null && <LockedPaper paper={opening} onClose={() => setOpening(null)} />}
    </>
  );
}

function LockedPaper({ paper, onClose }: { paper: KeptPaper; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [shown, setShown] = useState<string | null>(null);
  const form = useForm<{ reason: string }>({
    form: "customers.openLocked",
    record: paper.id,
    start: { reason: "" },
    required: { reason: t("personal.reason") },
    save: async ({ reason }) => {
      const { pdf } = await act("papers.open_locked", { paper: paper.id, reason });
      setShown(pdf);
    },
  });
  const title = `${t(`papersKept.form.${paper.form}`)} ${paper.number}`;
  if (shown !== null) {
    return (
      <PaperPreview
        title={title}
        content={shown}
        whyNot={t("papersKept.onlyRead")}
        onPrint={() => Promise.resolve()}
        choices={<p className="hint">{t("papersKept.onlyRead")}</p>}
        onClose={onClose}
      />
    );
  }
  return (
    <DialogForm
      form={form}
      title={title}
      consequence={t("papersKept.recorded")}
      verb={t("papersKept.open")}
      onClose={onClose}
    >
      <TextField field={form.field("reason")} label={t("personal.reason")} hint={t("papersKept.reasonHint")} />
    </DialogForm>
  );
}
