// The hand-over: what is missing stands first, then the reading and the place, then the check list. The button hands over only when
// nothing is missing, or when somebody says that the car has left all the same.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HandoverItem, HandoverState, MissingItem } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { confirm } from "../../components/Confirm";
import { sayConcerns } from "../../components/concerns";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { allDone, deliver } from "./actions";
import type { StepProps } from "./OrderStepForm";

const GROUPS = ["papers", "things", "condition", "explained"] as const;
const STATES: readonly HandoverState[] = ["done", "notApplicable", "open"];

interface Values {
  odometerKm: number | null;
  chargeOrFuel: string;
  place: string;
  ticks: Partial<Record<HandoverItem, HandoverState>>;
}

export function DeliverVehicle({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("deliverVehicles");
  const answer = useDesk("orders.missing", { id: card.order.id, step: "deliver" });
  const missing: readonly MissingItem[] = answer.data?.missing ?? [];
  const [gaps, setGaps] = useState<"shut" | "said">("shut");
  const form = useForm<Values>({
    form: "orders.deliver",
    record: card.order.id,
    start: { odometerKm: card.vehicle?.odometerKm ?? null, chargeOrFuel: "", place: "", ticks: {} },
    required: { odometerKm: t("field.odometer") },
    save: async (values) => {
      if (missing.length > 0) {
        setGaps("said");
        const answered = await confirm({
          question: t("deliverAnyway", { number: card.order.number }),
          consequence: missing.map((item) => t(`missing.${item}`)).join(t("common:listSeparator")),
          verb: t("action.deliverAnyway"),
        });
        if (answered === "no") return;
      }
      const done = await submit({
        type: "DeliverVehicle",
        order: card.order.id,
        handoverNumber: "",
        odometerKm: values.odometerKm ?? 0,
        chargeOrFuel: values.chargeOrFuel,
        place: values.place,
        items: card.handoverList.map(({ item }) => ({ item, state: values.ticks[item] ?? "open", note: "" })),
      });
      say(t("delivered", { number: card.order.number }));
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const tick = (item: HandoverItem, state: HandoverState) =>
    form.change({ ticks: { ...form.values.ticks, [item]: state } });
  useAction(allDone, () =>
    form.change({ ticks: Object.fromEntries(card.handoverList.map(({ item }) => [item, "done" as const])) }),
  );
  return (
    <Form
      form={form}
      title={`${t("step.deliver")} · ${card.order.number}`}
      action={deliver}
      whyNot={may ? null : t("mayNotDeliver")}
      onClose={onClose}
    >
      {missing.length > 0 && (
        <p className="problem" role={gaps === "said" ? "alert" : "status"}>
          {t("stillMissing", { items: missing.map((item) => t(`missing.${item}`)).join(t("common:listSeparator")) })}
        </p>
      )}
      <FormGroup title={t("group.handover")}>
        <NumberField field={form.field("odometerKm")} label={t("field.odometer")} unit={t("km")} />
        <TextField field={form.field("chargeOrFuel")} label={t("field.chargeOrFuel")} />
        <TextField field={form.field("place")} label={t("field.place")} />
      </FormGroup>
      <p className="all-done">
        <ActionButton action={allDone} look="quiet" />
        <span className="muted">{t("hint.allDone")}</span>
      </p>
      {GROUPS.map((group) => (
        <FormGroup key={group} title={t(`handoverGroup.${group}`)}>
          {card.handoverList
            .filter((line) => line.group === group)
            .map(({ item }) => (
              <div key={item} className="tick-line" role="radiogroup" aria-labelledby={`tick-${item}`}>
                <span id={`tick-${item}`}>{t(`handoverItem.${item}`)}</span>
                {STATES.map((state) => (
                  <label key={state}>
                    <input
                      type="radio"
                      name={item}
                      checked={(form.values.ticks[item] ?? "open") === state}
                      onChange={() => tick(item, state)}
                    />
                    {t(`handoverState.${state}`)}
                  </label>
                ))}
              </div>
            ))}
        </FormGroup>
      ))}
    </Form>
  );
}
