// Taking a car into stock: what it is, whether and where it stands, what it costs, and where papers and keys are.
import { useTranslation } from "react-i18next";
import type { CertificateState } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, RateField, TextField, VinField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { ModelChoice } from "../../components/ModelChoice";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { saveTaken } from "./actions";
import { PurposeAndSource } from "./PurposeAndSource";
import { type Taken, takeCommand, takenOf, untaken, withModel } from "./taken";

const CERTIFICATES: readonly CertificateState[] = ["inHouse", "pledged", "inTransit", "lent"];

interface Props {
  /** A version of the catalogue that the car is of, where somebody comes from there. */
  model: string | null;
  onClose: () => void;
}

/** Waits for the version, so that the form begins with what the catalogue knows. */
export function TakeIntoStock({ model, onClose }: Props) {
  const version = useDesk("catalogue.choice", { id: model ?? "" }, { asked: model === null ? "no" : "yes" });
  if (model !== null && version.isPending) return <Skeleton />;
  return <TakeIn start={version.data ? takenOf(version.data) : untaken()} onClose={onClose} />;
}

function TakeIn({ start, onClose }: { start: Taken; onClose: () => void }) {
  const { t } = useTranslation("vehicles");
  const mayTake = useRight("takeIntoStock");
  const mayCost = useRight("editCost");

  const form = useForm<Taken>({
    form: "vehicles.take",
    record: null,
    start,
    required: { vin: t("column.vin"), description: t("column.model") },
    named: {
      "cost.purchasePrice": "cost",
      "cost.floorPlanBasisPoints": "floorPlanBasisPoints",
      "cost.financedOn": "financedOn",
    },
    check: async (values) => {
      const { problems } = await query("commands.check", { command: takeCommand(values, newId()) });
      return problems.map((error) => ({ look: "problem", error }));
    },
    save: async (values) => {
      const vehicle = newId();
      await submit(takeCommand(values, vehicle));
      say(t("taken", { model: values.description }));
      navigate("vehicles", [vehicle]);
    },
  });
  const { values } = form;
  const known = useDesk(
    "catalogue.choice",
    { id: values.model ?? "" },
    { asked: values.model === null ? "no" : "yes", former: "dropped" },
  );
  const here = values.arrived === "yes";

  return (
    <Form
      form={form}
      title={t("action.take")}
      action={saveTaken}
      whyNot={mayTake ? null : t("mayNotTake")}
      onClose={onClose}
    >
      <FormGroup title={t("group.car")}>
        <VinField field={form.field("vin")} label={t("column.vin")} hint={t("hint.vin")} />
        <ModelChoice
          field={form.field("description")}
          label={t("column.model")}
          hint={t("hint.model")}
          model={values.model}
          onWrite={(description) => form.change({ description, model: null })}
          onTake={(version) => form.change(withModel(values, version, known.data))}
        />
        {known.data === undefined ? (
          <TextField field={form.field("exteriorColour")} label={t("column.exteriorColour")} />
        ) : (
          <Choice
            field={{
              ...form.field("exteriorColour"),
              change: (colour) => form.change({ exteriorColour: colour ?? "" }),
            }}
            label={t("column.exteriorColour")}
            options={known.data.colours.map((colour) => ({ value: colour, label: colour }))}
            free="yes"
          />
        )}
        <TextField field={form.field("interiorColour")} label={t("column.interiorColour")} />
        <PurposeAndSource purpose={form.field("purpose")} source={form.field("source")} />
      </FormGroup>
      <FormGroup title={t("group.arrival")}>
        <OneOf
          field={form.field("arrived")}
          label={t("arrived.label")}
          options={(["yes", "no"] as const).map((value) => ({ value, label: t(`arrived.${value}`) }))}
        />
        {here ? (
          <DateField field={form.field("arrivedOn")} label={t("column.arrivedOn")} latest={todayOf()} />
        ) : (
          <DateField field={form.field("expectedOn")} label={t("column.expectedOn")} />
        )}
        {here && <TextField field={form.field("location")} label={t("column.location")} hint={t("hint.location")} />}
      </FormGroup>
      <FormGroup title={t("group.money")}>
        <MoneyField field={form.field("guidePrice")} label={t("column.guidePrice")} />
        <MoneyField field={form.field("askingPrice")} label={t("column.askingPrice")} />
        {mayCost && (
          <>
            <MoneyField field={form.field("cost")} label={t("column.cost")} hint={t("hint.cost")} />
            <RateField
              field={form.field("floorPlanBasisPoints")}
              label={t("column.floorPlan")}
              unit={t("percentAYear")}
            />
            {values.floorPlanBasisPoints !== null && (
              <DateField field={form.field("financedOn")} label={t("column.financedOn")} />
            )}
          </>
        )}
      </FormGroup>
      <FormGroup title={t("group.papers")}>
        <OneOf
          field={form.field("certificate")}
          label={t("column.certificate")}
          options={CERTIFICATES.map((value) => ({ value, label: t(`certificate.${value}`) }))}
        />
        {(values.certificate === "pledged" || values.certificate === "lent") && (
          <>
            <TextField field={form.field("certificateWith")} label={t("column.certificateWith")} />
            <DateField field={form.field("certificateDue")} label={t("column.certificateDue")} />
          </>
        )}
        <TextField field={form.field("keyNumber")} label={t("column.keyNumber")} />
        <TextField field={form.field("keysWith")} label={t("column.keysWith")} hint={t("hint.keysWith")} />
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
      </FormGroup>
    </Form>
  );
}
