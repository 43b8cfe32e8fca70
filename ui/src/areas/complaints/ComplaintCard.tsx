// One complaint: what the customer said, by when it is answered and solved, what was done, and the next step.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { ComplaintCard as Card } from "../../bindings/rpc";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage, Timeline } from "../../components/Record";
import { Chip, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { act } from "../../lib/ipc";
import { nextSteps, type Work } from "./actions";
import { ComplaintWork } from "./ComplaintWork";
import { STATE_HUES } from "./words";

export function ComplaintCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("complaints");
  const answer = useDesk("complaints.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.complaint")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

/** The step that comes next; whoever closes first answers and acts. */
function nextOf({ row, actedAt }: Card): "answer" | "act" | "close" | null {
  if (row.state === "closed") return null;
  if (row.state === "open") return "answer";
  return actedAt === null ? "act" : "close";
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("complaints");
  const { row } = card;
  const [asking, setAsking] = useState<Work | null>(null);
  const next = nextOf(card);
  const others: Work[] = row.state === "closed" ? ["reopen"] : ["answer", "act", "close", "handOver"];
  const menu: MenuItem[] = others
    .filter((work) => work !== next)
    .filter((work) => card.yours || work === "answer" || work === "act")
    .map((work) => ({ id: work, label: t(`action.${work}`), run: () => setAsking(work) }));
  const whyNot = next === "close" && !card.yours ? t("notYours", { owner: row.ownerName }) : null;
  return (
    <RecordPage
      kind={`${t("kind.complaint")} ${row.number}`}
      title={`${t(`kindOf.${row.kind}`)} · ${row.name || row.plate || t("nobody")}`}
      pending={row.pending}
      state={<StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>}
      next={row.due === null ? undefined : t(row.overdue ? "overdueSince" : "dueBy", { due: row.due })}
      actions={
        <>
          <History kind="complaint" id={row.id} area="complaints" name={row.number} />
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} />}
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/complaints/${row.id}` })}
      timeline={
        <Timeline
          entries={card.steps.map((step) => ({
            id: step.id,
            at: step.at,
            who: step.byName || t("platform"),
            what: step.note === "" ? t(`deed.${step.deed}`) : `${t(`deed.${step.deed}`)}: ${step.note}`,
          }))}
        />
      }
    >
      {asking !== null && <ComplaintWork card={card} work={asking} onClose={() => setAsking(null)} />}
      {next !== null && (
        <PrimaryAction action={nextSteps[next]} run={() => setAsking(next)} whyNot={whyNot} key={next} />
      )}
      <section>
        <h3>{t("group.said")}</h3>
        <p className="complaint-said">{row.said}</p>
        {card.wants !== "" && <p>{t("asksFor", { wants: card.wants })}</p>}
      </section>
      <Facts
        title={t("group.deadlines")}
        items={[
          { label: t("column.answerDue"), value: <When at={card.answerDue} /> },
          { label: t("column.solutionDue"), value: <When at={card.solutionDue} /> },
          {
            label: t("column.lawfulUntil"),
            value: card.lawfulDayUnknown ? t("lawfulDayUnknown") : t("lawfulDay", { day: card.lawfulUntil }),
            empty: card.lawfulUntil === null && !card.lawfulDayUnknown,
          },
          { label: t("column.answeredAt"), value: <When at={card.answeredAt} />, empty: card.answeredAt === null },
          {
            label: t("column.escalatedAt"),
            value: (
              <>
                <StateDot hue="bad">{t("escalations", { count: row.escalations })}</StateDot>{" "}
                <When at={card.escalatedAt} />
              </>
            ),
            empty: row.escalations === 0,
          },
          { label: t("column.reopened"), value: t("times", { count: row.reopened }), empty: row.reopened === 0 },
        ]}
      />
      <Facts
        title={t("group.about")}
        items={[
          { label: t("column.name"), value: <Who card={card} />, empty: row.name === "" },
          { label: t("column.phone"), value: card.phone, empty: card.phone === "" },
          { label: t("column.plate"), value: `${row.plate} ${row.description}`, empty: row.car === null },
          { label: t("column.vin"), value: card.vin, empty: card.vin === "" },
          {
            label: t("column.sale"),
            value: <Chip onOpen={() => openRecord("sales_order", row.sale ?? "")}>{card.saleNumber}</Chip>,
            empty: row.sale === null,
          },
          {
            label: t("column.repairOrder"),
            value: (
              <Chip onOpen={() => openRecord("repair_order", row.repairOrder ?? "")}>{card.repairOrderNumber}</Chip>
            ),
            empty: row.repairOrder === null,
          },
          { label: t("column.way"), value: t(`way.${row.way}`) },
          { label: t("column.ownerName"), value: row.ownerName },
          { label: t("column.takenInBy"), value: card.takenInByName },
        ]}
      />
      <Facts
        title={t("group.closed")}
        items={[
          {
            label: t("column.verdict"),
            value: card.verdict === null ? "" : t(`verdict.${card.verdict}`),
            empty: card.verdict === null,
          },
          { label: t("column.customerSaid"), value: card.customerSaid, empty: card.customerSaid === "" },
          { label: t("column.closedAt"), value: <When at={card.closedAt} />, empty: card.closedAt === null },
        ]}
      />
    </RecordPage>
  );
}

function Who({ card: { row } }: { card: Card }) {
  if (row.customer === null) return row.name;
  return <Chip onOpen={() => openRecord("customer", row.customer ?? "")}>{row.name}</Chip>;
}
