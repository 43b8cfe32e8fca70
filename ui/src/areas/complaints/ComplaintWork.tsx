// The small forms about one complaint: what the customer was told, what was done, whose it becomes, and its end.
import { useTranslation } from "react-i18next";
import type { Command, ComplaintCard, CustomerVerdict } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice, OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import type { Work } from "./actions";
import { VERDICTS } from "./words";

interface Values {
  note: string;
  verdict: CustomerVerdict;
  to: string | null;
}

function commandOf(work: Work, complaint: string, { note, verdict, to }: Values): Command {
  switch (work) {
    case "answer":
      return { type: "AnswerComplaint", complaint, note };
    case "act":
      return { type: "RecordComplaintAction", complaint, note };
    case "close":
      return { type: "CloseComplaint", complaint, verdict, customerSaid: note };
    case "handOver":
      return { type: "HandOverComplaint", complaint, to: to ?? "", note };
    case "reopen":
      return { type: "ReopenComplaint", complaint, why: note };
  }
}

interface Props {
  card: ComplaintCard;
  work: Work;
  onClose: () => void;
}

export function ComplaintWork({ card, work, onClose }: Props) {
  const { t } = useTranslation("complaints");
  const people = useDesk("session.state", {}).data?.people ?? [];
  const form = useForm<Values>({
    form: `complaints.${work}`,
    record: card.row.id,
    start: { note: "", verdict: "content", to: null },
    required: work === "handOver" ? { to: t("field.to") } : { note: t(`field.${work}`) },
    named: { customerSaid: "note", why: "note" },
    save: async (values) => {
      const { concerns } = await submit(commandOf(work, card.row.id, values));
      sayConcerns(concerns);
      onClose();
    },
  });
  const verb = t(`action.${work}`);
  return (
    <DialogForm form={form} title={`${verb} · ${card.row.number}`} verb={verb} onClose={onClose}>
      {work === "handOver" && (
        <Choice
          field={form.field("to")}
          label={t("field.to")}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {work === "close" && (
        <OneOf
          field={form.field("verdict")}
          label={t("column.verdict")}
          options={VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }))}
        />
      )}
      <TextField field={form.field("note")} label={t(`field.${work}`)} lines={3} />
    </DialogForm>
  );
}
