// The wash of an order's car: asked for or not, done by whom, or left out for a reason.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CarWash } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { When } from "../../components/values";
import { submit } from "../../lib/ipc";
import { give } from "./RepairOrderCard";

interface Props {
  order: string;
  wash: CarWash | null;
  washedByName: string;
  /** Whether its reader may say something about it now. */
  may: "yes" | "no";
}

/** Whether the car is still to be washed before it leaves. */
export function washDue(wash: CarWash | null): boolean {
  return wash !== null && wash.wash === "wanted" && wash.washedAt === null && wash.unwashedBecause === "";
}

export function Washing({ order, wash, washedByName, may }: Props) {
  const { t } = useTranslation("service");
  const [leaving, setLeaving] = useState(false);
  const wanted = wash?.wash === "wanted";
  const done = wash !== null && wash.washedAt !== null;
  return (
    <section className="washing" aria-label={t("group.wash")}>
      <h3>{t("group.wash")}</h3>
      <p>
        {done ? (
          <>
            {t("washedBy", { name: washedByName })} <When at={wash.washedAt} />
          </>
        ) : wash !== null && wash.unwashedBecause !== "" ? (
          t("unwashed", { reason: wash.unwashedBecause })
        ) : (
          t(`wash.${wanted ? "wanted" : "notWanted"}`)
        )}
      </p>
      {may === "yes" && !done && (
        <div className="job-deeds">
          <button
            type="button"
            className="button quiet"
            onClick={() => give({ type: "AskWash", repairOrder: order, wash: wanted ? "notWanted" : "wanted" })}
          >
            {t(wanted ? "action.noWash" : "action.askWash")}
          </button>
          <button
            type="button"
            className="button quiet"
            onClick={() => give({ type: "RecordWash", repairOrder: order, person: null })}
          >
            {t("action.washed")}
          </button>
          {wanted && (
            <button type="button" className="button quiet" onClick={() => setLeaving(true)}>
              {t("action.leaveUnwashed")}
            </button>
          )}
        </div>
      )}
      {leaving && <LeaveUnwashed order={order} onClose={() => setLeaving(false)} />}
    </section>
  );
}

function LeaveUnwashed({ order, onClose }: { order: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const form = useForm({
    form: "service.leaveUnwashed",
    record: order,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: async ({ reason }) => {
      await submit({ type: "LeaveUnwashed", repairOrder: order, reason });
      onClose();
    },
  });
  const verb = t("action.leaveUnwashed");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}
