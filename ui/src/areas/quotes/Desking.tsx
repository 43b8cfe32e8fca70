// Desking: on the left what one says, in the order in which people speak; on the right the live quote. Beyond one's own
// authority the button asks the manager instead.
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkedOut } from "../../bindings/rpc";
import { Form } from "../../components/form/Form";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { until } from "../../lib/coming";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { settings } from "../../lib/settings";
import { askManager, issueQuote, saveDraft } from "./actions";
import { DeskingFields } from "./DeskingFields";
import { LiveQuote } from "./LiveQuote";
import { inputsOf, MOST_LOANS, statedOf, type Typed, type TypedLoan, typedOf } from "./typed";

interface Beginning {
  vehicle: string | null;
  customer: string | null;
  /** A version of the catalogue, where no car is at hand. */
  model: string | null;
}

export function NewQuote({ vehicle, customer, model }: Beginning) {
  const begun = useDesk("quotes.begin", { vehicle, customer, model }, { former: "dropped" });
  if (begun.isError) return <Problem thrown={begun.error} />;
  if (begun.data === undefined) return <Skeleton />;
  const { inputs, validUntil } = begun.data;
  const { language } = settings.get();
  return <Desking quote={null} start={typedOf(inputs, { validUntil, language, remark: "" })} />;
}

export function OldQuote({ id }: { id: string }) {
  const card = useDesk("quotes.card", { id }, { former: "dropped" });
  if (card.isError) return <Problem thrown={card.error} />;
  if (card.data === undefined) return <Skeleton />;
  const { inputs, validUntil, language, remark } = card.data.quote;
  const start = typedOf(inputs, { validUntil, language: language === "en" ? "en" : "zh-CN", remark });
  return <Desking quote={id} start={start} />;
}

/** Saves what is seen: the desk works it out once more for exactly these inputs, and that is what is stated. */
async function give(id: string, typed: Typed): Promise<WorkedOut> {
  const inputs = inputsOf(typed);
  if (inputs === null || typed.validUntil === null) throw new Error("the form lets nothing through without these");
  const worked = await query("quotes.work_out", { inputs });
  await submit({
    type: "SaveQuote",
    quote: id,
    number: "",
    validUntil: typed.validUntil,
    language: typed.language,
    remark: typed.remark,
    inputs,
    stated: statedOf(worked),
  });
  return worked;
}

/** The fields of one loan plan, as the command and the form call them. */
function namedLoan(at: number): [string, string][] {
  const fields: [string, keyof TypedLoan & string][] = [
    ["lender", "lender"],
    ["financed", "downAmount"],
    ["months", "months"],
    ["terms.annualRate", "rate"],
    ["terms.monthlyFeeRate", "rate"],
    ["terms.lendersRate", "lendersRate"],
    ["terms.borneBy", "borneBy"],
    ["terms.balloon", "balloon"],
    ["fees", "fee"],
    ["fees.amount", "fee"],
    ["fees.chargedBy", "feeBy"],
  ];
  return fields.map(([command, typed]) => [`inputs.loans.${at}.${command}`, `loans.${at}.${typed}`]);
}

/** The refused field of the command, as the form calls it. */
const NAMED: Readonly<Record<string, string>> = {
  "inputs.car.description": "description",
  "inputs.car.guidePrice": "guidePrice",
  "inputs.car.seats": "seats",
  "inputs.car.displacementMl": "displacementMl",
  "inputs.car.listing": "listed",
  "inputs.customerName": "customerName",
  "inputs.discount": "discount",
  "inputs.discountReason": "discountReason",
  "inputs.invoicedOn": "invoicedOn",
  "inputs.plateCity": "plateCity",
  "inputs.byHand.purchaseTax": "purchaseTax",
  "inputs.byHand.luxuryTax": "luxuryTax",
  "inputs.byHand.vesselTax": "vesselTax",
  "inputs.byHand.compulsoryInsurance": "compulsoryByHand",
  ...Object.fromEntries(Array.from({ length: MOST_LOANS }, (_, at) => namedLoan(at)).flat()),
};

function Desking({ quote, start }: { quote: string | null; start: Typed }) {
  const { t } = useTranslation("quotes");
  const [id] = useState(() => quote ?? newId());
  const [beyond, setBeyond] = useState<"yes" | "no">("no");

  const form = useForm<Typed>({
    form: "quotes.desking",
    record: quote,
    start,
    required: {
      description: t("field.description"),
      guidePrice: t("field.guidePrice"),
      province: t("field.province"),
      invoicedOn: t("field.invoicedOn"),
      validUntil: t("field.validUntil"),
      ...(beyond === "yes" ? { words: t("field.words") } : {}),
    },
    named: NAMED,
    save: async (values) => {
      const worked = await give(id, values);
      if (worked.standing.kind === "within") {
        await submit({ type: "IssueQuote", quote: id });
        say(t("said.issued"));
      } else {
        await submit({ type: "RequestApproval", approval: newId(), quote: id, words: values.words });
        say(t("said.asked"));
      }
      navigate("quotes", [id]);
    },
  });

  const asked = useDeferredValue(form.values);
  const inputs = useMemo(() => inputsOf(asked), [asked]);
  const answer = useDesk(
    "quotes.work_out",
    { inputs: inputs ?? inputsOf(EMPTY_ASK) ?? never() },
    { asked: inputs === null ? "no" : "yes" },
  );
  const worked = inputs === null ? undefined : answer.data;
  const isBeyond = worked !== undefined && worked.standing.kind !== "within" ? "yes" : "no";
  if (isBeyond !== beyond) setBeyond(isBeyond);

  const keep = () => {
    if (form.missing.some((item) => item.id !== "words")) return;
    const kept = give(id, form.values).then(() => form.draft.discard());
    until(kept)
      .then(() => {
        say(t("said.saved"));
        navigate("quotes", [id]);
      })
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  useAction(saveDraft, keep);

  return (
    <div className="desking">
      <Form
        form={form}
        title={quote === null ? t("action.new") : t("action.edit")}
        action={beyond === "yes" ? askManager : issueQuote}
        onClose={() => navigate("quotes", quote === null ? [] : [quote])}
      >
        <DeskingFields form={form} worked={worked} />
      </Form>
      <LiveQuote worked={worked} loans={form.values.loans} problem={answer.isError ? sayThrown(answer.error) : null} />
    </div>
  );
}

function never(): never {
  throw new Error("the empty question has everything it needs");
}

/** Stands in for the question while there is none to ask; it is never sent. */
const EMPTY_ASK: Typed = {
  vehicle: null,
  model: null,
  description: "",
  exteriorColour: "",
  guidePrice: 0,
  power: "fuel",
  displacementMl: null,
  seats: 5,
  listed: "no",
  customer: null,
  customerName: "",
  buyer: "person",
  discount: null,
  discountReason: "",
  promotions: [],
  province: "beijing",
  plateCity: "",
  invoicedOn: "2026-01-01",
  compulsory: "without",
  compulsoryAmount: null,
  covers: {},
  thirdPartyInsured: null,
  plateFee: null,
  platePaidTo: "house",
  accessories: [],
  services: [],
  others: [],
  purchaseTax: null,
  luxuryTax: null,
  vesselTax: null,
  compulsoryByHand: null,
  tradeIn: "none",
  loans: [],
  validUntil: null,
  language: "zh-CN",
  remark: "",
  words: "",
};
