// The screen of promotions: the list, and beside it the open one or the form that prepares one.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { PromotionCard } from "./PromotionCard";
import { PromotionList } from "./PromotionList";
import { AddPromotion, AmendPromotion } from "./SetPromotion";

export function Promotions({ rest, search }: AreaScreenProps) {
  const [open, step] = rest;
  const close = () => navigate("promotions");
  const record =
    open === undefined ? null : open === "new" ? (
      <AddPromotion onClose={close} />
    ) : step === "edit" ? (
      <AmendPromotion key={open} id={open} />
    ) : (
      <PromotionCard key={open} id={open} onClose={close} />
    );
  if (currentRoute().alone === "yes") return record;
  const openId = open === "new" ? null : (open ?? null);
  return <SplitView id="promotions" list={<PromotionList open={openId} search={search} />} record={record} />;
}
