// The small forms about one job: the customer's word, what was done, the verdict, a line more.
import { useTranslation } from "react-i18next";
import type {
  AuthorisedHow,
  EarlierJob,
  JobCard,
  JobVerdict,
  PauseReason,
  Payer,
  RepairLineKind,
} from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice, OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import { type FieldBinding, useForm } from "../../components/form/useForm";
import { PartChoice } from "../../components/PartChoice";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { FaultForm } from "./FaultForm";
import { asJob, filled, NOTHING_WANTED, type Wanted, WantedJobs } from "./Wanted";
import { HOWS, LINE_KINDS, PAUSES, PAYERS } from "./words";

export type JobQuestion =
  | "authorise"
  | "decline"
  | "inspect"
  | "finish"
  | "clockOff"
  | "addLine"
  | "addPart"
  | "nameFault";

interface Props {
  card: JobCard;
  onClose: () => void;
}

interface FormProps extends Props {
  what: JobQuestion;
  /** What was mended on the car before. */
  earlier: readonly EarlierJob[];
}

export function JobForm({ card, what, earlier, onClose }: FormProps) {
  const props = { card, onClose };
  switch (what) {
    case "authorise":
      return <Authorise {...props} />;
    case "decline":
      return <Decline {...props} />;
    case "inspect":
      return <Inspect {...props} />;
    case "finish":
      return <Finish {...props} />;
    case "clockOff":
      return <ClockOff {...props} />;
    case "addLine":
      return <AddLine {...props} />;
    case "addPart":
      return <AddPart {...props} />;
    case "nameFault":
      return <FaultForm {...props} earlier={earlier} />;
  }
}

async function given(command: Parameters<typeof submit>[0], onClose: () => void): Promise<void> {
  const done = await submit(command);
  sayConcerns(done.concerns);
  onClose();
}

function Authorise({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm<{ by: string; how: AuthorisedHow }>({
    form: "service.authorise",
    record: card.job.id,
    start: { by: "", how: "phone" },
    required: { by: t("field.by") },
    save: ({ by, how }) => given({ type: "AuthoriseJob", job: card.job.id, by, how }, onClose),
  });
  const verb = t("action.authorise");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <TextField field={form.field("by")} label={t("field.by")} />
      <OneOf
        field={form.field("how")}
        label={t("field.how")}
        options={HOWS.map((value) => ({ value, label: t(`how.${value}`) }))}
      />
    </DialogForm>
  );
}

function Decline({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm({
    form: "service.decline",
    record: card.job.id,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: ({ reason }) => given({ type: "DeclineJob", job: card.job.id, reason }, onClose),
  });
  const verb = t("action.decline");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}

function Finish({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm({
    form: "service.finish",
    record: card.job.id,
    start: { cause: card.job.cause, correction: card.job.correction },
    required: { correction: t("field.correction") },
    save: ({ cause, correction }) => given({ type: "FinishJob", job: card.job.id, cause, correction }, onClose),
  });
  const verb = t("action.finish");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <TextField field={form.field("cause")} label={t("field.cause")} lines={2} />
      <TextField field={form.field("correction")} label={t("field.correction")} lines={2} />
    </DialogForm>
  );
}

function Inspect({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm<{ verdict: JobVerdict; remark: string }>({
    form: "service.inspect",
    record: card.job.id,
    start: { verdict: "passed", remark: "" },
    required: {},
    save: ({ verdict, remark }) => given({ type: "InspectJob", job: card.job.id, verdict, remark }, onClose),
  });
  const verb = t("action.inspect");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <OneOf
        field={form.field("verdict")}
        label={t("field.verdict")}
        options={(["passed", "failed"] as const).map((value) => ({ value, label: t(`verdict.${value}`) }))}
      />
      <TextField field={form.field("remark")} label={t("field.remark")} lines={2} />
    </DialogForm>
  );
}

function ClockOff({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm<{ reason: PauseReason }>({
    form: "service.clockOff",
    record: card.job.id,
    start: { reason: "parts" },
    required: {},
    save: ({ reason }) => given({ type: "ClockOff", job: card.job.id, person: null, reason }, onClose),
  });
  const verb = t("action.clockOff");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <OneOf
        field={form.field("reason")}
        label={t("field.pause")}
        options={PAUSES.map((value) => ({ value, label: t(`pause.${value}`) }))}
      />
    </DialogForm>
  );
}

interface LineValues {
  kind: RepairLineKind;
  label: string;
  reference: string;
  quantity: number | null;
  unitPrice: number | null;
  payer: Payer;
}

function AddLine({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm<LineValues>({
    form: "service.addLine",
    record: card.job.id,
    start: { kind: "part", label: "", reference: "", quantity: 1, unitPrice: null, payer: "customer" },
    required: { label: t("field.label"), quantity: t("field.quantity"), unitPrice: t("field.unitPrice") },
    named: {
      "new.label": "label",
      "new.reference": "reference",
      "new.quantity": "quantity",
      "new.unitPrice": "unitPrice",
    },
    save: ({ kind, label, reference, quantity, unitPrice, payer }) =>
      given(
        {
          type: "AddLine",
          line: newId(),
          job: card.job.id,
          new: {
            kind,
            label,
            reference,
            // Pieces are counted in thousandths, labour in minutes.
            quantity: kind === "labour" ? (quantity ?? 0) : Math.round((quantity ?? 0) * 1000),
            unitPrice: unitPrice ?? 0,
            payer,
          },
        },
        onClose,
      ),
  });
  const verb = t("action.addLine");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <OneOf
        field={form.field("kind")}
        label={t("field.lineKind")}
        options={LINE_KINDS.map((value) => ({ value, label: t(`lineKind.${value}`) }))}
      />
      <TextField field={form.field("label")} label={t("field.label")} />
      <TextField field={form.field("reference")} label={t("field.reference")} />
      <NumberField field={form.field("quantity")} label={t("field.quantity")} hint={t("hint.quantity")} />
      <PriceAndPayer unitPrice={form.field("unitPrice")} payer={form.field("payer")} />
    </DialogForm>
  );
}

interface PriceAndPayerProps {
  unitPrice: FieldBinding<number | null>;
  payer: FieldBinding<Payer>;
}

/** What one piece of a line costs, and who pays it. */
function PriceAndPayer({ unitPrice, payer }: PriceAndPayerProps) {
  const { t } = useTranslation("service");
  return (
    <>
      <MoneyField field={unitPrice} label={t("field.unitPrice")} />
      <OneOf
        field={payer}
        label={t("field.payer")}
        options={PAYERS.map((value) => ({ value, label: t(`payer.${value}`) }))}
      />
    </>
  );
}

interface PartValues {
  part: string | null;
  quantity: number | null;
  unitPrice: number | null;
  payer: Payer;
}

/** A part from stock; what it is sold for comes with it. */
function AddPart({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const form = useForm<PartValues>({
    form: "service.addPart",
    record: card.job.id,
    start: { part: null, quantity: 1000, unitPrice: null, payer: "customer" },
    required: { part: t("parts:field.part"), quantity: t("field.quantity"), unitPrice: t("field.unitPrice") },
    save: ({ part, quantity, unitPrice, payer }) =>
      given(
        {
          type: "AddPart",
          line: newId(),
          job: card.job.id,
          part: part ?? "",
          quantity: quantity ?? 0,
          unitPrice: unitPrice ?? 0,
          payer,
        },
        onClose,
      ),
  });
  const verb = t("parts:action.addPart");
  return (
    <DialogForm form={form} title={`${verb} · ${card.job.title}`} verb={verb} onClose={onClose}>
      <PartChoice field={form.field("part")} onChoose={({ price }) => form.change({ unitPrice: price })} />
      <QuantityField field={form.field("quantity")} label={t("field.quantity")} />
      <PriceAndPayer unitPrice={form.field("unitPrice")} payer={form.field("payer")} />
    </DialogForm>
  );
}

/** More work, found while the car is here. */
export function AddJobForm({ order, onClose }: { order: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const setup = useDesk("workshops.setup", {}).data;
  const form = useForm<{ jobs: Wanted[]; payer: string | null }>({
    form: "service.addJob",
    record: order,
    start: { jobs: [NOTHING_WANTED], payer: "customer" },
    required: {},
    save: async ({ jobs, payer }) => {
      for (const job of filled(jobs)) {
        const done = await submit({
          type: "AddJob",
          repairOrder: order,
          new: { ...asJob(job), job: newId(), again: null, payer: (payer ?? "customer") as Payer },
        });
        sayConcerns(done.concerns);
      }
      onClose();
    },
  });
  const verb = t("action.addJob");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <WantedJobs form={form} operations={setup?.operations ?? []} />
      <Choice
        field={form.field("payer")}
        label={t("field.payer")}
        options={PAYERS.map((value) => ({ value, label: t(`payer.${value}`) }))}
      />
    </DialogForm>
  );
}
