// The left side of desking: car, customer, price, city, insurance, extras, loans, and until when it holds.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CoverKind, QuoteInputs, WorkedOut } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import type { FieldBinding, FormState } from "../../components/form/useForm";
import { useAction } from "../../lib/keys";
import { addLoan } from "./actions";
import { entryField } from "./bindings";
import { CarChoice } from "./CarChoice";
import { LoanFields } from "./LoanFields";
import { PROVINCES } from "./provinces";
import { MOST_LOANS, type Typed, type TypedExtra } from "./typed";

const POWERS: readonly QuoteInputs["car"]["power"][] = ["fuel", "pluginHybrid", "batteryElectric", "energySavingFuel"];
const BUYERS: readonly QuoteInputs["buyer"][] = ["person", "company", "publicBody"];
const COMMON_COVERS: readonly CoverKind[] = [
  "vehicleDamage",
  "thirdParty",
  "driver",
  "passengers",
  "nonInsuranceDrugs",
];

export function DeskingFields({ form, worked }: { form: FormState<Typed>; worked: WorkedOut | undefined }) {
  const { t } = useTranslation("quotes");
  const { values } = form;
  const engine = values.power !== "batteryElectric" && values.power !== "fuelCell";
  const plugged = values.power !== "fuel" && values.power !== "energySavingFuel";
  const open = new Set(
    worked?.quote.lines.filter((line) => line.working.kind === "undecided").map((line) => line.kind),
  );
  const beyond = worked !== undefined && worked.standing.kind !== "within";

  return (
    <>
      <FormGroup title={t("group.car")}>
        <CarChoice form={form} />
        <MoneyField field={form.field("guidePrice")} label={t("field.guidePrice")} />
        <OneOf
          field={form.field("power")}
          label={t("field.power")}
          options={POWERS.map((value) => ({ value, label: t(`power.${value}`) }))}
        />
        {plugged && (
          <OneOf
            field={form.field("listed")}
            label={t("field.listed")}
            options={(["yes", "no"] as const).map((value) => ({ value, label: t(`listed.${value}`) }))}
          />
        )}
        {engine && <NumberField field={form.field("displacementMl")} label={t("field.displacementMl")} unit="mL" />}
        <NumberField field={form.field("seats")} label={t("field.seats")} />
      </FormGroup>

      <FormGroup title={t("group.customer")}>
        {values.customer === null && <TextField field={form.field("customerName")} label={t("field.customerName")} />}
        <OneOf
          field={form.field("buyer")}
          label={t("field.buyer")}
          options={BUYERS.map((value) => ({ value, label: t(`buyer.${value}`) }))}
        />
      </FormGroup>

      <FormGroup title={t("group.price")}>
        <MoneyField field={form.field("discount")} label={t("field.discount")} />
        {values.discount !== null && (
          <TextField field={form.field("discountReason")} label={t("field.discountReason")} />
        )}
        {beyond && <TextField field={form.field("words")} label={t("field.words")} hint={t("hint.words")} lines={2} />}
      </FormGroup>

      <FormGroup title={t("group.plate")}>
        <Choice
          field={form.field("province")}
          label={t("field.province")}
          options={PROVINCES.map((value) => ({ value, label: t(`province.${value}`) }))}
        />
        <TextField field={form.field("plateCity")} label={t("field.plateCity")} />
        <DateField field={form.field("invoicedOn")} label={t("field.invoicedOn")} hint={t("hint.invoicedOn")} />
        <MoneyField field={form.field("plateFee")} label={t("field.plateFee")} />
        {open.has("purchaseTax") && (
          <MoneyField field={form.field("purchaseTax")} label={t("line.purchaseTax")} hint={t("hint.undecided")} />
        )}
        {open.has("luxuryTax") && (
          <MoneyField field={form.field("luxuryTax")} label={t("line.luxuryTax")} hint={t("hint.undecided")} />
        )}
        {open.has("vesselTax") && (
          <MoneyField field={form.field("vesselTax")} label={t("line.vesselTax")} hint={t("hint.undecided")} />
        )}
        <OneOf
          field={form.field("tradeIn")}
          label={t("field.tradeIn")}
          options={(["none", "scrap", "transfer"] as const).map((value) => ({ value, label: t(`tradeIn.${value}`) }))}
        />
      </FormGroup>

      <FormGroup title={t("group.insurance")}>
        <OneOf
          field={form.field("compulsory")}
          label={t("line.compulsoryInsurance")}
          options={(["tariff", "insurersQuote", "without"] as const).map((value) => ({
            value,
            label: t(`compulsory.${value}`),
          }))}
        />
        {values.compulsory === "insurersQuote" && (
          <MoneyField field={form.field("compulsoryAmount")} label={t("field.compulsoryAmount")} />
        )}
        {open.has("compulsoryInsurance") && (
          <MoneyField
            field={form.field("compulsoryByHand")}
            label={t("line.compulsoryInsurance")}
            hint={t("hint.undecided")}
          />
        )}
        {COMMON_COVERS.map((cover) => (
          <MoneyField key={cover} field={coverField(form, cover)} label={t(`cover.${cover}`)} />
        ))}
        {typeof values.covers.thirdParty === "number" && (
          <MoneyField field={form.field("thirdPartyInsured")} label={t("field.thirdPartyInsured")} />
        )}
      </FormGroup>

      <Extras form={form} list="accessories" />
      <Extras form={form} list="services" />
      <Loans form={form} />

      <FormGroup title={t("group.rest")}>
        <DateField field={form.field("validUntil")} label={t("field.validUntil")} />
        <OneOf
          field={form.field("language")}
          label={t("field.language")}
          options={[
            { value: "zh-CN", label: "中文" },
            { value: "en", label: "English" },
          ]}
        />
        <TextField field={form.field("remark")} label={t("field.remark")} lines={2} />
      </FormGroup>
    </>
  );
}

function coverField(form: FormState<Typed>, cover: CoverKind): FieldBinding<number | null> {
  const { covers } = form.values;
  return form.part(`covers.${cover}`, covers[cover] ?? null, (premium) =>
    form.change({ covers: { ...covers, [cover]: premium } }),
  );
}

function Extras({ form, list }: { form: FormState<Typed>; list: "accessories" | "services" }) {
  const { t } = useTranslation("quotes");
  const entries = form.values[list];
  const put = (next: TypedExtra[]) => form.change({ [list]: next });
  return (
    <FormGroup title={t(`group.${list}`)}>
      {entries.map((entry, at) => {
        const field = <Name extends keyof TypedExtra & string>(name: Name) =>
          entryField(form, list, entry, at, name, (changed) => put(entries.with(at, changed)));
        return (
          <div key={entry.key} className="extra">
            <TextField field={field("name")} label={t("field.extraName")} />
            <NumberField field={field("quantity")} label={t("field.quantity")} />
            <MoneyField field={field("unitPrice")} label={t("field.unitPrice")} />
            <button type="button" className="link" onClick={() => put(entries.toSpliced(at, 1))}>
              {t("remove")}
            </button>
          </div>
        );
      })}
      <button
        type="button"
        className="button"
        onClick={() => put([...entries, { key: crypto.randomUUID(), name: "", quantity: 1, unitPrice: null }])}
      >
        {t(`add.${list}`)}
      </button>
    </FormGroup>
  );
}

function Loans({ form }: { form: FormState<Typed> }) {
  const { t } = useTranslation("quotes");
  const { loans } = form.values;
  const adding = useRef<"yes" | "no">("no");
  // Whoever asked for a plan goes on typing in it.
  useEffect(() => {
    if (adding.current === "no") return;
    adding.current = "no";
    document.getElementById(`${form.id}-loans-${loans.length - 1}-lender`)?.focus();
  }, [form.id, loans.length]);
  const add = () => {
    adding.current = "yes";
    const last = loans.at(-1);
    form.change({
      loans: [
        ...loans,
        {
          lender: last?.lender ?? "",
          kind: "equalInstalment",
          downPercent: last === undefined ? 3_000 : last.downPercent,
          downAmount: last?.downAmount ?? null,
          months: last?.months ?? 36,
          rate: last?.rate ?? null,
          lendersRate: null,
          borneBy: "",
          balloon: null,
          fee: null,
          feeBy: last?.feeBy ?? "",
          earlyCharge: last?.earlyCharge ?? "",
          key: crypto.randomUUID(),
        },
      ],
    });
  };
  useAction(addLoan, add, { offered: loans.length < MOST_LOANS ? "yes" : "no" });
  return (
    <FormGroup title={t("group.loans")}>
      {loans.map((loan, at) => (
        <LoanFields
          key={loan.key}
          form={form}
          loan={loan}
          at={at}
          put={(changed) => form.change({ loans: loans.with(at, changed) })}
          remove={() => form.change({ loans: loans.toSpliced(at, 1) })}
        />
      ))}
      {loans.length < MOST_LOANS && (
        <button type="button" className="button" onClick={add}>
          {t("action.addLoan")}
        </button>
      )}
    </FormGroup>
  );
}
