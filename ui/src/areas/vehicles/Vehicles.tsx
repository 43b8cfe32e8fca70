// The screen of stock: the list, and beside it the open car or the form that takes one in.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { AmendVehicle } from "./AmendVehicle";
import { TakeIntoStock } from "./TakeIntoStock";
import { VehicleCard } from "./VehicleCard";
import { VehicleList } from "./VehicleList";

export function Vehicles({ rest, search }: AreaScreenProps) {
  const [open, part] = rest;
  const close = () => navigate("vehicles");
  const record =
    open === undefined ? null : open === "new" ? (
      <TakeIntoStock model={search.model ?? null} onClose={close} />
    ) : part === "edit" ? (
      <AmendVehicle key={open} id={open} onClose={() => navigate("vehicles", [open])} />
    ) : (
      <VehicleCard key={open} id={open} onClose={close} />
    );
  if (currentRoute().alone === "yes") return record;
  return <SplitView id="vehicles" list={<VehicleList open={open ?? null} search={search} />} record={record} />;
}
