// One repair order: its jobs with their lines and times, its sheets, and one primary action, the next step's verb.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RepairOrderCard as Card, PaperArgs, SheetCard } from "../../bindings/rpc";
import { ComplaintsOf } from "../../components/ComplaintsOf";
import { sayConcerns } from "../../components/concerns";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { OpenPlans } from "../../components/OpenPlans";
import { OpenRecalls } from "../../components/OpenRecalls";
import { usePartNeeds } from "../../components/PartNeeds";
import { PointsOf } from "../../components/PointsOf";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { RecordPaper } from "../../components/RecordPaper";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Money, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { act, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import * as actions from "./actions";
import { Clocks } from "./Clocks";
import { ExportRecords } from "./ExportRecords";
import { AddJobForm, JobForm, type JobQuestion } from "./JobForms";
import { JobView } from "./JobView";
import { Loans } from "./Loans";
import { MarksSeen } from "./MarksSeen";
import { paperOfTheMoment, papersOf } from "./papers";
import { SheetForm, type SheetQuestion } from "./SheetForms";
import { Visits } from "./Visits";
import { asComeback } from "./Wanted";
import { Washing, washDue } from "./Washing";
import { ORDER_HUES, SHEET_HUES } from "./words";

export type Asking =
  | { about: "job"; job: string; what: JobQuestion }
  | { about: "sheet"; sheet: string; what: SheetQuestion }
  | { about: "order" }
  | { about: "record" };

/** Gives a command whose outcome may raise concerns; a refusal is said where everybody sees it. */
export function give(command: Parameters<typeof submit>[0]): void {
  submit(command)
    .then((done) => sayConcerns(done.concerns))
    .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
}

export function RepairOrderCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const answer = useDesk("repair_orders.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.repair_order")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function nextOf(card: Card): "authorise" | "work" | "wash" | "settle" | "pay" | "gatePass" | null {
  const { state } = card.order;
  if (state === "toSettle") return washDue(card.wash) ? "wash" : "settle";
  if (state === "settled") return card.sheets.some(({ sheet }) => sheet.state === "open") ? "pay" : "gatePass";
  if (state === "left") return null;
  return card.jobs.some(({ job }) => job.state === "proposed") ? "authorise" : "work";
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("service");
  const may = useRight("editService");
  const mayPay = useRight("takePayments");
  const mayExport = useRight("exportData");
  const { row, order } = card;
  const needs = usePartNeeds(order.id);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [paper, setPaper] = useState<PaperArgs | null>(null);
  const done = () => setAsking(null);
  const next = nextOf(card);
  const open = order.state === "open" || order.state === "inWork" || order.state === "toSettle";
  const unpaid = card.sheets.find(({ sheet }) => sheet.state === "open");
  useAction(actions.addJob, () => setAsking({ about: "order" }), {
    whyNot: may ? null : t("mayNot"),
    offered: open ? "yes" : "no",
  });
  useAction(actions.printPaper, () => setPaper(paperOfTheMoment(card)));
  const menu: MenuItem[] = [
    ...(open
      ? [{ id: "addJob", label: t("action.addJob"), chord: "A", run: () => setAsking({ about: "order" }) }]
      : []),
    // The customer is in a hurry: the sheets may be made while the car is washed.
    ...(next === "wash" && may
      ? [
          {
            id: "settle",
            label: t("action.settle"),
            run: () => give({ type: "SettleRepairOrder", repairOrder: order.id, number: "" }),
          },
        ]
      : []),
    {
      id: "complaint",
      label: t("action.complaint"),
      run: () => navigate("complaints", ["new"], { search: { repairOrder: order.id } }),
    },
    ...(order.state === "left" && mayExport
      ? [{ id: "record", label: t("action.exportRecords"), run: () => setAsking({ about: "record" }) }]
      : []),
    ...(needs.length > 0
      ? [
          {
            id: "pickList",
            label: t("parts:action.printPick"),
            run: () => setPaper({ form: "pickList", subject: order.id }),
          },
        ]
      : []),
    ...papersOf(card).map((form) => ({
      id: form,
      label: t(`paper.${form}`),
      run: () => setPaper({ form, subject: order.id }),
    })),
  ];
  const asked = asking?.about === "job" ? card.jobs.find(({ job }) => job.id === asking.job) : undefined;
  const sheet = asking?.about === "sheet" ? card.sheets.find(({ sheet: { id } }) => id === asking.sheet) : undefined;
  return (
    <RecordPage
      kind={`${t("kind.repair_order")} ${row.number}`}
      title={`${row.plate || row.description} · ${row.customerName || t(`kindOf.${row.kind}`)}`}
      pending={row.pending}
      state={<StateDot hue={ORDER_HUES[order.state]}>{t(`state.${order.state}`)}</StateDot>}
      next={next === null ? undefined : t(`next.${next}`)}
      actions={
        <>
          <History kind="repair_order" id={order.id} area="service" name={row.number} />
          <Menu label={t("more")} button={t("more")} items={menu} />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `/service/orders/${order.id}` })}
    >
      {asking?.about === "job" && asked !== undefined && (
        <JobForm card={asked} what={asking.what} earlier={card.car.clocks.earlier} onClose={done} />
      )}
      {asking?.about === "sheet" && sheet !== undefined && <SheetForm card={sheet} what={asking.what} onClose={done} />}
      {asking?.about === "record" && <ExportRecords order={order.id} onClose={done} />}
      {asking?.about === "order" && <AddJobForm order={order.id} onClose={done} />}
      {next === "wash" && (
        <PrimaryAction
          action={actions.washed}
          run={() => give({ type: "RecordWash", repairOrder: order.id, person: null })}
        />
      )}
      {next === "settle" && (
        <PrimaryAction
          action={actions.settle}
          run={() => give({ type: "SettleRepairOrder", repairOrder: order.id, number: "" })}
          whyNot={may ? null : t("mayNot")}
        />
      )}
      {next === "pay" && unpaid !== undefined && (
        <PrimaryAction
          action={actions.pay}
          run={() => setAsking({ about: "sheet", sheet: unpaid.sheet.id, what: "pay" })}
          whyNot={mayPay ? null : t("mayNotPay")}
        />
      )}
      {next === "gatePass" && (
        <PrimaryAction
          action={actions.gatePass}
          run={() => give({ type: "IssueGatePass", gatePass: newId(), repairOrder: order.id, number: "" })}
          whyNot={may ? null : t("mayNot")}
        />
      )}
      <OpenRecalls recalls={card.car.recalls} />
      <OpenPlans plans={card.car.plans} />
      {order.customer !== null && (
        <PointsOf customer={order.customer} sources={card.sheets.map((each) => each.sheet.id)} />
      )}
      {open &&
        may &&
        card.car.recalls
          .filter(({ repairOrder }) => repairOrder === null)
          .map((recall) => (
            <button
              key={recall.recallCar}
              type="button"
              className="button"
              onClick={() =>
                give({ type: "TakeUpRecall", recallCar: recall.recallCar, repairOrder: order.id, job: newId() })
              }
            >
              {t("action.takeUpRecall", { number: recall.number })}
            </button>
          ))}
      <Facts
        title={t("group.car")}
        items={[
          { label: t("column.plate"), value: card.car.plate, empty: card.car.plate === "" },
          { label: t("column.vin"), value: card.car.vin, empty: card.car.vin === "" },
          { label: t("column.car"), value: card.car.description },
          { label: t("column.odometer"), value: order.odometerKm },
          { label: t("column.kind"), value: t(`kindOf.${order.kind}`) },
          { label: t("column.advisor"), value: row.advisorName },
          {
            label: t("column.promisedAt"),
            value: (
              <>
                <When at={order.promisedAt} /> {row.late && <StateDot hue="bad">{t("late")}</StateDot>}
              </>
            ),
            empty: order.promisedAt === null,
          },
          { label: t("column.total"), value: <Money fen={order.total} /> },
          { label: t("column.gatePass"), value: card.gatePass?.number ?? "", empty: card.gatePass === null },
        ]}
      />
      <Clocks
        car={order.car}
        clocks={card.car.clocks}
        may={may ? "yes" : "no"}
        onMendAgain={
          open && may
            ? (earlier) => give({ type: "AddJob", repairOrder: order.id, new: asComeback(earlier) })
            : undefined
        }
      />
      <Loans
        order={order.id}
        loans={card.loans}
        mayLend={may && order.leftAt === null ? "yes" : "no"}
        mayTakeBack={may ? "yes" : "no"}
      />
      <section aria-label={t("group.jobs")}>
        <h3>{t("group.jobs")}</h3>
        {card.jobs.map((job) => (
          <JobView
            key={job.job.id}
            card={job}
            needs={needs}
            open={open}
            onAsk={(what) => setAsking({ about: "job", job: job.job.id, what })}
          />
        ))}
      </section>
      <Washing
        order={order.id}
        wash={card.wash}
        washedByName={card.washedByName}
        may={may && order.leftAt === null ? "yes" : "no"}
      />
      {card.sheets.length > 0 && (
        <section aria-label={t("group.sheets")}>
          <h3>{t("group.sheets")}</h3>
          {card.sheets.map((each) => (
            <Sheet
              key={each.sheet.id}
              card={each}
              onAsk={(what) => setAsking({ about: "sheet", sheet: each.sheet.id, what })}
              onPrint={() => setPaper({ form: "repairSettlement", subject: each.sheet.id })}
            />
          ))}
        </section>
      )}
      {card.checkIn !== null && (
        <Facts
          title={t("group.checkIn")}
          items={[
            { label: t("column.concern"), value: card.checkIn.concern, empty: card.checkIn.concern === "" },
            { label: t("column.energy"), value: `${card.checkIn.energyPercent} %` },
            { label: t("column.belongings"), value: card.checkIn.belongings, empty: card.checkIn.belongings === "" },
            {
              label: t("column.marks"),
              value: t("damage.count", { count: card.checkIn.marks.length }),
              empty: card.checkIn.marks.length === 0,
            },
          ]}
        />
      )}
      {card.checkIn !== null && <MarksSeen checkIn={card.checkIn} />}
      <ComplaintsOf whose={{ of: "car", id: order.car }} />
      <Visits visits={card.car.visits.filter(({ repairOrder }) => repairOrder !== order.id)} />
      {paper !== null && <RecordPaper paper={paper} onClose={() => setPaper(null)} />}
    </RecordPage>
  );
}

interface SheetProps {
  card: SheetCard;
  onAsk: (what: SheetQuestion) => void;
  onPrint: () => void;
}

function Sheet({ card, onAsk, onPrint }: SheetProps) {
  const { t } = useTranslation("service");
  const { sheet } = card;
  const deeds: SheetQuestion[] =
    sheet.state === "reversed"
      ? []
      : sheet.state === "open" || (sheet.state === "onCredit" && card.left > 0)
        ? ["pay", "credit", "reverse"]
        : ["reverse"];
  return (
    <div className="job">
      <div className="job-head">
        <h4>{`${sheet.number} ${t(`payer.${sheet.payer}`)}`}</h4>
        <StateDot hue={SHEET_HUES[sheet.state]}>
          {t(`state.${sheet.state === "open" ? "unpaid" : sheet.state}`)}
        </StateDot>
        <Money fen={sheet.amount} />
      </div>
      {card.left > 0 && sheet.state !== "reversed" && sheet.payer === "customer" && (
        <p className="muted">{t("left", { left: card.left })}</p>
      )}
      {sheet.reason !== "" && <p className="muted">{sheet.reason}</p>}
      <div className="job-deeds">
        {deeds.map((what) => (
          <button key={what} type="button" className="button quiet" onClick={() => onAsk(what)}>
            {t(`action.${what}`)}
          </button>
        ))}
        {sheet.state !== "reversed" && (
          <button type="button" className="button quiet" onClick={onPrint}>
            {t("action.printSheet")}
          </button>
        )}
      </div>
    </div>
  );
}
