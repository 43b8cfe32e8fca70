// Stock as a ledger.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VehicleRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Money, PendingDot, State, When } from "../../components/values";
import { wordFor } from "../../lib/i18n";
import { navigate } from "../../lib/router";
import { takeIntoStock } from "./actions";
import { hueOf } from "./states";

const rowId = (row: VehicleRow) => row.id;

export function VehicleList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("vehicles");
  const seesCost = useRight("seeCost");

  const source = useMemo<LedgerSource<VehicleRow, "vehicles.list">>(
    () => ({
      query: "vehicles.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: result.facets.map(({ facet, counts }) => ({
          facet,
          label: t(`facet.${facet}`),
          counts: facet === "state" ? counts.map((each) => ({ ...each, label: wordFor("state", each.value) })) : counts,
        })),
      }),
    }),
    [t],
  );

  const columns = useMemo<LedgerColumn<VehicleRow>[]>(() => {
    const all: LedgerColumn<VehicleRow>[] = [
      {
        id: "model",
        label: t("column.model"),
        width: 264,
        cell: (row) => (
          <>
            <span>{row.model}</span>
            <PendingDot pending={row.pending} />
          </>
        ),
      },
      { id: "vin", label: t("column.vin"), width: 168, cell: (row) => row.vin },
      {
        id: "state",
        label: t("column.state"),
        width: 104,
        cell: (row) => <State state={row.state} hue={hueOf(row.state)} />,
      },
      { id: "colour", label: t("column.colour"), width: 104, cell: (row) => row.colour },
      { id: "location", label: t("column.location"), width: 104, cell: (row) => row.location },
      { id: "arrivedOn", label: t("column.arrivedOn"), width: 96, cell: (row) => <When at={row.arrivedOn} /> },
      {
        id: "ageDays",
        label: t("column.ageDays"),
        width: 72,
        align: "end",
        cell: (row) => (row.ageDays === null ? <span className="muted">–</span> : t("days", { count: row.ageDays })),
      },
      {
        id: "guidePrice",
        label: t("column.guidePrice"),
        width: 136,
        align: "end",
        cell: (row) => <Money fen={row.guidePrice} />,
        total: (sum) => <Money fen={sum} />,
      },
    ];
    if (seesCost) {
      all.push({
        id: "cost",
        label: t("column.cost"),
        width: 136,
        align: "end",
        cell: (row) => <Money fen={row.cost} />,
        total: (sum) => <Money fen={sum} />,
      });
    }
    return all;
  }, [t, seesCost]);

  const views = useMemo<LedgerView[]>(
    () => [
      { id: "oldest", label: t("view.oldest"), filters: {}, sort: { column: "ageDays", descending: true } },
      { id: "onTheWay", label: t("view.onTheWay"), filters: { state: ["onTheWay"] }, sort: null },
    ],
    [t],
  );

  return (
    <Ledger
      id="vehicles"
      label={t("area")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("vehicles", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      views={views}
      start={search.state === undefined ? undefined : { filters: { state: [search.state] } }}
      tools={<ActionButton action={takeIntoStock} look="quiet" />}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} action={takeIntoStock} />}
    />
  );
}
