// The audit: the journal is proved whole by walking it, and below it stands who looked at or took out personal data.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { areas, openRecord } from "../../app/areas";
import type { AccessLine, AuditProof, LedgerProof } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { fieldWord } from "../../components/History";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Sheet } from "../../components/Sheet";
import { Chip, Skeleton, StateDot } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { newId } from "../../lib/ids";
import { act } from "../../lib/ipc";
import { formatCount } from "../../lib/money";
import { fullInstant } from "../../lib/time";
import { verifyAudit } from "./actions";

/** Lines that are fetched at a time. */
const WINDOW = 200;

export function Audit() {
  const { t } = useTranslation("audit");
  const [limit, setLimit] = useState(WINDOW);
  const [proof, setProof] = useState<{ found: AuditProof; at: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<"yes" | "no">("no");
  const log = useDesk("privacy.log", { id: null, offset: 0, limit }, { opened: "asked" });

  const verify = async () => {
    setBusy("yes");
    setProblem(null);
    setProof(null);
    try {
      const found = await act("audit.verify", { work: newId() });
      setProof({ found, at: Date.now() });
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    }
    setBusy("no");
  };

  return (
    <Sheet title={t("area")} problem={problem ?? (log.isError ? sayThrown(log.error) : null)}>
      <p className="sheet-line" role="status">
        {busy === "yes" && t("verifying")}
        {busy === "no" && proof === null && <span className="muted">{t("notVerified")}</span>}
        {proof !== null && <Proof proof={proof.found} at={proof.at} />}
      </p>
      {proof !== null && proof.found.ledger !== null && <Ledger proof={proof.found.ledger} />}
      <h2>{t("log")}</h2>
      {log.isPending && <Skeleton />}
      {log.data?.total === 0 && <EmptyState title={t("empty.title")} about={t("empty.about")} />}
      {log.data !== undefined && log.data.total > 0 && (
        <>
          <table className="dense">
            <caption className="hidden-words">{t("log")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("column.at")}</th>
                <th scope="col">{t("column.who")}</th>
                <th scope="col">{t("column.action")}</th>
                <th scope="col">{t("column.record")}</th>
                <th scope="col">{t("column.field")}</th>
                <th scope="col">{t("column.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {log.data.lines.map((line) => (
                <tr key={`${line.at} ${line.who} ${line.action} ${line.id} ${line.field}`}>
                  <td>{fullInstant(line.at)}</td>
                  <td>{line.who}</td>
                  <td>{t(`access.${line.action}`, { defaultValue: line.action })}</td>
                  <td>
                    <RecordOf line={line} />
                  </td>
                  <td>{line.field !== "" && fieldWord(line.field, areaOf(line.kind))}</td>
                  <td>{t(`common:reveal.${line.reason}`, { defaultValue: line.reason })}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="sheet-line muted">
            {t("shown", { shown: formatCount(log.data.lines.length), total: formatCount(log.data.total) })}
            {log.data.lines.length < log.data.total && (
              <button type="button" className="link" onClick={() => setLimit(limit + WINDOW)}>
                {t("more")}
              </button>
            )}
          </p>
        </>
      )}
      <PrimaryAction
        action={verifyAudit}
        run={() => void verify()}
        busy={busy === "yes"}
        whyNot={busy === "yes" ? t("verifying") : null}
      />
    </Sheet>
  );
}

function Proof({ proof, at }: { proof: AuditProof; at: number }) {
  const { t } = useTranslation("audit");
  const { broken, erased, verified } = proof;
  if (broken === null) {
    const whole = t("whole", { verified: formatCount(verified), at: fullInstant(at) });
    return (
      <StateDot hue="good">
        {whole}
        {erased > 0 && t("erased", { erased: formatCount(erased) })}
      </StateDot>
    );
  }
  return <StateDot hue="bad">{t(`broken.${broken.how}`, { n: broken.n, verified: formatCount(verified) })}</StateDot>;
}

/** What the desks of the whole dealership gave, as this one follows it. */
function Ledger({ proof }: { proof: LedgerProof }) {
  const { t } = useTranslation("audit");
  const { before, broken, erased } = proof;
  const verified = formatCount(proof.verified);
  return (
    <p className="sheet-line" role="status">
      <StateDot hue={broken === null ? "good" : "bad"}>
        {broken === null
          ? t("ledger.whole", { verified })
          : t(`ledger.broken.${broken.how}`, { n: broken.n, verified })}
        {broken === null && erased > 0 && t("erased", { erased: formatCount(erased) })}
        {before > 0 && t("ledger.before", { before: formatCount(before) })}
      </StateDot>
    </p>
  );
}

function areaOf(kind: string): string {
  return areas.find((each) => each.kinds?.includes(kind))?.id ?? "audit";
}

/** The record, as a chip where it can be opened. A sign-in concerns nobody else. */
function RecordOf({ line }: { line: AccessLine }) {
  const { kind, id } = line;
  if (kind === "person") return null;
  const word = wordFor("kind", kind, areaOf(kind));
  if (id === null || !areas.some((each) => each.kinds?.includes(kind))) return word;
  return <Chip onOpen={() => openRecord(kind, id)}>{word}</Chip>;
}
