// The screen of stock: the list, and beside it the open car or the form that takes one in.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { AmendVehicle } from "./AmendVehicle";
import { narrowedBy } from "./narrowed";
import { StockLevels } from "./StockLevels";
import { TakeIntoStock } from "./TakeIntoStock";
import { VehicleCard } from "./VehicleCard";
import { VehicleList } from "./VehicleList";

export function Vehicles({ rest, search }: AreaScreenProps) {
  const [open, part] = rest;
  const { model, ...narrowing } = search;
  const narrowed = narrowedBy(narrowing);
  // The list stays as it was narrowed by the way that led to it.
  const close = () => navigate("vehicles", [], { search: narrowed === undefined ? {} : narrowing });
  const record =
    open === undefined ? null : open === "new" ? (
      <TakeIntoStock model={model ?? null} onClose={close} />
    ) : open === "levels" ? (
      <StockLevels onClose={close} />
    ) : part === "edit" ? (
      <AmendVehicle key={open} id={open} onClose={() => navigate("vehicles", [open])} />
    ) : (
      <VehicleCard key={open} id={open} onClose={close} />
    );
  if (currentRoute().alone === "yes") return record;
  const list = <VehicleList key={JSON.stringify(narrowed)} open={open ?? null} search={search} start={narrowed} />;
  return <SplitView id="vehicles" list={list} record={record} />;
}
