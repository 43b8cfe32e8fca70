// The count at the end of the day: the till piece by piece, the other methods by the sums on their slips, and why they
// differ if they do. The sum of the pieces is shown while they are counted; the desk decides whether it fits.
import { useTranslation } from "react-i18next";
import type { ExpectedSum, PaymentMethod } from "../../bindings/rpc";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import { type FieldBinding, useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Money } from "../../components/values";
import { submit } from "../../lib/ipc";
import { formatFen } from "../../lib/money";
import { closeDay } from "./actions";

/** Notes and coins of the renminbi, in fen. */
const FACES = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 1] as const;

interface Values {
  pieces: Partial<Record<number, number | null>>;
  slips: Partial<Record<PaymentMethod, number | null>>;
  explanation: string;
}

interface Props {
  day: string;
  expected: readonly ExpectedSum[];
  onClose: () => void;
}

export function CountDay({ day, expected, onClose }: Props) {
  const { t } = useTranslation("cashier");
  const may = useRight("closeCashDay");
  const others = expected.filter((each) => each.method !== "cash" && each.expected !== 0);
  const form = useForm<Values>({
    form: "cashier.close",
    record: null,
    start: { pieces: {}, slips: {}, explanation: "" },
    required: {},
    save: async (values) => {
      await submit({
        type: "CloseCashDay",
        day,
        pieces: FACES.flatMap((face) => {
          const pieces = values.pieces[face] ?? 0;
          return pieces > 0 ? [{ face, pieces }] : [];
        }),
        counted: others.flatMap(({ method, expected: due }) => {
          const counted = values.slips[method] ?? null;
          return counted === null ? [] : [{ method, expected: due, counted }];
        }),
        explanation: values.explanation,
      });
      say(t("dayClosed", { day }));
    },
  });
  const till = FACES.reduce((sum, face) => sum + face * (form.values.pieces[face] ?? 0), 0);
  const due = expected.find((each) => each.method === "cash")?.expected ?? 0;

  /** One field of a group that is kept as a whole. */
  function part<Value>(
    name: "pieces" | "slips",
    key: string,
    value: Value,
    change: (value: Value) => void,
  ): FieldBinding<Value> {
    const whole = form.field(name);
    return { ...whole, id: `${whole.id}-${key}`, name: `${name}.${key}`, value, change, problem: null };
  }

  return (
    <Form
      form={form}
      title={t("action.closeDay")}
      action={closeDay}
      whyNot={may ? null : t("mayNotClose")}
      onClose={onClose}
    >
      <FormGroup title={t("group.till")}>
        {FACES.map((face) => (
          <NumberField
            key={face}
            field={part<number | null>("pieces", String(face), form.values.pieces[face] ?? null, (pieces) =>
              form.change({ pieces: { ...form.values.pieces, [face]: pieces } }),
            )}
            label={t("face", { face: formatFen(face) })}
            unit={t("piecesUnit")}
          />
        ))}
        <p role="status">
          {t("tillSum")} <Money fen={till} /> · {t("tillDue")} <Money fen={due} />
          {till !== due && (
            <>
              {" "}
              · {t("difference")} <Money fen={till - due} />
            </>
          )}
        </p>
      </FormGroup>
      {others.length > 0 && (
        <FormGroup title={t("group.slips")}>
          {others.map(({ method, expected: sum }) => (
            <MoneyField
              key={method}
              field={part<number | null>("slips", method, form.values.slips[method] ?? null, (counted) =>
                form.change({ slips: { ...form.values.slips, [method]: counted } }),
              )}
              label={t(`orders:method.${method}`)}
              hint={t("slipDue", { sum })}
            />
          ))}
        </FormGroup>
      )}
      <FormGroup title={t("group.difference")}>
        <TextField field={form.field("explanation")} label={t("explanation")} hint={t("hint.explanation")} lines={2} />
      </FormGroup>
    </Form>
  );
}
