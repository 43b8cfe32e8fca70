// What the day asks of a person: tiles that count, and under them the rows of the one that is chosen.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { openRecord } from "../../app/areas";
import type { DayRow, DayTile, StockLevelRow, TileCount } from "../../bindings/rpc";
import { say } from "../../components/Toasts";
import { AfterAWhile, Problem, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import { navigate } from "../../lib/router";
import { nameOfLevel, searchOfLevel } from "../../lib/stockLevels";
import { nextTile, previousTile } from "./actions";
import { openTile, rowsOf } from "./tiles";
import "./my-day.css";

function choose(tile: DayTile): void {
  navigate("my-day", [tile], { history: "instead" });
}

export function MyDay({ rest }: AreaScreenProps) {
  const { t } = useTranslation("my-day");
  const answer = useDesk("my_day.tiles", {});
  const tiles = answer.data?.tiles ?? [];
  const open = openTile(tiles, rest[0]);
  const move = (by: number) => {
    const at = open === undefined ? -1 : tiles.indexOf(open);
    const next = tiles[at + by];
    if (next) choose(next.tile);
  };
  useAction(nextTile, () => move(1));
  useAction(previousTile, () => move(-1));
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <AfterAWhile>{t("counting")}</AfterAWhile>;
  return (
    <div className="my-day">
      <h1>
        {t("area")}
        <span className="muted">{t(answer.data.everybody ? "everybody" : "mine")}</span>
      </h1>
      <div className="my-day-tiles" role="tablist" aria-label={t("area")}>
        {tiles.map((tile) => (
          <Tile key={tile.tile} tile={tile} chosen={tile === open ? "yes" : "no"} />
        ))}
      </div>
      {open && <Rows tile={open.tile} count={open.count} />}
    </div>
  );
}

function Tile({ tile, chosen }: { tile: TileCount; chosen: "yes" | "no" }) {
  const { t } = useTranslation("my-day");
  return (
    <button
      type="button"
      role="tab"
      id={`my-day-${tile.tile}`}
      aria-selected={chosen === "yes"}
      aria-controls="my-day-rows"
      className={tile.count === 0 ? "my-day-tile idle" : "my-day-tile"}
      onClick={() => choose(tile.tile)}
    >
      <span>{t(`tile.${tile.tile}`)}</span>
      <strong>{formatCount(tile.count)}</strong>
      <TileWords tile={tile} />
    </button>
  );
}

/** What stands under the number: how many are late, or run low, or simply what is counted. */
function TileWords({ tile: { tile, count, late, low } }: { tile: TileCount }) {
  const { t } = useTranslation("my-day");
  if (late > 0) return <span className="late">{t("late", { count: late })}</span>;
  if (low === 0) return <span className="muted">{t(`about.${tile}`)}</span>;
  return (
    <>
      <span className="late">{t("low", { count: low })}</span>
      {count > low && <span className="muted">{t("aged", { count: count - low })}</span>}
    </>
  );
}

function Rows({ tile, count }: { tile: DayTile; count: number }) {
  const { t } = useTranslation("my-day");
  const answer = useDesk("my_day.rows", rowsOf(tile), { former: "dropped" });
  const rows = answer.data;
  return (
    <section id="my-day-rows" role="tabpanel" aria-labelledby={`my-day-${tile}`} className="my-day-rows">
      {answer.isError && <Problem thrown={answer.error} />}
      {rows?.length === 0 && <p className="muted">{t(`none.${tile}`)}</p>}
      <ol>
        {rows?.map((row) => (
          <Row key={`${row.kind}-${row.id}-${row.task}`} row={row} />
        ))}
      </ol>
      {rows !== undefined && rows.length < count && (
        <p className="muted">{t("more", { count: count - rows.length })}</p>
      )}
    </section>
  );
}

function Row({ row }: { row: DayRow }) {
  const { t } = useTranslation("my-day");
  const { task } = row;
  const finish = () => {
    if (task === null) return;
    submit({ type: "FinishTask", task, outcome: "" }).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  };
  return (
    <li>
      {row.opens ? (
        <button type="button" className="my-day-row" onClick={() => openRow(row)}>
          <RowWords row={row} />
        </button>
      ) : (
        <p className="my-day-row">
          <RowWords row={row} />
        </p>
      )}
      {task !== null && (
        <button type="button" className="button quiet" onClick={finish}>
          {t("action.done")}
          <span className="hidden-words">{row.title}</span>
        </button>
      )}
    </li>
  );
}

/** What runs low is looked at in the stock list; everything else is a record. */
function openRow({ kind, id, level }: DayRow): void {
  if (level === null) openRecord(kind, id);
  else navigate("vehicles", [], { search: searchOfLevel(level) });
}

/** What is lacking, of what, and what there is of it. */
function LevelWords({ level }: { level: StockLevelRow }) {
  const { t } = useTranslation("my-day");
  const said = useCatalogueWords();
  return (
    <>
      <span className="late">{t("lacking", { count: level.short })}</span>
      <span>{nameOfLevel(level, said)}</span>
      <span className="muted">{t("stands", { ...level.onHand, least: level.least })}</span>
      <span />
    </>
  );
}

function RowWords({ row }: { row: DayRow }) {
  const said = useCatalogueWords();
  if (row.level !== null) return <LevelWords level={row.level} />;
  return (
    <>
      <span className={row.late ? "late" : ""}>
        <When at={row.at ?? row.day} />
      </span>
      <span>{said(row.title)}</span>
      <span className="muted">{row.detail === row.title ? "" : said(row.detail)}</span>
      <span className="muted">{row.who}</span>
    </>
  );
}
