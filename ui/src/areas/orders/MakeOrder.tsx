// A new order: who buys, which car, how much, when. From a quote its lines and sum stand and cannot be changed here;
// without one they are typed, and beyond one's own authority the order waits for a manager.
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdvanceKind, Command, OrderBegun, OrderWorkedOut } from "../../bindings/rpc";
import { CustomerChoice } from "../../components/CustomerChoice";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { ReadOnly } from "../../components/form/Field";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Money, Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { make } from "./actions";
import { ExtraLines } from "./ExtraLines";
import { linesOf, type NewOrder, valuesOf } from "./newOrder";

interface Props {
  quote: string | null;
  customer: string | null;
  vehicle: string | null;
}

export function MakeOrder(props: Props) {
  const { t } = useTranslation("orders");
  const begun = useDesk("orders.begin", { ...props }, { former: "dropped" });
  if (begun.isError) return <Problem thrown={begun.error} />;
  if (begun.data === undefined) return <Skeleton />;
  const taken = begun.data.quote;
  if (taken !== null && taken.order !== null) {
    const order = taken.order;
    return (
      <p className="problem" role="alert">
        {t("refusal.quoteHasOrder", { orderNumber: taken.orderNumber })}{" "}
        <button type="button" className="link" onClick={() => navigate("orders", [order])}>
          {taken.orderNumber}
        </button>
      </p>
    );
  }
  return <OrderForm begun={begun.data} />;
}

const ADVANCES: readonly AdvanceKind[] = ["deposit", "prepayment"];

/** Where the command calls a field otherwise than the form does. */
const NAMED = {
  "lines.0.amount": "price",
  lines: "price",
  quote: "wanted",
} as const;

function commandOf(order: string, begun: OrderBegun, values: NewOrder): Command {
  return {
    type: "MakeOrder",
    order,
    number: "",
    customer: values.customer ?? "",
    consultant: values.consultant,
    quote: begun.quote?.id ?? null,
    vehicle: begun.vehicle,
    model: begun.model,
    guidePrice: begun.guide === null ? values.guidePrice : null,
    wanted: values.wanted,
    colour: values.colour,
    lines: linesOf(begun, values),
    advance: values.advance,
    advanceAgreed: values.advanceAgreed ?? 0,
    promisedOn: values.promisedOn,
    approvalWords: values.approvalWords,
    remark: values.remark,
  };
}

function OrderForm({ begun }: { begun: OrderBegun }) {
  const { t } = useTranslation("orders");
  const may = useRight("makeOrders");
  const [order] = useState(newId);
  const { quote, guide } = begun;
  const form = useForm<NewOrder>({
    form: "orders.make",
    // One draft for each quote or buyer or car: what was typed for one customer is not offered to the next.
    record: quote?.id ?? begun.customer ?? begun.vehicle,
    start: valuesOf(begun),
    required: {
      customer: t("column.customer"),
      wanted: t("column.wanted"),
      ...(guide === null ? { guidePrice: t("column.guidePrice") } : {}),
      ...(quote === null ? { price: t("line.car") } : {}),
      consultant: t("column.consultant"),
    },
    named: NAMED,
    check: async (values) => {
      if (values.customer === null || values.wanted.trim() === "") return [];
      const { problems } = await query("commands.check", { command: commandOf(order, begun, values) });
      return problems.map((error) => ({ look: "problem" as const, error }));
    },
    save: async (values) => {
      await submit(commandOf(order, begun, values));
      say(t("made"));
      navigate("orders", [order]);
    },
  });

  const asked = useDeferredValue(form.values);
  const lines = useMemo(() => linesOf(begun, asked), [begun, asked]);
  const answer = useDesk(
    "orders.work_out",
    {
      lines,
      vehicle: begun.vehicle,
      model: begun.model,
      guidePrice: guide === null ? asked.guidePrice : null,
      quote: quote?.id ?? null,
    },
    { asked: lines.length > 0 ? "yes" : "no" },
  );
  const worked = lines.length > 0 && !answer.isError ? answer.data : undefined;

  const advance = form.field("advanceAgreed");
  const cap = form.values.advance === "deposit" ? (worked?.depositCap ?? null) : null;
  // Said while it is typed; the command is refused all the same.
  const tooMuch = cap !== null && (advance.value ?? 0) > cap ? t("refusal.depositAboveCap", { cap }) : null;

  return (
    <Form
      form={form}
      title={quote === null ? t("action.make") : t("makeFrom", { number: quote.number })}
      action={make}
      whyNot={may ? null : t("mayNotMake")}
      onClose={() => (quote === null ? navigate("orders") : navigate("quotes", [quote.id]))}
    >
      <FormGroup title={t("column.customer")}>
        <Buyer begun={begun} form={form} />
      </FormGroup>
      <FormGroup title={t("group.car")}>
        <TextField field={form.field("wanted")} label={t("column.wanted")} />
        <TextField field={form.field("colour")} label={t("column.colour")} />
      </FormGroup>
      <FormGroup title={t("group.money")}>
        {quote === null ? (
          <>
            {guide === null ? (
              <MoneyField
                field={{
                  ...form.field("guidePrice"),
                  // Most cars are sold at it, or a little below.
                  change: (guidePrice) =>
                    form.change(
                      form.values.price === form.values.guidePrice ? { guidePrice, price: guidePrice } : { guidePrice },
                    ),
                }}
                label={t("column.guidePrice")}
                hint={t("hint.guidePrice")}
              />
            ) : (
              <ReadOnly label={t("column.guidePrice")}>
                <Money fen={guide.price} /> <span className="muted">{t(`guideSource.${guide.source}`)}</span>
              </ReadOnly>
            )}
            <MoneyField field={form.field("price")} label={t("line.car")} />
            <MoneyField field={form.field("discount")} label={t("line.discount")} hint={t("hint.discount")} />
            <ExtraLines form={form} />
          </>
        ) : (
          <dl className="order-lines">
            {begun.lines.map((line, at) => (
              // Lines of a quote have no id here and never move.
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed
              <div key={at}>
                <dt>{line.label}</dt>
                <dd>
                  <Money fen={line.amount} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        <Sum worked={worked} elsewhere={quote?.toElsewhere ?? 0} />
        {worked?.standing && worked.standing.kind !== "within" && (
          <TextField
            field={form.field("approvalWords")}
            label={t("field.approvalWords")}
            hint={t("hint.approvalWords")}
            lines={2}
          />
        )}
      </FormGroup>
      <FormGroup title={t("group.advance")}>
        <OneOf
          field={form.field("advance")}
          label={t("field.advance")}
          options={ADVANCES.map((value) => ({ value, label: t(`kindOf.${value}`) }))}
        />
        <MoneyField
          field={{ ...advance, warning: advance.warning ?? tooMuch }}
          label={t("field.advanceAgreed")}
          hint={advanceHint(form.values.advance, worked)}
        />
        <DateField field={form.field("promisedOn")} label={t("column.promisedOn")} hint={t("hint.promisedOn")} />
      </FormGroup>
      <FormGroup title={t("group.rest")}>
        <Choice
          field={form.field("consultant")}
          label={t("column.consultant")}
          options={begun.sellers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
      </FormGroup>
    </Form>
  );

  function advanceHint(kind: AdvanceKind, reckoned: OrderWorkedOut | undefined): string {
    if (kind === "prepayment") return t("hint.prepayment");
    const cap = reckoned?.depositCap ?? null;
    return cap === null ? t("hint.depositBinds") : t("hint.depositCap", { cap });
  }
}

function Sum({ worked, elsewhere }: { worked: OrderWorkedOut | undefined; elsewhere: number }) {
  const { t } = useTranslation("orders");
  if (worked === undefined) return null;
  const beyond = worked.standing !== null && worked.standing.kind !== "within";
  return (
    <div className="order-sum" aria-live="polite">
      <p>
        {t("column.total")}{" "}
        <strong>
          <Money fen={worked.total} />
        </strong>
      </p>
      <p className="muted">{worked.capitals}</p>
      {worked.discount !== null && worked.discount > 0 && (
        <p className="muted">{t("belowGuide", { discount: worked.discount })}</p>
      )}
      {elsewhere > 0 && <p className="muted">{t("elsewhere", { elsewhere })}</p>}
      {beyond && worked.standing !== null && (
        <p className="problem">{t("beyond", { lowest: worked.standing.lowestPrice })}</p>
      )}
    </div>
  );
}

/** The buyer: whom the quote names, or somebody who is looked for. */
function Buyer({ begun, form }: { begun: OrderBegun; form: ReturnType<typeof useForm<NewOrder>> }) {
  const { t } = useTranslation("orders");
  const name = begun.quote?.customerName ?? "";
  return (
    <CustomerChoice
      field={form.field("customer")}
      label={t("column.customer")}
      hint={
        form.values.customer !== null
          ? undefined
          : name !== ""
            ? t("hint.customerOfQuote", { name })
            : t("hint.customer")
      }
      shown={form.values.customer === begun.customer ? begun.customerShown : form.values.customerShown}
      onShown={(customerShown) => form.change({ customerShown })}
    />
  );
}
