// The closed lists of promotions, the hue of each state, and what a promotion gives in a few words.
import type { TFunction } from "i18next";
import type { Benefit, CarScopeKind, CouponState, PromotedPayment, PromotionState, Stacking } from "../../bindings/rpc";
import type { Hue } from "../../components/values";
import { formatFen } from "../../lib/money";

export const STATE_HUES: Record<PromotionState, Hue> = { draft: "none", running: "good", ended: "none" };
export const COUPON_HUES: Record<CouponState, Hue> = { issued: "good", redeemed: "none", void: "bad" };
export const BENEFITS: readonly Benefit["kind"][] = ["moneyOff", "percent", "accessory"];
export const SCOPES: readonly (CarScopeKind | "all")[] = ["all", "brand", "series", "version"];
export const PAYMENTS: readonly (PromotedPayment | "any")[] = ["any", "inFull", "loan"];
export const STACKINGS: readonly Stacking[] = ["withOtherKinds", "alone"];

/** Hundredths of a percent as one reads them. */
const percent = (points: number) => `${Number((points / 100).toFixed(2))}%`;

export function benefitInWords(benefit: Benefit, t: TFunction<"promotions">): string {
  switch (benefit.kind) {
    case "moneyOff":
      return t("promotions:gives.moneyOff", { amount: formatFen(benefit.amount) });
    case "percent":
      return benefit.cap === null
        ? t("promotions:gives.percent", { share: percent(benefit.basisPoints) })
        : t("promotions:gives.percentCapped", { share: percent(benefit.basisPoints), cap: formatFen(benefit.cap) });
    case "accessory":
      return t("promotions:gives.accessory", { name: benefit.name });
  }
}

/** Letters and digits that nobody takes for one another. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code that nobody guesses: twelve letters and digits. */
export function drawnCode(): string {
  // What is beyond the last whole round of the letters is drawn again, so that each is as likely as any other.
  const most = Math.floor(256 / LETTERS.length) * LETTERS.length;
  let code = "";
  while (code.length < 12) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < most && code.length < 12) code += LETTERS[byte % LETTERS.length];
    }
  }
  return code;
}

/** Codes as they are typed or pasted: one to a line, or with commas between. */
export function codesOf(text: string): string[] {
  return text
    .split(/[\s,，、;；]+/)
    .map((code) => code.trim())
    .filter((code) => code !== "");
}
