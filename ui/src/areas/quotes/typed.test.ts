import { expect, test } from "vitest";
import { downOf, loanOf, type TypedLoan } from "./typed";

const loan: TypedLoan = {
  key: "1",
  lender: "大众金融",
  kind: "equalInstalment",
  downPercent: 3_000,
  downAmount: null,
  months: 36,
  rate: 450,
  lendersRate: null,
  borneBy: "",
  balloon: null,
  fee: null,
  feeBy: "",
  earlyCharge: "",
};

test("a down payment said as a share is calculated as a share", () => {
  expect(loanOf(loan).financed).toEqual({ kind: "downPaymentShare", share: "0.3000" });
});

test("a down payment said as a sum stays that sum to the fen", () => {
  const typed = { ...loan, downPercent: null, downAmount: 6_666_701 };
  const { financed } = loanOf(typed);
  expect(financed).toEqual({ kind: "downPayment", amount: 6_666_701 });
  expect(downOf(financed, 20_000_000)).toEqual({ downPercent: null, downAmount: 6_666_701 });
});

test("an amount to be lent is the rest of the price paid down", () => {
  expect(downOf({ kind: "principal", amount: 15_000_000 }, 20_000_000)).toEqual({
    downPercent: null,
    downAmount: 5_000_000,
  });
});
