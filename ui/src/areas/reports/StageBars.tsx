// The funnel as one looks at it: a bar for each stage, its number, and what part of the first stage it is. The table
// below says the same to those who hear it.
import { useTranslation } from "react-i18next";
import type { ReportTable } from "../../bindings/rpc";
import { formatCount } from "../../lib/money";

export function StageBars({ table }: { table: ReportTable }) {
  const { t } = useTranslation("reports");
  const stages = table.columns.flatMap((column, at) => {
    const sum = table.totals[at];
    return column.look === "bars" && typeof sum === "number" ? [{ name: column.heading, sum }] : [];
  });
  const most = Math.max(1, ...stages.map(({ sum }) => sum));
  const first = stages[0];
  const last = stages.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <figure className="stage-bars" aria-hidden="true">
      <figcaption>{t("finding", { first: first.name, from: first.sum, last: last.name, until: last.sum })}</figcaption>
      {stages.map(({ name, sum }) => (
        <div key={name} className="stage">
          <span>{name}</span>
          <span className="stage-track">
            <span className="stage-bar" style={{ "--share": String(sum / most) }} />
          </span>
          <span className="number">{formatCount(sum)}</span>
          <span className="number muted">
            {name === first.name || first.sum === 0 ? "" : `${((sum * 100) / first.sum).toFixed(0)}%`}
          </span>
        </div>
      ))}
    </figure>
  );
}
