import { expect, test } from "vitest";
import type { OpenTransfer, Vehicle } from "../../bindings/rpc";
import { commandOf, startOf } from "./deeds";

const car: Vehicle = {
  id: "0190-car",
  stockNumber: "RKA-2611-00001",
  vin: "LFV3A23C1T3000001",
  model: null,
  description: "大众 迈腾",
  exteriorColour: "黑",
  interiorColour: "",
  engineNumber: "",
  producedOn: null,
  state: "inStock",
  purpose: "forSale",
  source: "maker",
  location: "A12",
  expectedOn: null,
  arrivedOn: "2026-01-05",
  odometerKm: 12,
  guidePrice: 21_990_000,
  askingPrice: 20_990_000,
  keyNumber: "",
  keysWith: "前台",
  certificate: "pledged",
  certificateNumber: "",
  certificateWith: "建设银行",
  certificateDue: "2026-12-01",
  stopSale: "",
  heldBy: null,
  heldAt: null,
  remark: "",
  takenInAt: 0,
};

test("moving a car sends only what was changed", () => {
  expect(commandOf("move", { ...startOf(car), location: "展厅" }, car, null)).toEqual({
    type: "MoveVehicle",
    vehicle: car.id,
    location: "展厅",
    keysWith: null,
  });
});

test("a certificate that is back in the house names no bank and no day", () => {
  const command = commandOf("papers", { ...startOf(car), certificate: "inHouse" }, car, null);
  expect(command).toMatchObject({ certificate: { state: "inHouse", with: "", due: null } });
});

test("a price carries the one the person looked at", () => {
  expect(commandOf("price", { ...startOf(car), price: 20_000_000 }, car, null)).toMatchObject({
    from: 20_990_000,
    to: 20_000_000,
  });
});

test("a car that comes from another store is received by the transfer it is on", () => {
  const open: OpenTransfer = {
    storeName: "城北店",
    price: null,
    transfer: {
      id: "0190-transfer",
      number: "CB-DBA-2611-00001",
      way: "in",
      vehicle: car.id,
      store: "0190-store",
      there: "0190-there",
      vehicleThere: "0190-car-there",
      state: "onTheWay",
      expectedOn: null,
      note: "",
      sentAt: 0,
      sentBy: "0190-person",
      sentByName: "王销售",
      endedAt: null,
      endedByName: "",
    },
  };
  expect(commandOf("receive", { ...startOf(car), on: "2026-11-22", odometerKm: 40 }, car, open)).toMatchObject({
    type: "ReceiveCarFromStore",
    transfer: "0190-transfer",
    store: "0190-store",
    arrivedOn: "2026-11-22",
    odometerKm: 40,
  });
});
