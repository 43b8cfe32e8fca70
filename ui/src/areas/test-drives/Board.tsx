// The board: a lane for each car or colleague, the hours across, a bar for each drive with the buffer that follows it.
// Bars are dragged, stretched at their end, or moved by keys; the rules decide when they are let go.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DriveBar, DriveBoard } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { say } from "../../components/Toasts";
import { Problem, Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { addDays, todayOf } from "../../lib/time";
import * as actions from "./actions";
import type { Standing } from "./geometry";
import { Lanes } from "./Lanes";

export type LanesBy = "cars" | "people";

interface Props {
  open: string | null;
  search: Record<string, string>;
}

export function BoardScreen({ open, search }: Props) {
  const from = search.from ?? null;
  const days = search.days === "7" ? 7 : 1;
  const answer = useDesk("test_drives.board", { from, days });
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  return <Board board={answer.data} open={open} search={search} days={days} />;
}

function Board({ board, open, search, days }: Props & { board: DriveBoard; days: number }) {
  const { t } = useTranslation("test-drives");
  const by: LanesBy = search.by === "people" ? "people" : "cars";
  const first = board.days[0]?.day ?? todayOf();
  const [busy, setBusy] = useState<string | null>(null);
  const go = (change: Record<string, string>) =>
    navigate("test-drives", open === null ? [] : [open], { search: { ...search, ...change }, history: "instead" });
  useAction(actions.dayBefore, () => go({ from: addDays(first, -days) }));
  useAction(actions.dayAfter, () => go({ from: addDays(first, days) }));
  useAction(actions.toToday, () => go({ from: board.today }));
  useAction(actions.switchSpan, () => go({ days: days === 7 ? "1" : "7" }));
  useAction(actions.switchLanes, () => go({ by: by === "cars" ? "people" : "cars" }));
  useAction(actions.openList, () => navigate("test-drives", [], { search: { show: "list" } }));
  useAction(actions.openSetUp, () => navigate("test-drives", ["set-up"]));

  const move = async (bar: DriveBar, to: Standing) => {
    const onto = by === "cars" ? bar.vehicle : bar.consultant;
    const another = to.lane === onto ? null : to.lane;
    setBusy(bar.id);
    try {
      await submit({
        type: "RebookTestDrive",
        drive: bar.id,
        vehicle: by === "cars" ? another : null,
        consultant: by === "people" ? another : null,
        route: null,
        startsAt: to.startsAt === bar.startsAt ? null : to.startsAt,
        endsAt: to.endsAt === bar.endsAt ? null : to.endsAt,
      });
    } catch (thrown) {
      say(sayThrown(thrown), "bad");
    } finally {
      setBusy(null);
    }
  };
  return (
    <section className="drives" aria-label={t("area")}>
      <header className="drives-head">
        <h1>{t("area")}</h1>
        <p className="drives-day">
          <When at={first} />
          {days === 7 && (
            <>
              {" "}
              — <When at={addDays(first, 6)} />
            </>
          )}
        </p>
        <div className="drives-tools">
          <ActionButton action={actions.dayBefore} look="quiet" />
          <ActionButton action={actions.toToday} look="quiet" />
          <ActionButton action={actions.dayAfter} look="quiet" />
          <ActionButton action={actions.switchSpan} look="quiet" />
          <ActionButton action={actions.switchLanes} look="quiet" />
          <ActionButton action={actions.openList} look="quiet" />
          <ActionButton action={actions.openSetUp} look="quiet" />
          <ActionButton action={actions.newDrive} />
        </div>
      </header>
      <OutNow out={board.out} />
      {board.cars.length === 0 ? (
        <p className="muted">{t("noCars")}</p>
      ) : (
        <Lanes
          board={board}
          by={by}
          open={open}
          busy={busy}
          onMove={move}
          onOpen={(id) => navigate("test-drives", [id], { search })}
          onEmpty={(lane, at) =>
            navigate("test-drives", ["new"], {
              search: { ...search, at: String(at), ...(by === "cars" ? { vehicle: lane } : { consultant: lane }) },
            })
          }
        />
      )}
      <p className="muted drives-keys">{t("keys")}</p>
    </section>
  );
}

/** The cars that are out, the overdue first: what the manager's eyes look for. */
function OutNow({ out }: { out: readonly DriveBar[] }) {
  const { t } = useTranslation("test-drives");
  return (
    <section className="drives-out" aria-label={t("outNow")}>
      <h2>
        {t("outNow")} <span className="muted">{out.length}</span>
      </h2>
      {out.length === 0 ? (
        <p className="muted">{t("nobodyOut")}</p>
      ) : (
        <ul>
          {out.map((bar) => (
            <li key={bar.id} className={bar.overdue ? "late" : undefined}>
              <button type="button" className="link" onClick={() => navigate("test-drives", [bar.id])}>
                {bar.customerName} · {bar.consultantName}
              </button>{" "}
              {bar.overdue ? (
                <span className="problem">
                  {t("overdueSince")} <When at={bar.endsAt} />
                </span>
              ) : (
                <span className="muted">
                  {t("backBy")} <When at={bar.endsAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
