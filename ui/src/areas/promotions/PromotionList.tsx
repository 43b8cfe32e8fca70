// Promotions as a ledger: those that run first, with what each gives and what is left of its budget.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromotionRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Called, Money, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { addPromotion } from "./actions";
import { benefitInWords, STATE_HUES } from "./words";

const RUNS = { state: Object.keys(STATE_HUES) };

export function PromotionList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("promotions");
  const may = useRight("runPromotions");
  const grouped = (useDesk("groups.own", {}).data ?? null) !== null;
  useAction(addPromotion, () => navigate("promotions", ["new"]), { whyNot: may ? null : t("mayNot") });
  const facets = useMemo<FacetWords>(
    () => ({ title: (facet) => t(`column.${facet}`), words: (_, value) => t(`state.${value}`), runs: RUNS }),
    [t],
  );
  const columns = useMemo<LedgerColumn<PromotionRow>[]>(
    () => [
      {
        id: "name",
        label: t("column.name"),
        width: 192,
        sort: "no",
        cell: (row) => <Called by={row.name} pending={row.pending} />,
      },
      {
        id: "state",
        label: t("column.state"),
        width: 112,
        sort: "no",
        cell: (row) => <StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      {
        id: "benefit",
        label: t("column.benefit"),
        width: 256,
        sort: "no",
        cell: (row) => benefitInWords(row.benefit, t),
      },
      {
        id: "validFrom",
        label: t("column.validFrom"),
        width: 96,
        sort: "no",
        cell: (row) => <When at={row.validFrom} />,
      },
      {
        id: "validUntil",
        label: t("column.validUntil"),
        width: 96,
        sort: "no",
        cell: (row) => <When at={row.validUntil} />,
      },
      {
        id: "balance",
        label: t("column.balance"),
        width: 128,
        align: "end",
        sort: "no",
        cell: (row) => (row.balance === null ? t("unlimited") : <Money fen={row.balance} />),
      },
      {
        id: "uses",
        label: t("column.uses"),
        width: 96,
        align: "end",
        sort: "no",
        cell: (row) => (row.budgetUses === null ? row.uses : t("usesOf", { uses: row.uses, most: row.budgetUses })),
      },
      // A house of no group has none but its own.
      ...(grouped
        ? [
            {
              id: "whose",
              label: t("column.whose"),
              width: 112,
              sort: "no" as const,
              cell: (row: PromotionRow) => t(row.ofGroup === null ? "whose.own" : "whose.group"),
            },
          ]
        : []),
    ],
    [t, grouped],
  );
  return (
    <RecordList
      id="promotions"
      label={t("area")}
      list="promotions.list"
      facets={facets}
      columns={columns}
      at={["promotions"]}
      open={open}
      search={search}
      tools={<ActionButton action={addPromotion} look="quiet" />}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} />}
    />
  );
}
