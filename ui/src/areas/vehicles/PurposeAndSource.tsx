// What a car is here for and where it came from: asked when it is taken in, and mended later.
import { useTranslation } from "react-i18next";
import type { VehiclePurpose, VehicleSource } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import type { FieldBinding } from "../../components/form/useForm";

const PURPOSES: readonly VehiclePurpose[] = ["forSale", "display", "demonstrator", "courtesy"];
const SOURCES: readonly VehicleSource[] = ["maker", "transfer", "tradeIn", "purchase", "consignment"];

interface Props {
  purpose: FieldBinding<VehiclePurpose>;
  source: FieldBinding<VehicleSource>;
}

export function PurposeAndSource({ purpose, source }: Props) {
  const { t } = useTranslation("vehicles");
  return (
    <>
      <OneOf
        field={purpose}
        label={t("column.purpose")}
        options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
      />
      <OneOf
        field={source}
        label={t("column.source")}
        options={SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
      />
    </>
  );
}
