// The reception log of the day, and over it whose turn it is.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VisitRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { text } from "../../components/ledger/columns";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerDeed, LedgerView } from "../../components/ledger/types";
import { usePerson } from "../../components/rights";
import { say } from "../../components/Toasts";
import { When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { logVisit } from "./actions";
import { customerFacets, useNames } from "./facets";

const rowId = (row: VisitRow) => row.customer ?? row.id;

function columnsOf(t: TFunction<"customers">): LedgerColumn<VisitRow>[] {
  return [
    {
      id: "arrivedAt",
      label: t("column.arrivedAt"),
      width: 104,
      sort: "no",
      cell: (row) => <When at={row.arrivedAt} />,
    },
    {
      id: "name",
      label: t("column.name"),
      width: 120,
      sort: "no",
      cell: (row) => (row.name === "" ? <span className="muted">{t("notOnRecord")}</span> : row.name),
    },
    {
      id: "people",
      label: t("column.people"),
      width: 64,
      align: "end",
      sort: "no",
      cell: (row) => row.people,
      total: (sum) => sum,
    },
    { id: "count", label: t("column.count"), width: 72, sort: "no", cell: (row) => t(`count.${row.count}`) },
    { id: "purpose", label: t("column.purpose"), width: 88, sort: "no", cell: (row) => t(`purpose.${row.purpose}`) },
    text("receiver", t("column.receiver"), 112),
    {
      id: "dwell",
      label: t("column.dwell"),
      width: 96,
      align: "end",
      sort: "no",
      cell: (row) => t(row.leftAt === null ? "stillHere" : "minutes", { count: row.dwellMinutes }),
    },
    text("remark", t("column.remark"), 200),
  ];
}

export function VisitList({ open }: { open: string | null }) {
  const { t } = useTranslation("customers");
  const names = useNames();
  const facets = useMemo(() => customerFacets(t, names), [t, names]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const views = useMemo<LedgerView[]>(
    () => [
      { id: "week", label: t("view.week"), filters: { period: ["week"] }, sort: null },
      { id: "all", label: t("view.all"), filters: { period: ["all"] }, sort: null },
    ],
    [t],
  );
  const deeds = useMemo<LedgerDeed<VisitRow>[]>(
    () => [
      {
        id: "left",
        label: t("action.left"),
        run: (rows) => {
          for (const row of rows.filter(({ leftAt }) => leftAt === null)) {
            submit({ type: "EndVisit", visit: row.id }).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
          }
        },
      },
    ],
    [t],
  );
  return (
    <div className="visit-list">
      <Turns />
      <Ledger
        id="visits"
        label={t("list.visits")}
        list="visits.list"
        facets={facets}
        columns={columns}
        rowId={rowId}
        openId={open}
        onOpen={(row, how) => {
          const history = how === "moving" ? "instead" : "add";
          if (row.customer !== null) navigate("customers", ["visits", row.customer], { history });
          else if (how === "opening") navigate("customers", ["new"], { search: { visit: row.id } });
        }}
        views={views}
        deeds={deeds}
        tools={<ActionButton action={logVisit} look="quiet" />}
        empty={<EmptyState title={t("empty.visits")} about={t("empty.visitsAbout")} action={logVisit} />}
      />
    </div>
  );
}

/** Whose turn it is, and stepping in and out of the line. */
function Turns() {
  const { t } = useTranslation("customers");
  const me = usePerson().id;
  const turns = useDesk("visits.rotation", {}).data ?? [];
  const ready = turns.filter(({ state }) => state === "ready");
  const inLine = ready.some(({ person }) => person === me);
  const step = () => {
    submit({ type: inLine ? "LeaveRotation" : "JoinRotation", person: me }).catch((thrown: unknown) =>
      say(sayThrown(thrown), "bad"),
    );
  };
  return (
    <div className="turns">
      <span className="muted">{t("turn.next")}</span>
      <span>{ready.length === 0 ? t("turn.nobody") : ready.map(({ name }) => name).join(" → ")}</span>
      <button type="button" className="button quiet" onClick={step}>
        {t(inLine ? "turn.leave" : "turn.join")}
      </button>
    </div>
  );
}
