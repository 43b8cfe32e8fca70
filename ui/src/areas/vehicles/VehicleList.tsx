// Stock as a ledger.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VehicleRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Money, PendingDot, State, When } from "../../components/values";
import { navigate } from "../../lib/router";
import { takeIntoStock } from "./actions";
import { HUES } from "./states";

const rowId = (row: VehicleRow) => row.id;

/** Facets whose values are words of a closed list, which the page puts into the reader's language. */
const CLOSED = ["state", "purpose", "certificate"];

function columnsOf(t: TFunction<"vehicles">, cost: "seen" | "hidden"): LedgerColumn<VehicleRow>[] {
  const money = (id: "guidePrice" | "askingPrice" | "cost"): LedgerColumn<VehicleRow> => ({
    id,
    label: t(`column.${id}`),
    width: 144,
    align: "end",
    cell: (row) => <Money fen={row[id]} />,
    total: (sum) => <Money fen={sum} />,
  });
  return [
    {
      id: "description",
      label: t("column.model"),
      width: 256,
      cell: (row) => (
        <>
          <span>{row.description}</span>
          <PendingDot pending={row.pending} />
        </>
      ),
    },
    {
      id: "state",
      label: t("column.state"),
      width: 108,
      cell: (row) => <State state={row.state} hue={HUES[row.state]} />,
    },
    { id: "exteriorColour", label: t("column.exteriorColour"), width: 96, cell: (row) => row.exteriorColour },
    {
      id: "ageDays",
      label: t("column.ageDays"),
      width: 80,
      align: "end",
      cell: (row) => (row.ageDays === null ? <When at={row.expectedOn} /> : t("days", { count: row.ageDays })),
    },
    { id: "location", label: t("column.location"), width: 112, cell: (row) => row.location },
    money("guidePrice"),
    ...(cost === "seen" ? [money("cost")] : []),
    { id: "vin", label: t("column.vin"), width: 172, cell: (row) => row.vin },
    { id: "arrivedOn", label: t("column.arrivedOn"), width: 104, cell: (row) => <When at={row.arrivedOn} /> },
    { id: "stockNumber", label: t("column.stockNumber"), width: 148, cell: (row) => row.stockNumber },
    {
      id: "purpose",
      label: t("column.purpose"),
      width: 88,
      shown: "onRequest",
      cell: (row) => t(`purpose.${row.purpose}`),
    },
    { ...money("askingPrice"), shown: "onRequest" },
    {
      id: "certificate",
      label: t("column.certificate"),
      width: 112,
      shown: "onRequest",
      cell: (row) => t(`certificate.${row.certificate}`),
    },
    { id: "keysWith", label: t("column.keysWith"), width: 112, shown: "onRequest", cell: (row) => row.keysWith },
  ];
}

export function VehicleList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("vehicles");
  const cost = useRight("seeCost") ? "seen" : "hidden";
  const columns = useMemo(() => columnsOf(t, cost), [t, cost]);

  const source = useMemo<LedgerSource<VehicleRow, "vehicles.list">>(
    () => ({
      query: "vehicles.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: result.facets.map(({ facet, counts }) => ({
          facet,
          label: t(`facet.${facet}`),
          counts: counts
            .filter((each) => each.value !== "")
            .map((each) => (CLOSED.includes(facet) ? { ...each, label: t(`${facet}.${each.value}`) } : each)),
        })),
      }),
    }),
    [t],
  );

  const views = useMemo(
    (): LedgerView[] => [
      { id: "oldest", label: t("view.oldest"), filters: {}, sort: { column: "ageDays", descending: true } },
      { id: "inTransit", label: t("view.inTransit"), filters: { state: ["inTransit"] }, sort: null },
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
