// The record of a repair for the authority (维修电子健康档案), written to a file for one order or for a period. What is
// missing in a record is told by order; such a record is not written.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HealthRecordsWritten } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Chip } from "../../components/values";
import { act } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";

interface Values {
  from: string | null;
  until: string | null;
  reason: string;
}

interface Props {
  /** The one order; nothing for a period. */
  order: string | null;
  onClose: () => void;
}

export function ExportRecords({ order, onClose }: Props) {
  const { t } = useTranslation("service");
  const [written, setWritten] = useState<HealthRecordsWritten | null>(null);
  const form = useForm<Values>({
    form: "service.exportRecords",
    record: order,
    start: { from: todayOf(), until: todayOf(), reason: "" },
    required:
      order === null
        ? { from: t("field.from"), until: t("field.untilDay"), reason: t("field.reason") }
        : { reason: t("field.reason") },
    save: async ({ from, until, reason }) => {
      const answer = await act("repair_orders.export_health_records", {
        which:
          order === null
            ? { of: "period", from: from ?? todayOf(), until: until ?? todayOf() }
            : { of: "order", id: order },
        reason,
      });
      if (answer.path !== null) say(t("recordsWritten", { count: answer.written, path: answer.path }));
      if (answer.incomplete.length > 0 || answer.path === null) setWritten(answer);
      else onClose();
    },
  });
  const verb = t("action.exportRecords");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <p className="muted">{t("hint.exportRecords")}</p>
      {order === null && (
        <>
          <DateField field={form.field("from")} label={t("field.from")} latest={todayOf()} />
          <DateField field={form.field("until")} label={t("field.untilDay")} latest={todayOf()} />
        </>
      )}
      <TextField field={form.field("reason")} label={t("field.reason")} />
      {written !== null && (
        <div role="status">
          <p>
            {written.incomplete.length === 0
              ? t("noRecords")
              : t("recordsIncomplete", { count: written.incomplete.length })}
          </p>
          <ul>
            {written.incomplete.map((record) => (
              <li key={record.repairOrder}>
                <Chip onOpen={() => navigate("service", ["orders", record.repairOrder])}>{record.number}</Chip>{" "}
                {record.lacks.map((item) => t(`lacks.${item}`)).join(t("listComma"))}
              </li>
            ))}
          </ul>
        </div>
      )}
    </DialogForm>
  );
}
