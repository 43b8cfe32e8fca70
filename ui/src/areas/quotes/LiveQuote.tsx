// The right side of desking: every line with its explanation, the one sum, what is beyond one's authority, and the
// loans side by side.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WorkedOut } from "../../bindings/rpc";
import { StandingNote } from "../../components/StandingNote";
import { Money } from "../../components/values";
import { Lines } from "./Lines";
import { PlanTable } from "./PlanTable";
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
      <Aside>
        <p className="problem" role="alert">
          {problem}
        </p>
      </Aside>
    );
  }
  if (worked === undefined) {
    return (
      <Aside>
        <p className="muted">{t("hint.live")}</p>
      </Aside>
    );
  }
  const { quote, standing, gross } = worked;
  return (
    <Aside>
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
    </Aside>
  );
}

/** What scrolls must be within reach of the keyboard. */
function Aside({ children }: { children: ReactNode }) {
  const { t } = useTranslation("quotes");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop of its own nobody scrolls it by keyboard
    <aside className="live-quote" tabIndex={0} aria-label={t("live")}>
      {children}
    </aside>
  );
}
