// What is known of a customer is completed or put right: identity, name, telephones, address, remark. Begun from an
// order it says why the contract needs the identity, asks it first, and leads back to the order.
import { useTranslation } from "react-i18next";
import type { CustomerCard, CustomerFacts, IdentityPaper } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { PhoneField, ResidentIdField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sentenceFor } from "../../lib/i18n";
import { query, submit } from "../../lib/ipc";
import { todayOf } from "../../lib/time";
import { saveCustomer } from "./actions";
import { changesOf, type MaskedField, type Particulars, particularsOf } from "./amend";
import { Duplicates } from "./Duplicates";
import { IDENTITY_PAPERS, PAPER_LANGUAGES } from "./words";

interface Props {
  id: string;
  /** Whether a contract waits for what is asked here. */
  why: "contract" | "any";
  onClose: () => void;
  onOpen: (customer: string) => void;
}

export function AmendCustomer({ id, ...rest }: Props) {
  const { t } = useTranslation("customers");
  const answer = useDesk("customers.card", { id }, { former: "dropped" });
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  if (answer.data.customer.erasedAt !== null) return <p className="problem">{t("refusal.erased")}</p>;
  return <AmendForm card={answer.data} {...rest} />;
}

function AmendForm({ card, why, onClose, onOpen }: Omit<Props, "id"> & { card: CustomerCard }) {
  const { t } = useTranslation("customers");
  const may = useRight("editCustomers");
  const { customer } = card;
  const commandOf = (values: Particulars) => ({
    type: "AmendCustomer" as const,
    customer: customer.id,
    changes: changesOf(customer, values),
    samePhone: values.samePhone,
  });
  const form = useForm<Particulars>({
    form: "customers.amend",
    record: customer.id,
    start: particularsOf(customer),
    required:
      why === "contract" && customer.identityNumber === "" ? { identityNumber: t("column.identityNumber") } : {},
    check: async (values) => {
      const command = commandOf(values);
      if (command.changes.length === 0) return [];
      const { problems } = await query("commands.check", { command });
      return problems.map((error) => ({ look: "problem" as const, error }));
    },
    save: async (values) => {
      const command = commandOf(values);
      if (command.changes.length > 0) {
        const { concerns } = await submit(command);
        say(t("amended"));
        for (const { code, values: said } of concerns) {
          const sentence = sentenceFor("concern", code, said);
          if (sentence !== null) say(sentence, "bad");
        }
      }
      onClose();
    },
  });
  const company = form.values.kind === "company";

  /** What stands now, and how to leave it or take it away. */
  const standing = (field: MaskedField) => {
    if (customer[field] === "") return undefined;
    if (form.values.cleared.includes(field)) return t("amend.willGo", { value: customer[field] });
    return t("amend.now", { value: customer[field] });
  };
  const clear = (field: MaskedField) =>
    customer[field] === "" || form.values[field] ? null : (
      <Clear
        key={`clear-${field}`}
        field={field}
        cleared={form.values.cleared}
        onChange={(cleared) => form.change({ cleared })}
      />
    );
  const bind = <Name extends MaskedField>(name: Name) => form.field(name);

  const identity = (
    <FormGroup key="identity" title={t("group.identity")}>
      {why === "contract" && <p className="form-reason">{t("amend.forContract")}</p>}
      <Choice
        field={{
          ...form.field("identityPaper"),
          change: (paper) => paper !== null && form.change({ identityPaper: paper as IdentityPaper }),
        }}
        label={t("column.identityPaper")}
        options={IDENTITY_PAPERS.map((value) => ({ value, label: t(`paper.${value}`) }))}
      />
      {form.values.identityPaper === "residentId" ? (
        <ResidentIdField
          field={bind("identityNumber")}
          label={t("column.identityNumber")}
          hint={standing("identityNumber") ?? t("hint.identityNumber")}
        />
      ) : (
        form.values.identityPaper !== "none" && (
          <TextField
            field={bind("identityNumber")}
            label={t("column.identityNumber")}
            hint={standing("identityNumber") ?? t("hint.identityNumber")}
          />
        )
      )}
      <TextField field={bind("address")} label={t("column.address")} hint={standing("address") ?? t("hint.address")} />
      {clear("address")}
      {!company && (
        <>
          <DateField field={bind("bornOn")} label={t("column.bornOn")} hint={standing("bornOn")} latest={todayOf()} />
          {clear("bornOn")}
        </>
      )}
    </FormGroup>
  );
  const who = (
    <FormGroup key="who" title={t("group.who")}>
      <TextField
        field={bind("name")}
        label={t(company ? "column.companyName" : "column.name")}
        hint={standing("name")}
      />
      <OneOf
        field={form.field("kind")}
        label={t("column.kind")}
        options={(["person", "company"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <PhoneField field={bind("mobile")} label={t("column.mobile")} hint={standing("mobile")} />
      {clear("mobile")}
      <Duplicates
        name={form.values.name}
        mobile={form.values.mobile}
        identityNumber={form.values.identityNumber}
        except={customer.id}
        onTake={(duplicate) => onOpen(duplicate.customer.id)}
        onAnother={() => form.change({ samePhone: "anotherCustomer" })}
      />
      <TextField field={bind("otherPhone")} label={t("column.otherPhone")} hint={standing("otherPhone")} />
      {clear("otherPhone")}
      <TextField field={bind("email")} label={t("column.email")} hint={standing("email")} />
      {clear("email")}
    </FormGroup>
  );
  return (
    <Form
      form={form}
      title={`${t("action.amend")} · ${titleOf(customer)}`}
      action={saveCustomer}
      whyNot={may ? null : t("mayNotAmend")}
      onClose={onClose}
    >
      <p className="muted">{t("amend.emptyStays")}</p>
      {why === "contract" ? [identity, who] : [who, identity]}
      <FormGroup title={t("group.rest")}>
        <OneOf
          field={form.field("language")}
          label={t("column.language")}
          options={PAPER_LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
        <TextField field={form.field("remark")} label={t("column.remark")} lines={3} />
      </FormGroup>
    </Form>
  );
}

function titleOf(customer: CustomerFacts): string {
  return customer.name === "" ? customer.number : customer.name;
}

interface ClearProps {
  field: MaskedField;
  cleared: readonly MaskedField[];
  onChange: (cleared: readonly MaskedField[]) => void;
}

/** Takes a value away, or keeps it after all. */
function Clear({ field, cleared, onChange }: ClearProps) {
  const { t } = useTranslation("customers");
  const gone = cleared.includes(field);
  return (
    <p className="field-clear">
      <button
        type="button"
        className="link"
        onClick={() => onChange(gone ? cleared.filter((each) => each !== field) : [...cleared, field])}
      >
        {t(gone ? "amend.keep" : "amend.clear")}
        <span className="hidden-words">{t(`column.${field}`)}</span>
      </button>
    </p>
  );
}
