// Whom to call because the next service of their car comes up: the most pressing first, each with the reason. What is
// chosen becomes calls on one's own day.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { ServiceDueRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerDeed, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Promised, StateDot } from "../../components/values";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { instantOf, todayOf } from "../../lib/time";
import { planCalls } from "./actions";

const rowId = (row: ServiceDueRow) => row.id;
const OPEN: LedgerView["filters"] = { call: ["open"] };

/** Tomorrow at ten: the earliest that a call is planned for. */
function tomorrow(): number {
  return instantOf(todayOf(Date.now() + 86_400_000), "10:00");
}

export function DueList() {
  const { t } = useTranslation("service");
  const may = useRight("editService");
  const [marked, setMarked] = useState<ServiceDueRow | null>(null);
  const plan = async (rows: readonly ServiceDueRow[]) => {
    const due = tomorrow();
    const open = rows.filter(({ call }) => call === "open");
    for (const row of open) {
      await submit({
        type: "PlanTask",
        task: newId(),
        kind: "callBack",
        subjectKind: "serviced_car",
        subject: row.id,
        customer: row.customer,
        owner: null,
        due,
        note: t("callNote", { plate: row.plate, reason: reason(row), on: row.dueOn }),
      });
    }
    say(t("callsPlanned", { count: open.length }));
  };
  const reason = (row: ServiceDueRow) => {
    const why = row.kmPerDay > 0 ? row.by : "unknown";
    return t(`dueReason.${why}`, { last: row.lastOn, km: row.lastKm, rate: row.kmPerDay, due: row.dueKm });
  };
  const planned = (rows: readonly ServiceDueRow[]) => {
    plan(rows).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  useAction(planCalls, () => marked !== null && planned([marked]), {
    whyNot: may ? (marked === null ? t("chooseCar") : null) : t("mayNot"),
  });
  const deeds: LedgerDeed<ServiceDueRow>[] = may ? [{ id: "call", label: t("action.planCalls"), run: planned }] : [];
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (_, value) => t(`call.${value}`),
      runs: { call: ["open", "planned"] },
    }),
    [t],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reason is made of t alone
  const columns = useMemo<LedgerColumn<ServiceDueRow>[]>(
    () => [
      {
        id: "dueOn",
        label: t("column.dueOn"),
        width: 120,
        sort: "no",
        cell: (row) => <Promised at={row.dueOn} broken={row.overdue} />,
      },
      text("plate", t("column.plate"), 96),
      text("description", t("column.car"), 180),
      text("customerName", t("column.name"), 88),
      text("phone", t("column.phone"), 120),
      { id: "reason", label: t("column.dueReason"), width: 360, sort: "no", cell: reason },
      {
        id: "call",
        label: t("column.call"),
        width: 96,
        sort: "no",
        cell: (row) => <StateDot hue={row.call === "open" ? "wait" : "info"}>{t(`call.${row.call}`)}</StateDot>,
      },
    ],
    [t],
  );
  const views = useMemo<LedgerView[]>(() => [{ id: "open", label: t("view.toCall"), filters: OPEN, sort: null }], [t]);
  return (
    <Ledger
      id="service.due"
      label={t("due")}
      list="service_due.list"
      facets={facets}
      columns={columns}
      rowId={rowId}
      openId={marked?.id ?? null}
      onOpen={(row, how) => {
        setMarked(row);
        if (how !== "moving" && marked?.id === row.id && row.customer !== null) openRecord("customer", row.customer);
      }}
      views={views}
      deeds={deeds}
      empty={<EmptyState title={t("empty.due")} about={t("empty.aboutDue")} />}
    />
  );
}
