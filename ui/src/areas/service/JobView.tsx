// One job on an order: where it stands, what it costs and who pays, who agreed, how long it took, and what can be done.
import { useTranslation } from "react-i18next";
import type { JobCard, JobFault, NeedRow } from "../../bindings/rpc";
import { NeedDeeds, NeedStands } from "../../components/PartNeeds";
import { usePerson, useRight } from "../../components/rights";
import { Money, StateDot } from "../../components/values";
import { newId } from "../../lib/ids";
import type { JobQuestion } from "./JobForms";
import { give } from "./RepairOrderCard";
import { JOB_HUES } from "./words";

interface Props {
  card: JobCard;
  /** What the order needs from stock. */
  needs: readonly NeedRow[];
  open: boolean;
  onAsk: (what: JobQuestion) => void;
}

export function JobView({ card, needs, open, onAsk }: Props) {
  const { t } = useTranslation("service");
  const me = usePerson();
  const may = useRight("editService");
  const { job } = card;
  const asks: JobQuestion[] = [];
  if (open && may) {
    if (job.authorisedAt === null && job.state !== "declined") asks.push("authorise");
    if (job.state === "proposed" || job.state === "authorised" || job.state === "planned") asks.push("decline");
    if (job.state === "finished") asks.push("inspect");
    if (job.state !== "declined" && job.state !== "passed") asks.push("addPart", "addLine");
  }
  const working = card.clockedOn.includes(me?.id ?? "");
  const canWork = ["authorised", "planned", "working", "paused", "rework"].includes(job.state);
  if (open && canWork) asks.push("finish");
  if (open && working) asks.push("clockOff");
  if (open && job.state !== "declined") asks.push("nameFault");
  return (
    <div className="job">
      <div className="job-head">
        <h4>{job.title}</h4>
        <span className="muted">
          {t(`workshop:department.${job.department}`)}
          {job.origin === "first" ? "" : ` · ${t(`origin.${job.origin}`)}`}
        </span>
        <StateDot hue={JOB_HUES[job.state]}>
          {t(`state.${job.state}`)}
          {job.pause === null ? "" : ` ${t(`pause.${job.pause}`)}`}
        </StateDot>
        <Money fen={card.amount} />
      </div>
      {job.concern !== "" && job.concern !== job.title && <p>{job.concern}</p>}
      {job.cause !== "" && <p>{t("labelled", { label: t("field.cause"), value: job.cause })}</p>}
      {job.correction !== "" && <p>{t("labelled", { label: t("field.correction"), value: job.correction })}</p>}
      {card.fault !== null && <FaultSaid fault={card.fault} />}
      {job.declinedBecause !== "" && <p className="muted">{job.declinedBecause}</p>}
      <table className="job-lines">
        <tbody>
          {card.lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.label} <LineNeed need={needs.find(({ need }) => need === line.id)} open={open} />
              </th>
              <td>{t(`lineKind.${line.kind}`)}</td>
              <td>{t(`payer.${line.payer}`)}</td>
              <td>{line.kind === "labour" ? t("minutes", { count: line.quantity }) : `× ${line.quantity / 1000}`}</td>
              <td>
                <Money fen={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        {t("flatActual", { flat: job.flatMinutes, worked: card.workedMinutes })}
        {card.stays
          .filter(({ minutes }) => minutes > 0)
          .map(({ state, minutes }) => ` · ${t("stay", { state: t(`state.${state}`), minutes })}`)}
      </p>
      {job.authorisedHow !== null && (
        <p className="muted">
          {t("authorisedBy", { name: job.authorisedBy, how: t(`how.${job.authorisedHow}`) })}{" "}
          <Money fen={job.authorisedAmount} />
        </p>
      )}
      {card.plannedFrom !== null && (
        <p className="muted">
          {t("plannedAt", { bay: card.bayName, technician: card.technicianName, at: card.plannedFrom })}
        </p>
      )}
      {card.clockedOnNames.length > 0 && (
        <p>{t("onIt", { names: card.clockedOnNames.join(t("common:listSeparator")) })}</p>
      )}
      <div className="job-deeds">
        {open && canWork && !working && (
          <button
            type="button"
            className="button quiet"
            onClick={() => give({ type: "ClockOn", entry: newId(), job: job.id, person: null })}
          >
            {t("action.clockOn")}
          </button>
        )}
        {asks.map((what) => (
          <button key={what} type="button" className="button quiet" onClick={() => onAsk(what)}>
            {what === "addPart" ? t("parts:action.addPart") : t(`action.${what}`)}
          </button>
        ))}
        {open && may && job.state === "declined" && job.revivedAs === null && (
          <button
            type="button"
            className="button quiet"
            onClick={() => give({ type: "ReviveJob", job: job.id, into: job.repairOrder, revived: newId() })}
          >
            {t("action.revive")}
          </button>
        )}
      </div>
    </div>
  );
}

/** What was said to be wrong; what nobody has said is left out. */
function FaultSaid({ fault }: { fault: JobFault }) {
  const { t } = useTranslation("service");
  const said = [
    fault.again === null ? "" : t("sameFault"),
    fault.cause === null ? "" : t(`faultCause.${fault.cause}`),
    fault.system === null ? "" : t(`system.${fault.system}`),
    fault.severity === "ordinary" ? "" : t(`severity.${fault.severity}`),
    fault.replaced === "nothing" ? "" : `${t(`replaced.${fault.replaced}`)} ${fault.mainPart}`.trim(),
    fault.grade === "firstLevelOrMinor" ? "" : t(`grade.${fault.grade}`),
  ].filter((word) => word !== "");
  if (said.length === 0) return null;
  return <p>{t("labelled", { label: t("kind.job_fault"), value: said.join(" · ") })}</p>;
}

/** How it stands with the part of a line, where the line has one from stock. */
function LineNeed({ need, open }: { need: NeedRow | undefined; open: boolean }) {
  if (need === undefined) return null;
  return (
    <>
      <NeedStands need={need} /> {open && <NeedDeeds need={need} />}
    </>
  );
}
