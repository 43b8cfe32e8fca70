// The lines of a quote with the rule that each follows, and one sum.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { QuoteLine, Working } from "../../bindings/rpc";
import { Money } from "../../components/values";
import { formatFen } from "../../lib/money";

/** What live and stored lines have in common. */
type Line = Pick<QuoteLine, "kind" | "name" | "quantity" | "unitPrice" | "paidTo" | "covers" | "working" | "rules"> & {
  amount: number | null;
};

interface Props {
  lines: readonly Line[];
  total: number;
  toHouse: number;
  toElsewhere: number;
}

const percent = (rate: string) => `${Number((Number(rate) * 100).toFixed(4))}%`;

function explain(working: Working, t: TFunction<"quotes">): string | null {
  switch (working.kind) {
    case "given":
      return null;
    case "promotion":
      return t("promotions:area");
    case "insurersQuote":
      return t("compulsory.insurersQuote");
    case "undecided":
      return working.suggestion === null
        ? t("undecided")
        : t("undecidedSuggestion", { amount: formatFen(working.suggestion) });
    case "purchaseTax":
      return working.reliefShare === null
        ? t("working.purchaseTax", { taxable: formatFen(working.taxablePrice), rate: percent(working.rate) })
        : t("working.purchaseTaxRelief", {
            taxable: formatFen(working.taxablePrice),
            rate: percent(working.rate),
            relief: formatFen(working.relief),
            share: percent(working.reliefShare),
            cap: formatFen(working.reliefCap ?? 0),
          });
    case "luxuryTax":
      return t("working.luxuryTax", { net: formatFen(working.net), rate: percent(working.rate) });
    case "compulsoryInsurance":
      return t("working.compulsoryInsurance", { base: formatFen(working.base), floating: percent(working.floating) });
    case "vesselTax":
      return t(`taxation.${working.taxation}`, { annual: formatFen(working.annual), months: working.monthsDue });
  }
}

export function Lines({ lines, total, toHouse, toElsewhere }: Props) {
  const { t } = useTranslation("quotes");
  return (
    <table className="quote-lines">
      <tbody>
        {lines.map((line, at) => {
          const explanation = explain(line.working, t);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the quote
            <tr key={at} className={line.amount === null ? "open" : undefined}>
              <th scope="row">
                <span>
                  {line.kind === "discount" || line.name === "" ? t(`line.${line.kind}`) : line.name}
                  {line.kind === "discount" && line.name !== "" && <span className="muted"> {line.name}</span>}
                  {line.quantity > 1 && <span className="muted"> × {line.quantity}</span>}
                  {line.paidTo === "elsewhere" && <span className="muted"> · {t("elsewhere")}</span>}
                </span>
                {explanation !== null && <span className="line-why">{explanation}</span>}
                {line.covers.length > 0 && (
                  <span className="line-why">
                    {line.covers.map((each) => t(`cover.${each.cover}`)).join(t("common:listSeparator"))}
                  </span>
                )}
                {line.rules.map((rule) => (
                  <span key={`${rule.policy}-${rule.from}`} className="line-why">
                    {rule.to === null
                      ? t("rule.open", { source: rule.source, from: rule.from })
                      : t("rule.until", { source: rule.source, from: rule.from, to: rule.to })}
                  </span>
                ))}
              </th>
              <td>
                {line.amount === null ? <span className="warning">{t("toEnter")}</span> : <Money fen={line.amount} />}
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr className="quote-total">
          <th scope="row">{t("total")}</th>
          <td>
            <Money fen={total} />
          </td>
        </tr>
        <tr className="muted">
          <th scope="row">{t("toHouse")}</th>
          <td>
            <Money fen={toHouse} />
          </td>
        </tr>
        <tr className="muted">
          <th scope="row">{t("toElsewhere")}</th>
          <td>
            <Money fen={toElsewhere} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
