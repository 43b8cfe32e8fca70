// What can be done with the open car, as its life allows: the usual as buttons, the rare in a menu. Each is a small form.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  GroupStore,
  OpenTransfer,
  PaperForm,
  Right,
  Vehicle,
  VehicleCost,
  VehicleState,
} from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { Menu } from "../../components/Menu";
import { RecordPaper } from "../../components/RecordPaper";
import { usePerson } from "../../components/rights";
import { type ActionDeclaration, useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { type Deed, deeds, moreDeeds } from "./actions";
import { DeedForm } from "./DeedForm";
import { CostForm, FloorForm } from "./MoneyForms";

const OURS: readonly VehicleState[] = ["inTransit", "inStock", "transferring", "allocated", "inInspection", "ready"];

interface Props {
  vehicle: Vehicle;
  cost: VehicleCost | null;
  transfer: OpenTransfer | null;
  stores: readonly GroupStore[];
}

/** Where a deed makes sense. The desk decides; this only keeps useless buttons out of sight. */
function fits(deed: Deed, { vehicle, cost, transfer, stores }: Props): boolean {
  const { state } = vehicle;
  const ours = OURS.includes(state);
  const way = transfer?.transfer.way;
  const fit: Record<Deed, boolean> = {
    arrive: way === undefined && vehicle.arrivedOn === null && (state === "inTransit" || state === "allocated"),
    move: ours && vehicle.arrivedOn !== null,
    papers: state !== "gone",
    price: ours,
    stop: ours && vehicle.stopSale === "",
    allow: vehicle.stopSale !== "",
    costLine: cost !== null,
    sendToStore: state === "inStock" && stores.length > 0,
    receive: way === "in",
    takeBack: way === "out",
    send: state === "inStock",
    depart: way === undefined && state === "transferring",
    back: way === undefined && (state === "transferring" || state === "delivered"),
    leave: way === undefined && (state === "inTransit" || state === "inStock"),
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
  sendToStore: "moveStock",
  receive: "takeIntoStock",
  takeBack: "moveStock",
  send: "moveStock",
  depart: "moveStock",
  back: "takeIntoStock",
  leave: "editStock",
};

const SHOWN: readonly Deed[] = ["arrive", "receive", "move", "papers", "price"];
const RARE: readonly Deed[] = [
  "stop",
  "allow",
  "costLine",
  "sendToStore",
  "takeBack",
  "send",
  "depart",
  "back",
  "leave",
];

export function VehicleDeeds(props: Props) {
  const { vehicle, cost, transfer, stores } = props;
  const { t, i18n } = useTranslation("vehicles");
  const { rights } = usePerson();
  const [open, setOpen] = useState<Deed | "cost" | "floor" | null>(null);
  const [paper, setPaper] = useState<PaperForm | null>(null);
  const close = () => setOpen(null);
  const possible = (deed: Deed) => rights.includes(RIGHTS[deed]) && fits(deed, props);
  const rare = RARE.filter(possible);
  const ours = OURS.includes(vehicle.state);
  const more = [
    { id: "amend", may: rights.includes("editStock"), run: () => navigate("vehicles", [vehicle.id, "edit"]) },
    // Whoever may not see cost would set it blindly.
    { id: "cost", may: rights.includes("editCost") && rights.includes("seeCost"), run: () => setOpen("cost") },
    { id: "floor", may: rights.includes("editCost") && ours, run: () => setOpen("floor") },
    {
      id: "testDrive",
      may: rights.includes("bookTestDrives") && vehicle.purpose === "demonstrator" && vehicle.state === "inStock",
      run: () => navigate("test-drives", ["new"], { search: { vehicle: vehicle.id } }),
    },
    // It goes with the car, from either end, for as long as the car is on its way.
    {
      id: "transferNote",
      may: rights.includes("moveStock") && transfer !== null,
      run: () => setPaper("transferNote"),
    },
    {
      id: "pricedNote",
      may: rights.includes("seeCost") && transfer !== null && transfer.price !== null,
      run: () => setPaper("pricedTransferNote"),
    },
  ] as const;
  const offered = more.filter(({ may }) => may);
  return (
    <>
      {[...SHOWN, ...RARE].filter(possible).map((deed) => (
        <Offer key={deed} action={deeds[deed]} onRun={() => setOpen(deed)} />
      ))}
      {offered.map(({ id, run }) => (
        <Offer key={id} action={moreDeeds[id]} onRun={run} />
      ))}
      {SHOWN.filter(possible).map((deed) => (
        <ActionButton key={deed} action={deeds[deed]} look="quiet" />
      ))}
      {rare.length + offered.length > 0 && (
        <Menu
          label={t("moreDeeds")}
          button={t("moreDeeds")}
          items={[
            ...offered.map(({ id, run }) => ({
              id,
              label: t(`deed.${id}`),
              chord: moreDeeds[id].keys?.[0],
              run,
            })),
            ...rare.map((deed) => ({
              id: deed,
              label: t(`deed.${deed}`),
              chord: deeds[deed].keys?.[0],
              ...(deed === "leave" || deed === "depart" ? { look: "danger" as const } : {}),
              run: () => setOpen(deed),
            })),
          ]}
        />
      )}
      {paper !== null && transfer !== null && (
        <RecordPaper
          paper={{ form: paper, subject: transfer.transfer.id, language: i18n.language }}
          onClose={() => setPaper(null)}
        />
      )}
      {open === "cost" && <CostForm vehicle={vehicle} cost={cost} onClose={close} />}
      {open === "floor" && <FloorForm vehicle={vehicle} onClose={close} />}
      {open !== null && open !== "cost" && open !== "floor" && (
        <DeedForm key={open} deed={open} vehicle={vehicle} transfer={transfer} stores={stores} onClose={close} />
      )}
    </>
  );
}

/** Puts a deed on offer: its key works, and the palette knows it. */
function Offer({ action, onRun }: { action: ActionDeclaration; onRun: () => void }) {
  useAction(action, onRun);
  return null;
}
