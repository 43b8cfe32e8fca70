// What stands in the fields of the desking screen, and the way between it and what the desk calculates with.
import type {
  CatalogueChoice,
  Cover,
  CoverKind,
  Fee,
  LoanInputs,
  LoanTerms,
  QuoteInputs,
  StatedFigures,
  WorkedOut,
} from "../../bindings/rpc";

export type LoanWord = LoanTerms["kind"];
export const LOAN_WORDS: readonly LoanWord[] = [
  "equalInstalment",
  "equalPrincipal",
  "balloon",
  "subsidised",
  "flatFee",
];
export const MOST_LOANS = 3;

/** One loan plan as it is typed; rates in hundredths of a per cent. */
export interface TypedLoan {
  key: string;
  lender: string;
  kind: LoanWord;
  /** The down payment as a share of the price; null where it is said as a sum. */
  downPercent: number | null;
  /** The down payment as a sum, in fen; null where it is said as a share. */
  downAmount: number | null;
  months: number | null;
  rate: number | null;
  lendersRate: number | null;
  borneBy: string;
  balloon: number | null;
  fee: number | null;
  feeBy: string;
  earlyCharge: string;
}

export interface TypedExtra {
  key: string;
  name: string;
  quantity: number | null;
  unitPrice: number | null;
}

export interface Typed {
  vehicle: string | null;
  /** A version of the catalogue. */
  model: string | null;
  description: string;
  exteriorColour: string;
  guidePrice: number | null;
  power: QuoteInputs["car"]["power"];
  displacementMl: number | null;
  seats: number | null;
  listed: "yes" | "no";
  customer: string | null;
  customerName: string;
  buyer: QuoteInputs["buyer"];
  discount: number | null;
  discountReason: string;
  province: string | null;
  plateCity: string;
  invoicedOn: string | null;
  compulsory: QuoteInputs["compulsory"]["kind"];
  compulsoryAmount: number | null;
  covers: Partial<Record<CoverKind, number | null>>;
  thirdPartyInsured: number | null;
  plateFee: number | null;
  platePaidTo: "house" | "elsewhere";
  accessories: TypedExtra[];
  services: TypedExtra[];
  others: QuoteInputs["others"];
  purchaseTax: number | null;
  luxuryTax: number | null;
  vesselTax: number | null;
  compulsoryByHand: number | null;
  tradeIn: "none" | "scrap" | "transfer";
  /** What promotions give; they are taken and put back on the card. */
  promotions: QuoteInputs["promotions"];
  loans: TypedLoan[];
  validUntil: string | null;
  language: "zh-CN" | "en";
  remark: string;
  words: string;
}

/** A rate of so many hundredths of a per cent as exact decimal text. */
function rateText(points: number | null): string {
  const digits = String(points ?? 0).padStart(5, "0");
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** Hundredths of a per cent of exact decimal text; what is finer is kept by the quote that it came from. */
function points(rate: string): number {
  const [whole = "0", part = ""] = rate.split(".");
  return Number(whole) * 10_000 + Number(part.padEnd(4, "0").slice(0, 4));
}

function extras(list: TypedExtra[]): QuoteInputs["accessories"] {
  return list
    .filter((each) => each.name.trim() !== "")
    .map(({ name, quantity, unitPrice }) => ({ name, quantity: quantity ?? 1, unitPrice: unitPrice ?? 0 }));
}

function termsOf(loan: TypedLoan): LoanTerms {
  const annualRate = rateText(loan.rate);
  switch (loan.kind) {
    case "equalInstalment":
    case "equalPrincipal":
      return { kind: loan.kind, annualRate };
    case "balloon":
      return { kind: "balloon", annualRate, balloon: loan.balloon ?? 0 };
    case "subsidised":
      return { kind: "subsidised", annualRate, lendersRate: rateText(loan.lendersRate), borneBy: loan.borneBy };
    case "flatFee":
      return { kind: "flatFee", monthlyFeeRate: annualRate };
  }
}

export function loanOf(loan: TypedLoan): LoanInputs {
  const fees: Fee[] =
    loan.fee === null || loan.fee === 0
      ? []
      : [
          {
            cost: { kind: "serviceFee" },
            standard: { kind: "amount", amount: loan.fee },
            charged: "atDrawdown",
            chargedBy: loan.feeBy,
          },
        ];
  return {
    name: "",
    lender: loan.lender,
    financed:
      loan.downAmount === null
        ? { kind: "downPaymentShare", share: rateText(loan.downPercent) }
        : { kind: "downPayment", amount: loan.downAmount },
    months: loan.months ?? 0,
    terms: termsOf(loan),
    fees,
    contingent:
      loan.earlyCharge.trim() === ""
        ? []
        : [{ kind: "earlyRepayment", standard: loan.earlyCharge, chargedBy: loan.lender }],
  };
}

/** What the catalogue knows of a version, so that nobody need type it. It can be overwritten. */
export function ofModel(version: CatalogueChoice): Partial<Typed> {
  return {
    model: version.id,
    power: version.power,
    displacementMl: version.displacementMl,
    seats: version.seats,
    listed: version.listing === "newEnergyListed" ? "yes" : "no",
  };
}

/** The plan for a question about figures: who lends, bears or charges need not be said yet. */
export function forFigures(plan: LoanInputs): LoanInputs {
  const who = (name: string) => (name.trim() === "" ? "–" : name);
  const { terms } = plan;
  return {
    ...plan,
    lender: who(plan.lender),
    terms: terms.kind === "subsidised" ? { ...terms, borneBy: who(terms.borneBy) } : terms,
    fees: plan.fees.map((fee) => ({ ...fee, chargedBy: who(fee.chargedBy) })),
  };
}

/** What the desk calculates with; nothing while the car or its price is still to come. */
export function inputsOf(typed: Typed): QuoteInputs | null {
  if (typed.guidePrice === null || typed.province === null || typed.invoicedOn === null) return null;
  const plugged = typed.power === "pluginHybrid" || typed.power === "batteryElectric" || typed.power === "fuelCell";
  const engine = typed.power !== "batteryElectric" && typed.power !== "fuelCell";
  const covers: Cover[] = (Object.entries(typed.covers) as [CoverKind, number | null][])
    .filter(([, premium]) => premium !== null)
    .map(([cover, premium]) => ({
      cover,
      insured: cover === "thirdParty" ? typed.thirdPartyInsured : null,
      premium: premium ?? 0,
    }));
  return {
    car: {
      vehicle: typed.vehicle,
      model: typed.model,
      description: typed.description,
      exteriorColour: typed.exteriorColour,
      guidePrice: typed.guidePrice,
      power: typed.power,
      displacementMl: engine ? (typed.displacementMl ?? 0) : 0,
      seats: typed.seats ?? 0,
      listing: plugged ? (typed.listed === "yes" ? "newEnergyListed" : "newEnergyUnlisted") : "notNewEnergy",
    },
    customer: typed.customer,
    customerName: typed.customerName,
    buyer: typed.buyer,
    discount: typed.discount ?? 0,
    discountReason: typed.discountReason,
    promotions: typed.promotions,
    province: typed.province as QuoteInputs["province"],
    plateCity: typed.plateCity,
    invoicedOn: typed.invoicedOn,
    compulsory:
      typed.compulsory === "insurersQuote"
        ? { kind: "insurersQuote", amount: typed.compulsoryAmount ?? 0 }
        : { kind: typed.compulsory },
    covers,
    plate: typed.plateFee === null ? null : { name: "", amount: typed.plateFee, paidTo: typed.platePaidTo },
    accessories: extras(typed.accessories),
    services: extras(typed.services),
    others: typed.others,
    byHand: {
      purchaseTax: typed.purchaseTax,
      luxuryTax: typed.luxuryTax,
      vesselTax: typed.vesselTax,
      compulsoryInsurance: typed.compulsoryByHand,
    },
    tradeIn: typed.tradeIn === "none" ? null : typed.tradeIn,
    loans: typed.loans.map(loanOf),
  };
}

function typedExtras(list: QuoteInputs["accessories"]): TypedExtra[] {
  return list.map((each, at) => ({ key: `${at}`, ...each }));
}

/** The down payment as the fields hold it; a sum stays the sum that was agreed, to the fen. */
export function downOf(
  financed: LoanInputs["financed"],
  carPrice: number,
): Pick<TypedLoan, "downPercent" | "downAmount"> {
  switch (financed.kind) {
    case "downPaymentShare":
      return { downPercent: points(financed.share), downAmount: null };
    case "downPayment":
      return { downPercent: null, downAmount: financed.amount };
    case "principal":
      return { downPercent: null, downAmount: carPrice - financed.amount };
  }
}

function typedLoan(loan: LoanInputs, carPrice: number, at: number): TypedLoan {
  const { terms, financed } = loan;
  const [fee] = loan.fees;
  return {
    key: `${at}`,
    lender: loan.lender,
    kind: terms.kind,
    ...downOf(financed, carPrice),
    months: loan.months,
    rate: points(terms.kind === "flatFee" ? terms.monthlyFeeRate : terms.annualRate),
    lendersRate: terms.kind === "subsidised" ? points(terms.lendersRate) : null,
    borneBy: terms.kind === "subsidised" ? terms.borneBy : "",
    balloon: terms.kind === "balloon" ? terms.balloon : null,
    fee: fee?.standard.kind === "amount" ? fee.standard.amount : null,
    feeBy: fee?.chargedBy ?? "",
    earlyCharge: loan.contingent.find((each) => each.kind === "earlyRepayment")?.standard ?? "",
  };
}

/** The fields for a quote that is begun or taken up again. */
export function typedOf(
  inputs: QuoteInputs,
  rest: { validUntil: string; language: "zh-CN" | "en"; remark: string },
): Typed {
  const { car, compulsory, plate, byHand } = inputs;
  const third = inputs.covers.find((each) => each.cover === "thirdParty");
  const promoted = inputs.promotions.reduce((sum, { amount }) => sum + amount, 0);
  const carPrice = car.guidePrice - inputs.discount - promoted;
  return {
    vehicle: car.vehicle,
    model: car.model,
    description: car.description,
    exteriorColour: car.exteriorColour,
    guidePrice: car.guidePrice === 0 ? null : car.guidePrice,
    power: car.power,
    displacementMl: car.displacementMl === 0 ? null : car.displacementMl,
    seats: car.seats,
    listed: car.listing === "newEnergyUnlisted" ? "no" : "yes",
    customer: inputs.customer,
    customerName: inputs.customerName,
    buyer: inputs.buyer,
    discount: inputs.discount === 0 ? null : inputs.discount,
    discountReason: inputs.discountReason,
    promotions: inputs.promotions,
    province: inputs.province,
    plateCity: inputs.plateCity,
    invoicedOn: inputs.invoicedOn,
    compulsory: compulsory.kind,
    compulsoryAmount: compulsory.kind === "insurersQuote" ? compulsory.amount : null,
    covers: Object.fromEntries(inputs.covers.map(({ cover, premium }) => [cover, premium])),
    thirdPartyInsured: third?.insured ?? null,
    plateFee: plate?.amount ?? null,
    platePaidTo: plate?.paidTo ?? "house",
    accessories: typedExtras(inputs.accessories),
    services: typedExtras(inputs.services),
    others: inputs.others,
    purchaseTax: byHand.purchaseTax,
    luxuryTax: byHand.luxuryTax,
    vesselTax: byHand.vesselTax,
    compulsoryByHand: byHand.compulsoryInsurance,
    tradeIn: inputs.tradeIn ?? "none",
    loans: inputs.loans.map((loan, at) => typedLoan(loan, carPrice, at)),
    words: "",
    ...rest,
  };
}

/** What was looked at when the quote is saved. */
export function statedOf(worked: WorkedOut): StatedFigures {
  return {
    lines: worked.quote.lines.map(({ kind, amount }) => ({ kind, amount })),
    total: worked.quote.total,
    loans: worked.loans.map(({ figures }) => ({
      firstPayment: figures?.firstPayment ?? 0,
      totalPaid: figures?.totalPaid ?? 0,
    })),
  };
}
