// The promotions of a quote: what it has taken, what it may take now and what that gives, and why the others do not fit.
// A coupon is typed or scanned; the promotion that it is for is then chosen by itself.
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import type { Concern, Offer, Quote, TakenRow } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Money, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { sentenceFor } from "../../lib/i18n";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { formatFen } from "../../lib/money";

const why = ({ code, values }: Concern) => sentenceFor("refusal", code, values) ?? code;

const groupOf = (ofGroup: string | null) => (ofGroup === null ? {} : { group: ofGroup });

/** What the quote has taken, each with the way to put it back. */
export function TakenPromotions({ quote, mayPutBack }: { quote: Quote["id"]; mayPutBack: boolean }) {
  const { t } = useTranslation("promotions");
  const taken = useDesk("promotions.for_quote", { quote, coupon: "" }).data?.taken ?? [];
  if (taken.length === 0) return null;
  const back = (row: TakenRow) =>
    void submit({ type: "PutPromotionBack", taken: row.taken, ...groupOf(row.ofGroup) })
      .then(() => say(t("putBack", { name: row.name })))
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  return (
    <ul className="taken-promotions" aria-label={t("area")}>
      {taken.map((row) => (
        <li key={row.taken}>
          {row.name} {row.accessory === "" ? <Money fen={-row.amount} /> : row.accessory}{" "}
          {row.coupon !== "" && <span className="muted">{row.coupon} </span>}
          {mayPutBack && (
            <button type="button" className="link" onClick={() => back(row)}>
              {t("action.putBack", { name: row.name })}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Names what an offer gives. */
function gives(offer: Offer): string {
  return `${offer.name} ${offer.accessory === "" ? formatFen(-(offer.amount ?? 0)) : offer.accessory}`;
}

export function TakePromotion({ quote, onClose }: { quote: Quote["id"]; onClose: () => void }) {
  const { t } = useTranslation("promotions");
  const form = useForm<{ coupon: string; promotion: string }>({
    form: "quotes.promotion",
    record: quote,
    start: { coupon: "", promotion: "" },
    required: {},
    save: async ({ coupon }) => {
      if (chosen === undefined) return;
      await submit({
        type: "TakePromotion",
        taken: newId(),
        quote,
        promotion: chosen.promotion,
        ...groupOf(chosen.ofGroup),
        ...(chosen.promotion === found?.ofCoupon ? { coupon } : {}),
        amount: chosen.amount ?? 0,
      });
      say(t("taken", { name: chosen.name }));
      onClose();
    },
  });
  const coupon = useDeferredValue(form.values.coupon);
  const found = useDesk("promotions.for_quote", { quote, coupon }).data;
  const fitting = (found?.offers ?? []).filter((offer) => offer.refusal === null);
  const others = (found?.offers ?? []).filter((offer) => offer.refusal !== null);
  const wanted = form.values.promotion !== "" ? form.values.promotion : (found?.ofCoupon ?? fitting[0]?.promotion);
  const chosen = fitting.find((offer) => offer.promotion === wanted);
  if (found === undefined) return <Skeleton />;
  const wrong = found.couponRefusal === null ? null : why(found.couponRefusal);
  return (
    <DialogForm
      form={form}
      title={t("action.take")}
      verb={t("action.use")}
      whyNot={wrong ?? (chosen === undefined ? t("nothingFits") : null)}
      onClose={onClose}
    >
      <TextField field={form.field("coupon")} label={t("field.code")} hint={t("hint.code")} />
      {fitting.length > 0 && (
        <OneOf
          field={{ ...form.field("promotion"), value: chosen?.promotion ?? "" }}
          label={t("group.fitting")}
          options={fitting.map((offer) => ({ value: offer.promotion, label: gives(offer) }))}
        />
      )}
      {others.length > 0 && (
        <ul className="other-promotions" aria-label={t("group.notFitting")}>
          {others.map((offer) => (
            <li key={offer.promotion}>
              {offer.name} <span className="muted">{offer.refusal === null ? "" : why(offer.refusal)}</span>
            </li>
          ))}
        </ul>
      )}
    </DialogForm>
  );
}
