// Parts are taken from the shelf for a repair order, and brought back. The orders that still need something stand on
// the left; a scan of a part's number goes to its line.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { NeedRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { Choice } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import { useForm } from "../../components/form/useForm";
import { NeedStands } from "../../components/PartNeeds";
import { RecordPaper } from "../../components/RecordPaper";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Chip, Problem, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { declareAction, useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { useScan } from "../../lib/scanner";
import { bringBack, printPick } from "./actions";
import { given } from "./words";

const savePick = declareAction({
  id: "parts.form.pick",
  label: "parts:action.pick",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export function PickingList({ open }: { open: string | null }) {
  const { t } = useTranslation("parts");
  const orders = useDesk("parts.picking", {}).data;
  if (orders === undefined) return <Skeleton />;
  if (orders.length === 0) return <EmptyState title={t("empty.picking")} about={t("empty.aboutPicking")} />;
  const head = ["holder", "car", "advisor", "toPick", "ready", "waiting", "promisedAt"] as const;
  return (
    <div className="parts-page">
      <table className="parts-table" aria-label={t("picking")}>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col" className={each === "advisor" ? "roomy" : undefined}>
                {t(`column.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.repairOrder} aria-current={order.repairOrder === open}>
              <th scope="row">
                <Chip onOpen={() => navigate("parts", ["picking", order.repairOrder])}>{order.number}</Chip>
              </th>
              <td>{`${order.plate} ${order.description}`}</td>
              <td className="roomy">{order.advisorName}</td>
              <td className="number">{order.toPick}</td>
              <td className="number">{order.ready}</td>
              <td className="number">{order.waits > 0 ? <StateDot hue="wait">{order.waits}</StateDot> : ""}</td>
              <td>
                <When at={order.promisedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Picking({ id, onClose }: { id: string; onClose: () => void }) {
  const answer = useDesk("parts.needs_of", { holder: id }, { former: "dropped" });
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  const stand = answer.data.map(({ need, picked, returned }) => `${need} ${picked} ${returned}`).join(" ");
  return <Opened key={stand} id={id} needs={answer.data} onClose={onClose} />;
}

interface Values {
  takenBy: string | null;
  quantities: (number | null)[];
}

function Opened({ id, needs, onClose }: { id: string; needs: readonly NeedRow[]; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const people = useDesk("workshops.setup", {}).data?.staff ?? [];
  const [returning, setReturning] = useState<NeedRow | null>(null);
  const [paper, setPaper] = useState<"yes" | "no">("no");
  const root = useRef<HTMLDivElement>(null);
  const out = needs.filter((need) => need.picked > need.returned);
  const form = useForm<Values>({
    form: "parts.pick",
    record: id,
    // What is kept or there is taken; what is waited for is not on the shelf.
    start: {
      takenBy: null,
      quantities: needs.map((need) => Math.min(need.open, need.reserved + need.available) || null),
    },
    required: {},
    save: async ({ takenBy, quantities }) => {
      const lines = needs.flatMap(({ need }, at) => {
        const quantity = quantities[at] ?? 0;
        return quantity > 0 ? [{ need, quantity }] : [];
      });
      await given({ type: "PickParts", number: "", lines, takenBy }, t("pickedSaid"));
    },
  });
  useAction(bringBack, () => setReturning(out[0] ?? null), {
    whyNot: may ? null : t("mayNot"),
    offered: out.length > 0 ? "yes" : "no",
  });
  useAction(printPick, () => setPaper("yes"));
  useScan(["code"], ({ text }) => {
    const at = needs.findIndex(({ number }) => number === text.trim().toUpperCase());
    if (at < 0) say(t("notWanted", { code: text }), "bad");
    else root.current?.querySelector<HTMLInputElement>(`[data-need="${at}"] input`)?.focus();
  });
  const [first] = needs;
  return (
    <div ref={root} className="pick-form">
      {paper === "yes" && <RecordPaper paper={{ form: "pickList", subject: id }} onClose={() => setPaper("no")} />}
      {returning !== null && <Return need={returning} onClose={() => setReturning(null)} />}
      <Form
        form={form}
        title={`${t("action.pick")} · ${first?.holderNumber ?? ""}`}
        action={savePick}
        whyNot={may ? (needs.every((need) => need.open === 0) ? t("allPicked") : null) : t("mayNot")}
        onClose={onClose}
      >
        <FormGroup title={t("group.parts")}>
          <p>
            <Chip onOpen={() => openRecord("repair_order", id)}>{first?.holderNumber ?? ""}</Chip>{" "}
            <span className="muted">{t("hint.scanPick")}</span> <ActionButton action={printPick} look="quiet" />
          </p>
          {needs.map((need, at) => (
            <div className="part-lines" key={need.need} data-need={at}>
              <QuantityField
                field={form.part(`lines.${at}.quantity`, form.values.quantities[at] ?? null, (quantity) =>
                  form.change({
                    quantities: form.values.quantities.map((each, place) => (place === at ? quantity : each)),
                  }),
                )}
                label={`${need.name} ${need.number}`}
                hint={`${need.bin} · ${t("column.open")} ${t("pieces", { quantity: need.open, unit: need.unit })}`}
                unit={need.unit}
              />
              <span>
                <NeedStands need={need} />
                {may && need.picked > need.returned && (
                  <button
                    type="button"
                    className="button quiet"
                    aria-label={`${t("action.bringBack")} ${need.name}`}
                    onClick={() => setReturning(need)}
                  >
                    {t("action.bringBack")}
                  </button>
                )}
              </span>
            </div>
          ))}
          <Choice
            field={form.field("takenBy")}
            label={t("field.takenBy")}
            options={people.map(({ person, name }) => ({ value: person, label: name }))}
          />
        </FormGroup>
      </Form>
    </div>
  );
}

function Return({ need, onClose }: { need: NeedRow; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const form = useForm<{ quantity: number | null; reason: string }>({
    form: "parts.return",
    record: need.need,
    start: { quantity: need.picked - need.returned, reason: "" },
    required: { quantity: t("field.quantity") },
    named: { "lines.0.quantity": "quantity" },
    save: async ({ quantity, reason }) => {
      await given(
        { type: "ReturnParts", number: "", lines: [{ need: need.need, quantity: quantity ?? 0 }], reason },
        t("returnedSaid"),
      );
      onClose();
    },
  });
  const verb = t("action.bringBack");
  return (
    <DialogForm form={form} title={`${verb} · ${need.name}`} verb={verb} onClose={onClose}>
      <QuantityField field={form.field("quantity")} label={t("field.quantity")} unit={need.unit} />
      <TextField field={form.field("reason")} label={t("field.reason")} />
    </DialogForm>
  );
}
