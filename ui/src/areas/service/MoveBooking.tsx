// A booking is moved to another time; what it had is given back by itself.
import { useTranslation } from "react-i18next";
import type { Overbooking } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { clockOf, instantOf, parseTime, todayOf } from "../../lib/time";
import { move } from "./actions";
import { DayFill } from "./DayFill";
import { IfTheDayIsFull } from "./IfTheDayIsFull";

interface Values {
  date: string | null;
  time: string;
  overbooking: Overbooking;
}

export function MoveBooking({ id, onClose }: { id: string; onClose: () => void }) {
  const card = useDesk("service_bookings.card", { id }).data;
  return card === undefined ? null : (
    <MoveForm id={id} number={card.row.number} from={card.row.startsAt} onClose={onClose} />
  );
}

interface Props {
  id: string;
  number: string;
  from: number;
  onClose: () => void;
}

function MoveForm({ id, number, from, onClose }: Props) {
  const { t } = useTranslation("service");
  const may = useRight("editService");
  const mayOverbook = useRight("overbookService");
  const form = useForm<Values>({
    form: "service.move",
    record: id,
    start: { date: todayOf(from), time: clockOf(from), overbooking: "refused" },
    required: { date: t("field.date"), time: t("field.time") },
    named: { startsAt: "time" },
    save: async ({ date, time, overbooking }) => {
      const startsAt = instantOf(date ?? todayOf(), parseTime(time) ?? time);
      await submit({ type: "RebookService", booking: id, startsAt, advisor: null, bay: null, overbooking });
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("action.move")} · ${number}`}
      action={move}
      whyNot={may ? null : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.when")}>
        <DateField field={form.field("date")} label={t("field.date")} />
        {form.values.date !== null && <DayFill day={form.values.date} />}
        <TextField field={form.field("time")} label={t("field.time")} />
        {mayOverbook && <IfTheDayIsFull field={form.field("overbooking")} />}
      </FormGroup>
    </Form>
  );
}
