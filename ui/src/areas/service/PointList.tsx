// The service points of the group as a ledger: those that take cars first, the house's own before others.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ServicePointRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Called, StateDot } from "../../components/values";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { addPoint } from "./actions";
import { POINT_HUES, POINT_OWNERS } from "./words";

const RUNS = { state: Object.keys(POINT_HUES), owner: [...POINT_OWNERS] };

export function PointList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service-points");
  const may = useRight("runWorkshop");
  useAction(addPoint, () => navigate("service", ["points", "new"]), { whyNot: may ? null : t("mayNot") });
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`column.${facet}`),
      words: (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`owner.${value}`)),
      runs: RUNS,
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<ServicePointRow>[]>(
    () => [
      {
        id: "name",
        label: t("column.name"),
        width: 208,
        sort: "no",
        cell: (row) => <Called by={row.name} pending={row.pending} />,
      },
      {
        id: "state",
        label: t("column.state"),
        width: 88,
        sort: "no",
        cell: (row) => <StateDot hue={POINT_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      {
        id: "owner",
        label: t("column.owner"),
        width: 120,
        sort: "no",
        cell: (row) => (row.owner === "own" ? t("owner.own") : row.house),
      },
      {
        id: "works",
        label: t("column.works"),
        width: 208,
        sort: "no",
        cell: (row) => row.works.map((work) => t(`work.${work}`)).join(t("comma")),
      },
      { id: "address", label: t("column.address"), width: 264, sort: "no", cell: (row) => row.wholeAddress },
      text("phone", t("column.phone"), 136),
      text("rescuePhone", t("column.rescuePhone"), 136),
      {
        id: "distanceKm",
        label: t("column.distanceKm"),
        width: 96,
        align: "end",
        sort: "no",
        cell: (row) => (row.distanceKm === null ? "" : t("km", { km: row.distanceKm })),
      },
    ],
    [t],
  );
  return (
    <RecordList
      id="service.points"
      label={t("points")}
      list="service_points.list"
      facets={facets}
      columns={columns}
      at={["service", "points"]}
      open={open}
      search={search}
      tools={<ActionButton action={addPoint} look="quiet" />}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} />}
    />
  );
}
