// One page per customer: who, the leads with what to do next, cars, tasks, consents, and the story.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  CustomerCard as Card,
  ConsentPurpose,
  CustomerFacts,
  LeadRow,
  LeadState,
  Right,
  TaskRow,
} from "../../bindings/rpc";
import { History } from "../../components/History";
import { Icon } from "../../components/Icon";
import { Masked } from "../../components/Masked";
import { Menu, type MenuItem } from "../../components/Menu";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordPage, Timeline } from "../../components/Record";
import { usePerson, useRight } from "../../components/rights";
import { offerUndo, say } from "../../components/Toasts";
import { Skeleton, State, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { act, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { type Work, works } from "./actions";
import { LEAD_HUES, STAGE_HUES } from "./hues";
import { ErasePersonalData, ExportPersonalData } from "./PersonalData";
import "./customers.css";

type OnWork = (work: Work, lead: string) => void;

const LIVE: readonly LeadState[] = ["new", "inWork", "following", "visited", "testDriven", "quoted"];
const PURPOSES: readonly ConsentPurpose[] = [
  "marketing",
  "care",
  "survey",
  "shareWithLender",
  "shareWithInsurer",
  "shareWithMaker",
];

/** The right that each work needs. */
const WORK_RIGHTS: Record<Work, Right> = {
  contact: "takeInLeads",
  grade: "takeInLeads",
  lost: "takeInLeads",
  review: "reviewLostLeads",
  revive: "takeInLeads",
  take: "takeInLeads",
  pool: "takeInLeads",
  assign: "assignLeads",
  invalid: "takeInLeads",
};

/** What somebody with these rights can do about a lead where it stands; the first is what one mostly wants. */
function worksOf(lead: LeadRow, rights: readonly Right[]): readonly Work[] {
  return fittingWorks(lead).filter((work) => rights.includes(WORK_RIGHTS[work]));
}

function fittingWorks(lead: LeadRow): readonly Work[] {
  if (LIVE.includes(lead.state)) {
    return lead.pooledAt === null
      ? ["contact", "grade", "assign", "pool", "lost", "invalid"]
      : ["take", "assign", "contact"];
  }
  if (lead.state === "lostReported") return ["review", "assign"];
  if ((lead.state === "lost" || lead.state === "invalid") && lead.revivedAs === null) return ["revive"];
  return [];
}

interface Props {
  id: string;
  onClose: () => void;
  onWork: OnWork;
}

export function CustomerCard({ id, onClose, onWork }: Props) {
  const { t } = useTranslation("customers");
  const answer = useDesk("customers.card", { id }, { former: "dropped" });
  if (answer.isError) {
    return (
      <RecordPage kind={t("kind.customer")} title={t("notFound")} onClose={onClose}>
        <p className="problem" role="alert">
          {sayThrown(answer.error)}
        </p>
      </RecordPage>
    );
  }
  if (answer.data === undefined) return <Skeleton />;
  return <Shown card={answer.data} onClose={onClose} onWork={onWork} />;
}

function Shown({ card, onClose, onWork }: { card: Card; onClose: () => void; onWork: OnWork }) {
  const { t } = useTranslation("customers");
  const { customer, leads, tasks, timeline, visits } = card;
  const { rights } = usePerson();
  const lead = leads.find((each) => worksOf(each, rights).length > 0) ?? null;
  return (
    <RecordPage
      kind={customer.number}
      title={customer.erasedAt === null ? customer.name : t("erased")}
      state={<State state={customer.stage} hue={STAGE_HUES[customer.stage]} />}
      next={customer.ownerName === "" ? undefined : t("ownedBy", { name: customer.ownerName })}
      actions={
        <>
          <History kind="customer" id={customer.id} area="customers" name={customer.number} />
          <CustomerMenu card={card} />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/customers/${customer.id}` })}
      timeline={
        <Timeline
          entries={timeline.map((entry) => ({
            id: entry.command,
            at: entry.at,
            who: entry.who,
            what:
              entry.note === "" ? wordFor("command", entry.what) : `${wordFor("command", entry.what)}: ${entry.note}`,
          }))}
        />
      }
    >
      <Leads leads={leads} onWork={onWork} />
      {lead && <LeadKeys lead={lead} onWork={onWork} />}
      {tasks.some(({ state }) => state === "open") && (
        <Facts title={t("group.tasks")} items={tasks.filter(({ state }) => state === "open").map(taskItem(t))} />
      )}
      <Who customer={customer} />
      <Cars card={card} />
      <Consents card={card} />
      {visits.length > 0 && (
        <Facts
          title={t("group.visits")}
          items={visits.map((visit) => ({
            label: t(`count.${visit.count}`),
            value: (
              <>
                <When at={visit.arrivedAt} /> {t(`purpose.${visit.purpose}`)} {t("people", { count: visit.people })}
              </>
            ),
          }))}
        />
      )}
      <Merged card={card} />
    </RecordPage>
  );
}

function taskItem(t: (key: string) => string) {
  return (task: TaskRow) => ({
    label: t(`task.${task.kind}`),
    value: (
      <>
        <When at={task.due} /> {task.note} <span className="muted">{task.ownerName}</span>
      </>
    ),
  });
}

function Leads({ leads, onWork }: { leads: readonly LeadRow[]; onWork: OnWork }) {
  const { t } = useTranslation("customers");
  const { rights } = usePerson();
  return (
    <section className="facts">
      <h3>{t("group.leads")}</h3>
      {leads.length === 0 && <p className="muted">{t("noLeads")}</p>}
      {leads.map((lead) => (
        <article key={lead.id} className="lead">
          <p>
            <strong>{lead.grade}</strong>
            <State state={lead.state} hue={LEAD_HUES[lead.state]} />
            <span>{lead.wanted}</span>
            <span className="muted">{t(`channel.${lead.channel}`)}</span>
            <span className="muted">{lead.pooledAt === null ? lead.ownerName : t("pool")}</span>
          </p>
          <p>
            {lead.nextFollowUp !== null && (
              <span>
                {t("column.nextFollowUp")} <When at={lead.nextFollowUp} />
              </span>
            )}
            {lead.lostReason !== null && (
              <span>
                {t(`lostReason.${lead.lostReason}`)} {lead.competitor} {lead.lostRemark}
              </span>
            )}
            {lead.remark !== "" && <span className="muted">{lead.remark}</span>}
          </p>
          <p>
            {worksOf(lead, rights).map((work) => (
              <button key={work} type="button" className="link" onClick={() => onWork(work, lead.id)}>
                {t(works[work].label)}
              </button>
            ))}
          </p>
        </article>
      ))}
    </section>
  );
}

/** The keys of the lead that is being worked on; its first work owns the corner. */
function LeadKeys({ lead, onWork }: { lead: LeadRow; onWork: OnWork }) {
  const [first, ...others] = worksOf(lead, usePerson().rights);
  if (first === undefined) return null;
  return (
    <>
      <PrimaryAction action={works[first]} run={() => onWork(first, lead.id)} />
      {others.map((work) => (
        <WorkKey key={work} work={work} run={() => onWork(work, lead.id)} />
      ))}
    </>
  );
}

function WorkKey({ work, run }: { work: Work; run: () => void }) {
  useAction(works[work], run);
  return null;
}

function Who({ customer }: { customer: CustomerFacts }) {
  const { t } = useTranslation("customers");
  const own = usePerson().id === customer.owner;
  const personal = (field: "name" | "mobile" | "otherPhone" | "identityNumber" | "email" | "address" | "bornOn") => ({
    label: t(`column.${field}`),
    value: (
      <Masked
        masked={customer[field]}
        kind="customer"
        id={customer.id}
        field={field}
        label={t(`column.${field}`)}
        own={own && (field === "name" || field === "mobile" || field === "otherPhone") ? "yes" : "no"}
      />
    ),
    empty: customer[field] === "",
  });
  return (
    <Facts
      title={t("group.who")}
      items={[
        personal("name"),
        personal("mobile"),
        personal("otherPhone"),
        { label: t("column.kind"), value: t(`kind.${customer.kind}`) },
        personal("identityNumber"),
        personal("email"),
        personal("address"),
        personal("bornOn"),
        { label: t("column.remark"), value: customer.remark, empty: customer.remark === "" },
        { label: t("column.addedAt"), value: <When at={customer.addedAt} /> },
      ]}
    />
  );
}

function Cars({ card }: { card: Card }) {
  const { t } = useTranslation("customers");
  if (card.cars.length === 0) return null;
  return (
    <Facts
      title={t("group.cars")}
      items={card.cars.map((car) => ({
        label: t(`role.${car.role}`),
        value: (
          <>
            {car.description} {car.plate} <span className="muted">{car.vin}</span>
          </>
        ),
      }))}
    />
  );
}

function Consents({ card }: { card: Card }) {
  const { t } = useTranslation("customers");
  const may = useRight("editCustomers");
  const toggle = (purpose: ConsentPurpose, given: boolean) => {
    submit({
      type: "RecordConsent",
      customer: card.customer.id,
      purpose,
      state: given ? "withdrawn" : "given",
      noticeVersion: "",
      said: "",
    }).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  return (
    <section className="facts">
      <h3>{t("group.consents")}</h3>
      <ul className="consents">
        {PURPOSES.map((purpose) => {
          const consent = card.consents.find((each) => each.purpose === purpose);
          const given = consent?.state === "given";
          return (
            <li key={purpose}>
              <label>
                <input
                  type="checkbox"
                  checked={given}
                  disabled={!may || card.customer.erasedAt !== null}
                  onChange={() => toggle(purpose, given)}
                />{" "}
                {t(`consent.${purpose}`)}
              </label>{" "}
              {consent && (
                <span className="muted">
                  {t(`consentState.${consent.state}`)} <When at={consent.at} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Merged({ card }: { card: Card }) {
  const { t } = useTranslation("customers");
  const may = useRight("mergeCustomers");
  if (card.merged.length === 0) return null;
  return (
    <Facts
      title={t("group.merged")}
      items={card.merged.map(({ merge, customer, at }) => ({
        label: customer.number,
        value: (
          <>
            {customer.name} {customer.mobile} <When at={at} />{" "}
            {may && (
              <button
                type="button"
                className="link"
                onClick={() =>
                  void submit({ type: "UndoMerge", merge })
                    .then(() => say(t("mergeUndone")))
                    .catch((thrown: unknown) => say(sayThrown(thrown), "bad"))
                }
              >
                {t("action.undoMerge")}
              </button>
            )}
          </>
        ),
      }))}
    />
  );
}

/** Rare and dangerous things, each with what it will do. */
function CustomerMenu({ card }: { card: Card }) {
  const { t } = useTranslation("customers");
  const { customer, kept } = card;
  const mayErase = useRight("erasePersonalData");
  const { rights } = usePerson();
  const mayExport = rights.includes("exportData") && rights.includes("unmaskPersonalData");
  const mayMerge = useRight("mergeCustomers");
  const mayTakeIn = useRight("takeInLeads");
  const mayOrder = useRight("makeOrders");
  const duplicates = useDesk(
    "customers.duplicates",
    // Masked values find nobody; the name that sounds alike is asked by the desk itself.
    { name: "", mobile: "", identityNumber: "", plate: "", vin: "", except: customer.id, like: customer.id },
    { asked: mayMerge && customer.erasedAt === null ? "yes" : "no" },
  );
  const [asking, setAsking] = useState<"export" | "erase" | null>(null);
  const merge = async (taken: string) => {
    const id = (await import("../../lib/ids")).newId();
    await submit({ type: "MergeCustomers", merge: id, kept: customer.id, taken, take: [] });
    offerUndo(t("merged"), () => {
      submit({ type: "UndoMerge", merge: id }).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
    });
  };
  const tell = (thrown: unknown) => say(sayThrown(thrown), "bad");
  const items: MenuItem[] = [];
  if (customer.erasedAt === null && mayTakeIn) {
    items.push({
      id: "lead",
      label: t("action.takeIn"),
      run: () => navigate("customers", ["new"], { search: { customer: customer.id } }),
    });
  }
  if (customer.erasedAt === null && mayOrder) {
    items.push({
      id: "order",
      label: t("action.order"),
      run: () => navigate("orders", ["new"], { search: { customer: customer.id } }),
    });
  }
  for (const { customer: other } of duplicates.data ?? []) {
    items.push({
      id: `merge-${other.id}`,
      label: t("action.merge", { number: other.number }),
      consequence: t("mergeConsequence", { name: other.name, mobile: other.mobile }),
      run: () => void merge(other.id).catch(tell),
    });
  }
  if (customer.erasedAt === null && mayExport) {
    items.push({
      id: "export",
      label: t("action.exportPerson"),
      consequence: t("personal.exportConsequence"),
      run: () => setAsking("export"),
    });
  }
  if (customer.erasedAt === null && mayErase) {
    items.push({
      id: "erase",
      label: t("action.erase"),
      look: "danger",
      consequence: kept === null ? t("erase.consequence") : t("erase.kept", { until: kept.until, source: kept.source }),
      run: () => setAsking("erase"),
    });
  }
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={t("action.more")} button={<Icon name="more" />} items={items} />
      {asking === "export" && <ExportPersonalData card={card} onClose={() => setAsking(null)} />}
      {asking === "erase" && <ErasePersonalData card={card} onClose={() => setAsking(null)} />}
    </>
  );
}
