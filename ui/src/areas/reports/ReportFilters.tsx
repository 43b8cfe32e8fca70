// The filters of a report in one line: the period by name or by its days, and the choices. What the desk refuses is
// said beside the filter that it names.
import { type RefObject, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportFilter, RpcError } from "../../bindings/rpc";
import { sayError } from "../../lib/errors";
import { parseDate } from "../../lib/time";
import { asked, type Kept, PERIODS, type Period, periodOf, withFilter, withPeriod } from "./period";

interface Props {
  filters: readonly ReportFilter[];
  kept: Kept;
  keep: (next: Kept) => void;
  /** What the desk said no to. */
  problem: RpcError | null;
  first: RefObject<HTMLElement | null>;
  /** Escape goes back to the figures. */
  onLeave: () => void;
}

export function ReportFilters({ filters, kept, keep, problem, first, onLeave }: Props) {
  const { t } = useTranslation("reports");
  const id = useId();
  const hasPeriod = filters.some((filter) => filter.id === "from");
  const standing = asked(kept);
  const asFirst = (element: HTMLElement | null) => {
    first.current = element;
  };
  const begins = (filter: ReportFilter) => (!hasPeriod && filter === filters[0] ? asFirst : undefined);
  const said = (filter: ReportFilter) => (problem?.field === filter.id ? sayError(problem) : null);
  return (
    <fieldset
      className="report-filters"
      aria-label={t("filters")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onLeave();
      }}
    >
      {hasPeriod && (
        <div className="report-filter">
          <label htmlFor={id}>{t("period.label")}</label>
          <select
            id={id}
            ref={asFirst}
            className="input"
            value={periodOf(kept)}
            onChange={(event) => keep(withPeriod(kept, event.target.value as Period, filters))}
          >
            {PERIODS.map((period) => (
              <option key={period} value={period}>
                {t(`period.${period}`)}
              </option>
            ))}
            <option value="own">{t("period.own")}</option>
          </select>
        </div>
      )}
      {filters.map((filter) =>
        filter.kind === "day" ? (
          <DayFilter
            key={filter.id}
            filter={{ ...filter, value: standing[filter.id] ?? filter.value }}
            problem={said(filter)}
            box={begins(filter)}
            onChange={(value) => keep(withFilter(kept, filters, filter.id, value))}
          />
        ) : (
          <div key={filter.id} className="report-filter">
            <label htmlFor={`${id}-${filter.id}`}>{filter.label}</label>
            <select
              id={`${id}-${filter.id}`}
              ref={begins(filter)}
              className="input"
              value={filter.value}
              onChange={(event) => keep(withFilter(kept, filters, filter.id, event.target.value))}
            >
              {filter.choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
          </div>
        ),
      )}
    </fieldset>
  );
}

interface DayProps {
  filter: ReportFilter;
  problem: string | null;
  box?: ((element: HTMLElement | null) => void) | undefined;
  onChange: (day: string) => void;
}

/** A day, typed as a clerk types it: 昨天, 1122, +3. Read when the field is left or Enter is pressed. */
function DayFilter({ filter, problem, box, onChange }: DayProps) {
  const { t } = useTranslation("common");
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [unread, setUnread] = useState<"yes" | "no">("no");
  const read = () => {
    if (text === null) return;
    const day = parseDate(text);
    setUnread(day === null ? "yes" : "no");
    if (day === null) return;
    setText(null);
    if (day !== filter.value) onChange(day);
  };
  const said = unread === "yes" ? t("form.notDate") : problem;
  return (
    <div className="report-filter">
      <label htmlFor={id}>{filter.label}</label>
      <input
        id={id}
        ref={box}
        type="text"
        className="input day"
        autoComplete="off"
        aria-invalid={said !== null}
        aria-describedby={said === null ? undefined : `${id}-said`}
        value={text ?? filter.value}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.target.value)}
        onBlur={read}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) read();
        }}
      />
      {said !== null && (
        <p className="problem" role="alert" id={`${id}-said`}>
          {said}
        </p>
      )}
    </div>
  );
}
