// One car: what it is, where it stands, what it costs to keep, and its story.
import { useTranslation } from "react-i18next";
import { Facts, RecordPage, Timeline } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Money, Skeleton, State, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { act } from "../../lib/ipc";
import { hueOf } from "./states";

export function VehicleCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("vehicles");
  const seesCost = useRight("seeCost");
  const answer = useDesk("vehicles.card", { id }, { former: "dropped" });
  if (answer.isError) {
    return (
      <RecordPage kind={t("kind.vehicle")} title={t("notFound")} onClose={onClose}>
        <p className="problem" role="alert">
          {sayThrown(answer.error)}
        </p>
      </RecordPage>
    );
  }
  const car = answer.data;
  if (car === undefined) return <Skeleton />;
  return (
    <RecordPage
      kind={t("kind.vehicle")}
      title={car.model}
      pending={car.pending}
      state={<State state={car.state} hue={hueOf(car.state)} />}
      next={car.ageDays === null ? undefined : t("age", { count: car.ageDays })}
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `/vehicles/${id}` })}
      timeline={
        <Timeline
          entries={car.timeline.map((event, at) => ({
            id: `${event.at}-${at}`,
            at: event.at,
            who: event.who,
            what: t(`event.${event.what}`, { ...event.values, defaultValue: event.what }),
            pending: event.pending,
          }))}
        />
      }
    >
      <Facts
        title={t("group.car")}
        items={[
          { label: t("column.vin"), value: car.vin },
          { label: t("column.colour"), value: car.colour, empty: car.colour === "" },
          { label: t("column.location"), value: car.location, empty: car.location === "" },
          { label: t("column.arrivedOn"), value: <When at={car.arrivedOn} />, empty: car.arrivedOn === null },
        ]}
      />
      <Facts
        title={t("group.money")}
        items={[
          { label: t("column.guidePrice"), value: <Money fen={car.guidePrice} /> },
          ...(seesCost
            ? [
                { label: t("column.cost"), value: <Money fen={car.cost} />, empty: car.cost === null },
                {
                  label: t("column.holdingPerDay"),
                  value: <Money fen={car.holdingCostPerDay} />,
                  empty: car.holdingCostPerDay === null,
                },
                {
                  label: t("column.holdingSoFar"),
                  value: <Money fen={car.holdingCostSoFar} />,
                  empty: car.holdingCostSoFar === null,
                },
              ]
            : []),
        ]}
      />
      <Facts
        title={t("group.papers")}
        items={[
          {
            label: t("column.certificate"),
            value: car.certificate === null ? null : t(`certificate.${car.certificate}`),
            empty: car.certificate === null,
          },
          { label: t("column.keysAt"), value: car.keysAt, empty: car.keysAt === null || car.keysAt === "" },
          { label: t("column.keyCount"), value: car.keyCount, empty: car.keyCount === null },
          { label: t("column.remarks"), value: car.remarks, empty: car.remarks === "" },
        ]}
      />
    </RecordPage>
  );
}
