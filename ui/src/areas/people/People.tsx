// People and rights: on the left who works here and which roles there are, on the right the form for one of them.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import type { People as Everybody, Right } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { Facts } from "../../components/Record";
import { usePerson, useRight } from "../../components/rights";
import { Sheet } from "../../components/Sheet";
import { SplitView } from "../../components/SplitView";
import { say } from "../../components/Toasts";
import { Skeleton, StateDot } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import { navigate } from "../../lib/router";
import { lists } from "./actions";
import { AddPerson, EditPerson, EditRole, OwnPassword, ResetPassword } from "./forms";
import { PostPerson } from "./PostPerson";
import "./people.css";

export function People({ rest }: AreaScreenProps) {
  const { rights } = usePerson();
  const may = rights.includes("editPeople") || rights.includes("editRoles");
  return may ? <Managed rest={rest} /> : <OwnPassword />;
}

function Managed({ rest }: { rest: string[] }) {
  const { rights } = usePerson();
  const { t } = useTranslation("people");
  const answer = useDesk("people.list", {});
  const known = answer.data;
  const list = (
    <Sheet title={t("area")} problem={answer.isError ? sayThrown(answer.error) : null}>
      {known === undefined && !answer.isError && <Skeleton />}
      {known !== undefined && <Lists known={known} open={rest[0] === "role" ? rest[1] : rest[0]} />}
    </Sheet>
  );
  return <SplitView id="people" list={list} record={known === undefined ? null : recordOf(rest, known, rights)} />;
}

function recordOf([first, second]: string[], known: Everybody, rights: readonly Right[]) {
  const mayPeople = rights.includes("editPeople");
  if (first === undefined) return null;
  if (first === "new") return mayPeople ? <AddPerson roles={known.roles} /> : null;
  if (first === "own") return <OwnPassword />;
  if (first === "role") {
    const role = known.roles.find((each) => each.id === second) ?? null;
    return <EditRole key={second} role={role} rights={known.rights} />;
  }
  const person = known.people.find((each) => each.id === first);
  if (person === undefined || !mayPeople) return null;
  if (second === "password") return <ResetPassword key={first} person={person} />;
  const postedTo = known.postings.filter((posting) => posting.person === first).map((posting) => posting.store);
  if (second === "post") return <PostPerson key={first} person={person} postedTo={postedTo} />;
  return <EditPerson key={first} person={person} roles={known.roles} postedTo={postedTo} />;
}

function Lists({ known, open }: { known: Everybody; open: string | undefined }) {
  const { t } = useTranslation("people");
  const mayRoles = useRight("editRoles");
  const mayPeople = useRight("editPeople");
  useAction(lists.add, () => navigate("people", ["new"]), { whyNot: mayPeople ? null : t("mayNotPeople") });
  useAction(lists.role, () => navigate("people", ["role", "new"]), { whyNot: mayRoles ? null : t("mayNotRoles") });
  useAction(lists.own, () => navigate("people", ["own"]));
  const roleName = (id: string) => {
    const role = known.roles.find((each) => each.id === id);
    return role === undefined ? "" : wordFor("role", role.name, "people");
  };
  const wide = known.roles.filter((role) => role.rights.includes("editRoles")).map((role) => role.id);
  const managing = known.people.filter(
    (person) => person.state === "working" && person.roles.some((role) => wide.includes(role)),
  );
  return (
    <>
      <p className="sheet-line">
        <ActionButton action={lists.add} />
        <ActionButton action={lists.role} look="quiet" />
        <ActionButton action={lists.own} look="quiet" />
      </p>
      {known.newRights.length > 0 && <NewRights known={known} roleName={roleName} />}
      {managing.length === 1 && <p className="muted">{t("onlyOne", { name: managing[0]?.name })}</p>}
      <table className="dense">
        <caption className="hidden-words">{t("people")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("signInName")}</th>
            <th scope="col">{t("roles")}</th>
            <th scope="col">{t("stateLabel")}</th>
          </tr>
        </thead>
        <tbody>
          {known.people.map((person) => (
            <tr key={person.id} aria-current={person.id === open ? "true" : undefined}>
              <td>
                {mayPeople ? (
                  <button type="button" className="link" onClick={() => navigate("people", [person.id])}>
                    {person.name}
                  </button>
                ) : (
                  person.name
                )}
              </td>
              <td>{person.signInName}</td>
              <td>{person.roles.map(roleName).join(t("common:listSeparator"))}</td>
              <td>
                <StateDot hue={person.state === "working" ? "good" : "none"}>{t(`state.${person.state}`)}</StateDot>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t("roles")}</h2>
      <table className="dense">
        <caption className="hidden-words">{t("roles")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("roleName")}</th>
            <th scope="col" className="number">
              {t("rightsCount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {known.roles.map((role) => (
            <tr key={role.id} aria-current={role.id === open ? "true" : undefined}>
              <td>
                <button type="button" className="link" onClick={() => navigate("people", ["role", role.id])}>
                  {roleName(role.id)}
                </button>
              </td>
              <td className="number">{formatCount(role.rights.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A house that was founded before the program learnt more gives its roles what came later. */
function NewRights({ known, roleName }: { known: Everybody; roleName: (id: string) => string }) {
  const { t } = useTranslation("people");
  const { rights } = usePerson();
  const may = rights.includes("editPeople") && rights.includes("editRoles");
  useAction(
    lists.giveNew,
    () => {
      submit({ type: "GiveNewRights", gifts: known.newRights })
        .then(() => say(t("newRightsGiven")))
        .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
    },
    { whyNot: may ? null : t("mayNotGiveNew") },
  );
  return (
    <div className="new-rights">
      <p>{t("aboutNewRights")}</p>
      <Facts
        title={t("newRights")}
        items={known.newRights.map((gift) => ({
          label: roleName(gift.role),
          value: gift.rights.map((right) => wordFor("right", right, "people")).join(t("common:listSeparator")),
        }))}
      />
      <ActionButton action={lists.giveNew} />
    </div>
  );
}
