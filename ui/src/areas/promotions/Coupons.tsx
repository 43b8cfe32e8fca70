// The coupons of a promotion: how many of each state there are, and each with whose it is and where it was redeemed. Of
// thousands one is found by typing a part of its code, its quote, its holder or its note.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CouponRow, CouponState } from "../../bindings/rpc";
import { useGrowing } from "../../components/growing";
import { Facts } from "../../components/Record";
import { StateDot } from "../../components/values";
import { COUPON_HUES } from "./words";
import "../../components/sheet.css";
import "./promotions.css";

const STATES: readonly CouponState[] = ["issued", "redeemed", "void"];
/** With fewer than these one looks instead of typing. */
const MANY = 12;

const plain = (text: string) => text.toLowerCase().replace(/[\s-]/g, "");

/** The coupons of which something reads as it was typed; blanks and hyphens do not matter. */
export function couponsLike(coupons: readonly CouponRow[], typed: string): readonly CouponRow[] {
  const wanted = plain(typed);
  if (wanted === "") return coupons;
  return coupons.filter(({ code, quoteNumber, holderName, note }) =>
    [code, quoteNumber, holderName, note].some((text) => plain(text).includes(wanted)),
  );
}

export function Coupons({ coupons }: { coupons: readonly CouponRow[] }) {
  const { t } = useTranslation("promotions");
  const [typed, setTyped] = useState("");
  const found = couponsLike(coupons, typed);
  const { shown, more } = useGrowing(found);
  if (coupons.length === 0) return null;
  return (
    <Facts title={t("group.coupons")} items={[]}>
      <p className="coupon-counts">
        {STATES.map((state) => {
          const count = coupons.filter((coupon) => coupon.state === state).length;
          return count > 0 && <span key={state}>{t("couponCount", { state: t(`couponState.${state}`), count })}</span>;
        })}
        {coupons.length > MANY && (
          <input
            className="input"
            type="search"
            aria-label={t("findCoupon")}
            placeholder={t("findCoupon")}
            value={typed}
            // What is found comes into sight while one types.
            onFocus={({ currentTarget }) => currentTarget.closest("section")?.scrollIntoView({ block: "start" })}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </p>
      {found.length === 0 ? (
        <p className="muted">{t("noCoupon")}</p>
      ) : (
        <table className="dense" aria-label={t("group.coupons")}>
          <thead>
            <tr>
              <th scope="col">{t("field.code")}</th>
              <th scope="col">{t("column.state")}</th>
              <th scope="col">{t("column.holder")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((coupon) => (
              <tr key={coupon.code}>
                <td className="code">{coupon.code}</td>
                <td>
                  <StateDot hue={COUPON_HUES[coupon.state]}>{t(`couponState.${coupon.state}`)}</StateDot>
                </td>
                <td>
                  {[coupon.holderName, coupon.quoteNumber].filter((text) => text !== "").join(" ")}{" "}
                  <span className="muted">
                    {[coupon.holderName === "" ? t("bearer") : "", coupon.storeName, coupon.note]
                      .filter((text) => text !== "")
                      .join(" ")}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more}
    </Facts>
  );
}
