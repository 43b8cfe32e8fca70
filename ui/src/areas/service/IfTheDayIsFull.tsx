// What becomes of a booking for which a day has no hours left: asked of those who may overbook.
import { useTranslation } from "react-i18next";
import type { Overbooking } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import type { FieldBinding } from "../../components/form/useForm";

export function IfTheDayIsFull({ field }: { field: FieldBinding<Overbooking> }) {
  const { t } = useTranslation("service");
  return (
    <OneOf
      field={field}
      label={t("field.overbooking")}
      options={(["refused", "allowed"] as const).map((value) => ({ value, label: t(`overbook.${value}`) }))}
    />
  );
}
