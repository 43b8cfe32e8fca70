// The screen of plans that customers pay ahead: the list, and beside it the open one or the form that sells one.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { PlanCard } from "./PlanCard";
import { PlanList } from "./PlanList";
import { SellPlan } from "./SellPlan";

export function Plans({ rest, search }: AreaScreenProps) {
  const [open] = rest;
  const close = () => navigate("plans");
  const record =
    open === undefined ? null : open === "new" ? (
      <SellPlan onClose={close} />
    ) : (
      <PlanCard key={open} id={open} onClose={close} />
    );
  if (currentRoute().alone === "yes") return record;
  const openId = open === "new" ? null : (open ?? null);
  return <SplitView id="plans" list={<PlanList open={openId} search={search} />} record={record} />;
}
