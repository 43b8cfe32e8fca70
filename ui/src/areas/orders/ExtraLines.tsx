// What is sold beside the car on an order without a quote: accessories, services, sums passed on, the old car set off.
import { useTranslation } from "react-i18next";
import type { OrderLineKind } from "../../bindings/rpc";
import { Choice } from "../../components/form/Choice";
import { MoneyField, TextField } from "../../components/form/fields";
import type { FieldBinding, FormState } from "../../components/form/useForm";
import { useAction } from "../../lib/keys";
import { addLine } from "./actions";
import type { ExtraLine, NewOrder } from "./newOrder";

const KINDS: readonly OrderLineKind[] = [
  "accessory",
  "service",
  "extendedWarranty",
  "registration",
  "insurance",
  "purchaseTax",
  "vehicleTax",
  "tradeIn",
  "other",
];

export function ExtraLines({ form }: { form: FormState<NewOrder> }) {
  const { t } = useTranslation("orders");
  const { extras } = form.values;
  const add = () => form.change({ extras: [...extras, { kind: "accessory", label: "", amount: null }] });
  useAction(addLine, add);
  const put = (at: number, line: ExtraLine) =>
    form.change({ extras: extras.map((each, place) => (place === at ? line : each)) });

  function field<Name extends keyof ExtraLine>(at: number, line: ExtraLine, name: Name): FieldBinding<ExtraLine[Name]> {
    return {
      id: `${form.id}-extras-${at}-${name}`,
      name: `extras.${at}.${name}`,
      value: line[name],
      required: false,
      problem: null,
      warning: null,
      change: (value) => put(at, { ...line, [name]: value }),
      leave: () => undefined,
      unreadable: () => undefined,
    };
  }

  return (
    <>
      {extras.map((line, at) => (
        // Lines have no id before the order is made, and are only added at the end or removed.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the name of its fields
        <div key={at} className="extra-line">
          <Choice
            field={{
              ...field(at, line, "kind"),
              change: (kind: string | null) =>
                put(at, { ...line, kind: KINDS.find((each) => each === kind) ?? "accessory" }),
            }}
            label={t("field.lineKind")}
            options={KINDS.map((value) => ({ value, label: t(`line.${value}`) }))}
          />
          <TextField field={field(at, line, "label")} label={t("field.lineLabel")} />
          <MoneyField field={field(at, line, "amount")} label={t("field.amount")} />
          <button
            type="button"
            className="link"
            onClick={() => form.change({ extras: extras.filter((_, place) => place !== at) })}
          >
            {t("action.removeLine")}
          </button>
        </div>
      ))}
      <p>
        <button type="button" className="link" onClick={add}>
          {t("action.addLine")}
        </button>
      </p>
    </>
  );
}
