// The catalogue as a ledger. While it is empty it offers the training data, to those who may edit it.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerDeed, LedgerView } from "../../components/ledger/types";
import { TrainingMark } from "../../components/ModelChip";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Money, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { act } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import { navigate } from "../../lib/router";
import { loadTraining, publishToGroup } from "./actions";
import { MOST_COMPARED } from "./Compare";

const rowId = (row: CatalogueRow) => row.id;

function columnsOf(t: TFunction<"catalogue">): LedgerColumn<CatalogueRow>[] {
  return [
    {
      id: "name",
      label: t("column.name"),
      width: 352,
      cell: (row) => (
        <span className="model-name">
          <span className="model-words" title={`${row.brand} ${row.series} ${row.name}`}>
            {row.brand} {row.series} {row.name}
          </span>
          <TrainingMark mark={row.illustrative} />
        </span>
      ),
    },
    {
      id: "guidePrice",
      label: t("line.guidePrice"),
      width: 128,
      align: "end",
      cell: (row) => <Money fen={row.guidePrice} />,
    },
    {
      id: "inStock",
      label: t("column.inStock"),
      width: 80,
      align: "end",
      cell: (row) => (row.inStock === 0 ? <span className="muted">–</span> : formatCount(row.inStock)),
    },
    { id: "class", label: t("line.class"), width: 140, cell: (row) => t(`class.${row.class}`) },
    { id: "energy", label: t("line.energy"), width: 120, cell: (row) => t(`energy.${row.energy}`) },
    {
      id: "displacementMl",
      label: t("line.displacement"),
      width: 112,
      align: "end",
      cell: (row) =>
        row.displacementMl === null ? <span className="muted">–</span> : `${(row.displacementMl / 1000).toFixed(1)} L`,
    },
    {
      id: "powerKw",
      label: t("line.power"),
      width: 80,
      align: "end",
      cell: (row) => (row.powerKw === null ? "" : `${row.powerKw} kW`),
    },
    { id: "drivetrain", label: t("line.drivetrain"), width: 88, cell: (row) => t(`drivetrain.${row.drivetrain}`) },
    { id: "seats", label: t("line.seats"), width: 64, align: "end", cell: (row) => row.seats },
    { id: "launchDate", label: t("line.launchDate"), width: 104, cell: (row) => <When at={row.launchDate} /> },
    {
      id: "popularity",
      label: t("column.popularity"),
      width: 80,
      align: "end",
      cell: (row) => (row.popularity === 0 ? <span className="muted">–</span> : formatCount(row.popularity)),
    },
    {
      id: "electricRangeKm",
      label: t("line.electricRange"),
      width: 96,
      align: "end",
      shown: "onRequest",
      cell: (row) => (row.electricRangeKm === null ? <span className="muted">–</span> : `${row.electricRangeKm} km`),
    },
    {
      id: "sale",
      label: t("line.sale"),
      width: 80,
      shown: "onRequest",
      sort: "no",
      cell: (row) => t(`sale.${row.sale}`),
    },
  ];
}

/** Words of a closed list are put into the reader's language; names read as they are written. */
function labelOf(t: TFunction<"catalogue">, facet: string, value: string, label: string): string {
  switch (facet) {
    case "class":
      return t(`class.${value}`);
    case "energy":
      return t(`energy.${value}`);
    case "drivetrain":
      return t(`drivetrain.${value}`);
    case "sale":
      return t(`sale.${value}`);
    case "stock":
      return t(`stock.${value}`);
    case "price":
      return wordFor("price", value, "vehicles");
    case "seats":
      return t("seatsOf", { count: Number(value) });
    case "displacement":
      return `${value} L`;
    default:
      return label;
  }
}

export function ModelList({ open }: { open: string | null }) {
  const { t } = useTranslation("catalogue");
  const mayEdit = useRight("editCatalogue");
  const columns = useMemo(() => columnsOf(t), [t]);

  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value, label) => (value === "" ? null : labelOf(t, facet, value, label)),
    }),
    [t],
  );

  const views = useMemo(
    (): LedgerView[] => [
      {
        id: "popular",
        label: t("view.popular"),
        filters: { sale: ["onSale"] },
        sort: { column: "popularity", descending: true },
      },
      {
        id: "newest",
        label: t("view.newest"),
        filters: { sale: ["onSale"] },
        sort: { column: "launchDate", descending: true },
      },
      {
        id: "newEnergy",
        label: t("view.newEnergy"),
        filters: { sale: ["onSale"], energy: ["pluginHybrid", "rangeExtended", "electric", "fuelCell"] },
        sort: { column: "guidePrice", descending: false },
      },
      {
        id: "here",
        label: t("view.here"),
        filters: { stock: ["here"] },
        sort: { column: "inStock", descending: true },
      },
    ],
    [t],
  );

  const deeds = useMemo(
    (): LedgerDeed<CatalogueRow>[] => [
      {
        id: "compare",
        label: t("action.compare"),
        run: (rows) => {
          if (rows.length > MOST_COMPARED) say(t("tooMany", { most: MOST_COMPARED }), "bad");
          else navigate("catalogue", ["compare"], { search: { models: rows.map(rowId).join(",") } });
        },
      },
    ],
    [t],
  );

  return (
    <RecordList
      id="catalogue"
      label={t("area")}
      list="catalogue.list"
      facets={facets}
      columns={columns}
      at={["catalogue"]}
      open={open}
      views={views}
      deeds={deeds}
      tools={<ToGroup mayEdit={mayEdit ? "yes" : "no"} />}
      empty={<Empty mayEdit={mayEdit ? "yes" : "no"} />}
    />
  );
}

/** In the store that keeps what its group shares: the versions of this house go to every store. */
function ToGroup({ mayEdit }: { mayEdit: "yes" | "no" }) {
  const { t } = useTranslation("catalogue");
  const group = useDesk("groups.own", {}).data ?? null;
  const offered = group?.part === "keeps" ? "yes" : "no";
  const publish = () =>
    void act("catalogue.publish_to_group", {})
      .then(({ versions }) =>
        say(
          versions === 0
            ? t("groupHasAll", { group: group?.name })
            : t("givenToGroup", { count: versions, group: group?.name }),
        ),
      )
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  useAction(publishToGroup, publish, { offered, whyNot: mayEdit === "yes" ? null : t("mayNotPublish") });
  return offered === "yes" ? <ActionButton action={publishToGroup} look="quiet" /> : null;
}

/** What belongs here, and the way to have something to practise with. */
function Empty({ mayEdit }: { mayEdit: "yes" | "no" }) {
  const { t } = useTranslation("catalogue");
  const load = () =>
    void act("catalogue.load_training", {})
      .then(() => say(t("loaded")))
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  useAction(loadTraining, load, { whyNot: mayEdit === "yes" ? null : t("mayNotEdit") });
  return <EmptyState title={t("empty.title")} about={t("empty.about")} action={loadTraining} />;
}
