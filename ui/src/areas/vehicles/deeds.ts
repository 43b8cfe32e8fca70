// What the small forms on a car hold, and the command that comes of each.
import type {
  CertificateState,
  Command,
  LeaveReason,
  OpenTransfer,
  Vehicle,
  VehicleCostKind,
} from "../../bindings/rpc";
import { newId } from "../../lib/ids";
import { todayOf } from "../../lib/time";
import type { Deed } from "./actions";

export interface DeedValues {
  on: string | null;
  location: string;
  odometerKm: number | null;
  keysWith: string;
  keyNumber: string;
  certificate: CertificateState;
  certificateNumber: string;
  certificateWith: string;
  certificateDue: string | null;
  price: number | null;
  reason: string;
  destination: string;
  store: string;
  expectedOn: string | null;
  kind: VehicleCostKind;
  amount: number | null;
  note: string;
  why: LeaveReason;
}

export function startOf(vehicle: Vehicle): DeedValues {
  return {
    on: todayOf(),
    location: vehicle.location,
    odometerKm: vehicle.odometerKm === 0 ? null : vehicle.odometerKm,
    keysWith: vehicle.keysWith,
    keyNumber: vehicle.keyNumber,
    certificate: vehicle.certificate,
    certificateNumber: vehicle.certificateNumber,
    certificateWith: vehicle.certificateWith,
    certificateDue: vehicle.certificateDue,
    price: vehicle.askingPrice,
    reason: "",
    destination: "",
    store: "",
    expectedOn: null,
    kind: "transport",
    amount: null,
    note: "",
    why: "sentBack",
  };
}

/** What each form must have filled in. */
export const REQUIRED: Record<Deed, readonly (keyof DeedValues)[]> = {
  arrive: ["on"],
  move: [],
  papers: [],
  price: [],
  stop: ["reason"],
  allow: [],
  costLine: ["amount", "on"],
  sendToStore: ["store"],
  receive: ["on"],
  takeBack: ["on"],
  send: ["destination"],
  depart: [],
  back: ["on", "odometerKm"],
  leave: ["reason"],
};

/** Fields that a command calls otherwise than the forms do. */
export const NAMED: Record<string, keyof DeedValues> = {
  arrivedOn: "on",
  paidOn: "on",
  to: "price",
  remark: "reason",
  "certificate.with": "certificateWith",
  "certificate.state": "certificate",
};

/** Whether somebody else has the certificate and is named. */
export function isAway(certificate: CertificateState): boolean {
  return certificate === "pledged" || certificate === "lent";
}

/** A car that is on no way has no transfer to be named; the desk refuses what cannot be. */
const sideOf = (open: OpenTransfer | null) => ({
  transfer: open?.transfer.id ?? newId(),
  store: open?.transfer.store ?? newId(),
});

export function commandOf(deed: Deed, values: DeedValues, car: Vehicle, open: OpenTransfer | null): Command {
  const vehicle = car.id;
  const on = values.on ?? todayOf();
  const odometerKm = values.odometerKm ?? 0;
  const away = isAway(values.certificate);
  /** Only what was changed is sent, so that two people who change different things both succeed. */
  const changed = (now: string, before: string) => (now === before ? null : now);
  switch (deed) {
    case "arrive":
      return {
        type: "Arrive",
        vehicle,
        arrivedOn: on,
        odometerKm,
        location: values.location,
        keysWith: values.keysWith,
      };
    case "move":
      return {
        type: "MoveVehicle",
        vehicle,
        location: changed(values.location, car.location),
        keysWith: changed(values.keysWith, car.keysWith),
      };
    case "papers":
      return {
        type: "HandPapers",
        vehicle,
        certificate: {
          state: values.certificate,
          with: away ? values.certificateWith : "",
          due: away ? values.certificateDue : null,
        },
        certificateNumber: changed(values.certificateNumber, car.certificateNumber),
        keyNumber: changed(values.keyNumber, car.keyNumber),
        keysWith: changed(values.keysWith, car.keysWith),
      };
    case "price":
      return { type: "SetAskingPrice", vehicle, from: car.askingPrice, to: values.price };
    case "stop":
      return { type: "StopSale", vehicle, reason: values.reason };
    case "allow":
      return { type: "AllowSale", vehicle };
    case "costLine":
      return {
        type: "AddCostLine",
        line: newId(),
        vehicle,
        kind: values.kind,
        amount: values.amount ?? 0,
        paidOn: on,
        note: values.note,
      };
    case "sendToStore":
      return {
        type: "SendCarToStore",
        transfer: newId(),
        vehicle,
        store: values.store,
        expectedOn: values.expectedOn,
        note: values.note,
      };
    case "receive":
      return {
        type: "ReceiveCarFromStore",
        ...sideOf(open),
        arrivedOn: on,
        odometerKm,
        location: values.location,
        keysWith: values.keysWith,
      };
    case "takeBack":
      return { type: "TakeCarBack", ...sideOf(open), on, location: values.location, odometerKm };
    case "send":
      return { type: "SendAway", vehicle, destination: values.destination };
    case "depart":
      return { type: "Depart", vehicle };
    case "back":
      return { type: "ComeBack", vehicle, on, location: values.location, odometerKm };
    case "leave":
      return { type: "Leave", vehicle, reason: values.why, remark: values.reason };
  }
}
