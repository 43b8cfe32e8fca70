// What the form for taking a car in holds, and the command that comes of it.
import type { CatalogueChoice, CertificateState, Command, VehiclePurpose, VehicleSource } from "../../bindings/rpc";
import { todayOf } from "../../lib/time";

export interface Taken {
  vin: string;
  /** The catalogue's model; null for one that was only written down. */
  model: string | null;
  description: string;
  exteriorColour: string;
  interiorColour: string;
  purpose: VehiclePurpose;
  source: VehicleSource;
  arrived: "yes" | "no";
  arrivedOn: string | null;
  expectedOn: string | null;
  location: string;
  guidePrice: number | null;
  askingPrice: number | null;
  cost: number | null;
  floorPlanBasisPoints: number | null;
  financedOn: string | null;
  certificate: CertificateState;
  certificateWith: string;
  certificateDue: string | null;
  keyNumber: string;
  keysWith: string;
  remark: string;
}

export function untaken(): Taken {
  return {
    vin: "",
    model: null,
    description: "",
    exteriorColour: "",
    interiorColour: "",
    purpose: "forSale",
    source: "maker",
    arrived: "yes",
    arrivedOn: todayOf(),
    expectedOn: null,
    location: "",
    guidePrice: null,
    askingPrice: null,
    cost: null,
    floorPlanBasisPoints: null,
    financedOn: null,
    certificate: "inHouse",
    certificateWith: "",
    certificateDue: null,
    keyNumber: "",
    keysWith: "",
    remark: "",
  };
}

/** What changes when a version is chosen. A price that was typed stays; one that came from the version chosen before goes. */
export function withModel(
  values: Taken,
  version: CatalogueChoice,
  before: CatalogueChoice | undefined,
): Partial<Taken> {
  const typed = values.guidePrice !== null && values.guidePrice !== before?.guidePrice;
  return {
    model: version.id,
    description: version.label,
    guidePrice: typed ? values.guidePrice : version.guidePrice,
  };
}

/** A car of that version, as far as the catalogue knows. */
export function takenOf(version: CatalogueChoice): Taken {
  const start = untaken();
  return { ...start, ...withModel(start, version, undefined) };
}

/** The command. Fields that are out of sight for what was chosen are left out of it. */
export function takeCommand(values: Taken, vehicle: string): Command {
  const here = values.arrived === "yes";
  const away = values.certificate === "pledged" || values.certificate === "lent";
  return {
    type: "TakeIntoStock",
    vehicle,
    stockNumber: "",
    vin: values.vin,
    model: values.model,
    description: values.description,
    exteriorColour: values.exteriorColour,
    interiorColour: values.interiorColour,
    engineNumber: "",
    producedOn: null,
    purpose: values.purpose,
    source: values.source,
    location: here ? values.location : "",
    expectedOn: here ? null : values.expectedOn,
    arrivedOn: here ? values.arrivedOn : null,
    odometerKm: 0,
    guidePrice: values.guidePrice,
    askingPrice: values.askingPrice,
    keyNumber: values.keyNumber,
    keysWith: values.keysWith,
    certificate: values.certificate,
    certificateNumber: "",
    certificateWith: away ? values.certificateWith : "",
    certificateDue: away ? values.certificateDue : null,
    remark: values.remark,
    cost:
      values.cost === null
        ? null
        : {
            purchasePrice: values.cost,
            extras: 0,
            floorPlanBasisPoints: values.floorPlanBasisPoints ?? 0,
            financedOn: values.financedOn,
          },
  };
}
