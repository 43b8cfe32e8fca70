// The board of a day by bay or by technician. A job is taken up by Enter or with the pointer, moved, stretched at its
// end, and put down: the desk says what stands in the way. While it is dragged nothing but the moving box is drawn anew.
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { BoardBlock, BoardLane, Board as Day, WaitingJob } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Problem, Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { useFocusThatFollows } from "../../lib/focusFollows";
import { submit } from "../../lib/ipc";
import { clockOf } from "../../lib/time";
import { next, previous, setup, today } from "./actions";
import { doneAt, type Held, instantAt, minutesIn, moved, type Step, share, stretchedTo } from "./board";

const STEPS: Record<string, Step> = {
  ArrowLeft: "earlier",
  ArrowRight: "later",
  ArrowUp: "up",
  ArrowDown: "down",
};
const STRETCHES: Record<string, Step> = { ArrowLeft: "shorter", ArrowRight: "longer" };

/** What is dragged: the whole job, or its end. */
interface Dragged {
  held: Held;
  part: "whole" | "end";
  ghost: HTMLElement;
  /** Where the box was, and how far from its left edge it is held. */
  left: number;
  top: number;
  width: number;
  grip: number;
}

interface Props {
  day: string;
  by: "bay" | "technician";
  onDay: (day: string) => void;
  onBy: (by: "bay" | "technician") => void;
}

export function Board({ day, by, onBy }: Props) {
  const { t } = useTranslation("workshop");
  const answer = useDesk("workshops.board", { day });
  if (answer.isError) return <Problem thrown={answer.error} />;
  const board = answer.data;
  if (board === undefined) return <Skeleton />;
  return (
    <div className="workshop">
      <header className="workshop-head">
        <h2>{t("board")}</h2>
        <When at={day} />
        <ActionButton action={previous} look="quiet" />
        <ActionButton action={today} look="quiet" />
        <ActionButton action={next} look="quiet" />
        {(["bay", "technician"] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="button quiet"
            aria-pressed={each === by}
            onClick={() => onBy(each)}
          >
            {t(each === "bay" ? "byBay" : "byTechnician")}
          </button>
        ))}
        <ActionButton action={setup} look="quiet" />
      </header>
      {board.lanes.length === 0 ? (
        <EmptyState title={t("noBays")} about={t("aboutNoBays")} />
      ) : board.opensAt === null ? (
        <p className="muted">{t("closed")}</p>
      ) : (
        <Lanes board={board} by={by} />
      )}
    </div>
  );
}

function Lanes({ board, by }: { board: Day; by: "bay" | "technician" }) {
  const { t } = useTranslation("workshop");
  const may = useRight("editService");
  const [held, hold] = useState<Held | null>(null);
  const [other, chooseOther] = useState("");
  const lanes = board.lanes.filter(({ kind }) => kind === by);
  const others = board.lanes.filter(({ kind }) => kind !== by);
  const chosen = others.some(({ resource }) => resource === other) ? other : (others[0]?.resource ?? "");
  const dragged = useRef<Dragged | null>(null);
  const all = useRef<HTMLDivElement>(null);
  const keepFocus = useFocusThatFollows(all);
  const start = board.opensAt ?? 0;
  const toPlan = board.waiting.filter(({ state }) => state !== "proposed");
  const toAgree = board.waiting.filter(({ state }) => state === "proposed");

  /** Whom somebody chose, else the first who has learnt it. */
  const whoCan = ({ skill }: Held) => {
    if (other !== "" || skill === undefined) return chosen;
    return others.find(({ skills }) => skills.includes(skill))?.resource ?? chosen;
  };
  const put = (job: Held) => {
    hold(null);
    keepFocus(job.job);
    const partner = board.blocks.find((block) => block.job === job.job && block.kind !== by)?.resource ?? whoCan(job);
    const bay = by === "bay" ? job.resource : partner;
    const technician = by === "bay" ? partner : job.resource;
    submit({ type: "PlanJob", job: job.job, bay, technician, startsAt: job.startsAt, minutes: job.minutes })
      .then(() => say(t("planned")))
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  const unplan = (job: string) => {
    submit({ type: "UnplanJob", job })
      .then(() => say(t("unplanned")))
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  const onKey = (event: KeyboardEvent, job: Held, planned: "yes" | "no") => {
    const step = (event.shiftKey ? STRETCHES : STEPS)[event.key];
    const mine = held?.job === job.job ? held : null;
    if (event.key === "Escape" && dragged.current !== null) {
      event.preventDefault();
      event.stopPropagation();
      drop();
    } else if (event.key === "Enter" && may) {
      event.preventDefault();
      if (mine === null) hold(job);
      else put(mine);
    } else if (event.key === "Escape" && mine !== null) {
      event.preventDefault();
      event.stopPropagation();
      hold(null);
    } else if (event.key === "Delete" && planned === "yes" && may) {
      unplan(job.job);
    } else if (step !== undefined && mine !== null) {
      event.preventDefault();
      hold(moved(mine, step, board, lanes));
    }
  };

  /** Where the pointer is on the board: the lane under it and the time along it. */
  const under = (event: PointerEvent, grip: number): Pick<Held, "resource" | "startsAt"> | null => {
    const track = document
      .elementsFromPoint(event.clientX, event.clientY)
      .find((element): element is HTMLElement => element instanceof HTMLElement && element.dataset.lane !== undefined);
    if (track === undefined) return null;
    const box = track.getBoundingClientRect();
    return {
      resource: track.dataset.lane ?? "",
      startsAt: instantAt(board, (event.clientX - grip - box.left) / box.width),
    };
  };
  /** How wide the work of a job is on the board. What waits lies in a list, as wide as its words. */
  const widthOnBoard = (minutes: number): number => {
    const track = document.querySelector<HTMLElement>("[data-lane]");
    return share(board, doneAt(board, start, minutes)) * (track?.clientWidth ?? 0);
  };
  const onDown = (event: PointerEvent<HTMLElement>, job: Held) => {
    if (!may || event.button !== 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    const stands = event.currentTarget.closest("[data-lane]") !== null;
    // The edge belongs to the end as well; it is wide on a job whose promise is at risk.
    const onEnd = event.target instanceof HTMLElement && event.target.dataset.part === "end";
    const atEnd = onEnd || (stands && box.right - event.clientX < 4);
    const width = stands ? box.width : widthOnBoard(job.minutes);
    const grip = stands ? event.clientX - box.left : Math.min(event.clientX - box.left, width / 2);
    const left = event.clientX - grip;
    const ghost = event.currentTarget.cloneNode(true) as HTMLElement;
    ghost.classList.add("ghost");
    ghost.setAttribute("aria-hidden", "true");
    Object.assign(ghost.style, { left: `${left}px`, top: `${box.top}px`, width: `${width}px` });
    dragged.current = { held: job, part: atEnd ? "end" : "whole", ghost, left, top: box.top, width, grip };
  };
  /** The drag is over and nothing of it is left: the pointer was taken away, or Escape was pressed. */
  const drop = () => {
    dragged.current?.ghost.remove();
    dragged.current = null;
  };
  const onMove = (event: PointerEvent<HTMLElement>) => {
    const drag = dragged.current;
    if (drag === null) return;
    if (!drag.ghost.isConnected) document.body.append(drag.ghost);
    const x = event.clientX - drag.grip - drag.left;
    if (drag.part === "end") {
      drag.ghost.style.width = `${Math.max(8, drag.width + x)}px`;
      return;
    }
    // Only the ghost moves, by a transform: nothing of the board is laid out anew.
    drag.ghost.style.transform = `translate3d(${x}px, ${event.clientY - 12 - drag.top}px, 0)`;
  };
  const onUp = (event: PointerEvent<HTMLElement>) => {
    const drag = dragged.current;
    dragged.current = null;
    if (drag === null) return;
    const moves = drag.ghost.isConnected;
    drag.ghost.remove();
    if (!moves) return;
    if (drag.part === "end") {
      const track = event.currentTarget.closest<HTMLElement>("[data-lane]");
      if (track === null) return;
      const box = track.getBoundingClientRect();
      const end = drag.left + drag.width + event.clientX - drag.left - drag.grip;
      put(stretchedTo(drag.held, board, instantAt(board, (end - box.left) / box.width)));
      return;
    }
    const place = under(event, drag.grip);
    if (place !== null) put({ ...drag.held, ...place });
  };
  const hands = { onDown, onMove, onUp, onKey, onCancel: drop };

  return (
    <div ref={all}>
      <p className="workshop-partner">
        <label>
          {t(by === "bay" ? "chooseOther" : "chooseBay")}
          <select value={chosen} onChange={(event) => chooseOther(event.currentTarget.value)}>
            {others.map(({ resource, name }) => (
              <option key={resource} value={resource}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <section className="waiting" aria-label={t("waiting")}>
        <h3>{t("waiting")}</h3>
        {toPlan.length === 0 && <p className="muted">{t("nothingWaiting")}</p>}
        {toPlan.map((job) => (
          <WaitingBox
            key={job.job}
            job={job}
            held={held?.job === job.job}
            take={{
              job: job.job,
              title: job.title,
              minutes: Math.max(15, job.minutes),
              skill: job.skill,
              resource: (lanes.find(({ skills }) => skills.includes(job.skill)) ?? lanes[0])?.resource ?? "",
              startsAt: Math.max(start, instantAt(board, share(board, Date.now()))),
            }}
            hands={hands}
          />
        ))}
      </section>
      {toAgree.length > 0 && (
        <section className="waiting" aria-label={t("toAgree")}>
          <h3>{t("toAgree")}</h3>
          {toAgree.map((job) => (
            <button
              key={job.job}
              type="button"
              className={`block waiting-block to-agree ${job.atRisk ? "risk" : ""}`}
              title={t("openOrder", { number: job.number })}
              onClick={() => openRecord("repair_order", job.repairOrder)}
            >
              {`${job.plate} ${job.title}`}
              {job.atRisk && <span className="hidden-words">{t("atRisk")}</span>}
            </button>
          ))}
        </section>
      )}
      <div className="lanes">
        <Hours board={board} />
        {lanes.map((lane) => (
          <Lane key={lane.resource} lane={lane} board={board} held={held} hands={hands} />
        ))}
      </div>
      <p className="hidden-words" role="status">
        {held === null
          ? ""
          : t("at", {
              lane: lanes.find(({ resource }) => resource === held.resource)?.name ?? "",
              at: held.startsAt,
            })}
      </p>
    </div>
  );
}

interface Hands {
  onDown: (event: PointerEvent<HTMLElement>, job: Held) => void;
  onMove: (event: PointerEvent<HTMLElement>) => void;
  onUp: (event: PointerEvent<HTMLElement>) => void;
  onCancel: () => void;
  onKey: (event: KeyboardEvent, job: Held, planned: "yes" | "no") => void;
}

function WaitingBox({ job, held, take, hands }: { job: WaitingJob; held: boolean; take: Held; hands: Hands }) {
  const { t } = useTranslation("workshop");
  return (
    <button
      type="button"
      data-moves={job.job}
      className={`block waiting-block ${job.atRisk ? "risk" : ""} ${held ? "held" : ""}`}
      title={t("grab", { title: job.title, minutes: job.minutes })}
      onPointerDown={(event) => hands.onDown(event, take)}
      onPointerMove={hands.onMove}
      onPointerUp={hands.onUp}
      onPointerCancel={hands.onCancel}
      onKeyDown={(event) => hands.onKey(event, take, "no")}
      onDoubleClick={() => openRecord("repair_order", job.repairOrder)}
    >
      {`${job.plate} ${job.title}`}
      {job.atRisk && <span className="hidden-words">{t("atRisk")}</span>}
    </button>
  );
}

function Hours({ board }: { board: Day }) {
  const opens = board.opensAt ?? 0;
  const closes = board.closesAt ?? 0;
  const hours: number[] = [];
  for (let at = Math.ceil(opens / 3_600_000) * 3_600_000; at < closes; at += 3_600_000) hours.push(at);
  return (
    <div className="lane hours" aria-hidden="true">
      <span className="lane-name" />
      <span className="track">
        {hours.map((at) => (
          <span key={at} className="hour" style={{ left: `${share(board, at) * 100}%` }}>
            {clockOf(at)}
          </span>
        ))}
      </span>
    </div>
  );
}

interface LaneProps {
  lane: BoardLane;
  board: Day;
  held: Held | null;
  hands: Hands;
}

function Lane({ lane, board, held, hands }: LaneProps) {
  const { t } = useTranslation("workshop");
  const place = (from: number, until: number) => ({
    left: `${share(board, from) * 100}%`,
    width: `${(share(board, until) - share(board, from)) * 100}%`,
  });
  const here = held?.resource === lane.resource ? held : null;
  return (
    <section className="lane" aria-label={lane.name}>
      <span className="lane-name">{lane.name}</span>
      <div className="track" data-lane={lane.resource}>
        {board.lunchFrom !== null && board.lunchUntil !== null && (
          <span className="lunch" style={place(board.lunchFrom, board.lunchUntil)} title={t("lunch")} />
        )}
        {board.blocks
          .filter((block) => block.resource === lane.resource)
          .map((block) => (
            <Block
              key={`${block.job ?? block.booking} ${block.startsAt}`}
              block={block}
              board={board}
              held={held?.job === block.job}
              style={place(block.startsAt, block.endsAt)}
              hands={hands}
            />
          ))}
        {here !== null && (
          <span className="block target" style={place(here.startsAt, doneAt(board, here.startsAt, here.minutes))}>
            {here.title}
          </span>
        )}
      </div>
    </section>
  );
}

interface BlockProps {
  block: BoardBlock;
  board: Day;
  held: boolean;
  style: { left: string; width: string };
  hands: Hands;
}

function Block({ block, board, held, style, hands }: BlockProps) {
  const { t } = useTranslation("workshop");
  const words = `${block.plate} ${block.title || t("booked")} ${block.number} ${clockOf(block.startsAt)}–${clockOf(block.endsAt)}`;
  if (block.job === null) {
    return (
      <button
        type="button"
        className="block booking"
        style={style}
        title={words}
        onClick={() => block.booking !== null && openRecord("service_booking", block.booking)}
      >
        {words}
      </button>
    );
  }
  const take: Held = {
    job: block.job,
    title: block.title,
    minutes: minutesIn(board, block.startsAt, block.endsAt),
    resource: block.resource,
    startsAt: block.startsAt,
  };
  return (
    <button
      type="button"
      data-moves={block.job}
      className={`block ${block.state ?? ""} ${block.atRisk ? "risk" : ""} ${held ? "held" : ""}`}
      style={style}
      title={words}
      onPointerDown={(event) => hands.onDown(event, take)}
      onPointerMove={hands.onMove}
      onPointerUp={hands.onUp}
      onPointerCancel={hands.onCancel}
      onKeyDown={(event) => hands.onKey(event, take, "yes")}
      onDoubleClick={() => block.repairOrder !== null && openRecord("repair_order", block.repairOrder)}
    >
      {words}
      {block.atRisk && <span className="hidden-words">{t("atRisk")}</span>}
      <span className="block-end" data-part="end" aria-hidden="true" />
    </button>
  );
}
