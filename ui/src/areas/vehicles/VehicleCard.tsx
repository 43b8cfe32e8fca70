// One car: what it is, where it stands, what it costs, and its story.
import { useTranslation } from "react-i18next";
import { DrivesOf } from "../../components/DrivesOf";
import { History } from "../../components/History";
import { ModelChip } from "../../components/ModelChip";
import { OpenRecalls } from "../../components/OpenRecalls";
import { Facts, RecordLost, RecordPage, Story } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Money, Skeleton, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { act } from "../../lib/ipc";
import { Age } from "./Age";
import { CostLines } from "./CostLines";
import { Happened } from "./Happened";
import { HUES } from "./states";
import { VehicleDeeds } from "./VehicleDeeds";

export function VehicleCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("vehicles");
  const said = useCatalogueWords();
  const seesCost = useRight("seeCost");
  const answer = useDesk("vehicles.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.vehicle")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  if (answer.data === undefined) return <Skeleton />;
  const { vehicle, ageDays, ageBadge, cost, costLines, holding, timeline, transfer, stores } = answer.data;
  const text = (name: string, value: string) => ({ label: t(`column.${name}`), value, empty: value === "" });
  const date = (name: string, value: string | null) => ({
    label: t(`column.${name}`),
    value: <When at={value} />,
    empty: value === null,
  });
  const money = (name: string, value: number | null) => ({
    label: t(`column.${name}`),
    value: <Money fen={value} />,
    empty: value === null,
  });
  return (
    <RecordPage
      kind={vehicle.stockNumber}
      title={said(vehicle.description)}
      pending={timeline.some((entry) => entry.pending)}
      state={<State state={vehicle.state} hue={vehicle.stopSale === "" ? HUES[vehicle.state] : "bad"} />}
      next={
        <>
          {ageDays !== null && <Age days={ageDays} badge={ageBadge} />}
          {ageDays !== null && vehicle.location !== "" && " · "}
          {vehicle.location}
          {transfer !== null && (ageDays !== null || vehicle.location !== "") && " · "}
          {transfer !== null && t(`onTheWay.${transfer.transfer.way}`, { store: transfer.storeName })}
        </>
      }
      actions={
        <>
          <History kind="vehicle" id={id} area="vehicles" name={vehicle.stockNumber} />
          <VehicleDeeds vehicle={vehicle} cost={cost} transfer={transfer} stores={stores} />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/vehicles/${id}` })}
      timeline={<Story entries={timeline} tell={(entry) => <Happened what={entry.what} changes={entry.changes} />} />}
    >
      <OpenRecalls recalls={answer.data.recalls} />
      <Facts
        title={t("group.car")}
        items={[
          text("vin", vehicle.vin),
          {
            label: t("column.model"),
            value: vehicle.model !== null && <ModelChip id={vehicle.model} />,
            empty: vehicle.model === null,
          },
          text("stopSale", vehicle.stopSale),
          text("exteriorColour", said(vehicle.exteriorColour)),
          text("interiorColour", vehicle.interiorColour),
          text("engineNumber", vehicle.engineNumber),
          date("producedOn", vehicle.producedOn),
          { label: t("column.purpose"), value: t(`purpose.${vehicle.purpose}`) },
          { label: t("column.source"), value: t(`source.${vehicle.source}`) },
          {
            label: t("column.odometerKm"),
            value: `${vehicle.odometerKm} ${t("km")}`,
            empty: vehicle.odometerKm === 0,
          },
        ]}
      />
      <Facts
        title={t("group.arrival")}
        items={[
          date("arrivedOn", vehicle.arrivedOn),
          date("expectedOn", vehicle.arrivedOn === null ? vehicle.expectedOn : null),
          text("location", vehicle.location),
        ]}
      />
      <Facts
        title={t("group.money")}
        items={[
          money("guidePrice", vehicle.guidePrice),
          money("askingPrice", vehicle.askingPrice),
          ...(seesCost
            ? [
                ...(transfer === null ? [] : [money("transferPrice", transfer.price)]),
                money("cost", cost?.purchasePrice ?? null),
                money("extras", cost === null || cost.extras === 0 ? null : cost.extras),
                {
                  label: t("column.floorPlan"),
                  value: `${(cost?.floorPlanBasisPoints ?? 0) / 100} ${t("percentAYear")}`,
                  empty: (cost?.floorPlanBasisPoints ?? 0) === 0,
                },
                date("financedOn", cost?.financedOn ?? null),
                money("holdingPerDay", holding?.perDay ?? null),
                {
                  label: t("column.holdingSoFar"),
                  value: (
                    <>
                      <Money fen={holding?.soFar ?? null} />{" "}
                      <span className="muted">{t("days", { count: holding?.days ?? 0 })}</span>
                    </>
                  ),
                  empty: holding === null,
                },
              ]
            : []),
        ]}
      >
        {costLines.length > 0 && <CostLines lines={costLines} />}
      </Facts>
      <Facts
        title={t("group.papers")}
        items={[
          { label: t("column.certificate"), value: t(`certificate.${vehicle.certificate}`) },
          text("certificateNumber", vehicle.certificateNumber),
          text("certificateWith", vehicle.certificateWith),
          date("certificateDue", vehicle.certificateDue),
          text("keyNumber", vehicle.keyNumber),
          text("keysWith", vehicle.keysWith),
          text("remark", vehicle.remark),
        ]}
      />
      {vehicle.purpose === "demonstrator" && <DrivesOf whose={{ of: "vehicle", id: vehicle.id }} />}
    </RecordPage>
  );
}
