// The ledger of a promotion: what it gave and took back, and what was left of its budget each time.
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { PromotionEntryRow } from "../../bindings/rpc";
import { useGrowing } from "../../components/growing";
import { Facts } from "../../components/Record";
import { Chip, Money, When } from "../../components/values";
import "../../components/sheet.css";

interface Props {
  entries: readonly PromotionEntryRow[];
  /** Without one nothing is left or lacking. */
  budget: number | null;
}

export function Spending({ entries, budget }: Props) {
  const { t } = useTranslation("promotions");
  const { shown, more } = useGrowing(entries);
  if (entries.length === 0) return null;
  return (
    <Facts title={t("group.ledger")} items={[]}>
      <table className="dense" aria-label={t("group.ledger")}>
        <thead>
          <tr>
            <th scope="col">{t("column.at")}</th>
            <th scope="col">{t("column.deed")}</th>
            <th scope="col" className="number">
              {t("column.amount")}
            </th>
            {budget !== null && (
              <th scope="col" className="number">
                {t("column.balance")}
              </th>
            )}
            <th scope="col">{t("column.about")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <tr key={entry.id}>
              <td>
                <When at={entry.at} />
              </td>
              <td>{t(`deed.${entry.deed}`)}</td>
              <td className="number">{entry.amount !== 0 && <Money fen={entry.amount} />}</td>
              {budget !== null && (
                <td className="number">
                  <Money fen={entry.balanceAfter} />
                </td>
              )}
              <td>
                <About entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </Facts>
  );
}

function About({ entry: { quote, quoteNumber, coupon, storeName, byName } }: { entry: PromotionEntryRow }) {
  return (
    <>
      {quote === null ? quoteNumber : <Chip onOpen={() => openRecord("quote", quote)}>{quoteNumber}</Chip>}{" "}
      <span className="muted">{[coupon, storeName, byName].filter((text) => text !== "").join(" ")}</span>
    </>
  );
}
