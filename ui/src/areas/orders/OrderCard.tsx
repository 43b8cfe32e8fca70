// One order: what it is worth, what is paid, which car it holds, what is missing, and its story. One primary action,
// the next step's verb; the small steps that run side by side are links to their own forms.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderCard as Card, MissingItem, OrderStep, PaperArgs } from "../../bindings/rpc";
import { ComplaintsOf } from "../../components/ComplaintsOf";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { PointsOf } from "../../components/PointsOf";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage, Story } from "../../components/Record";
import { RecordPaper } from "../../components/RecordPaper";
import { say } from "../../components/Toasts";
import { Chip, Money, Skeleton, StateDot, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { act, submit } from "../../lib/ipc";
import { type ActionDeclaration, useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import * as actions from "./actions";
import { HUES } from "./states";

/** Where each missing thing is seen to: a form of the order, or the customer's or car's own page. */
const MENDED_AT: Record<MissingItem, string> = {
  identity: "customer",
  phone: "customer",
  approval: "approval",
  contract: "",
  advance: "deposit",
  vehicle: "allocate",
  arrival: "vehicle",
  stopSale: "vehicle",
  finance: "finance",
  balance: "payment",
  invoice: "invoice",
  insurance: "insurance",
  inspection: "inspection",
  certificate: "vehicle",
  plate: "plate",
  delivery: "deliver",
};

const VERBS: Partial<Record<OrderStep, { action: ActionDeclaration; form: string | null }>> = {
  sign: { action: actions.sign, form: null },
  decideApproval: { action: actions.decide, form: "approval" },
  takeDeposit: { action: actions.takeDeposit, form: "deposit" },
  allocate: { action: actions.allocate, form: "allocate" },
  deliver: { action: actions.deliver, form: "deliver" },
  register: { action: actions.register, form: "plate" },
  followUp: { action: actions.followUp, form: "followUp" },
};

function goTo(card: Card, place: string): void {
  // The order goes along, so that the form says why it asks and leads back here.
  if (place === "customer") navigate("customers", [card.customer, "amend"], { search: { order: card.order.id } });
  // A manager said no: the question is put again, with other words.
  else if (place === "approval" && card.order.state === "draft") navigate("orders", [card.order.id, "ask"]);
  else if (place === "vehicle" && card.vehicle !== null) navigate("vehicles", [card.vehicle.id]);
  else navigate("orders", place === "" ? [card.order.id] : [card.order.id, place]);
}

export function OrderCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("orders");
  const answer = useDesk("orders.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("orders");
  const said = useCatalogueWords();
  const { order, account } = card;
  const [paper, setPaper] = useState<PaperArgs | null>(null);
  const tell = (thrown: unknown) => say(sayThrown(thrown), "bad");
  const showContract = () => setPaper({ form: "salesContract", subject: order.id });
  useAction(actions.printContract, showContract);

  const item = (place: string): MenuItem => ({
    id: place,
    label: t(`step.${place}`),
    run: () => goTo(card, place),
  });
  const live = card.cancelling.length > 0;
  const menu: MenuItem[] = [
    ...(order.state === "draft"
      ? [
          {
            id: "askApproval",
            label: t("step.askApproval"),
            run: () => navigate("orders", [order.id, "ask"]),
          },
        ]
      : []),
    ...["payment", "finance", "insurance", "invoice", "inspection", "plate"].map(item),
    ...(account.paid > 0 ? [item("refund")] : []),
    ...(account.compensationDue > 0 ? [item("compensation")] : []),
    ...(order.state === "delivered" ? [item("followUp")] : []),
    ...(order.vehicle !== null && live ? [item("release")] : []),
    {
      id: "contract",
      label: t("step.contract"),
      chord: "Ctrl+P",
      run: showContract,
    },
    { id: "handover", label: t("step.handover"), run: () => setPaper({ form: "handover", subject: order.id }) },
    {
      id: "complaint",
      label: t("step.complaint"),
      run: () => navigate("complaints", ["new"], { search: { sale: order.id } }),
    },
    ...(live ? [{ ...item("cancel"), look: "danger" as const, consequence: t("cancelConsequence") }] : []),
  ];

  return (
    <RecordPage
      kind={`${t("kind")} ${order.number}`}
      title={card.customerName === "" ? said(order.wanted) : `${card.customerName} · ${said(order.wanted)}`}
      state={<StateDot hue={HUES[order.state]}>{t(`state.${order.state}`)}</StateDot>}
      next={card.next === null ? undefined : t(`next.${card.next}`)}
      actions={
        <>
          <History kind="sales_order" id={order.id} area="orders" name={order.number} />
          <Menu label={t("more")} button={t("more")} items={menu} />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `/orders/${order.id}` })}
      timeline={
        <Story entries={card.timeline} tell={(event) => t(`command.${event.what}`, { defaultValue: event.what })} />
      }
    >
      <Step card={card} onThrown={tell} />
      {order.approvalAnswer !== "" && order.approval !== "notAsked" && order.state === "draft" && (
        <p className={order.approval === "rejected" ? "problem" : "muted"}>
          {t(`answered.${order.approval}`, { name: card.approvedByName })} {order.approvalAnswer}
        </p>
      )}
      <PointsOf customer={order.customer} sources={[order.id]} />
      <MoneyFacts card={card} onReceipt={(payment) => setPaper({ form: "receipt", subject: payment })} />
      <Facts
        title={t("group.car")}
        items={[
          { label: t("column.wanted"), value: said(order.wanted) },
          {
            label: t("column.vehicle"),
            value: (
              <Chip onOpen={() => goTo(card, "vehicle")}>
                {card.vehicle?.stockNumber} {card.vehicle?.vin}
              </Chip>
            ),
            empty: card.vehicle === null,
          },
          { label: t("column.allocatedBy"), value: card.allocatedByName, empty: card.allocatedByName === "" },
          { label: t("column.promisedOn"), value: <When at={order.promisedOn} />, empty: order.promisedOn === null },
          { label: t("column.deliveredAt"), value: <When at={order.deliveredAt} />, empty: order.deliveredAt === null },
          { label: t("column.plate"), value: order.plate, empty: order.plate === "" },
        ]}
      />
      <ComplaintsOf whose={{ of: "sale", id: order.id }} />
      <Facts
        title={t("group.papers")}
        items={[
          { label: t("column.contract"), value: order.contractNumber, empty: order.contractNumber === "" },
          {
            label: t("step.finance"),
            value: `${t(`finance.${order.finance}`)} ${order.lender}`,
            empty: order.finance === "notNeeded",
          },
          {
            label: t("step.insurance"),
            value: `${order.insurer} ${order.policyNumber}`,
            empty: order.insurance === "open",
          },
          {
            label: t("step.invoice"),
            value: `${order.invoiceNumber} ${t(`invoice.${order.invoice}`)}`,
            empty: order.invoice === "open",
          },
          {
            label: t("step.inspection"),
            value: `${t(`inspection.${order.inspection}`)} ${order.inspectionRemark}`,
            empty: order.inspection === "open",
          },
          { label: t("column.consultant"), value: card.consultantName },
          {
            label: t("column.approvedBy"),
            value: card.approvedByName,
            empty: order.approval !== "approved",
          },
          { label: t("column.remark"), value: order.remark, empty: order.remark === "" },
        ]}
      />
      {paper !== null && <RecordPaper paper={paper} onClose={() => setPaper(null)} />}
    </RecordPage>
  );
}

/** What it costs, what was paid and what is open, as one account: words on the left, sums in one column. */
function MoneyFacts({ card, onReceipt }: { card: Card; onReceipt: (payment: string) => void }) {
  const { t } = useTranslation("orders");
  const { order, account, discount } = card;
  // Where the lines themselves do not say the whole discount.
  const hidden = discount > 0 && card.lines.every(({ kind, amount }) => kind !== "car" || amount !== order.guidePrice);
  return (
    <section className="facts">
      <h3>{t("group.money")}</h3>
      <dl className="order-lines order-account">
        {hidden && (
          <div className="muted">
            <dt>
              {t("column.guidePrice")} ({t("belowGuide", { discount })})
            </dt>
            <dd>
              <Money fen={order.guidePrice} />
            </dd>
          </div>
        )}
        {card.lines.map((line) => (
          <div key={line.id}>
            <dt>
              {t(`line.${line.kind}`)}{" "}
              {line.kind !== "car" && !t(`line.${line.kind}`).includes(line.label) && (
                <span className="muted">{line.label}</span>
              )}
            </dt>
            <dd>
              <Money fen={line.amount} />
            </dd>
          </div>
        ))}
        <Sum look="strong" label={t("column.total")} fen={order.total} />
        {card.payments.map((payment) => (
          <div key={payment.id}>
            <dt>
              {t(`kindOf.${payment.kind}`)} <Chip onOpen={() => onReceipt(payment.id)}>{payment.receiptNumber}</Chip>{" "}
              <span className="muted">
                {t(`method.${payment.method}`)} <When at={payment.paidAt} />{" "}
                {payment.confirmation === "recorded" && t("onlyRecorded")}
              </span>
            </dt>
            <dd>
              <Money fen={payment.amount} />
            </dd>
          </div>
        ))}
        {account.paid !== 0 && <Sum label={t("column.paid")} fen={account.paid} />}
        {card.outstanding !== 0 && <Sum look="strong" label={t("column.outstanding")} fen={card.outstanding} />}
        {account.refundDue !== 0 && <Sum look="strong" label={t("column.refundDue")} fen={account.refundDue} />}
        {account.compensationDue !== 0 && (
          <Sum look="strong" label={t("column.compensationDue")} fen={account.compensationDue} />
        )}
      </dl>
    </section>
  );
}

function Sum({ label, fen, look = "plain" }: { label: string; fen: number; look?: "plain" | "strong" }) {
  return (
    <div className={look === "strong" ? "sum" : undefined}>
      <dt>{label}</dt>
      <dd>
        <Money fen={fen} />
      </dd>
    </div>
  );
}

function Step({ card, onThrown }: { card: Card; onThrown: (thrown: unknown) => void }) {
  const { t } = useTranslation("orders");
  const verb =
    card.next !== null
      ? VERBS[card.next]
      : card.account.refundDue > 0
        ? { action: actions.refund, form: "refund" }
        : card.account.compensationDue > 0
          ? { action: actions.compensate, form: "compensation" }
          : undefined;
  if (verb === undefined) return null;
  const order = card.order.id;
  const run = () =>
    verb.form !== null
      ? navigate("orders", [order, verb.form])
      : submit({ type: "SignContract", order, contractNumber: "" }).catch(onThrown);
  // The advance and the plate are what their own step brings; they are not missing for it.
  const missing = card.missing.filter((each) => MENDED_AT[each] !== verb.form);
  return (
    <PrimaryAction
      action={verb.action}
      run={run}
      missing={missing.map((each) => ({
        id: each,
        label: t(`missing.${each}`),
        go: () => goTo(card, MENDED_AT[each]),
      }))}
    />
  );
}
