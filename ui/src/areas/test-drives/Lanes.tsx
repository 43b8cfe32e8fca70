// The lanes of the board and what moves on them. While something moves only its own bar is drawn anew; where it would
// come to stand is said for those who do not see it.
import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DriveBar, DriveBoard } from "../../bindings/rpc";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useFocusThatFollows } from "../../lib/focusFollows";
import { fullInstant } from "../../lib/time";
import type { LanesBy } from "./Board";
import { hoursOf, placeOf, type Standing, shifted, stretched, timeAt } from "./geometry";
import { isAhead } from "./states";

interface Lane {
  id: string;
  title: string;
  detail: string;
  problem: string | null;
}

interface Props {
  board: DriveBoard;
  by: LanesBy;
  open: string | null;
  /** The drive that is being moved at the desk. */
  busy: string | null;
  onMove: (bar: DriveBar, to: Standing) => void;
  onOpen: (id: string) => void;
  onEmpty: (lane: string, at: number) => void;
}

/** Less than this is a click and not a drag. */
const A_DRAG = 4;

export function clockOf(at: number): string {
  return fullInstant(at).slice(11);
}

function laneOf(bar: DriveBar, by: LanesBy): string {
  return by === "cars" ? bar.vehicle : bar.consultant;
}

function standingOf(bar: DriveBar, by: LanesBy): Standing {
  return { startsAt: bar.startsAt, endsAt: bar.endsAt, lane: laneOf(bar, by) };
}

interface Moving {
  id: string;
  at: Standing;
  how: "keys" | "pointer";
  /** How far below its own lane it lies, in pixels: it stays where it is in the page, so that it keeps focus and pointer. */
  drop: number;
}

export function Lanes({ board, by, open, busy, onMove, onOpen, onEmpty }: Props) {
  const { t } = useTranslation("test-drives");
  const said = useCatalogueWords();
  const [moving, setMoving] = useState<Moving | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; from: Standing; part: "whole" | "end"; moved: "yes" | "no" } | null>(null);
  /** Whether the click that follows on letting go ends a drag. */
  const pulled = useRef<"yes" | "no">("no");
  const keepFocus = useFocusThatFollows(body);
  const grid = board.terms.gridMinutes;
  const lanes: Lane[] =
    by === "cars"
      ? board.cars.map((car) => ({
          id: car.id,
          title: said(car.description),
          detail: [car.plate, car.colour].filter(Boolean).join(" · "),
          problem: car.mayGo ? null : car.stopSale === "" ? t("notInOrder") : t("stopped"),
        }))
      : board.colleagues.map((person) => ({ id: person.id, title: person.name, detail: "", problem: null }));
  const named = new Map(lanes.map((lane) => [lane.id, lane.title]));
  const width = board.days.length > 1 ? `${board.days.length * 30}rem` : "100%";

  const laneUnder = (y: number): string | null => {
    for (const element of body.current?.querySelectorAll<HTMLElement>("[data-lane]") ?? []) {
      const box = element.getBoundingClientRect();
      if (y >= box.top && y < box.bottom) return element.dataset.lane ?? null;
    }
    return null;
  };

  const dropTo = (from: string, to: string): number => {
    const top = (lane: string) =>
      [...(body.current?.querySelectorAll<HTMLElement>("[data-lane]") ?? [])].find((row) => row.dataset.lane === lane)
        ?.offsetTop ?? 0;
    return from === to ? 0 : top(to) - top(from);
  };

  const begin = (event: PointerEvent<HTMLElement>, bar: DriveBar) => {
    const mayMove = isAhead(bar.state);
    if (event.button !== 0 || (!mayMove && bar.state !== "out")) return;
    const part =
      event.target instanceof HTMLElement && event.target.dataset.part === "end"
        ? ("end" as const)
        : ("whole" as const);
    // A car that is out can be out for longer, and nothing else.
    if (!mayMove && part === "whole") return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, from: standingOf(bar, by), part, moved: "no" };
    pulled.current = "no";
  };

  const follow = (event: PointerEvent<HTMLElement>, bar: DriveBar) => {
    const held = drag.current;
    const track = event.currentTarget.parentElement;
    if (held === null || track === null) return;
    const dx = event.clientX - held.x;
    if (held.moved === "no" && Math.abs(dx) < A_DRAG && laneUnder(event.clientY) === held.from.lane) return;
    held.moved = "yes";
    const by01 = dx / track.getBoundingClientRect().width;
    let at: Standing;
    if (held.part === "end") {
      const endsAt = timeAt(board.days, placeOf(board.days, held.from.endsAt) + by01, grid);
      at = stretched({ ...held.from, endsAt }, 0, grid);
    } else {
      const startsAt = timeAt(board.days, placeOf(board.days, held.from.startsAt) + by01, grid);
      const lane = laneUnder(event.clientY) ?? held.from.lane;
      at = { startsAt, endsAt: startsAt + held.from.endsAt - held.from.startsAt, lane };
    }
    setMoving({ id: bar.id, at, how: "pointer", drop: dropTo(held.from.lane, at.lane) });
  };

  const letGo = (event: PointerEvent<HTMLElement>, bar: DriveBar) => {
    const held = drag.current;
    drag.current = null;
    pulled.current = held?.moved ?? "no";
    if (held?.moved === "yes") {
      // WebKit counts Shift+Tab from what lay under the pointer inside the bar, and so would never leave it backwards.
      event.currentTarget.blur();
      event.currentTarget.focus({ preventScroll: true });
    }
    if (held?.moved === "yes" && moving?.id === bar.id) settle(bar, moving.at);
    setMoving(null);
  };

  const settle = (bar: DriveBar, at: Standing) => {
    const from = standingOf(bar, by);
    if (at.startsAt === from.startsAt && at.endsAt === from.endsAt && at.lane === from.lane) return;
    keepFocus(bar.id);
    onMove(bar, at);
  };

  const neighbour = (lane: string, step: number): string => {
    const at = lanes.findIndex(({ id }) => id === lane);
    return lanes[Math.min(Math.max(at + step, 0), lanes.length - 1)]?.id ?? lane;
  };

  const onKey = (event: KeyboardEvent<HTMLElement>, bar: DriveBar) => {
    const arrows: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const arrow = arrows[event.key];
    const held = moving?.id === bar.id && moving.how === "keys" ? moving.at : null;
    const stop = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (held === null) {
      if (event.key === "m" || event.key === "M") {
        if (!isAhead(bar.state) && bar.state !== "out") return;
        stop();
        setMoving({ id: bar.id, at: standingOf(bar, by), how: "keys", drop: 0 });
      } else if (arrow !== undefined) {
        stop();
        step(event.currentTarget, arrow[0] + arrow[1]);
      }
      return;
    }
    if (event.key === "Escape") {
      stop();
      setMoving(null);
    } else if (event.key === "Enter") {
      stop();
      settle(bar, held);
      setMoving(null);
    } else if (arrow !== undefined) {
      stop();
      const onlyLonger = event.shiftKey || bar.state === "out";
      const at =
        arrow[0] === 0
          ? onlyLonger
            ? held
            : { ...held, lane: neighbour(held.lane, arrow[1]) }
          : onlyLonger
            ? stretched(held, arrow[0], grid)
            : shifted(board.days, held, arrow[0], grid);
      setMoving({ id: bar.id, at, how: "keys", drop: dropTo(laneOf(bar, by), at.lane) });
    }
  };

  const step = (from: HTMLElement, by: number) => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>("[data-moves]") ?? [])];
    all[all.indexOf(from) + by]?.focus();
  };

  const goesTo = ({ at }: Moving) => ({
    from: clockOf(at.startsAt),
    until: clockOf(at.endsAt),
    lane: named.get(at.lane) ?? "",
  });

  const now = placeOf(board.days, board.now);
  const nowIn = board.days.some((day) => board.now >= day.opensAt && board.now <= day.closesAt);
  return (
    <>
      <div className="drive-lanes" ref={body} role="grid" tabIndex={0} aria-label={t("board")}>
        <div
          className="drive-lanes-width"
          role="rowgroup"
          style={{ "--width": width, "--days": String(board.days.length) }}
        >
          <div className="drive-lanes-head" aria-hidden="true">
            <span className="drive-lane-name" />
            <div className="drive-lane-track">
              {board.days.map((day, index) => (
                <div
                  key={day.day}
                  className="drive-lanes-day"
                  style={{ "--at": `${(index / board.days.length) * 100}%` }}
                >
                  {board.days.length > 1 && <strong>{day.day.slice(5)}</strong>}
                  {hoursOf(day).map((hour) => (
                    <span
                      key={hour}
                      className="drive-lanes-hour"
                      style={{ "--at": `${(placeOf([day], hour) * 100).toFixed(3)}%` }}
                    >
                      {clockOf(hour)}
                    </span>
                  ))}
                </div>
              ))}
            </div>
          </div>
          {lanes.map((lane) => {
            const here = board.drives.filter((bar) => laneOf(bar, by) === lane.id);
            return (
              <div key={lane.id} className="drive-lane" role="row" data-lane={lane.id}>
                <div className="drive-lane-name" role="rowheader">
                  <span>{lane.title}</span>
                  <span className={lane.problem === null ? "muted" : "problem"}>{lane.problem ?? lane.detail}</span>
                </div>
                {/* A click on the free time is a way for the pointer; the key of a new drive is the other. */}
                <div
                  className="drive-lane-track"
                  role="gridcell"
                  onPointerUp={(event) => {
                    if (event.target !== event.currentTarget || drag.current !== null) return;
                    const box = event.currentTarget.getBoundingClientRect();
                    onEmpty(lane.id, timeAt(board.days, (event.clientX - box.left) / box.width, grid));
                  }}
                >
                  {nowIn && (
                    <span
                      className="drive-lanes-now"
                      style={{ "--at": `${(now * 100).toFixed(3)}%` }}
                      aria-hidden="true"
                    />
                  )}
                  {here.map((bar) => {
                    const at = moving?.id === bar.id ? moving.at : null;
                    const startsAt = at?.startsAt ?? bar.startsAt;
                    const endsAt = at?.endsAt ?? bar.endsAt;
                    const left = placeOf(board.days, startsAt) * 100;
                    const until = placeOf(board.days, endsAt) * 100;
                    const heldUntil = placeOf(board.days, endsAt + bar.heldUntil - bar.endsAt) * 100;
                    return (
                      <Bar
                        key={bar.id}
                        bar={bar}
                        left={left}
                        width={until - left}
                        buffer={bar.state === "finished" || bar.state === "returned" ? 0 : heldUntil - until}
                        words={`${clockOf(startsAt)}–${clockOf(endsAt)} ${bar.customerName}`}
                        look={[
                          "drive-bar",
                          bar.state,
                          bar.overdue ? "overdue" : "",
                          at === null ? "" : "moving",
                          busy === bar.id ? "busy" : "",
                          open === bar.id ? "open" : "",
                        ].join(" ")}
                        state={t(`state.${bar.state}`)}
                        onOpen={() => onOpen(bar.id)}
                        onKey={(event) => onKey(event, bar)}
                        onBegin={(event) => begin(event, bar)}
                        onFollow={(event) => follow(event, bar)}
                        onLetGo={(event) => letGo(event, bar)}
                        dragged={() => pulled.current === "yes"}
                        drop={at === null ? 0 : (moving?.drop ?? 0)}
                        onLeave={() => moving?.how === "keys" && moving.id === bar.id && setMoving(null)}
                      />
                    );
                  })}
                </div>
              </div>
            );
          })}
        </div>
      </div>
      <p role="status" className="drive-lanes-said">
        {moving !== null && (moving.how === "keys" ? t("movingTo", goesTo(moving)) : t("draggedTo", goesTo(moving)))}
      </p>
    </>
  );
}

interface BarProps {
  bar: DriveBar;
  left: number;
  width: number;
  buffer: number;
  drop: number;
  words: string;
  look: string;
  state: string;
  onOpen: () => void;
  onKey: (event: KeyboardEvent<HTMLElement>) => void;
  onBegin: (event: PointerEvent<HTMLElement>) => void;
  onFollow: (event: PointerEvent<HTMLElement>) => void;
  onLetGo: (event: PointerEvent<HTMLElement>) => void;
  onLeave: () => void;
  dragged: () => boolean;
}

function sameLook(one: BarProps, other: BarProps): boolean {
  const moves = one.look.includes("moving") || other.look.includes("moving");
  return (
    !moves &&
    one.bar === other.bar &&
    one.left === other.left &&
    one.width === other.width &&
    one.look === other.look &&
    one.words === other.words &&
    one.state === other.state
  );
}

const Bar = memo(function Bar(props: BarProps) {
  const { bar, left, width, buffer, drop, words, look, state } = props;
  return (
    <button
      type="button"
      className={look}
      data-moves={bar.id}
      title={`${words} ${state}`}
      style={{
        "--at": `${left.toFixed(3)}%`,
        "--long": `${width.toFixed(3)}%`,
        "--buffer": `${((buffer / Math.max(width, 0.001)) * 100).toFixed(2)}%`,
        "--drop": `${drop}px`,
      }}
      aria-current={look.includes("open") ? "true" : undefined}
      // A key clicks as well, and never ends a drag.
      onClick={(event) => (event.detail === 0 || !props.dragged()) && props.onOpen()}
      onKeyDown={props.onKey}
      onPointerDown={props.onBegin}
      onPointerMove={props.onFollow}
      onPointerUp={props.onLetGo}
      onPointerCancel={props.onLetGo}
      onBlur={props.onLeave}
    >
      <span className="drive-bar-words">{words}</span>
      <span className="drive-bar-state">
        {bar.kind === "ride" ? "◦ " : ""}
        {state}
      </span>
      <span className="drive-bar-end" data-part="end" aria-hidden="true" />
    </button>
  );
}, sameLook);
