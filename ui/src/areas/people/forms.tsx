// The small forms of people and roles. The desk decides each of them; passwords stay out of drafts.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person, PersonState, Right, Role } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { wordFor } from "../../lib/i18n";
import { newId } from "../../lib/ids";
import { act, submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { saves } from "./actions";
import { groupsOf } from "./groups";
import { Postings } from "./PostPerson";
import { PasswordField, SecretFields, useSecret } from "./Secret";
import { Ticks } from "./Ticks";

const back = () => navigate("people");

interface RolesProps {
  roles: readonly Role[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

function RolesGroup({ roles, chosen, onChange }: RolesProps) {
  const { t } = useTranslation("people");
  return (
    <FormGroup title={t("roles")}>
      <Ticks
        options={roles.map((role) => ({ value: role.id, label: wordFor("role", role.name, "people") }))}
        chosen={chosen}
        onChange={onChange}
      />
    </FormGroup>
  );
}

export function AddPerson({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation("people");
  const secret = useSecret();
  const form = useForm<{ name: string; signInName: string; roles: string[] }>({
    form: "people.add",
    record: null,
    start: { name: "", signInName: "", roles: [] },
    required: { name: t("name"), signInName: t("signInName") },
    named: { "person.name": "name", "person.signInName": "signInName" },
    save: async (values) => {
      await act("people.add", { ...values, password: secret.read() });
      say(t("added", { name: values.name }));
      back();
    },
  });
  return (
    <Form form={form} title={t("list.add")} action={saves.add} onClose={back}>
      <FormGroup title={t("group.person")}>
        <TextField field={form.field("name")} label={t("name")} />
        <TextField field={form.field("signInName")} label={t("signInName")} hint={t("hint.signInName")} />
        <SecretFields secret={secret} />
      </FormGroup>
      <RolesGroup roles={roles} chosen={form.values.roles} onChange={(next) => form.change({ roles: next })} />
    </Form>
  );
}

interface EditProps {
  person: Person;
  roles: readonly Role[];
  /** The other stores in which they work as well. */
  postedTo: readonly string[];
}

export function EditPerson({ person, roles, postedTo }: EditProps) {
  const { t } = useTranslation("people");
  const form = useForm<{ name: string; state: PersonState; roles: string[] }>({
    form: "people.change",
    record: person.id,
    start: { name: person.name, state: person.state, roles: person.roles },
    required: { name: t("name") },
    save: async (values) => {
      await submit({ type: "ChangePerson", person: person.id, ...values });
      say(t("saved", { name: values.name }));
      back();
    },
  });
  return (
    <Form form={form} title={person.name} action={saves.person} onClose={back}>
      <FormGroup title={t("group.person")}>
        <TextField field={form.field("name")} label={t("name")} hint={person.signInName} />
        <OneOf
          field={form.field("state")}
          label={t("stateLabel")}
          options={(["working", "left"] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        <p className="muted">{t("leftMeans")}</p>
        <button type="button" className="link" onClick={() => navigate("people", [person.id, "password"])}>
          {t("save.reset")}
        </button>
      </FormGroup>
      <Postings person={person} postedTo={postedTo} />
      <RolesGroup roles={roles} chosen={form.values.roles} onChange={(next) => form.change({ roles: next })} />
    </Form>
  );
}

export function ResetPassword({ person }: { person: Person }) {
  const { t } = useTranslation("people");
  const secret = useSecret();
  const form = useForm<Record<never, never>>({
    form: "people.reset",
    record: person.id,
    start: {},
    required: {},
    save: async () => {
      await act("people.reset_password", { person: person.id, password: secret.read() });
      say(t("passwordSet", { name: person.name }));
      back();
    },
  });
  return (
    <Form form={form} title={t("resetOf", { name: person.name })} action={saves.reset} onClose={back}>
      <FormGroup title={t("newPassword")}>
        <SecretFields secret={secret} />
      </FormGroup>
    </Form>
  );
}

export function OwnPassword() {
  const { t } = useTranslation("people");
  const secret = useSecret();
  const [old, setOld] = useState("");
  const form = useForm<Record<never, never>>({
    form: "people.own",
    record: null,
    start: {},
    required: {},
    save: async () => {
      await act("people.change_password", { old, new: secret.read() });
      setOld("");
      secret.setFirst("");
      secret.setSecond("");
      say(t("ownSet"));
    },
  });
  return (
    <Form form={form} title={t("list.own")} action={saves.own} onClose={back}>
      <FormGroup title={t("list.own")}>
        <PasswordField
          id={`${secret.id}-old`}
          label={t("oldPassword")}
          value={old}
          purpose="current-password"
          onChange={setOld}
        />
        <SecretFields secret={secret} />
      </FormGroup>
    </Form>
  );
}

export function EditRole({ role, rights }: { role: Role | null; rights: readonly Right[] }) {
  const { t } = useTranslation("people");
  const may = useRight("editRoles");
  const [id] = useState(() => role?.id ?? newId());
  const form = useForm<{ name: string; rights: Right[] }>({
    form: "people.role",
    record: role?.id ?? null,
    start: { name: role?.name ?? "", rights: role?.rights ?? [] },
    required: { name: t("roleName") },
    save: async (values) => {
      await submit({ type: "ChangeRole", role: id, ...values });
      say(t("saved", { name: wordFor("role", values.name, "people") }));
      back();
    },
  });
  const whyNot = may ? null : t("mayNotRoles");
  const title = role === null ? t("list.role") : wordFor("role", role.name, "people");
  // A role that every house has keeps its name, which is a word in both languages.
  const builtIn = role !== null && title !== role.name;
  return (
    <Form form={form} title={title} action={saves.role} whyNot={whyNot} onClose={back}>
      {!builtIn && (
        <FormGroup title={t("roleName")}>
          <TextField field={form.field("name")} label={t("roleName")} />
        </FormGroup>
      )}
      {groupsOf(rights).map((group) => (
        <FormGroup key={group.name} title={t(`rights.${group.name}`)}>
          <Ticks
            options={group.rights.map((value) => ({ value, label: wordFor("right", value, "people") }))}
            chosen={form.values.rights}
            whyNot={whyNot}
            onChange={(next) => form.change({ rights: next })}
          />
        </FormGroup>
      ))}
    </Form>
  );
}
