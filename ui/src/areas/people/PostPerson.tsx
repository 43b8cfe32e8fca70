// Colleagues who work in another store of the group as well: in which, and the form that posts them there.
import { useTranslation } from "react-i18next";
import type { Person } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { saves } from "./actions";

interface Props {
  person: Person;
  /** The other stores in which they work already. */
  postedTo: readonly string[];
}

/** The other stores of the group; none for a house that belongs to no group. */
const useStores = () => useDesk("groups.own", {}).data?.others ?? [];

/** On a colleague's page: where else they work, and the way to post them. */
export function Postings({ person, postedTo }: Props) {
  const { t } = useTranslation("people");
  const stores = useStores();
  if (stores.length === 0) return null;
  const names = stores.filter((store) => postedTo.includes(store.id)).map((store) => store.name);
  const more = person.state === "working" && names.length < stores.length;
  return (
    <FormGroup title={t("postings")}>
      {names.length > 0 && <p>{t("worksIn", { stores: names.join(t("common:listSeparator")) })}</p>}
      {more && (
        <button type="button" className="link" onClick={() => navigate("people", [person.id, "post"])}>
          {t("save.post")}
        </button>
      )}
    </FormGroup>
  );
}

export function PostPerson({ person, postedTo }: Props) {
  const { t } = useTranslation("people");
  const stores = useStores().filter((store) => !postedTo.includes(store.id));
  const back = () => navigate("people", [person.id]);
  const form = useForm<{ store: string; signInName: string }>({
    form: "people.post",
    record: person.id,
    start: { store: "", signInName: person.signInName },
    required: { store: t("field.store"), signInName: t("signInName") },
    save: async (values) => {
      await submit({ type: "PostPerson", person: person.id, ...values });
      const store = stores.find((each) => each.id === values.store);
      say(t("posted", { name: person.name, store: store?.name }));
      back();
    },
  });
  return (
    <Form form={form} title={t("postOf", { name: person.name })} action={saves.post} onClose={back}>
      <FormGroup title={t("postings")}>
        <OneOf
          field={form.field("store")}
          label={t("field.store")}
          options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField field={form.field("signInName")} label={t("signInNameThere")} hint={t("hint.signInName")} />
        <p className="muted">{t("postedMeans")}</p>
      </FormGroup>
    </Form>
  );
}
