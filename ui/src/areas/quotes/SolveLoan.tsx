// A loan from the wish: the customer names the payment they can carry, and the desk says the least down payment and the
// shortest term that keep to it. Either goes into the plan with one key.
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import type { LoanInputs, LoanQuestion, QuoteInputs, Solved } from "../../bindings/rpc";
import { Dialog } from "../../components/Dialog";
import { MoneyField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { Money } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";

interface Props {
  inputs: QuoteInputs;
  plan: LoanInputs;
  number: number;
  onTake: (plan: LoanInputs) => void;
  onClose: () => void;
}

export function SolveLoan({ inputs, plan, number, onTake, onClose }: Props) {
  const { t } = useTranslation("quotes");
  const form = useForm<{ payment: number | null }>({
    form: "quotes.solve",
    record: null,
    start: { payment: null },
    required: {},
    save: async () => undefined,
  });
  const payment = useDeferredValue(form.values.payment);
  const take = (solved: Solved) => {
    onTake(solved.plan);
    onClose();
  };
  return (
    <Dialog title={t("solve.title", { number })} onClose={onClose}>
      <div className="dialog-body">
        <MoneyField
          field={{ ...form.field("payment"), required: true }}
          label={t("solve.payment")}
          hint={t("solve.hint")}
        />
        {payment !== null && payment > 0 && (
          <>
            <Answer
              inputs={inputs}
              plan={plan}
              question={{ kind: "downPayment", payment }}
              about={t("solve.byDownPayment", { months: plan.months })}
              verb={t("solve.takeDownPayment")}
              onTake={take}
            />
            <Answer
              inputs={inputs}
              plan={plan}
              question={{ kind: "term", payment }}
              about={t("solve.byTerm")}
              verb={t("solve.takeTerm")}
              onTake={take}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface AnswerProps {
  inputs: QuoteInputs;
  plan: LoanInputs;
  question: LoanQuestion;
  about: string;
  verb: string;
  onTake: (solved: Solved) => void;
}

function Answer({ inputs, plan, question, about, verb, onTake }: AnswerProps) {
  const { t } = useTranslation("quotes");
  const answer = useDesk("quotes.loans", { inputs, plan, question });
  const solved = answer.data;
  return (
    <section className="solved" aria-label={about}>
      <h3>{about}</h3>
      {answer.isError && <p className="muted">{sayThrown(answer.error)}</p>}
      {!answer.isError && solved !== undefined && (
        <>
          <dl>
            <div>
              <dt>{t("field.downPayment")}</dt>
              <dd>
                <Money fen={solved.figures.downPayment} />
              </dd>
            </div>
            <div>
              <dt>{t("field.principal")}</dt>
              <dd>
                <Money fen={solved.figures.principal} />
              </dd>
            </div>
            <div>
              <dt>{t("field.months")}</dt>
              <dd>
                {solved.figures.months} {t("months")}
              </dd>
            </div>
            <div>
              <dt>{t(solved.figures.regularPayment === null ? "field.firstPayment" : "field.payment")}</dt>
              <dd>
                <Money fen={solved.figures.regularPayment ?? solved.figures.firstPayment} />
              </dd>
            </div>
          </dl>
          <button type="button" className="button" onClick={() => onTake(solved)}>
            {verb}
          </button>
        </>
      )}
    </section>
  );
}
