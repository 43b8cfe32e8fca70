// What can be done with the open car, as its life allows: the usual as buttons, the rare in a menu. Each is a small form.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Right, Vehicle, VehicleState } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { Menu } from "../../components/Menu";
import { usePerson } from "../../components/rights";
import { useAction } from "../../lib/keys";
import { type Deed, deeds } from "./actions";
import { DeedForm } from "./DeedForm";

const OURS: readonly VehicleState[] = ["inTransit", "inStock", "transferring", "allocated", "inInspection", "ready"];

/** Where a deed makes sense. The desk decides; this only keeps useless buttons out of sight. */
function fits(deed: Deed, vehicle: Vehicle, hasCost: "yes" | "no"): boolean {
  const { state } = vehicle;
  const ours = OURS.includes(state);
  const fit: Record<Deed, boolean> = {
    arrive: vehicle.arrivedOn === null && (state === "inTransit" || state === "allocated"),
    move: ours && vehicle.arrivedOn !== null,
    papers: state !== "gone",
    price: ours,
    stop: ours && vehicle.stopSale === "",
    allow: vehicle.stopSale !== "",
    costLine: hasCost === "yes",
    send: state === "inStock",
    depart: state === "transferring",
    back: state === "transferring" || state === "delivered",
    leave: state === "inTransit" || state === "inStock",
  };
  return fit[deed];
}

const RIGHTS: Record<Deed, Right> = {
  arrive: "takeIntoStock",
  move: "moveStock",
  papers: "handlePapers",
  price: "editStock",
  stop: "editStock",
  allow: "editStock",
  costLine: "editCost",
  send: "moveStock",
  depart: "moveStock",
  back: "takeIntoStock",
  leave: "editStock",
};

const SHOWN: readonly Deed[] = ["arrive", "move", "papers", "price"];
const RARE: readonly Deed[] = ["stop", "allow", "costLine", "send", "depart", "back", "leave"];

export function VehicleDeeds({ vehicle, hasCost }: { vehicle: Vehicle; hasCost: "yes" | "no" }) {
  const { t } = useTranslation("vehicles");
  const { rights } = usePerson();
  const [open, setOpen] = useState<Deed | null>(null);
  const possible = (deed: Deed) => rights.includes(RIGHTS[deed]) && fits(deed, vehicle, hasCost);
  const rare = RARE.filter(possible);
  return (
    <>
      {[...SHOWN, ...RARE].filter(possible).map((deed) => (
        <Offer key={deed} deed={deed} onRun={() => setOpen(deed)} />
      ))}
      {SHOWN.filter(possible).map((deed) => (
        <ActionButton key={deed} action={deeds[deed]} look="quiet" />
      ))}
      {rare.length > 0 && (
        <Menu
          label={t("moreDeeds")}
          button={t("moreDeeds")}
          items={rare.map((deed) => ({
            id: deed,
            label: t(`deed.${deed}`),
            chord: deeds[deed].keys?.[0],
            ...(deed === "leave" || deed === "depart" ? { look: "danger" as const } : {}),
            run: () => setOpen(deed),
          }))}
        />
      )}
      {open !== null && <DeedForm key={open} deed={open} vehicle={vehicle} onClose={() => setOpen(null)} />}
    </>
  );
}

/** Puts a deed on offer: its key works, and the palette knows it. */
function Offer({ deed, onRun }: { deed: Deed; onRun: () => void }) {
  useAction(deeds[deed], onRun);
  return null;
}
