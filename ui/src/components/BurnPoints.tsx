// Points are used: how many, on what, and what the customer gets for them. What is mostly meant stands there already.
import { useTranslation } from "react-i18next";
import type { MemberFacts } from "../bindings/rpc";
import { submit } from "../lib/ipc";
import { ofMember } from "../lib/members";
import { formatCount, formatFen } from "../lib/money";
import { Choice } from "./form/Choice";
import { DialogForm } from "./form/DialogForm";
import { NumberField, TextField } from "./form/fields";
import { useForm } from "./form/useForm";
import { say } from "./Toasts";

interface Props {
  member: MemberFacts;
  /** What is being paid; else the first thing that is open. */
  on?: string | undefined;
  onClose: () => void;
}

export function BurnPoints({ member, on, onClose }: Props) {
  const { t } = useTranslation("members");
  const { targets } = member;
  const form = useForm<{ points: number | null; on: string | null; reason: string }>({
    form: "members.burn",
    record: member.member,
    // Mostly somebody pays at the till just now.
    start: { points: member.usable, on: on ?? targets[0]?.source ?? null, reason: t("reason.deduct") },
    required: { points: t("column.points"), reason: t("field.for") },
    save: async ({ points, on: target, reason }) => {
      const found = targets.find(({ source }) => source === target);
      await submit({
        type: "BurnPoints",
        ...ofMember(member),
        points: points ?? 0,
        on: found && { spending: found.spending, source: found.source },
        reason,
      });
      say(t("burned", { points: formatCount(points ?? 0), money: formatFen((points ?? 0) * member.fenPerPoint) }));
      onClose();
    },
  });
  const points = form.values.points ?? 0;
  return (
    <DialogForm form={form} title={t("action.burn")} verb={t("action.burn")} onClose={onClose}>
      <NumberField
        field={form.field("points")}
        label={t("column.points")}
        hint={t("burnHint", {
          usable: formatCount(member.usable),
          money: formatFen(points * member.fenPerPoint),
        })}
      />
      {targets.length > 0 && (
        <Choice
          field={form.field("on")}
          label={t("field.on")}
          hint={t("onHint")}
          options={targets.map(({ source, spending, number }) => ({
            value: source,
            label: `${t(`spending.${spending}`)} ${number}`,
          }))}
        />
      )}
      <TextField field={form.field("reason")} label={t("field.for")} />
    </DialogForm>
  );
}
