// One booking: when, what, for whom, and what was left undone on the car. Once the car is here it becomes an order.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BookingCard as Card } from "../../bindings/rpc";
import { ComplaintsOf } from "../../components/ComplaintsOf";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import { useForm } from "../../components/form/useForm";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { OpenRecalls } from "../../components/OpenRecalls";
import { PartChoice } from "../../components/PartChoice";
import { PartNeeds } from "../../components/PartNeeds";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { RecordPaper } from "../../components/RecordPaper";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Money, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { act, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { confirm as confirmAction, printPaper, receiveBooked, wantPart } from "./actions";
import { Clocks } from "./Clocks";
import { Visits } from "./Visits";
import { BOOKING_HUES } from "./words";

export function BookingCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const answer = useDesk("service_bookings.card", { id }, { former: "dropped" });
  if (answer.isError)
    return (
      <RecordLost kind={t("kind.service_booking")} title={t("notFound")} thrown={answer.error} onClose={onClose} />
    );
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("service");
  const may = useRight("editService");
  const { row, car } = card;
  const [asking, setAsking] = useState<"cancel" | "part" | "paper" | null>(null);
  const expected = row.state === "new" || row.state === "confirmed";
  const give = (command: Parameters<typeof submit>[0]) => {
    submit(command).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  useAction(confirmAction, () => give({ type: "ConfirmBooking", booking: row.id }), {
    whyNot: may ? null : t("mayNot"),
    offered: row.state === "new" ? "yes" : "no",
  });
  useAction(printPaper, () => setAsking("paper"));
  useAction(wantPart, () => setAsking("part"), {
    whyNot: may ? null : t("mayNot"),
    offered: expected ? "yes" : "no",
  });
  const menu: MenuItem[] = expected
    ? [
        ...(row.state === "new"
          ? [
              {
                id: "confirm",
                label: t("action.confirm"),
                chord: "C",
                run: () => give({ type: "ConfirmBooking", booking: row.id }),
              },
            ]
          : []),
        { id: "paper", label: t("paper.serviceAppointment"), chord: "Ctrl+P", run: () => setAsking("paper") },
        { id: "part", label: t("parts:action.addPart"), chord: "P", run: () => setAsking("part") },
        { id: "move", label: t("action.move"), run: () => navigate("service", [row.id, "move"]) },
        {
          id: "missed",
          label: t("action.missed"),
          run: () => give({ type: "RecordBookingNoShow", booking: row.id, remark: "" }),
        },
        { id: "cancel", label: t("action.cancel"), look: "danger", run: () => setAsking("cancel") },
      ]
    : [];
  return (
    <RecordPage
      kind={`${t("kind.service_booking")} ${row.number}`}
      title={`${row.plate || row.description} · ${row.name}`}
      pending={row.pending}
      state={<StateDot hue={BOOKING_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>}
      actions={
        <>
          <History kind="service_booking" id={row.id} area="service" name={row.number} />
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} />}
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `/service/${row.id}` })}
    >
      {asking === "paper" && (
        <RecordPaper paper={{ form: "serviceAppointment", subject: row.id }} onClose={() => setAsking(null)} />
      )}
      {asking === "part" && <WantPart booking={row.id} onClose={() => setAsking(null)} />}
      {asking === "cancel" && <CancelBooking id={row.id} onClose={() => setAsking(null)} />}
      {expected && (
        <PrimaryAction
          action={receiveBooked}
          run={() => navigate("service", ["orders", "new"], { search: { booking: row.id } })}
          whyNot={may ? null : t("mayNot")}
        />
      )}
      <OpenRecalls recalls={car.recalls} />
      <Facts
        title={t("group.when")}
        items={[
          { label: t("column.startsAt"), value: <When at={row.startsAt} /> },
          { label: t("column.endsAt"), value: <When at={row.endsAt} /> },
          { label: t("column.advisor"), value: row.advisorName },
          { label: t("column.bay"), value: row.bayName, empty: row.bayName === "" },
          { label: t("group.wash"), value: t(`wash.${card.wash ?? "notWanted"}`), empty: card.wash === null },
          { label: t("column.transport"), value: t(`transport.${row.transport}`) },
          {
            label: t("column.minutes"),
            value: `${t("minutes", { count: row.minutes })} ${
              row.overbookedMinutes > 0 ? t("overbooked", { minutes: row.overbookedMinutes }) : ""
            }`,
          },
          { label: t("column.remark"), value: card.remark, empty: card.remark === "" },
          { label: t("column.reason"), value: card.closedBecause, empty: card.closedBecause === "" },
          { label: t("action.move"), value: t("moved", { count: row.moved }), empty: row.moved === 0 },
        ]}
      />
      <Facts
        title={t("group.what")}
        items={card.jobs.map((job) => ({
          label: `${job.title} ${job.words === job.title ? "" : job.words}`,
          value: `${t(`skill.${job.skill}`)} ${t("minutes", { count: job.minutes })}`,
        }))}
      />
      <PartNeeds holder={row.id} />
      <Facts
        title={t("group.car")}
        items={[
          { label: t("column.plate"), value: car.plate, empty: car.plate === "" },
          { label: t("column.vin"), value: car.vin, empty: car.vin === "" },
          { label: t("column.car"), value: car.description },
          { label: t("column.customer"), value: car.customerName || row.name },
          { label: t("column.phone"), value: card.phone, empty: card.phone === "" },
          { label: t("column.odometer"), value: car.odometerKm, empty: car.odometerKm === 0 },
        ]}
      />
      <Clocks car={car.id} clocks={car.clocks} may={may ? "yes" : "no"} />
      <Facts
        title={t("group.declined")}
        items={car.declined.map((work) => ({
          label: `${work.title} ${work.reason}`,
          value: <Money fen={work.amount} />,
        }))}
      />
      <ComplaintsOf whose={{ of: "car", id: car.id }} />
      <Visits visits={car.visits} />
    </RecordPage>
  );
}

function CancelBooking({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const form = useForm({
    form: "service.cancel",
    record: id,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: async ({ reason }) => {
      await submit({ type: "CancelBooking", booking: id, reason });
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("action.cancel")} verb={t("action.cancel")} look="danger" onClose={onClose}>
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}

/** A part that the work will need: kept as far as it is there, waited for beyond that. */
function WantPart({ booking, onClose }: { booking: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const form = useForm<{ part: string | null; quantity: number | null }>({
    form: "service.wantPart",
    record: booking,
    start: { part: null, quantity: 1000 },
    required: { part: t("parts:field.part"), quantity: t("field.quantity") },
    save: async ({ part, quantity }) => {
      await submit({ type: "WantPart", need: newId(), booking, part: part ?? "", quantity: quantity ?? 0 });
      onClose();
    },
  });
  const verb = t("parts:action.addPart");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <PartChoice field={form.field("part")} />
      <QuantityField field={form.field("quantity")} label={t("field.quantity")} />
    </DialogForm>
  );
}
