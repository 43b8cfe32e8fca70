// Stock as a ledger.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VehicleRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { money } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Called, State, StateDot, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { wordFor } from "../../lib/i18n";
import { navigate } from "../../lib/router";
import { Age } from "./Age";
import { takeIntoStock } from "./actions";
import type { Narrowed } from "./narrowed";
import { HUES } from "./states";

function columnsOf(
  t: TFunction<"vehicles">,
  cost: "seen" | "hidden",
  said: (written: string) => string,
): LedgerColumn<VehicleRow>[] {
  return [
    {
      id: "description",
      label: t("column.model"),
      width: 272,
      cell: (row) => <Called by={said(row.description)} pending={row.pending} />,
    },
    {
      id: "state",
      label: t("column.state"),
      width: 116,
      cell: (row) => <State state={row.state} hue={row.stopSale === "" ? HUES[row.state] : "bad"} />,
    },
    { id: "exteriorColour", label: t("column.exteriorColour"), width: 112, cell: (row) => said(row.exteriorColour) },
    {
      id: "ageDays",
      label: t("column.ageDays"),
      width: 96,
      align: "end",
      cell: (row) =>
        row.ageDays === null ? <When at={row.expectedOn} /> : <Age days={row.ageDays} badge={row.ageBadge} />,
    },
    { id: "location", label: t("column.location"), width: 112, cell: (row) => row.location },
    money("guidePrice", t("column.guidePrice"), 144),
    ...(cost === "seen" ? [money("cost", t("column.cost"), 144)] : []),
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
    { ...money("askingPrice", t("column.askingPrice"), 144), shown: "onRequest" },
    {
      id: "launchDate",
      label: t("column.launchDate"),
      width: 104,
      shown: "onRequest",
      cell: (row) => <When at={row.launchDate} />,
    },
    {
      id: "popularity",
      label: t("column.popularity"),
      width: 96,
      align: "end",
      shown: "onRequest",
      cell: (row) => row.popularity ?? <span className="muted">–</span>,
    },
    {
      id: "certificate",
      label: t("column.certificate"),
      width: 112,
      shown: "onRequest",
      cell: (row) => t(`certificate.${row.certificate}`),
    },
    {
      id: "certificateDue",
      label: t("column.certificateDue"),
      width: 104,
      shown: "onRequest",
      sort: "no",
      cell: (row) => <When at={row.certificateDue} />,
    },
    {
      id: "keysWith",
      label: t("column.keysWith"),
      width: 112,
      shown: "onRequest",
      sort: "no",
      cell: (row) => row.keysWith,
    },
    {
      id: "stopSale",
      label: t("column.stopSale"),
      width: 160,
      shown: "onRequest",
      sort: "no",
      cell: (row) => row.stopSale,
    },
  ];
}

/** Words of a closed list are put into the reader's language; anything else reads as it was written. */
function labelOf(t: TFunction<"vehicles">, facet: string, value: string, label: string): string {
  switch (facet) {
    case "age":
      return t("ageBand", { band: value });
    case "state":
      return t(`state.${value}`);
    case "purpose":
      return t(`purpose.${value}`);
    case "certificate":
      return t(`certificate.${value}`);
    case "price":
      return t(`price.${value}`);
    case "sale":
      return t(`sale.${value}`);
    case "transfer":
      return t(`transfer.${value}`);
    case "class":
    case "energy":
    case "drivetrain":
      return wordFor(facet, value, "catalogue");
    case "displacement":
      return `${value} L`;
    case "seats":
      return t("seatsOf", { count: Number(value) });
    default:
      return label;
  }
}

/** The way to the levels; says how many are short, if any is. */
function LevelsButton() {
  const { t } = useTranslation("vehicles");
  const levels = useDesk("vehicles.levels", {}).data?.levels ?? [];
  const short = levels.filter((level) => level.short > 0).length;
  return (
    <button type="button" className="button quiet" onClick={() => navigate("vehicles", ["levels"])}>
      {short > 0 ? <StateDot hue="bad">{t("levels.shortOf", { count: short })}</StateDot> : t("levels.title")}
    </button>
  );
}

interface Props {
  open: string | null;
  search: Record<string, string>;
  /** What the list begins with. */
  start: Narrowed | undefined;
}

export function VehicleList({ open, search, start }: Props) {
  const { t } = useTranslation("vehicles");
  const said = useCatalogueWords();
  const cost = useRight("seeCost") ? "seen" : "hidden";
  const grouped = (useDesk("groups.own", {}).data ?? null) !== null;
  const columns = useMemo(() => columnsOf(t, cost, said), [t, cost, said]);

  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value, label) => (value === "" ? null : labelOf(t, facet, value, said(label))),
    }),
    [t, said],
  );

  const views = useMemo(
    (): LedgerView[] => [
      { id: "oldest", label: t("view.oldest"), filters: {}, sort: { column: "ageDays", descending: true } },
      { id: "inTransit", label: t("view.inTransit"), filters: { state: ["inTransit"] }, sort: null },
      {
        id: "toSell",
        label: t("view.toSell"),
        filters: { state: ["inStock"], purpose: ["forSale"], sale: ["allowed"] },
        sort: { column: "ageDays", descending: true },
      },
      { id: "pledged", label: t("view.pledged"), filters: { certificate: ["pledged"] }, sort: null },
      { id: "stopped", label: t("view.stopped"), filters: { sale: ["stopped"] }, sort: null },
      ...(grouped
        ? [{ id: "betweenStores", label: t("view.betweenStores"), filters: { transfer: ["in", "out"] }, sort: null }]
        : []),
    ],
    [t, grouped],
  );

  return (
    <RecordList
      id="vehicles"
      label={t("area")}
      list="vehicles.list"
      facets={facets}
      columns={columns}
      at={["vehicles"]}
      open={open}
      search={search}
      views={views}
      start={start}
      tools={
        <>
          <LevelsButton />
          <ActionButton action={takeIntoStock} look="quiet" />
        </>
      }
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} action={takeIntoStock} />}
    />
  );
}
