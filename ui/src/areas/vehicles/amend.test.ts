import { expect, test } from "vitest";
import { type AmendedValues, amended } from "./AmendVehicle";

const car: AmendedValues = {
  vin: "LFV3A23C1T3000001",
  model: null,
  description: "大众 迈腾",
  exteriorColour: "黑",
  interiorColour: "",
  engineNumber: "",
  producedOn: null,
  purpose: "forSale",
  source: "maker",
  expectedOn: null,
  arrivedOn: "2026-01-05",
  odometerKm: 12,
  guidePrice: 21_990_000,
  remark: "",
};

test("only what differs is sent, with what stood there before", () => {
  expect(amended(car, { ...car, exteriorColour: "极地白", guidePrice: 22_490_000 })).toEqual({
    exteriorColour: { from: "黑", to: "极地白" },
    guidePrice: { from: "21990000", to: "22490000" },
  });
});

test("a field that is emptied is sent as the empty text", () => {
  expect(amended(car, { ...car, guidePrice: null })).toEqual({ guidePrice: { from: "21990000", to: "" } });
});

test("a blank more is no change", () => {
  expect(amended(car, { ...car, description: "大众 迈腾 " })).toEqual({});
});
