// What a customer is as a member: level and points, what ends next, the sales that wait to be credited, and the ledger.
// In a group it is the group's member, with one balance for all stores.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { MemberFacts, MemberView, PointsDue, PointsEntryRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { BurnPoints } from "../../components/BurnPoints";
import { useGrowing } from "../../components/growing";
import { KeyButton } from "../../components/KeyButton";
import { Menu, type MenuItem } from "../../components/Menu";
import { burnPoints, creditPoints } from "../../components/pointsActions";
import { Facts } from "../../components/Record";
import { usePerson, useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Chip, Money, PendingDot, Problem, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { creditAll } from "../../lib/members";
import { formatCount } from "../../lib/money";
import { joinMembers } from "./actions";
import { AdjustPoints, EndMembership } from "./MemberForms";

export function MemberCard({ customer }: { customer: string }) {
  const { t } = useTranslation("members");
  const answer = useDesk("members.of_customer", { customer });
  if (answer.isError) return <Problem thrown={answer.error} />;
  const view = answer.data;
  if (view === undefined) return null;
  if (view.member === null) return <NoMember customer={customer} view={view} />;
  return (
    <section aria-label={t("area")}>
      <Member member={view.member} groupName={view.groupName} />
    </section>
  );
}

/** Whoever looks after customers or stands at the till moves points; the rule says the same. */
function useMayMove(): boolean {
  const { rights } = usePerson();
  return rights.includes("editCustomers") || rights.includes("takePayments");
}

const tell = (thrown: unknown) => say(sayThrown(thrown), "bad");

function NoMember({ customer, view }: { customer: string; view: MemberView }) {
  const { t } = useTranslation("members");
  const may = useMayMove();
  const { group, known } = view;
  const join = async () => {
    if (known === null) {
      await submit({ type: "EnrolMember", member: newId(), customer, group: group ?? undefined });
      say(t("enrolled"));
    } else {
      await submit({ type: "LinkMember", member: known.member, customer, group: group ?? undefined });
      say(t("linked", { number: known.number }));
    }
  };
  useAction(joinMembers, () => void join().catch(tell), { offered: may ? "yes" : "no" });
  if (!may && known === null) return null;
  const about = view.groupName === "" ? t("joins.house") : t("joins.group", { group: view.groupName });
  return (
    <Facts title={t("area")} items={[]}>
      <p>
        {known === null
          ? about
          : t("knownAs", { number: known.number, level: known.level, balance: formatCount(known.balance) })}
      </p>
      <p>
        <ActionButton action={joinMembers} />
      </p>
    </Facts>
  );
}

function Member({ member, groupName }: { member: MemberFacts; groupName: string }) {
  const { t } = useTranslation("members");
  const may = useMayMove();
  const mayAdjust = useRight("adjustPoints");
  const [asking, setAsking] = useState<"burn" | "adjust" | "end" | null>(null);
  const { due, nextExpiry, nextLevel, usable } = member;
  const credit = async () => {
    await creditAll(member, due);
    say(t("credited", { count: due.length }));
  };
  const giveDue = () => void credit().catch(tell);
  const askToBurn = () => setAsking("burn");
  const whyNotBurn = usable > 0 ? null : t("nothingToBurn");
  useAction(creditPoints, giveDue, { offered: may && due.length > 0 ? "yes" : "no" });
  useAction(burnPoints, askToBurn, { offered: may ? "yes" : "no", whyNot: whyNotBurn });
  const menu: MenuItem[] = [];
  if (mayAdjust) menu.push({ id: "adjust", label: t("action.adjust"), run: () => setAsking("adjust") });
  if (may) {
    menu.push({
      id: "end",
      label: t("action.end"),
      look: "danger",
      consequence: t("endConsequence", { points: formatCount(Math.max(0, member.balance)) }),
      run: () => setAsking("end"),
    });
  }
  const close = () => setAsking(null);
  return (
    <>
      <Facts
        title={t("area")}
        items={[
          {
            label: t("column.number"),
            value: (
              <>
                {member.number} <PendingDot pending={member.pending} />
              </>
            ),
          },
          { label: t("column.group"), value: groupName, empty: member.group === null },
          {
            label: t("column.level"),
            value: (
              <>
                {member.level}{" "}
                {nextLevel !== null && (
                  <span className="muted">
                    {t("toNext", { points: formatCount(nextLevel.points), level: nextLevel.name })}
                  </span>
                )}
              </>
            ),
            empty: member.level === "" && nextLevel === null,
          },
          {
            label: t("column.balance"),
            value: (
              <>
                <strong>{counted(member.balance)}</strong>{" "}
                {member.worth > 0 && (
                  <span className="muted">
                    {t("worth")} <Money fen={member.worth} />
                  </span>
                )}
              </>
            ),
          },
          {
            label: t("column.nextExpiry"),
            value: nextExpiry && (
              <>
                {t("points", { points: formatCount(nextExpiry.points) })} <When at={nextExpiry.on} />
              </>
            ),
            empty: nextExpiry === null,
          },
          {
            label: t("column.joinedAt"),
            value: (
              <>
                <When at={member.joinedAt} /> <span className="muted">{member.joinedIn}</span>
              </>
            ),
          },
        ]}
      >
        <Waiting due={due} />
        <div className="member-actions">
          {may && due.length > 0 && <KeyButton action={creditPoints} run={giveDue} />}
          {may && <KeyButton action={burnPoints} run={askToBurn} whyNot={whyNotBurn} />}
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} align="start" />}
        </div>
        <Ledger entries={member.entries} />
      </Facts>
      {asking === "burn" && <BurnPoints member={member} onClose={close} />}
      {asking === "adjust" && <AdjustPoints member={member} onClose={close} />}
      {asking === "end" && <EndMembership member={member} onClose={close} />}
    </>
  );
}

/** A number of points; what is owed stands behind a minus, as money does. */
const counted = (points: number) => `${points < 0 ? "\u2212" : ""}${formatCount(Math.abs(points))}`;

/** The same for a change. */
const signed = (points: number) => (points > 0 ? `+${counted(points)}` : counted(points));

/** What was paid or given back and is not in the ledger yet. */
function Waiting({ due }: { due: readonly PointsDue[] }) {
  const { t } = useTranslation("members");
  if (due.length === 0) return null;
  return (
    <ul className="member-waiting" aria-label={t("waiting")}>
      {due.map((each) => (
        <li key={`${each.deed} ${each.source}`}>
          {t(`spending.${each.spending}`)} {each.number} <Money fen={each.amount} />{" "}
          <strong>{signed(each.points)}</strong>{" "}
          <span className="muted">{each.deed === "earned" ? t("waits.earned") : t("waits.takenBack")}</span>
        </li>
      ))}
    </ul>
  );
}

function Ledger({ entries }: { entries: readonly PointsEntryRow[] }) {
  const { t } = useTranslation("members");
  const { shown, more } = useGrowing(entries);
  if (entries.length === 0) return <p className="muted">{t("noEntries")}</p>;
  return (
    <>
      <table className="dense" aria-label={t("ledger")}>
        <thead>
          <tr>
            <th scope="col">{t("column.at")}</th>
            <th scope="col">{t("column.deed")}</th>
            <th scope="col" className="number">
              {t("column.points")}
            </th>
            <th scope="col" className="number">
              {t("column.balanceAfter")}
            </th>
            <th scope="col">{t("column.about")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <tr key={entry.id}>
              <td>
                <When at={entry.at} />
              </td>
              <td>
                {t(`deed.${entry.deed}`)} <PendingDot pending={entry.pending} />
              </td>
              <td className="number">{signed(entry.points)}</td>
              <td className="number">{counted(entry.balanceAfter)}</td>
              <td>
                <About entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}

function About({ entry }: { entry: PointsEntryRow }) {
  const { opens } = entry;
  return (
    <>
      {opens === null ? (
        <span>{entry.sourceNumber}</span>
      ) : (
        <Chip onOpen={() => openRecord(opens.kind, opens.id)}>{entry.sourceNumber}</Chip>
      )}{" "}
      {entry.amount > 0 && <Money fen={entry.amount} />} {entry.reason}{" "}
      <span className="muted">{`${entry.storeName} ${entry.byName}`.trim()}</span>
    </>
  );
}
