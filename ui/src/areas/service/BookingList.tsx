// Bookings as a ledger, those who come next first.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BookingRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { PendingDot, StateDot, When } from "../../components/values";
import { navigate } from "../../lib/router";
import { BOOKING_HUES, TRANSPORTS } from "./words";

const RUNS = { state: Object.keys(BOOKING_HUES), transport: [...TRANSPORTS] };
const rowId = (row: BookingRow) => row.id;

export function BookingList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service");
  const source = useMemo<LedgerSource<BookingRow, "service_bookings.list">>(
    () => ({
      query: "service_bookings.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`facet.${facet}`),
          (facet, value) => t(`${facet}.${value}`),
          RUNS,
        ),
      }),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<BookingRow>[]>(() => {
    const text = (id: "plate" | "name" | "jobs" | "advisorName" | "bayName", label: string, width: number) => ({
      id,
      label,
      width,
      sort: "no" as const,
      cell: (row: BookingRow) => row[id],
    });
    return [
      {
        id: "number",
        label: t("column.number"),
        width: 148,
        sort: "no",
        cell: (row) => (
          <>
            <span>{row.number}</span>
            <PendingDot pending={row.pending} />
          </>
        ),
      },
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
    ];
  }, [t]);
  const views = useMemo<LedgerView[]>(
    () => [{ id: "all", label: t("view.all"), filters: { period: ["all"] }, sort: null }],
    [t],
  );
  return (
    <Ledger
      id="service.bookings"
      label={t("bookings")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("service", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      views={views}
      empty={<EmptyState title={t("empty.bookings")} about={t("empty.aboutBookings")} />}
    />
  );
}
