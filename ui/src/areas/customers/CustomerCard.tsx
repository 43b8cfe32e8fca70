import { useTranslation } from "react-i18next";
import type {
  CustomerCard as Card,
  ConsentPurpose,
  CustomerCar,
  CustomerFacts,
  LeadRow,
  LeadState,
  Right,
  TaskRow,
} from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { ComplaintFacts } from "../../components/ComplaintsOf";
import { confirm } from "../../components/Confirm";
import { DrivesOf } from "../../components/DrivesOf";
import { History } from "../../components/History";
import { Masked } from "../../components/Masked";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage, Story } from "../../components/Record";
import { usePerson, useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Skeleton, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { act, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { amendCustomer, linkVehicle, type Work, works } from "./actions";
import { CustomerMenu } from "./CustomerMenu";
import { LEAD_HUES, STAGE_HUES } from "./hues";
import { MemberCard } from "./MemberCard";
import { PapersKept } from "./PapersKept";
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
  /** Opens one of the customer's own forms. */
  onDo: (what: "amend" | "car") => void;
}

export function CustomerCard({ id, ...rest }: Props) {
  const { t } = useTranslation("customers");
  const answer = useDesk("customers.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.customer")} title={t("notFound")} thrown={answer.error} onClose={rest.onClose} />;
  if (answer.data === undefined) return <Skeleton />;
  return <Shown card={answer.data} {...rest} />;
}

function Shown({ card, onClose, onWork, onDo }: Omit<Props, "id"> & { card: Card }) {
  const { t } = useTranslation("customers");
  const { customer, leads, tasks, timeline, visits } = card;
  const mayEdit = useRight("editCustomers") && customer.erasedAt === null;
  useAction(amendCustomer, () => onDo("amend"), { offered: mayEdit ? "yes" : "no" });
  useAction(linkVehicle, () => onDo("car"), { offered: mayEdit ? "yes" : "no" });
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
          {mayEdit && <ActionButton action={amendCustomer} look="quiet" />}
          <History kind="customer" id={customer.id} area="customers" name={customer.number} />
          <CustomerMenu card={card} />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/customers/${customer.id}` })}
      timeline={
        <Story
          entries={timeline}
          tell={(entry) =>
            entry.note === "" ? wordFor("command", entry.what) : `${wordFor("command", entry.what)}: ${entry.note}`
          }
        />
      }
    >
      <Leads leads={leads} onWork={onWork} />
      {lead && <LeadKeys lead={lead} onWork={onWork} />}
      {tasks.some(({ state }) => state === "open") && (
        <Facts title={t("group.tasks")} items={tasks.filter(({ state }) => state === "open").map(taskItem(t))} />
      )}
      <PapersKept card={card} />
      <Who customer={customer} />
      {customer.erasedAt === null && <MemberCard customer={customer.id} />}
      <Cars card={card} />
      <ComplaintFacts complaints={card.complaints} />
      <DrivesOf whose={{ of: "customer", id: customer.id }} />
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

/** The leads for which a drive may still be booked. */
const TO_DRIVE: readonly LeadRow["state"][] = ["new", "inWork", "following", "visited", "testDriven", "quoted"];

function Leads({ leads, onWork }: { leads: readonly LeadRow[]; onWork: OnWork }) {
  const { t } = useTranslation("customers");
  const { rights } = usePerson();
  const said = useCatalogueWords();
  return (
    <section className="facts">
      <h3>{t("group.leads")}</h3>
      {leads.length === 0 && <p className="muted">{t("noLeads")}</p>}
      {leads.map((lead) => (
        <article key={lead.id} className="lead">
          <p>
            <strong>{lead.grade}</strong>
            <State state={lead.state} hue={LEAD_HUES[lead.state]} />
            <span>{said(lead.wanted)}</span>
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
            {rights.includes("bookTestDrives") && TO_DRIVE.includes(lead.state) && (
              <button
                type="button"
                className="link"
                onClick={() => navigate("test-drives", ["new"], { search: { lead: lead.id, customer: lead.customer } })}
              >
                {t("action.testDrive")}
              </button>
            )}
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
        {
          ...personal("identityNumber"),
          label: customer.identityPaper === "none" ? t("column.identityNumber") : t(`paper.${customer.identityPaper}`),
        },
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
  const may = useRight("editCustomers") && card.customer.erasedAt === null;
  const unlink = async (car: CustomerCar) => {
    const answer = await confirm({
      question: t("unlink.question", { car: car.description === "" ? car.plate || car.vin : car.description }),
      consequence: t("unlink.consequence"),
      verb: t("action.unlinkVehicle"),
    });
    if (answer === "no") return;
    await submit({ type: "UnlinkVehicle", link: car.id });
    say(t("unlinked"));
  };
  if (card.cars.length === 0 && !may) return null;
  return (
    <Facts
      title={t("group.cars")}
      items={card.cars.map((car) => ({
        id: car.id,
        label: t(`role.${car.role}`),
        value: (
          <>
            {car.description} {car.plate} <span className="muted">{car.vin}</span>{" "}
            {car.until !== null ? (
              <span className="muted">
                {t("unlink.since")} <When at={car.until} />
              </span>
            ) : (
              may && (
                <button
                  type="button"
                  className="link"
                  onClick={() => void unlink(car).catch((thrown: unknown) => say(sayThrown(thrown), "bad"))}
                >
                  {t("action.unlinkVehicle")}
                  <span className="hidden-words">{car.description}</span>
                </button>
              )
            )}
          </>
        ),
      }))}
    >
      {may && (
        <p>
          <ActionButton action={linkVehicle} />
        </p>
      )}
    </Facts>
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
