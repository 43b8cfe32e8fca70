// The group that the house belongs to: its stores, what is under way between them and this one, who works in two, the
// catalogue that all read. A house without a group founds one or comes into another's by a code.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupStore, GroupView } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Sheet } from "../../components/Sheet";
import { Skeleton, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { useAction } from "../../lib/keys";
import { foundGroup, inviteStore, joinGroup, leaveGroup } from "./actions";
import { FoundGroup, InviteStore, JoinGroup, LeaveGroup } from "./GroupForms";

type Open = "none" | "found" | "join" | "invite" | "leave";

export function GroupSection() {
  const { t } = useTranslation("settings");
  const answer = useDesk("groups.page", {});
  const [open, setOpen] = useState<Open>("none");
  const close = () => setOpen("none");
  const known = answer.data;
  const group = known?.group ?? null;
  return (
    <>
      <Sheet title={t("section.group")} problem={answer.isError ? sayThrown(answer.error) : null}>
        {known === undefined && !answer.isError && <Skeleton />}
        {known !== undefined && group === null && <Alone hasPlatform={known.hasPlatform} onOpen={setOpen} />}
        {group !== null && <Own group={group} onOpen={setOpen} />}
      </Sheet>
      {open === "found" && <FoundGroup onClose={close} />}
      {open === "join" && <JoinGroup onClose={close} />}
      {open === "invite" && <InviteStore onClose={close} />}
      {open === "leave" && group !== null && <LeaveGroup name={group.name} onClose={close} />}
    </>
  );
}

function Alone({ hasPlatform, onOpen }: { hasPlatform: boolean; onOpen: (open: Open) => void }) {
  const { t } = useTranslation("settings");
  const whyNot = hasPlatform ? null : t("groups.noPlatform");
  useAction(joinGroup, () => onOpen("join"), { whyNot });
  return (
    <>
      <p className="muted">{t("groups.about")}</p>
      <p>
        {t("groups.none")}{" "}
        {!hasPlatform && (
          <a className="link" href="#/sync">
            {t("desks.toSync")}
          </a>
        )}
      </p>
      <div className="sheet-line">
        <ActionButton action={joinGroup} look="quiet" />
      </div>
      <PrimaryAction action={foundGroup} run={() => onOpen("found")} whyNot={whyNot} />
    </>
  );
}

function Own({ group, onOpen }: { group: GroupView; onOpen: (open: Open) => void }) {
  const { t } = useTranslation("settings");
  useAction(leaveGroup, () => onOpen("leave"));
  return (
    <>
      <p className="sheet-line">
        <strong>{group.name}</strong>
        <span className="tag">{t(`groups.own.${group.part}`)}</span>
        <span className="muted">
          {t("groups.joined")} <When at={group.joinedAt} />
        </span>
      </p>
      <Stores stores={group.stores} own={group.own} />
      <Cars group={group} />
      <Posted group={group} />
      <Shared group={group} />
      {group.part === "keeps" && <Invitations group={group} />}
      <div className="sheet-line">
        <ActionButton action={leaveGroup} look="danger" />
      </div>
      {group.part === "keeps" && <PrimaryAction action={inviteStore} run={() => onOpen("invite")} />}
    </>
  );
}

function Stores({ stores, own }: { stores: readonly GroupStore[]; own: string }) {
  const { t } = useTranslation("settings");
  const head = ["code", "name", "part", "address", "phone", "joined"] as const;
  return (
    <table className="dense">
      <caption className="hidden-words">{t("groups.stores")}</caption>
      <thead>
        <tr>
          {head.map((each) => (
            <th key={each} scope="col">
              {t(`groups.column.${each}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stores.map((store) => (
          <tr key={store.id}>
            <td>{store.code}</td>
            <td>
              {store.name} {store.id === own && <span className="tag">{t("groups.here")}</span>}
            </td>
            <td>{t(`groups.part.${store.part}`)}</td>
            <td>{store.address}</td>
            <td>{store.phone}</td>
            <td>
              <When at={store.joinedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cars({ group: { cars } }: { group: GroupView }) {
  const { t } = useTranslation("settings");
  const said = useCatalogueWords();
  return (
    <>
      <h2>{t("groups.cars")}</h2>
      {cars.length === 0 && <p className="muted">{t("groups.noCars")}</p>}
      {cars.length > 0 && (
        <ul className="group-list">
          {cars.map(({ transfer, storeName, stockNumber, description }) => (
            <li key={transfer.id}>
              <a className="link" href={`#/vehicles/${transfer.vehicle}`}>
                {stockNumber}
              </a>{" "}
              {said(description)} {t(`vehicles:onTheWay.${transfer.way}`, { store: storeName })}{" "}
              <span className="muted">
                {transfer.number !== stockNumber && transfer.number} <When at={transfer.sentAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Posted({ group: { posted } }: { group: GroupView }) {
  const { t } = useTranslation("settings");
  return (
    <>
      <h2>{t("groups.posted")}</h2>
      {posted.length === 0 && <p className="muted">{t("groups.noPosted")}</p>}
      {posted.length > 0 && (
        <ul className="group-list">
          {posted.map(({ person, name, way, storeName, postedAt }) => (
            <li key={`${person} ${storeName}`}>
              {name} {t(`groups.way.${way}`, { store: storeName })}{" "}
              <span className="muted">
                <When at={postedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Shared({ group: { catalogue } }: { group: GroupView }) {
  const { t } = useTranslation("settings");
  return (
    <>
      <h2>{t("groups.catalogue")}</h2>
      {catalogue.length === 0 && <p className="muted">{t("groups.noCatalogue")}</p>}
      {catalogue.length > 0 && (
        <ul className="group-list">
          {catalogue.map(({ source, edition, versions }) => (
            <li key={`${source} ${edition}`}>{t("groups.edition", { source, edition, count: versions })}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Invitations({ group: { invitations } }: { group: GroupView }) {
  const { t } = useTranslation("settings");
  if (invitations.length === 0) return null;
  return (
    <>
      <h2>{t("groups.invitations")}</h2>
      <ul className="group-list">
        {invitations.map(({ id, invitedByName, invitedAt, until }) => (
          <li key={id}>
            {t("groups.invitation", { person: invitedByName, at: invitedAt })}{" "}
            <span className="muted">{t("groups.holdsUntil", { until })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
