// The small form behind each deed on a car: a few fields in the order in which people speak. Enter goes on and after the
// last field gives the command, Esc leaves it.
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type {
  CertificateState,
  GroupStore,
  LeaveReason,
  OpenTransfer,
  Vehicle,
  VehicleCostKind,
} from "../../bindings/rpc";
import { Dialog } from "../../components/Dialog";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import { type FormState, useForm } from "../../components/form/useForm";
import { Keys } from "../../components/Keys";
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
  const root = useRef<HTMLFormElement>(null);
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
  useEffect(() => {
    root.current?.querySelector<HTMLElement>("[data-field], [data-give]")?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset.field === undefined) return;
    event.preventDefault();
    const stops = [...(root.current?.querySelectorAll<HTMLElement>("[data-field]:not([disabled])") ?? [])];
    const next = stops[stops.indexOf(event.target) + 1];
    if (next && !event.ctrlKey) next.focus();
    else void form.save();
  };

  return (
    <Dialog title={t(`deed.${deed}`)} onClose={onClose}>
      <form
        className="dialog-body"
        ref={root}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
      >
        <p className="muted">
          {vehicle.stockNumber} {vehicle.description}
        </p>
        {form.draft.offered && (
          <p className="form-draft">
            <button type="button" className="link" onClick={form.restore}>
              {t("common:form.restore")}
            </button>
          </p>
        )}
        {deed === "depart" && <p>{t("departConsequence")}</p>}
        {deed === "allow" && <p>{t("allowConsequence", { reason: vehicle.stopSale })}</p>}
        {deed === "receive" && <p>{t("receiveConsequence", { store: transfer?.storeName })}</p>}
        {deed === "takeBack" && <p>{t("takeBackConsequence", { store: transfer?.storeName })}</p>}
        <DeedFields deed={deed} form={form} vehicle={vehicle} stores={stores} />
        <p className="problem" role="alert">
          {form.problem}
        </p>
        <button type="submit" className="button primary" data-give="" aria-busy={form.busy}>
          {t(`deed.${deed}`)}
          <Keys chord="Ctrl+Enter" />
        </button>
      </form>
    </Dialog>
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
