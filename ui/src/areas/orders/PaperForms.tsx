// What runs side by side between allocation and hand-over, each recorded as it happened: the lender's word, the policy,
// the invoice from the tax side, the inspection, the plate; and giving the car back to stock.
import { useTranslation } from "react-i18next";
import type { Command, FinanceState, InspectionResult, Right } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, PlateField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { query, submit } from "../../lib/ipc";
import { addDays, todayOf } from "../../lib/time";
import { records } from "./actions";
import type { StepProps } from "./OrderStepForm";

function useRecording<Values extends object>(
  step: keyof typeof records,
  { card, onClose }: StepProps,
  start: Values,
  required: Partial<Record<keyof Values & string, string>>,
  command: (values: Values) => Command,
  right: Right,
) {
  const { t } = useTranslation("orders");
  const may = useRight(right);
  const form = useForm<Values>({
    form: `orders.${step}`,
    record: card.order.id,
    start,
    required,
    check: async (values) => {
      const { problems } = await query("commands.check", { command: command(values) });
      return problems.map((error) => ({ look: "problem" as const, error }));
    },
    save: async (values) => {
      const done = await submit(command(values));
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const frame = {
    form,
    title: `${t(`step.${step}`)} · ${card.order.number}`,
    action: records[step],
    whyNot: may ? null : t("mayNotRecord"),
    onClose,
  };
  return { form, frame };
}

export function FinanceForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order } = props.card;
  const { form, frame } = useRecording(
    "finance",
    props,
    { decision: order.finance as string | null, lender: order.lender, loan: order.loan as number | null },
    { decision: t("field.decision") },
    (values) => ({
      type: "RecordFinanceDecision",
      order: order.id,
      decision: (values.decision ?? "applied") as FinanceState,
      lender: values.lender,
      loan: values.loan ?? 0,
    }),
    "makeOrders",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t("step.finance")}>
        <Choice
          field={form.field("decision")}
          label={t("field.decision")}
          options={["notNeeded", "applied", "approved", "refused"].map((value) => ({
            value,
            label: t(`finance.${value}`),
          }))}
        />
        <TextField field={form.field("lender")} label={t("field.lender")} />
        <MoneyField field={form.field("loan")} label={t("field.loan")} />
      </FormGroup>
    </Form>
  );
}

export function InsuranceForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order } = props.card;
  const { form, frame } = useRecording(
    "insurance",
    props,
    {
      insurer: order.insurer,
      policyNumber: order.policyNumber,
      until: (order.insuredUntil ?? addDays(todayOf(), 364)) as string | null,
    },
    { insurer: t("field.insurer"), policyNumber: t("field.policyNumber"), until: t("field.until") },
    (values) => ({
      type: "RecordInsurance",
      order: order.id,
      insurer: values.insurer,
      policyNumber: values.policyNumber,
      until: values.until ?? todayOf(),
    }),
    "makeOrders",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t("step.insurance")}>
        <TextField field={form.field("insurer")} label={t("field.insurer")} />
        <TextField field={form.field("policyNumber")} label={t("field.policyNumber")} />
        <DateField field={form.field("until")} label={t("field.until")} />
      </FormGroup>
    </Form>
  );
}

export function InvoiceForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order } = props.card;
  const stands = order.invoice === "issued";
  const { form, frame } = useRecording(
    "invoice",
    props,
    { number: "", on: todayOf() as string | null, amount: order.carPrice as number | null },
    { number: t(stands ? "field.redLetter" : "field.invoiceNumber"), on: t("field.on") },
    (values) =>
      stands
        ? { type: "RecordRedLetter", order: order.id, number: values.number, reversedOn: values.on ?? todayOf() }
        : {
            type: "RecordInvoice",
            order: order.id,
            number: values.number,
            issuedOn: values.on ?? todayOf(),
            amount: values.amount ?? 0,
          },
    "takePayments",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t(stands ? "group.redLetter" : "step.invoice")}>
        <TextField
          field={form.field("number")}
          label={t(stands ? "field.redLetter" : "field.invoiceNumber")}
          hint={stands ? t("hint.redLetter", { number: order.invoiceNumber }) : t("hint.invoice")}
        />
        <DateField field={form.field("on")} label={t("field.on")} latest={todayOf()} />
        {!stands && <MoneyField field={form.field("amount")} label={t("field.amount")} />}
      </FormGroup>
    </Form>
  );
}

export function InspectionForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order, vehicle } = props.card;
  const { form, frame } = useRecording(
    "inspection",
    props,
    {
      result: "passed" as string | null,
      odometerKm: (vehicle?.odometerKm ?? null) as number | null,
      remark: order.inspectionRemark,
    },
    { result: t("field.result") },
    (values) => ({
      type: "RecordInspection",
      order: order.id,
      result: (values.result ?? "passed") as InspectionResult,
      odometerKm: values.odometerKm,
      remark: values.remark,
      repairOrderNumber: "",
    }),
    "deliverVehicles",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t("step.inspection")}>
        <Choice
          field={form.field("result")}
          label={t("field.result")}
          options={["passed", "failed"].map((value) => ({ value, label: t(`inspection.${value}`) }))}
        />
        <NumberField field={form.field("odometerKm")} label={t("field.odometer")} unit={t("km")} />
        <TextField field={form.field("remark")} label={t("field.found")} lines={2} />
      </FormGroup>
    </Form>
  );
}

export function PlateForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order } = props.card;
  const { form, frame } = useRecording(
    "plate",
    props,
    { plate: "", temporaryUntil: null as string | null },
    { plate: t("column.plate") },
    (values) => ({
      type: "RecordPlate",
      order: order.id,
      plate: values.plate,
      temporaryUntil: values.temporaryUntil,
    }),
    "deliverVehicles",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t("step.plate")}>
        <PlateField field={form.field("plate")} label={t("column.plate")} />
        <DateField field={form.field("temporaryUntil")} label={t("field.temporaryUntil")} hint={t("hint.temporary")} />
      </FormGroup>
    </Form>
  );
}

export function ReleaseForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order } = props.card;
  const { form, frame } = useRecording(
    "release",
    props,
    { reason: "" },
    {},
    (values) => ({ type: "ReleaseVehicle", order: order.id, reason: values.reason }),
    "allocateVehicles",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t("step.release")}>
        <TextField field={form.field("reason")} label={t("field.reason")} hint={t("hint.release")} lines={2} />
      </FormGroup>
    </Form>
  );
}

export function FollowUpForm(props: StepProps) {
  const { t } = useTranslation("orders");
  const { order } = props.card;
  const { form, frame } = useRecording(
    "followUp",
    props,
    { note: "" },
    { note: t("field.note") },
    (values) => ({ type: "RecordFollowUp", order: order.id, note: values.note }),
    "makeOrders",
  );
  return (
    <Form {...frame}>
      <FormGroup title={t("step.followUp")}>
        <TextField field={form.field("note")} label={t("field.note")} hint={t("hint.followUp")} lines={3} />
      </FormGroup>
    </Form>
  );
}
