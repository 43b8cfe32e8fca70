// The right side of desking: every line with its explanation, the one sum, what is beyond one's authority, and the
// loans side by side.
import { useTranslation } from "react-i18next";
import type { WorkedOut } from "../../bindings/rpc";
import { Money } from "../../components/values";
import { Lines } from "./Lines";
import { PlanTable } from "./PlanTable";
import { StandingNote } from "./StandingNote";
import type { TypedLoan } from "./typed";

interface Props {
  worked: WorkedOut | undefined;
  loans: readonly TypedLoan[];
  problem: string | null;
}

export function LiveQuote({ worked, loans, problem }: Props) {
  const { t } = useTranslation("quotes");
  if (problem !== null) {
    return (
      <aside className="live-quote" aria-label={t("live")}>
        <p className="problem" role="alert">
          {problem}
        </p>
      </aside>
    );
  }
  if (worked === undefined) {
    return (
      <aside className="live-quote" aria-label={t("live")}>
        <p className="muted">{t("hint.live")}</p>
      </aside>
    );
  }
  const { quote, standing, gross } = worked;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is rolled by keyboard where it is longer than the window
    <aside className="live-quote" tabIndex={0} aria-label={t("live")}>
      <StandingNote standing={standing} />
      <Lines lines={quote.lines} total={quote.total} toHouse={quote.toHouse} toElsewhere={quote.toElsewhere} />
      {quote.open.length > 0 && <p className="warning">{t("openLines")}</p>}
      {quote.subsidy !== null && (
        <p className="muted">
          {t(`tradeIn.${quote.subsidy.scheme}`)} <Money fen={quote.subsidy.expected} />{" "}
          {quote.subsidy.undecided === null ? t("subsidyNote") : t("undecided")}
        </p>
      )}
      {gross !== null && (
        <p className="live-gross">
          {t("field.gross")} <Money fen={gross} />
        </p>
      )}
      <PlanTable
        plans={worked.loans.map(({ figures, refusal }, at) => ({
          key: loans[at]?.key ?? String(at),
          name: t("plan", { number: at + 1 }),
          lender: loans[at]?.lender ?? "",
          figures,
          refusal,
        }))}
      />
    </aside>
  );
}
