// Loan plans side by side. The annual cost stands as large as the payment, as the law wants it.
import { useTranslation } from "react-i18next";
import type { LoanAnswer, LoanFigures } from "../../bindings/rpc";
import { Money } from "../../components/values";
import { sentenceFor } from "../../lib/i18n";

export interface Plan {
  key: string;
  name: string;
  lender: string;
  figures: LoanFigures | null;
  refusal: LoanAnswer["refusal"];
}

const percent = (rate: string) => `${(Number(rate) * 100).toFixed(2)}%`;

export function PlanTable({ plans }: { plans: readonly Plan[] }) {
  const { t } = useTranslation("quotes");
  if (plans.length === 0) return null;
  return (
    <section className="plans" aria-label={t("group.loans")}>
      {plans.map(({ key, name, lender, figures, refusal }) => (
        <article key={key} className="plan">
          <h4>
            {name} <span className="muted">{lender}</span>
          </h4>
          {refusal !== null && <Refused refusal={refusal} />}
          {figures !== null && (
            <dl>
              <div className="prominent">
                <dt>{t(figures.regularPayment === null ? "field.firstPayment" : "field.payment")}</dt>
                <dd>
                  <Money fen={figures.regularPayment ?? figures.firstPayment} />
                </dd>
              </div>
              <div className="prominent">
                <dt>{t("field.annualCost")}</dt>
                <dd>{percent(figures.annualCost.compound)}</dd>
              </div>
              <div>
                <dt>{t("field.simpleCost")}</dt>
                <dd>{percent(figures.annualCost.simple)}</dd>
              </div>
              <div>
                <dt>{t("field.nominalRate")}</dt>
                <dd>{percent(figures.nominalRate)}</dd>
              </div>
              <Sum name="downPayment" fen={figures.downPayment} />
              <Sum name="principal" fen={figures.principal} />
              <div>
                <dt>{t("field.months")}</dt>
                <dd>{figures.months}</dd>
              </div>
              {figures.regularPayment === null && <Sum name="lastPayment" fen={figures.lastPayment} />}
              {figures.balloon > 0 && <Sum name="lastPayment" fen={figures.lastPayment} />}
              <Sum name="totalInterest" fen={figures.totalInterest} />
              <Sum name="fees" fen={figures.fees} />
              {figures.subsidy !== null && <Sum name="subsidy" fen={figures.subsidy} />}
              <Sum name="totalPaid" fen={figures.totalPaid} />
            </dl>
          )}
        </article>
      ))}
    </section>
  );
}

/** A plan that is still being typed is told what it lacks; only what is wrong is told in red. */
function Refused({ refusal }: { refusal: NonNullable<LoanAnswer["refusal"]> }) {
  const { t, i18n } = useTranslation("quotes");
  const field = `quotes:field.${refusal.field?.split(".").at(-1)}`;
  if (refusal.code === "empty" && i18n.exists(field)) {
    return (
      <p className="muted">
        {t("common:primary.missing")} {t(field)}
      </p>
    );
  }
  return <p className="problem">{sentenceFor("refusal", refusal.code, refusal.values) ?? refusal.code}</p>;
}

type SumName = "downPayment" | "principal" | "lastPayment" | "totalInterest" | "fees" | "subsidy" | "totalPaid";

function Sum({ name, fen }: { name: SumName; fen: number }) {
  const { t } = useTranslation("quotes");
  return (
    <div>
      <dt>{t(`field.${name}`)}</dt>
      <dd>
        <Money fen={fen} />
      </dd>
    </div>
  );
}
