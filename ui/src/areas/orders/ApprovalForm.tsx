// A manager says yes or no to a discount, and sees it whole: what the car lists at, what is asked for it, and the share.
import { useTranslation } from "react-i18next";
import type { OrderCard, OrderVerdict } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { StandingNote } from "../../components/StandingNote";
import { say } from "../../components/Toasts";
import { Money } from "../../components/values";
import { submit } from "../../lib/ipc";
import { decide } from "./actions";
import type { StepProps } from "./OrderStepForm";

const VERDICTS: readonly OrderVerdict[] = ["approve", "reject"];

export function ApprovalForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("approveDiscounts");
  const form = useForm<{ verdict: OrderVerdict; reason: string }>({
    form: "orders.approval",
    record: card.order.id,
    start: { verdict: "approve", reason: "" },
    required: {},
    save: async ({ verdict, reason }) => {
      await submit({ type: "DecideOrderApproval", order: card.order.id, verdict, reason });
      say(t(`decided.${verdict}`, { number: card.order.number }));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("step.approval")} · ${card.order.number}`}
      action={decide}
      whyNot={may ? null : t("mayNotApprove")}
      onClose={onClose}
    >
      <FormGroup title={t("group.asked")}>
        <p>{card.order.wanted}</p>
        <PriceAsked card={card} />
        {card.order.approvalWords !== "" && (
          <p>
            {card.consultantName}: {card.order.approvalWords}
          </p>
        )}
        {may && card.standing && <StandingNote standing={card.standing} />}
      </FormGroup>
      <FormGroup title={t("group.answer")}>
        <OneOf
          field={form.field("verdict")}
          label={t("field.verdict")}
          options={VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }))}
        />
        <TextField field={form.field("reason")} label={t("field.answer")} hint={t("hint.answer")} lines={2} />
      </FormGroup>
    </Form>
  );
}

/** The car's price against its guide price, and everything else that is sold with it. */
export function PriceAsked({ card }: { card: OrderCard }) {
  const { t } = useTranslation("orders");
  const { order, lines, discount } = card;
  const share = order.guidePrice > 0 ? ((discount / order.guidePrice) * 100).toFixed(2) : "0";
  const others = lines.filter(({ kind }) => kind !== "car" && kind !== "discount");
  return (
    <dl className="order-lines">
      <div>
        <dt>
          {t("column.guidePrice")} <span className="muted">{t(`guideSource.${order.guideSource}`)}</span>
        </dt>
        <dd>
          <Money fen={order.guidePrice} />
        </dd>
      </div>
      <div>
        <dt>{t("column.discount")}</dt>
        <dd>
          <span className="muted">{share}%</span> <Money fen={discount} />
        </dd>
      </div>
      <div>
        <dt>
          <strong>{t("column.carPrice")}</strong>
        </dt>
        <dd>
          <strong>
            <Money fen={order.carPrice} />
          </strong>
        </dd>
      </div>
      {others.map((line) => (
        <div key={line.id}>
          <dt>
            {t(`line.${line.kind}`)} <span className="muted">{line.label}</span>
          </dt>
          <dd>
            <Money fen={line.amount} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t("column.total")}</dt>
        <dd>
          <Money fen={order.total} />
        </dd>
      </div>
    </dl>
  );
}
