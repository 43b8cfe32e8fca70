// The till is counted in the morning: one figure.
import { useTranslation } from "react-i18next";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { submit } from "../../lib/ipc";
import { openDay } from "./actions";

export function OpenDay({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("cashier");
  const may = useRight("closeCashDay");
  const form = useForm<{ openingFloat: number | null }>({
    form: "cashier.open",
    record: null,
    start: { openingFloat: null },
    required: { openingFloat: t("openingFloat") },
    save: async ({ openingFloat }) => {
      await submit({ type: "OpenCashDay", openingFloat: openingFloat ?? 0 });
    },
  });
  return (
    <Form
      form={form}
      title={t("action.openDay")}
      action={openDay}
      whyNot={may ? null : t("mayNotClose")}
      onClose={onClose}
    >
      <FormGroup title={t("group.till")}>
        <MoneyField field={form.field("openingFloat")} label={t("openingFloat")} hint={t("hint.float")} />
      </FormGroup>
    </Form>
  );
}
