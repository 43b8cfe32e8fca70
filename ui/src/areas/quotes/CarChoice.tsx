// The car of a quote: one of the stock, a version of the catalogue, or said in words where there is neither. What the
// catalogue knows of it need not be typed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { VehicleRow } from "../../bindings/rpc";
import { Choice } from "../../components/form/Choice";
import type { FormState } from "../../components/form/useForm";
import { ModelOfForm } from "../../components/ModelChoice";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { query } from "../../lib/ipc";
import { formatFen } from "../../lib/money";
import { ofModel, type Typed } from "./typed";

const STOCK_SHOWN = 8;
const MODELS_SHOWN = 12;

export function CarChoice({ form }: { form: FormState<Typed> }) {
  const { t } = useTranslation("quotes");
  const [text, setText] = useState("");
  const stock = useDesk("vehicles.list", {
    filters: { state: ["inStock", "inTransit", "ready"] },
    text,
    sort: null,
    offset: 0,
    limit: STOCK_SHOWN,
  });
  const catalogue = useDesk("catalogue.choices", { text, limit: MODELS_SHOWN });
  const cars = stock.data?.rows ?? [];
  const models = catalogue.data?.choices ?? [];
  const field = form.field("description");
  const { model } = form.values;

  const takeCar = (car: VehicleRow) => {
    form.change({
      vehicle: car.id,
      model: car.model,
      description: car.description,
      exteriorColour: car.exteriorColour,
      guidePrice: car.guidePrice ?? form.values.guidePrice,
    });
    if (car.model === null) return;
    query("catalogue.choice", { id: car.model })
      .then((version) => form.change({ ...ofModel(version), guidePrice: car.guidePrice ?? version.guidePrice }))
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };

  return (
    <>
      <Choice
        field={{ ...field, change: (value) => form.change({ description: value ?? "", vehicle: null, model: null }) }}
        label={t("field.description")}
        hint={t("hint.description")}
        shown={form.values.description}
        free="yes"
        onType={setText}
        options={[
          ...cars.map((row) => ({
            value: row.id,
            label: row.description,
            detail: [t("found.stock"), row.exteriorColour, row.vin].filter((word) => word !== "").join(" "),
          })),
          ...models.map((choice) => ({
            value: choice.id,
            label: choice.label,
            detail: [
              t("found.catalogue"),
              formatFen(choice.guidePrice),
              ...(choice.illustrative === "illustrative" ? [t("catalogue:illustrative")] : []),
            ].join(" "),
          })),
        ]}
        onChoose={({ value }) => {
          const car = cars.find((each) => each.id === value);
          const version = models.find((each) => each.id === value);
          if (car) takeCar(car);
          else if (version) {
            form.change({
              ...ofModel(version),
              vehicle: null,
              description: version.label,
              guidePrice: version.guidePrice,
            });
          }
        }}
      />
      {model !== null && <ModelOfForm id={model} />}
    </>
  );
}
