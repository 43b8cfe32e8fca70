// One recall: what is to be done, and the cars on its list with those that are open first.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { RecallCard as Card, RecallCarRow } from "../../bindings/rpc";
import { confirm } from "../../components/Confirm";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Chip, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { listVins } from "./actions";
import { ListVins } from "./ListVins";
import { give } from "./RepairOrderCard";
import { RECALL_CAR_HUES, RECALL_HUES } from "./words";

const SHOWN = 200;

export function RecallCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const answer = useDesk("recalls.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.recall")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

type Asking = { what: "vins" } | { what: "unlist"; car: string };

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("service");
  const may = useRight("runWorkshop");
  const { row } = card;
  const cars = useDesk("recalls.cars", { id: row.id, limit: SHOWN }).data ?? [];
  const [asking, setAsking] = useState<Asking | null>(null);
  const done = () => setAsking(null);
  const end = async () => {
    const sure = await confirm({
      question: t("endRecall", { number: row.number }),
      consequence: t("endRecallConsequence"),
      verb: t("action.endRecall"),
    });
    if (sure) give({ type: "EndRecall", recall: row.id });
  };
  const running = row.state === "running";
  const menu: MenuItem[] =
    running && may ? [{ id: "end", label: t("action.endRecall"), look: "danger", run: () => void end() }] : [];
  return (
    <RecordPage
      kind={`${t(`recallKind.${row.kind}`)} ${row.number}`}
      title={row.title}
      pending={row.pending}
      state={<StateDot hue={RECALL_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>}
      next={t("doneOf", { done: row.done, listed: row.listed })}
      actions={
        <>
          <History kind="recall" id={row.id} area="service" name={row.number} />
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} />}
        </>
      }
      onClose={onClose}
    >
      {asking?.what === "vins" && <ListVins recall={row.id} onClose={done} />}
      {asking?.what === "unlist" && <Unlist car={asking.car} onClose={done} />}
      {running && (
        <PrimaryAction
          action={listVins}
          run={() => setAsking({ what: "vins" })}
          whyNot={may ? null : t("mayNotRecall")}
        />
      )}
      <Facts
        title={t("group.what")}
        items={[
          { label: t("column.measure"), value: card.measure },
          { label: t("column.minutes"), value: `${t(`skill.${card.skill}`)} ${t("minutes", { count: card.minutes })}` },
          { label: t("column.maker"), value: row.maker, empty: row.maker === "" },
          { label: t("column.runsFrom"), value: <When at={row.runsFrom} /> },
          { label: t("column.runsUntil"), value: <When at={row.runsUntil} />, empty: row.runsUntil === null },
        ]}
      />
      <Facts
        title={t("group.recallCars")}
        items={cars.map((car) => ({
          id: car.id,
          label: car.vin,
          value: (
            <CarOfList car={car} onUnlist={running && may ? () => setAsking({ what: "unlist", car: car.id }) : null} />
          ),
        }))}
      />
      {cars.length < row.listed && <p className="muted">{t("moreCars", { count: row.listed - cars.length })}</p>}
    </RecordPage>
  );
}

function CarOfList({ car, onUnlist }: { car: RecallCarRow; onUnlist: (() => void) | null }) {
  const { t } = useTranslation("service");
  return (
    <>
      <StateDot hue={RECALL_CAR_HUES[car.state]}>{t(`recallCar.${car.state}`)}</StateDot>{" "}
      {`${car.plate} ${car.description} ${car.customerName}`.trim()}{" "}
      {car.stockNumber !== "" && <span className="muted">{t("inStock", { number: car.stockNumber })}</span>}
      {car.repairOrder !== null && (
        <Chip onOpen={() => openRecord("repair_order", car.repairOrder ?? "")}>{car.repairOrderNumber}</Chip>
      )}{" "}
      {car.doneAt !== null && <When at={car.doneAt} />}
      {car.reason !== "" && <span className="muted">{car.reason}</span>}
      {car.state === "open" && onUnlist !== null && (
        <button type="button" className="button quiet" onClick={onUnlist}>
          {t("action.unlist")}
          <span className="hidden-words">{car.vin}</span>
        </button>
      )}
    </>
  );
}

function Unlist({ car, onClose }: { car: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const form = useForm({
    form: "service.unlist",
    record: car,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: async ({ reason }) => {
      await submit({ type: "UnlistRecallCar", recallCar: car, reason });
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("action.unlist")} verb={t("action.unlist")} onClose={onClose}>
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}
