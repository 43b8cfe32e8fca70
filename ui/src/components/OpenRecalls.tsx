// What a maker has put right on a car and is not done yet: named wherever the car is dealt with.
import { useTranslation } from "react-i18next";
import type { OpenRecall } from "../bindings/rpc";
import { StateDot } from "./values";

export function OpenRecalls({ recalls }: { recalls: readonly OpenRecall[] }) {
  const { t } = useTranslation("service");
  if (recalls.length === 0) return null;
  return (
    <ul className="open-recalls" aria-label={t("group.openRecalls")}>
      {recalls.map((recall) => (
        <li key={recall.recallCar}>
          <StateDot hue={recall.kind === "recall" ? "bad" : "wait"}>{t(`recallKind.${recall.kind}`)}</StateDot>{" "}
          {t("openRecall", { number: recall.number, title: recall.title, measure: recall.measure })}
          {recall.repairOrderNumber !== "" && ` ${t("recallOn", { number: recall.repairOrderNumber })}`}
        </li>
      ))}
    </ul>
  );
}
