// What a car may draw on because its customer paid ahead: named wherever work on it is taken in or charged.
import { useTranslation } from "react-i18next";
import { openRecord } from "../app/areas";
import type { PlanRow } from "../bindings/rpc";
import { Chip, Money } from "./values";

export function OpenPlans({ plans }: { plans: readonly PlanRow[] }) {
  const { t } = useTranslation("plans");
  if (plans.length === 0) return null;
  return (
    <ul className="open-recalls" aria-label={t("group.usable")}>
      {plans.map((plan) => (
        <li key={plan.id}>
          <Chip onOpen={() => openRecord("prepaid_plan", plan.id)}>{plan.title}</Chip>{" "}
          {plan.times !== null && t("timesOf", { left: plan.timesLeft ?? 0, times: plan.times })}{" "}
          <Money fen={plan.valueLeft} />
        </li>
      ))}
    </ul>
  );
}
