// One plan: what was bought, what is left, and every entry of its ledger.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { PlanCard as Card, PaymentMethod } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Chip, Money, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { METHODS, STATE_HUES } from "./words";

export function PlanCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("plans");
  const answer = useDesk("plans.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.prepaid_plan")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("plans");
  const mayRefund = useRight("refundPayments");
  const [asking, setAsking] = useState<"refund" | null>(null);
  const { row } = card;
  const menu: MenuItem[] =
    row.state === "running" && mayRefund
      ? [
          {
            id: "refund",
            label: t("action.refund"),
            look: "danger",
            consequence: t("refundConsequence"),
            run: () => setAsking("refund"),
          },
        ]
      : [];
  return (
    <RecordPage
      kind={`${t(`kindOf.${row.kind}`)} ${row.number}`}
      title={`${row.title} · ${row.customerName}`}
      pending={row.pending}
      state={<StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>}
      actions={
        <>
          <History kind="prepaid_plan" id={row.id} area="plans" name={row.number} />
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} />}
        </>
      }
      onClose={onClose}
    >
      {asking === "refund" && <Refund card={card} onClose={() => setAsking(null)} />}
      <Facts
        title={t("group.left")}
        items={[
          { label: t("column.valueLeft"), value: <Money fen={row.valueLeft} /> },
          {
            label: t("column.timesLeft"),
            value: t("timesOf", { left: row.timesLeft ?? 0, times: row.times ?? 0 }),
            empty: row.times === null,
          },
          { label: t("column.validFrom"), value: <When at={row.validFrom} /> },
          { label: t("column.validUntil"), value: <When at={row.validUntil} />, empty: row.validUntil === null },
          { label: t("column.untilKm"), value: t("km", { km: row.untilKm ?? 0 }), empty: row.untilKm === null },
        ]}
      />
      <Facts
        title={t("group.bought")}
        items={[
          { label: t("column.price"), value: <Money fen={row.price} /> },
          { label: t("column.value"), value: <Money fen={row.value} />, empty: row.value === row.price },
          {
            label: t("column.customer"),
            value: <Chip onOpen={() => openRecord("customer", row.customer)}>{row.customerName}</Chip>,
          },
          { label: t("column.plate"), value: row.plate, empty: row.plate === "" },
          { label: t("column.operation"), value: card.operation, empty: card.operation === "" },
        ]}
      />
      <Facts
        title={t("group.ledger")}
        items={card.entries.map((entry) => ({
          id: entry.id,
          label: t(`deed.${entry.deed}`),
          value: (
            <>
              <When at={entry.at} /> <Money fen={entry.value} /> {t("leaves")} <Money fen={entry.valueAfter} />{" "}
              {entry.timesAfter !== null && t("timesAfter", { times: entry.timesAfter })}{" "}
              {entry.repairOrder !== null && (
                <Chip onOpen={() => openRecord("repair_order", entry.repairOrder ?? "")}>
                  {entry.repairOrderNumber}
                </Chip>
              )}{" "}
              <span className="muted">{`${entry.byName} ${entry.receiptNumber} ${entry.note}`}</span>
            </>
          ),
        }))}
      />
    </RecordPage>
  );
}

function Refund({ card: { row }, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("plans");
  const form = useForm<{ amount: number | null; method: PaymentMethod; reason: string }>({
    form: "plans.refund",
    record: row.id,
    start: { amount: Math.min(row.price, row.valueLeft), method: "transfer", reason: "" },
    required: { amount: t("field.amount"), reason: t("field.reason") },
    save: async ({ amount, method, reason }) => {
      await submit({ type: "RefundPlan", plan: row.id, amount: amount ?? 0, method, reason, receiptNumber: "" });
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("action.refund")} verb={t("action.refund")} look="danger" onClose={onClose}>
      <MoneyField field={form.field("amount")} label={t("field.amount")} />
      <OneOf
        field={form.field("method")}
        label={t("field.method")}
        options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
      />
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}
