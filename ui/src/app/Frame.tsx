// The frame around the work: the rail with one's areas, the bar with search, sync in words and who is here, and the
// corner of the primary action. A record in a window of its own has only the corner.
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState, SignedIn } from "../bindings/rpc";
import { Icon } from "../components/Icon";
import { Keys, spokenChord } from "../components/Keys";
import { Menu } from "../components/Menu";
import { PrimaryCorner } from "../components/PrimaryAction";
import { useDesk } from "../lib/desk";
import { type ActionDeclaration, doAction, useAction } from "../lib/keys";
import { formatCount } from "../lib/money";
import { navigate, useRoute } from "../lib/router";
import { changeSettings, settings, useSettings } from "../lib/settings";
import type { Area } from "./area";
import { areasOf } from "./areas";
import { ErrorBoundary } from "./ErrorBoundary";
import { goActions, lockAction, openPalette, switchAction } from "./frameActions";
import { Over } from "./Over";
import { SyncWords } from "./SyncWords";
import { screenOf } from "./screens";
import { lock, switchUser } from "./session";
import "../components/values.css";
import "./frame.css";

export function Frame({ person, state }: { person: SignedIn; state: SessionState }) {
  const { t } = useTranslation("common");
  const route = useRoute();
  const own = useMemo(() => areasOf(person), [person]);
  const area = own.find((each) => each.id === route.area);

  useEffect(() => {
    const home = own[0];
    if (!area && home) navigate(home.id, [], { history: "instead" });
  }, [area, own]);
  useEffect(() => {
    document.title = [area ? t(area.label) : null, state.storeName].filter(Boolean).join(" · ");
  }, [area, state.storeName, t]);

  const Screen = area ? screenOf(area).Part : null;
  const work = (
    <div className="work-area">
      <main className="work-screen">
        <ErrorBoundary place={route.area}>
          {Screen && <Screen key={route.area} rest={route.rest} search={route.search} />}
        </ErrorBoundary>
      </main>
      <footer className="work-foot">
        <PrimaryCorner />
      </footer>
    </div>
  );

  return (
    <>
      {own.map((each) => (
        <Begins key={each.id} area={each} at={placeOf(each, own)} person={person} />
      ))}
      {route.alone === "yes" ? (
        <div className="frame alone">{work}</div>
      ) : (
        <FrameAround person={person} state={state} areas={own} current={area}>
          {work}
        </FrameAround>
      )}
      <Over manual={area?.manual} />
    </>
  );
}

/** An area's place among those that always stand in the rail, which alone have digits; -1 for the others. */
function placeOf(area: Area, areas: readonly Area[]): number {
  return areas.filter(({ rail }) => rail === undefined).indexOf(area);
}

/** Offers what an area lets one begin from anywhere, and the way to the area itself. */
function Begins({ area, at, person }: { area: Area; at: number; person: SignedIn }) {
  const go = goActions(area, at);
  useAction(go, () => navigate(area.id));
  return (area.begins ?? [])
    .filter(({ right }) => right === undefined || person.rights.includes(right))
    .map(({ action, rest }) => <Begin key={action.id} area={area.id} action={action} rest={rest} />);
}

function Begin({ area, action, rest }: { area: string; action: ActionDeclaration; rest: string[] }) {
  useAction(action, () => navigate(area, rest));
  return null;
}

/** From how many times its height on a logo counts as wide. */
const WIDE = 1.6;

/** Whose house this is: its logo and its name. */
function House({ fallback }: { fallback: string }) {
  const answer = useDesk("dealership.logo", {});
  const name = answer.data?.name ?? fallback;
  const picture = answer.data?.picture ?? null;
  // A wide logo has the name in it and leaves no room beside it.
  const [wide, setWide] = useState<string | null>(null);
  return (
    <span className="house" title={name}>
      {picture !== null && (
        <img
          src={picture}
          alt=""
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setWide(naturalWidth > naturalHeight * WIDE ? picture : null)
          }
        />
      )}
      <span className={picture !== null && wide === picture ? "hidden-words" : ""}>{name}</span>
    </span>
  );
}

/** From here on down the rail keeps the house: reports, people, backups. Above stands the day's work. */
const HOUSE = 100;

function placeInRail(area: Area, above: Area | undefined): string {
  if (area.id === "settings") return "last";
  return area.order >= HOUSE && above !== undefined && above.order < HOUSE ? "begins-group" : "";
}

interface AroundProps {
  person: SignedIn;
  state: SessionState;
  areas: readonly Area[];
  current: Area | undefined;
  children: ReactNode;
}

function FrameAround({ person, state, areas, current, children }: AroundProps) {
  const { t } = useTranslation("common");
  const rail = useSettings((value) => value.rail);
  const nav = useRef<HTMLElement>(null);
  // Where the rail is too long for the window, the area that is open is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the area decides which link is the current one
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);
  const toggleRail = () => changeSettings({ rail: settings.get().rail === "words" ? "icons" : "words" });
  return (
    <div className={`frame rail-${rail}`}>
      <header className="bar">
        <button
          type="button"
          className="button quiet square"
          aria-label={t("frame.rail")}
          aria-expanded={rail === "words"}
          title={t("frame.rail")}
          onClick={toggleRail}
        >
          <Icon name="rail" />
        </button>
        <House fallback={state.storeName ?? ""} />
        <button
          type="button"
          className="bar-search"
          aria-keyshortcuts={spokenChord("Ctrl+K")}
          onClick={() => doAction(openPalette)}
        >
          <Icon name="search" />
          <span>{t("frame.search")}</span>
          <Keys chord="Ctrl+K" />
        </button>
        <span className="bar-right">
          {state.training && <span className="tag">{t("frame.training")}</span>}
          {areas.map((area) => area.useCount && <BarCount key={area.id} area={area} useCount={area.useCount} />)}
          <SyncWords state={state} />
          <Menu
            label={t("frame.person", { name: person.name })}
            button={
              <>
                <span>{person.name}</span>
                <Icon name="down" />
              </>
            }
            items={[
              { id: "lock", label: t("action.lock"), chord: lockAction.keys?.[0], run: () => void lock() },
              { id: "switch", label: t("action.switch"), chord: switchAction.keys?.[0], run: () => void switchUser() },
            ]}
          />
        </span>
      </header>
      <nav
        ref={nav}
        className="rail"
        aria-label={t("frame.areas")}
        style={{ "--areas": areas.filter((area) => area.rail !== "never").length }}
      >
        {areas.map((area, at) => (
          <RailItem
            key={area.id}
            area={area}
            place={placeOf(area, areas)}
            look={placeInRail(area, areas[at - 1])}
            open={area.id === current?.id ? "yes" : "no"}
            rail={rail}
          />
        ))}
      </nav>
      {children}
    </div>
  );
}

interface RailItemProps {
  area: Area;
  place: number;
  look: string;
  open: "yes" | "no";
  rail: "words" | "icons";
}

const useNothing = () => 0;

function RailItem({ area, place, look, open, rail }: RailItemProps) {
  const { t } = useTranslation("common");
  const useCount = area.useCount ?? useNothing;
  const count = useCount();
  if (area.rail === "never" || (area.rail === "whileCounted" && count === 0 && open === "no")) return null;
  const name = count === 0 ? t(area.label) : t("frame.counted", { area: t(area.label), shown: formatCount(count) });
  return (
    <a
      className={`rail-item ${look}`}
      href={`#/${area.id}`}
      aria-current={open === "yes" ? "page" : undefined}
      aria-keyshortcuts={spokenChord(goActions(area, place).keys?.[0])}
      aria-label={name}
      title={name}
    >
      <Icon name={area.icon} />
      {rail === "words" && <span>{t(area.label)}</span>}{" "}
      {count > 0 && <span className="rail-count">{formatCount(count)}</span>}
    </a>
  );
}

/** What waits in an area, in the bar beside the state of sync, while there is anything. */
function BarCount({ area, useCount }: { area: Area; useCount: () => number }) {
  const { t } = useTranslation("common");
  const count = useCount();
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="button quiet bar-count"
      aria-keyshortcuts={spokenChord(area.keys?.[0])}
      onClick={() => navigate(area.id)}
    >
      <span className="dot wait" aria-hidden="true" />
      {t("frame.counted", { area: t(area.label), shown: formatCount(count) })}
    </button>
  );
}
