import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Offer, QuotePromotions } from "../../bindings/rpc";
import { Toasts } from "../../components/Toasts";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { TakenPromotions, TakePromotion } from "./TakePromotion";

const OFFER: Offer = {
  promotion: "p1",
  ofGroup: null,
  name: "开门红",
  terms: "",
  validUntil: "2026-12-31",
  amount: 300_000,
  accessory: "",
  refusal: null,
};
const BY_COUPON: Offer = {
  ...OFFER,
  promotion: "p2",
  ofGroup: "g1",
  name: "集团券",
  amount: null,
  refusal: { code: "couponMissing", values: { name: "集团券", field: "coupon" } },
};
const NOTHING: QuotePromotions = { taken: [], offers: [], ofCoupon: null, couponRefusal: null };

function show(found: (coupon: string) => QuotePromotions) {
  answers.clear();
  const calls = deskThatAnswers({
    "promotions.for_quote": ({ coupon }: { coupon: string }) => found(coupon),
    "drafts.load": () => null,
    "drafts.save": () => null,
    "drafts.discard": () => null,
    submit: () => ({ command: "c", concerns: [], numbers: {} }),
  });
  render(
    <QueryClientProvider client={answers}>
      <TakenPromotions quote="q1" mayPutBack />
      <TakePromotion quote="q1" onClose={() => undefined} />
      <Toasts />
    </QueryClientProvider>,
  );
  return calls;
}

const given = (calls: { name: string; args: unknown }[]) =>
  calls.filter(({ name }) => name === "submit").map(({ args }) => (args as { command: unknown }).command);

it("takes the one that fits for what it was said to give, and says why the other does not fit", async () => {
  const calls = show(() => ({ ...NOTHING, offers: [OFFER, BY_COUPON] }));
  expect(await screen.findByText("“集团券”要凭券，请输入或扫描券码。")).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: /^用上/ }));
  await waitFor(() => expect(given(calls).length).toBe(1));
  expect(given(calls)[0]).toMatchObject({
    type: "TakePromotion",
    quote: "q1",
    promotion: "p1",
    amount: 300_000,
  });
  expect(given(calls)[0]).not.toHaveProperty("coupon");
});

it("chooses the promotion of the coupon that is typed, and names the group whose budget it is", async () => {
  const calls = show((coupon) =>
    coupon === "SPRING2026"
      ? { ...NOTHING, offers: [OFFER, { ...BY_COUPON, amount: 500_000, refusal: null }], ofCoupon: "p2" }
      : { ...NOTHING, offers: [OFFER, BY_COUPON] },
  );
  fireEvent.change(await screen.findByRole("textbox", { name: /券码/ }), { target: { value: "SPRING2026" } });
  expect(await screen.findByRole("radio", { name: /集团券/, checked: true })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^用上/ }));
  await waitFor(() => expect(given(calls).length).toBe(1));
  expect(given(calls)[0]).toMatchObject({ promotion: "p2", group: "g1", coupon: "SPRING2026", amount: 500_000 });
});

it("puts back what the quote has taken, in the lane that it came from", async () => {
  const taken = { taken: "u1", ofGroup: "g1", name: "集团券", amount: 500_000, accessory: "", coupon: "SPRING2026" };
  const calls = show(() => ({ ...NOTHING, taken: [taken] }));
  fireEvent.click(await screen.findByRole("button", { name: "退回 集团券" }));
  await waitFor(() => expect(given(calls)).toContainEqual({ type: "PutPromotionBack", taken: "u1", group: "g1" }));
});
