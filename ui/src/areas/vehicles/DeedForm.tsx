// The small form behind each deed on a car.
import { useTranslation } from "react-i18next";
import type {
  CertificateState,
  GroupStore,
  LeaveReason,
  OpenTransfer,
  Vehicle,
  VehicleCostKind,
} from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import { type FormState, useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";
import { todayOf } from "../../lib/time";
import type { Deed } from "./actions";
import { commandOf, type DeedValues, isAway, NAMED, REQUIRED, startOf } from "./deeds";

const CERTIFICATES: readonly CertificateState[] = ["inHouse", "pledged", "lent", "inTransit", "handedOver"];
const KINDS: readonly VehicleCostKind[] = ["transport", "preparation", "repair", "accessories", "other"];
const REASONS: readonly LeaveReason[] = ["sentBack", "writtenOff", "cancelled", "takenInByMistake"];

interface Props {
  deed: Deed;
  vehicle: Vehicle;
  /** The way on which it is to or from another store. */
  transfer: OpenTransfer | null;
  /** The other stores of the group. */
  stores: readonly GroupStore[];
  onClose: () => void;
}

export function DeedForm({ deed, vehicle, transfer, stores, onClose }: Props) {
  const { t } = useTranslation("vehicles");
  const words = new Map(REQUIRED[deed].map((name) => [name, t(`field.${name}`)]));
  const form = useForm<DeedValues>({
    form: `vehicles.${deed}`,
    record: vehicle.id,
    start: { ...startOf(vehicle), store: stores[0]?.id ?? "" },
    required: Object.fromEntries(words),
    named: NAMED,
    save: async (values) => {
      await submit(commandOf(deed, values, vehicle, transfer));
      say(t("deedDone", { deed: t(`deed.${deed}`), model: vehicle.description }));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t(`deed.${deed}`)} verb={t(`deed.${deed}`)} onClose={onClose}>
      <p className="muted">
        {vehicle.stockNumber} {vehicle.description}
      </p>
      {deed === "depart" && <p>{t("departConsequence")}</p>}
      {deed === "allow" && <p>{t("allowConsequence", { reason: vehicle.stopSale })}</p>}
      {deed === "receive" && <p>{t("receiveConsequence", { store: transfer?.storeName })}</p>}
      {deed === "takeBack" && <p>{t("takeBackConsequence", { store: transfer?.storeName })}</p>}
      <DeedFields deed={deed} form={form} vehicle={vehicle} stores={stores} />
    </DialogForm>
  );
}

interface FieldsProps {
  deed: Deed;
  form: FormState<DeedValues>;
  vehicle: Vehicle;
  stores: readonly GroupStore[];
}

function DeedFields({ deed, form, vehicle, stores }: FieldsProps) {
  const { t } = useTranslation("vehicles");
  const day = (
    <DateField
      field={form.field("on")}
      label={t(deed === "costLine" ? "field.paidOn" : "column.arrivedOn")}
      latest={todayOf()}
    />
  );
  const place = <TextField field={form.field("location")} label={t("column.location")} hint={t("hint.location")} />;
  const keys = <TextField field={form.field("keysWith")} label={t("column.keysWith")} hint={t("hint.keysWith")} />;
  const kilometres = <NumberField field={form.field("odometerKm")} label={t("column.odometerKm")} unit={t("km")} />;
  switch (deed) {
    case "arrive":
    case "receive":
      return (
        <>
          {day}
          {place}
          {kilometres}
          {keys}
        </>
      );
    case "move":
      return (
        <>
          {place}
          {keys}
        </>
      );
    case "papers":
      return (
        <>
          <OneOf
            field={form.field("certificate")}
            label={t("column.certificate")}
            options={CERTIFICATES.map((value) => ({ value, label: t(`certificate.${value}`) }))}
          />
          {isAway(form.values.certificate) && (
            <>
              <TextField field={form.field("certificateWith")} label={t("column.certificateWith")} />
              <DateField field={form.field("certificateDue")} label={t("column.certificateDue")} />
            </>
          )}
          <TextField field={form.field("certificateNumber")} label={t("column.certificateNumber")} />
          <TextField field={form.field("keyNumber")} label={t("column.keyNumber")} />
          {keys}
        </>
      );
    case "price":
      return (
        <MoneyField
          field={form.field("price")}
          label={t("column.askingPrice")}
          hint={vehicle.guidePrice === null ? undefined : t("hint.price", { sum: vehicle.guidePrice })}
        />
      );
    case "stop":
      return <TextField field={form.field("reason")} label={t("column.stopSale")} hint={t("hint.stop")} />;
    case "costLine":
      return (
        <>
          <OneOf
            field={form.field("kind")}
            label={t("field.kind")}
            options={KINDS.map((value) => ({ value, label: t(`costKind.${value}`) }))}
          />
          <MoneyField field={form.field("amount")} label={t("field.amount")} hint={t("hint.amount")} />
          {day}
          <TextField field={form.field("note")} label={t("column.remark")} />
        </>
      );
    case "send":
      return <TextField field={form.field("destination")} label={t("field.destination")} />;
    case "sendToStore":
      return (
        <>
          <OneOf
            field={form.field("store")}
            label={t("field.destination")}
            options={stores.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <DateField field={form.field("expectedOn")} label={t("column.expectedOn")} />
          <TextField field={form.field("note")} label={t("column.remark")} />
        </>
      );
    case "back":
    case "takeBack":
      return (
        <>
          {day}
          {place}
          {kilometres}
        </>
      );
    case "leave":
      return (
        <>
          <OneOf
            field={form.field("why")}
            label={t("field.why")}
            options={REASONS.map((value) => ({ value, label: t(`leaveReason.${value}`) }))}
          />
          <TextField field={form.field("reason")} label={t("field.reason")} />
        </>
      );
    case "allow":
    case "depart":
      return null;
  }
}
