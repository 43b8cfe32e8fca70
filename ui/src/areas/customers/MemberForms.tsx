// The small forms of a member: points are put right by hand, and the membership ends.
import { useTranslation } from "react-i18next";
import type { MemberFacts } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";
import { ofMember } from "../../lib/members";
import { formatCount } from "../../lib/money";

interface Props {
  member: MemberFacts;
  onClose: () => void;
}

export function AdjustPoints({ member, onClose }: Props) {
  const { t } = useTranslation("members");
  const form = useForm<{ way: "more" | "less"; points: number | null; reason: string }>({
    form: "members.adjust",
    record: member.member,
    start: { way: "more", points: null, reason: "" },
    required: { points: t("column.points"), reason: t("field.reason") },
    save: async ({ way, points, reason }) => {
      const change = way === "more" ? (points ?? 0) : -(points ?? 0);
      await submit({ type: "AdjustPoints", ...ofMember(member), points: change, reason });
      say(t("adjusted"));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("action.adjust")} verb={t("action.adjust")} onClose={onClose}>
      <OneOf
        field={form.field("way")}
        label={t("field.way")}
        options={(["more", "less"] as const).map((value) => ({ value, label: t(`way.${value}`) }))}
      />
      <NumberField field={form.field("points")} label={t("column.points")} />
      <TextField field={form.field("reason")} label={t("field.reason")} />
    </DialogForm>
  );
}

export function EndMembership({ member, onClose }: Props) {
  const { t } = useTranslation("members");
  const form = useForm<{ reason: string }>({
    form: "members.end",
    record: member.member,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: async ({ reason }) => {
      await submit({ type: "EndMembership", ...ofMember(member), reason });
      say(t("ended"));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("action.end")}
      verb={t("action.end")}
      look="danger"
      consequence={t("endConsequence", { points: formatCount(Math.max(0, member.balance)) })}
      onClose={onClose}
    >
      <TextField field={form.field("reason")} label={t("field.reason")} />
    </DialogForm>
  );
}
