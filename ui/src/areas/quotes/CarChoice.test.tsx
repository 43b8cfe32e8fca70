import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { CatalogueChoice } from "../../bindings/rpc";
import { useForm } from "../../components/form/useForm";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { CarChoice } from "./CarChoice";
import { inputsOf, type Typed, typedOf } from "./typed";

const ELECTRIC: CatalogueChoice = {
  id: "m1",
  label: "比亚迪 元PLUS 510km",
  guidePrice: 13_580_000,
  class: "compactSuv",
  energy: "electric",
  displacementMl: null,
  powerKw: 150,
  transmission: "single",
  drivetrain: "fwd",
  seats: 5,
  power: "batteryElectric",
  listing: "newEnergyListed",
  sale: "onSale",
  illustrative: "illustrative",
  colours: [],
};

const START: Typed = typedOf(
  {
    car: {
      vehicle: "v1",
      model: null,
      description: "",
      exteriorColour: "",
      guidePrice: 0,
      power: "fuel",
      displacementMl: 1498,
      seats: 7,
      listing: "notNewEnergy",
    },
    customer: null,
    customerName: "",
    buyer: "person",
    discount: 0,
    discountReason: "",
    promotions: [],
    province: "beijing",
    plateCity: "",
    invoicedOn: "2026-01-05",
    compulsory: { kind: "tariff" },
    covers: [],
    plate: null,
    accessories: [],
    services: [],
    others: [],
    byHand: { purchaseTax: null, luxuryTax: null, vesselTax: null, compulsoryInsurance: null },
    tradeIn: null,
    loans: [],
  },
  { validUntil: "2026-01-12", language: "zh-CN", remark: "" },
);

let seen: Typed = START;

function Probe() {
  const form = useForm<Typed>({ form: "test", record: null, start: START, required: {}, save: async () => undefined });
  seen = form.values;
  return <CarChoice form={form} />;
}

it("takes price, power, seats and relief of a version of the catalogue, which says that it is training data", async () => {
  answers.clear();
  deskThatAnswers({
    "vehicles.list": () => ({ total: 0, rows: [], totals: {}, facets: [] }),
    "catalogue.choices": () => ({ choices: [ELECTRIC] }),
    "catalogue.choice": () => ELECTRIC,
    "drafts.load": () => null,
    "drafts.save": () => null,
  });
  render(
    <QueryClientProvider client={answers}>
      <Probe />
    </QueryClientProvider>,
  );
  const box = screen.getByLabelText("车型");
  fireEvent.change(box, { target: { value: "ypl" } });
  const option = await screen.findByRole("option", { name: /比亚迪 元PLUS 510km/ });
  expect(option.textContent).toContain("训练数据");
  fireEvent.click(option);
  await waitFor(() => expect(seen.model).toBe("m1"));
  expect(inputsOf(seen)?.car).toMatchObject({
    vehicle: null,
    model: "m1",
    description: ELECTRIC.label,
    guidePrice: 13_580_000,
    power: "batteryElectric",
    displacementMl: 0,
    seats: 5,
    listing: "newEnergyListed",
  });
  // What is written over it is no longer that version.
  fireEvent.change(box, { target: { value: "元PLUS 定制" } });
  await waitFor(() => expect(seen.model).toBe(null));
});
