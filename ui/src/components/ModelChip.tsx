// A version of the catalogue named by another record: what it is in a line, and the way to its configuration sheet. What
// is only training data says so wherever it is shown.
import { useTranslation } from "react-i18next";
import { openRecord } from "../app/areas";
import type { CatalogueChoice, IllustrativeMark } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { Chip } from "./values";

export function TrainingMark({ mark }: { mark: IllustrativeMark }) {
  const { t } = useTranslation("catalogue");
  if (mark !== "illustrative") return null;
  return (
    <span className="training-mark" title={t("illustrativeWhy")}>
      {t("illustrative")}
    </span>
  );
}

/** Class, energy, engine, power and seats in one line, as a person would run through them. */
export function useFigures(): (choice: CatalogueChoice) => string {
  const { t } = useTranslation("catalogue");
  return (choice) =>
    [
      t(`class.${choice.class}`),
      t(`energy.${choice.energy}`),
      ...(choice.displacementMl === null ? [] : [`${(choice.displacementMl / 1000).toFixed(1)} L`]),
      ...(choice.powerKw === null ? [] : [`${choice.powerKw} kW`]),
      t("seatsOf", { count: choice.seats }),
    ].join(" · ");
}

export function ModelChip({ id }: { id: string }) {
  const figures = useFigures();
  const answer = useDesk("catalogue.choice", { id });
  const choice = answer.data;
  if (choice === undefined) return null;
  return (
    <span className="model-chip">
      <Chip onOpen={() => openRecord("model", id)}>
        <span className="hidden-words">{choice.label}</span> <span title={choice.label}>{figures(choice)}</span>
      </Chip>
      <TrainingMark mark={choice.illustrative} />
    </span>
  );
}
