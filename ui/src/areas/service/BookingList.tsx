// Bookings as a ledger, those who come next first.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BookingRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { number, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { StateDot, When } from "../../components/values";
import { BOOKING_HUES, TRANSPORTS } from "./words";

const RUNS = { state: Object.keys(BOOKING_HUES), transport: [...TRANSPORTS] };

export function BookingList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service");
  const facets = useMemo<FacetWords>(
    () => ({ title: (facet) => t(`facet.${facet}`), words: (facet, value) => t(`${facet}.${value}`), runs: RUNS }),
    [t],
  );
  const columns = useMemo<LedgerColumn<BookingRow>[]>(
    () => [
      number(t("column.number")),
      { id: "startsAt", label: t("column.startsAt"), width: 120, cell: (row) => <When at={row.startsAt} /> },
      {
        id: "state",
        label: t("column.state"),
        width: 120,
        sort: "no",
        cell: (row) => <StateDot hue={BOOKING_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      text("plate", t("column.plate"), 96),
      text("name", t("column.name"), 96),
      text("jobs", t("column.jobs"), 200),
      {
        id: "minutes",
        label: t("column.minutes"),
        width: 112,
        align: "end",
        sort: "no",
        cell: (row) => t("minutes", { count: row.minutes }),
      },
      text("advisorName", t("column.advisor"), 104),
      text("bayName", t("column.bay"), 96),
      {
        id: "transport",
        label: t("column.transport"),
        width: 96,
        sort: "no",
        cell: (row) => t(`transport.${row.transport}`),
      },
    ],
    [t],
  );
  const views = useMemo<LedgerView[]>(
    () => [{ id: "all", label: t("view.all"), filters: { period: ["all"] }, sort: null }],
    [t],
  );
  return (
    <RecordList
      id="service.bookings"
      label={t("bookings")}
      list="service_bookings.list"
      facets={facets}
      columns={columns}
      at={["service"]}
      open={open}
      search={search}
      views={views}
      empty={<EmptyState title={t("empty.bookings")} about={t("empty.aboutBookings")} />}
    />
  );
}
