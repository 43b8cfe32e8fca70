// The service points of the group as a ledger: those that take cars first, the house's own before others.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ServicePointRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { PendingDot, StateDot } from "../../components/values";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { addPoint } from "./actions";
import { POINT_HUES, POINT_OWNERS } from "./words";

const RUNS = { state: Object.keys(POINT_HUES), owner: [...POINT_OWNERS] };
const rowId = (row: ServicePointRow) => row.id;

export function PointList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service-points");
  const may = useRight("runWorkshop");
  useAction(addPoint, () => navigate("service", ["points", "new"]), { whyNot: may ? null : t("mayNot") });
  const source = useMemo<LedgerSource<ServicePointRow, "service_points.list">>(
    () => ({
      query: "service_points.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`column.${facet}`),
          (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`owner.${value}`)),
          RUNS,
        ),
      }),
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
        cell: (row) => (
          <>
            <span>{row.name}</span>
            <PendingDot pending={row.pending} />
          </>
        ),
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
      { id: "phone", label: t("column.phone"), width: 136, sort: "no", cell: (row) => row.phone },
      { id: "rescuePhone", label: t("column.rescuePhone"), width: 136, sort: "no", cell: (row) => row.rescuePhone },
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
    <Ledger
      id="service.points"
      label={t("points")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) =>
        navigate("service", ["points", row.id], { search, history: how === "moving" ? "instead" : "add" })
      }
      tools={<ActionButton action={addPoint} look="quiet" />}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} />}
    />
  );
}
