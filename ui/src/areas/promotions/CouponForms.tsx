// Coupons are issued, with codes of the house's own or codes that are drawn here, and taken back.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromotionRow } from "../../bindings/rpc";
import { CustomerChoice } from "../../components/CustomerChoice";
import { DialogForm } from "../../components/form/DialogForm";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";
import { codesOf, drawnCode } from "./words";

interface Props {
  row: PromotionRow;
  onClose: () => void;
}

const groupOf = ({ ofGroup }: PromotionRow) => (ofGroup === null ? {} : { group: ofGroup });

export function IssueCoupons({ row, onClose }: Props) {
  const { t } = useTranslation("promotions");
  const [shown, setShown] = useState("");
  const form = useForm<{ count: number | null; codes: string; holder: string | null }>({
    form: "promotions.issue",
    record: row.id,
    start: { count: 1, codes: "", holder: null },
    required: {},
    named: { coupons: "count", "coupons.0.code": "codes", "coupons.0.holder": "holder" },
    save: async ({ count, codes, holder }) => {
      const own = codesOf(codes);
      const given = own.length > 0 ? own : Array.from({ length: count ?? 1 }, drawnCode);
      await submit({
        type: "IssueCoupons",
        promotion: row.id,
        ...groupOf(row),
        coupons: given.map((code) => ({ code, ...(holder === null ? {} : { holder }) })),
      });
      say(t("issued", { count: given.length }));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("action.issue")} verb={t("action.issue")} onClose={onClose}>
      <NumberField field={form.field("count")} label={t("field.count")} hint={t("hint.count")} />
      <TextField field={form.field("codes")} label={t("field.ownCodes")} hint={t("hint.ownCodes")} lines={3} />
      <CustomerChoice field={form.field("holder")} label={t("field.holder")} shown={shown} onShown={setShown} />
    </DialogForm>
  );
}

export function VoidCoupon({ row, onClose }: Props) {
  const { t } = useTranslation("promotions");
  const form = useForm<{ code: string; reason: string }>({
    form: "promotions.void",
    record: row.id,
    start: { code: "", reason: "" },
    required: { code: t("field.code"), reason: t("field.reason") },
    save: async ({ code, reason }) => {
      await submit({ type: "VoidCoupon", ...groupOf(row), code, reason });
      say(t("voided", { code }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("action.void")}
      consequence={t("voidConsequence")}
      verb={t("action.void")}
      look="danger"
      onClose={onClose}
    >
      <TextField field={form.field("code")} label={t("field.code")} />
      <TextField field={form.field("reason")} label={t("field.reason")} />
    </DialogForm>
  );
}
