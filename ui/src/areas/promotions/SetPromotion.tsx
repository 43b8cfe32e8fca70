// A promotion is prepared or said anew: what it gives, for which cars and until when, and what it may cost. Once it runs,
// only its last day and its budget can be changed; the desk says so for the rest.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Benefit, PromotionCard as Card, CarScopeKind, PromotedPayment, Stacking } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, RateField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { savePromotion } from "./actions";
import { BENEFITS, codesOf, PAYMENTS, SCOPES, STACKINGS } from "./words";

interface Values {
  name: string;
  whose: "own" | "group";
  benefit: Benefit["kind"];
  amount: number | null;
  /** Hundredths of a percent. */
  share: number | null;
  cap: number | null;
  accessory: string;
  worth: number | null;
  validFrom: string | null;
  validUntil: string | null;
  scope: CarScopeKind | "all";
  codes: string;
  payment: PromotedPayment | "any";
  stacking: Stacking;
  coupon: "yes" | "no";
  budget: number | null;
  budgetUses: number | null;
  terms: string;
}

const NEW: Values = {
  name: "",
  whose: "own",
  benefit: "moneyOff",
  amount: null,
  share: null,
  cap: null,
  accessory: "",
  worth: null,
  validFrom: null,
  validUntil: null,
  scope: "all",
  codes: "",
  payment: "any",
  stacking: "withOtherKinds",
  coupon: "no",
  budget: null,
  budgetUses: null,
  terms: "",
};

function valuesOf({ row, ...card }: Card): Values {
  const { benefit } = row;
  return {
    ...NEW,
    name: row.name,
    whose: row.ofGroup === null ? "own" : "group",
    benefit: benefit.kind,
    amount: benefit.kind === "moneyOff" ? benefit.amount : null,
    share: benefit.kind === "percent" ? benefit.basisPoints : null,
    cap: benefit.kind === "percent" ? benefit.cap : null,
    accessory: benefit.kind === "accessory" ? benefit.name : "",
    worth: benefit.kind === "accessory" ? benefit.value : null,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    scope: card.cars[0]?.kind ?? "all",
    codes: card.cars.map(({ code }) => code).join("\n"),
    payment: card.payment ?? "any",
    stacking: card.stacking,
    coupon: row.withCoupon ? "yes" : "no",
    budget: row.budget,
    budgetUses: row.budgetUses,
    terms: card.terms,
  };
}

function benefitOf(values: Values): Benefit {
  switch (values.benefit) {
    case "moneyOff":
      return { kind: "moneyOff", amount: values.amount ?? 0 };
    case "percent":
      return { kind: "percent", basisPoints: values.share ?? 0, cap: values.cap };
    case "accessory":
      return { kind: "accessory", name: values.accessory, value: values.worth ?? 0 };
  }
}

export function AddPromotion({ onClose }: { onClose: () => void }) {
  return <SetPromotion id={null} start={{ ...NEW, validFrom: todayOf() }} ofGroup={null} onClose={onClose} />;
}

/** The form over what stands there now. */
export function AmendPromotion({ id }: { id: string }) {
  const card = useDesk("promotions.card", { id }, { former: "dropped" }).data;
  if (card === undefined) return <Skeleton />;
  const close = () => navigate("promotions", [id]);
  return <SetPromotion id={id} start={valuesOf(card)} ofGroup={card.row.ofGroup} onClose={close} />;
}

interface Props {
  id: string | null;
  start: Values;
  ofGroup: string | null;
  onClose: () => void;
}

function SetPromotion({ id, start, ofGroup, onClose }: Props) {
  const { t } = useTranslation("promotions");
  const may = useRight("runPromotions");
  const [promotion] = useState(() => id ?? newId());
  const own = useDesk("groups.own", {}).data ?? null;
  const mayShare = id === null && own !== null && own.part === "keeps";
  const form = useForm<Values>({
    form: "promotions.set",
    record: id,
    start,
    required: {
      name: t("column.name"),
      validFrom: t("column.validFrom"),
      validUntil: t("column.validUntil"),
    },
    named: {
      "benefit.amount": "amount",
      "benefit.basisPoints": "share",
      "benefit.cap": "cap",
      "benefit.name": "accessory",
      "benefit.value": "worth",
      cars: "codes",
    },
    save: async (values) => {
      const group = mayShare && values.whose === "group" ? own.group : ofGroup;
      await submit({
        type: "SetPromotion",
        promotion,
        ...(group === null ? {} : { group }),
        name: values.name,
        terms: values.terms,
        validFrom: values.validFrom ?? todayOf(),
        validUntil: values.validUntil ?? todayOf(),
        cars: values.scope === "all" ? [] : scopes(values.scope, values.codes),
        payment: values.payment === "any" ? null : values.payment,
        benefit: benefitOf(values),
        stacking: values.stacking,
        withCoupon: values.coupon === "yes",
        budget: values.budget,
        budgetUses: values.budgetUses,
      });
      navigate("promotions", [promotion]);
    },
  });
  const { benefit, scope } = form.values;
  return (
    <Form
      form={form}
      title={id === null ? t("action.add") : t("amending", { name: start.name })}
      action={savePromotion}
      whyNot={may ? null : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.what")}>
        <TextField field={form.field("name")} label={t("column.name")} hint={t("hint.name")} />
        {mayShare && (
          <OneOf
            field={form.field("whose")}
            label={t("column.whose")}
            options={(["own", "group"] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
          />
        )}
        <OneOf
          field={form.field("benefit")}
          label={t("column.benefit")}
          options={BENEFITS.map((value) => ({ value, label: t(`benefit.${value}`) }))}
        />
        {benefit === "moneyOff" && <MoneyField field={form.field("amount")} label={t("field.amount")} />}
        {benefit === "percent" && (
          <>
            <RateField field={form.field("share")} label={t("field.share")} />
            <MoneyField field={form.field("cap")} label={t("field.cap")} />
          </>
        )}
        {benefit === "accessory" && (
          <>
            <TextField field={form.field("accessory")} label={t("field.accessory")} />
            <MoneyField field={form.field("worth")} label={t("field.worth")} hint={t("hint.worth")} />
          </>
        )}
        <DateField field={form.field("validFrom")} label={t("column.validFrom")} />
        <DateField field={form.field("validUntil")} label={t("column.validUntil")} />
      </FormGroup>
      <FormGroup title={t("group.who")}>
        <OneOf
          field={form.field("scope")}
          label={t("field.scope")}
          options={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
        {scope !== "all" && (
          <TextField field={form.field("codes")} label={t("field.codes")} hint={t("hint.codes")} lines={3} />
        )}
        <OneOf
          field={form.field("payment")}
          label={t("field.payment")}
          options={PAYMENTS.map((value) => ({ value, label: t(`payment.${value}`) }))}
        />
        <OneOf
          field={form.field("stacking")}
          label={t("field.stacking")}
          options={STACKINGS.map((value) => ({ value, label: t(`stacking.${value}`) }))}
        />
        <OneOf
          field={form.field("coupon")}
          label={t("field.coupon")}
          options={(["no", "yes"] as const).map((value) => ({ value, label: t(`coupon.${value}`) }))}
        />
      </FormGroup>
      <FormGroup title={t("group.budget")}>
        <MoneyField field={form.field("budget")} label={t("column.budget")} hint={t("hint.budget")} />
        <NumberField field={form.field("budgetUses")} label={t("field.budgetUses")} hint={t("hint.budgetUses")} />
        <TextField field={form.field("terms")} label={t("field.terms")} hint={t("hint.terms")} lines={3} />
      </FormGroup>
    </Form>
  );
}

function scopes(kind: CarScopeKind, codes: string) {
  return codesOf(codes).map((code) => ({ kind, code }));
}
