import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { CouponRow } from "../../bindings/rpc";
import { Coupons, couponsLike } from "./Coupons";

const coupon = (number: number, of: Partial<CouponRow> = {}): CouponRow => ({
  code: `XC${String(number).padStart(6, "0")}`,
  state: "issued",
  holderName: "",
  quoteNumber: "",
  storeName: "",
  note: "",
  ...of,
});

const MANY = Array.from({ length: 2_000 }, (_, number) =>
  coupon(number, number === 7 ? { state: "redeemed", quoteNumber: "CB-BJA-2611-0042", holderName: "周*兰" } : {}),
);

const rows = () => screen.getAllByRole("row").length - 1;

it("shows a few of thousands first, and more when one asks", () => {
  render(<Coupons coupons={MANY} />);
  expect(rows()).toBe(8);
  screen.getByText(/^可用 1.999 张$/);
  screen.getByText("已用 1 张");
  fireEvent.click(screen.getByRole("button", { name: /^再看 200 条，共 2.000 条$/ }));
  expect(rows()).toBe(208);
});

it("finds a coupon by a part of its code however it is typed, and by its quote or its holder", () => {
  render(<Coupons coupons={MANY} />);
  fireEvent.change(screen.getByRole("searchbox", { name: "找券码" }), { target: { value: "xc 00-1234" } });
  expect(rows()).toBe(1);
  screen.getByText("XC001234");
  fireEvent.change(screen.getByRole("searchbox", { name: "找券码" }), { target: { value: "zzz" } });
  screen.getByText("没有这样的券。");
  expect(couponsLike(MANY, "2611 0042").map(({ code }) => code)).toEqual(["XC000007"]);
  expect(couponsLike(MANY, "周").map(({ code }) => code)).toEqual(["XC000007"]);
});

it("has no box to type into where one sees them all, and nothing where there is none", () => {
  const { rerender } = render(<Coupons coupons={[coupon(1), coupon(2)]} />);
  expect(screen.queryByRole("searchbox")).toBeNull();
  rerender(<Coupons coupons={[]} />);
  expect(screen.queryByText("优惠券")).toBeNull();
});
