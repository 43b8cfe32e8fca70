// One loan plan as it is typed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../components/form/Choice";
import { MoneyField, NumberField, RateField, TextField } from "../../components/form/fields";
import type { FormState } from "../../components/form/useForm";
import { entryField } from "./bindings";
import { SolveLoan } from "./SolveLoan";
import { downOf, forFigures, inputsOf, LOAN_WORDS, type LoanWord, loanOf, type Typed, type TypedLoan } from "./typed";

interface Props {
  form: FormState<Typed>;
  loan: TypedLoan;
  at: number;
  put: (loan: TypedLoan) => void;
  remove: () => void;
}

export function LoanFields({ form, loan, at, put, remove }: Props) {
  const { t } = useTranslation("quotes");
  const field = <Name extends keyof TypedLoan & string>(name: Name) => entryField(form, "loans", loan, at, name, put);
  const kind = field("kind");
  const [solving, setSolving] = useState<"yes" | "no">("no");
  const inputs = inputsOf(form.values);
  const carPrice = (form.values.guidePrice ?? 0) - (form.values.discount ?? 0);
  return (
    <fieldset className="loan-fields">
      <legend>{t("plan", { number: at + 1 })}</legend>
      <TextField field={field("lender")} label={t("field.lender")} />
      <Choice
        field={{ ...kind, change: (word) => put({ ...loan, kind: (word ?? loan.kind) as LoanWord }) }}
        label={t("field.loanKind")}
        options={LOAN_WORDS.map((value) => ({ value, label: t(`loan.${value}`) }))}
      />
      <RateField
        field={{
          ...field("downPercent"),
          // Said as a share it is no longer said as a sum.
          change: (downPercent) =>
            put({ ...loan, downPercent, downAmount: downPercent === null ? loan.downAmount : null }),
        }}
        label={t("field.downPercent")}
      />
      <MoneyField
        field={{
          ...field("downAmount"),
          change: (downAmount) =>
            put({ ...loan, downAmount, downPercent: downAmount === null ? loan.downPercent : null }),
        }}
        label={t("field.downPayment")}
        hint={t("solve.downHint")}
      />
      <NumberField field={field("months")} label={t("field.months")} unit={t("months")} />
      <RateField
        field={field("rate")}
        label={t(loan.kind === "flatFee" ? "field.monthlyFeeRate" : "field.annualRate")}
      />
      {loan.kind === "balloon" && <MoneyField field={field("balloon")} label={t("field.balloon")} />}
      {loan.kind === "subsidised" && (
        <>
          <RateField field={field("lendersRate")} label={t("field.lendersRate")} />
          <TextField field={field("borneBy")} label={t("field.borneBy")} />
        </>
      )}
      <MoneyField field={field("fee")} label={t("field.fee")} />
      {loan.fee !== null && <TextField field={field("feeBy")} label={t("field.feeBy")} />}
      <TextField field={field("earlyCharge")} label={t("field.earlyCharge")} />
      <button
        type="button"
        className="link"
        aria-disabled={inputs === null}
        title={inputs === null ? t("solve.first") : undefined}
        onClick={() => inputs !== null && setSolving("yes")}
      >
        {t("solve.action")}
      </button>{" "}
      {solving === "yes" && inputs !== null && (
        <SolveLoan
          inputs={inputs}
          plan={forFigures(loanOf(loan))}
          number={at + 1}
          onTake={(plan) => put({ ...loan, ...downOf(plan.financed, carPrice), months: plan.months })}
          onClose={() => setSolving("no")}
        />
      )}
      <button type="button" className="link" onClick={remove}>
        {t("remove")}
      </button>
    </fieldset>
  );
}
