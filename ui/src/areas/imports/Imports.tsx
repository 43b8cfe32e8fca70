// Taking in a list on one screen: the file, its columns, what each row would do, and the imports so far.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportCounts, ImportKind, ImportOpened, RowOutcome } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { PrimaryAction } from "../../components/PrimaryAction";
import { offerUndo, say } from "../../components/Toasts";
import { sayThrown } from "../../lib/errors";
import { contentsOf } from "../../lib/fileContents";
import { act } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import { chooseFile, putAway, saveErrors, takeIn, tryDry } from "./actions";
import { Columns, missingColumns } from "./Columns";
import { sentencesOf } from "./file";
import { ImportRowsGrid } from "./ImportRowsGrid";
import { Runs, undoImport } from "./Runs";
import "./imports.css";

const KINDS: readonly ImportKind[] = ["vehicles", "customers", "prices", "catalogue"];
const OUTCOMES: readonly RowOutcome[] = ["new", "changed", "duplicate", "bad"];

/** What a dry run found, and which of them it was: after another mapping every row may come out otherwise. */
interface Tried {
  counts: ImportCounts;
  round: number;
}

export function Imports() {
  const { t } = useTranslation("imports");
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<ImportKind>("vehicles");
  const [list, setList] = useState<ImportOpened | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [outcome, setOutcome] = useState<RowOutcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [doing, setDoing] = useState<"nothing" | "reading" | "trying" | "taking">("nothing");
  const rounds = useRef(0);

  const attempt = async (what: typeof doing, work: () => Promise<void>) => {
    setDoing(what);
    setProblem(null);
    try {
      await work();
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    } finally {
      setDoing("nothing");
    }
  };
  const show = (opened: ImportOpened | null) => {
    setList(opened);
    setTried(null);
    setOutcome(null);
  };
  const open = (file: File) =>
    attempt("reading", async () => {
      show(null);
      show(await act("imports.open", { kind, name: file.name, path: null, contents: await contentsOf(file) }));
    });
  // The mapping is the page's until it is tried, so that a column is chosen as quickly as arrows are pressed.
  const mapTo = (field: string, column: number | null) => {
    if (list === null) return;
    const { [field]: _former, ...others } = list.columns;
    setList({ ...list, columns: column === null ? others : { ...others, [field]: column } });
    setTried(null);
  };
  const dry = () =>
    attempt("trying", async () => {
      if (list === null) return;
      await act("imports.map", { import: list.import, columns: list.columns });
      const counts = await act("imports.dry_run", { import: list.import });
      rounds.current += 1;
      setOutcome(null);
      setTried({ counts, round: rounds.current });
    });
  const take = () =>
    attempt("taking", async () => {
      if (list === null) return;
      const { import: id, fileName } = list;
      try {
        const done = await act("imports.commit", { import: id });
        offerUndo(
          t("done", { added: done.added, changed: done.changed, leftOut: done.leftOut }),
          () => void undoImport(t, id, fileName),
        );
      } finally {
        // A file is taken in once; what was cancelled half way stands among the imports with its undo.
        show(null);
      }
    });
  const save = () =>
    attempt("nothing", async () => {
      if (list === null) return;
      const stem = list.fileName.replace(/\.[^.]*$/, "");
      const file = await act("imports.save_errors", {
        import: list.import,
        title: t("errorFileOf", { file: stem }),
        heading: t("reason"),
        sentences: await sentencesOf(list.import),
      });
      say(t("savedErrors", { count: file.rows, path: file.path }));
    });

  const refused = tried === null ? 0 : tried.counts.bad + tried.counts.duplicate;
  const good = tried === null ? 0 : tried.counts.new + tried.counts.changed;
  const idle = doing === "nothing";
  useAction(chooseFile, () => input.current?.click(), { whyNot: idle ? null : t("busy") });
  useAction(putAway, () => show(null), { offered: list !== null && idle ? "yes" : "no" });
  useAction(saveErrors, () => void save(), { offered: refused > 0 ? "yes" : "no", whyNot: idle ? null : t("busy") });
  const shownRows = tried === null ? 0 : outcome === null ? good + refused : tried.counts[outcome];

  return (
    <section className="imports" aria-label={t("area")}>
      <header className="imports-head">
        <h1>{t("area")}</h1>
        <label>
          {t("kind")}{" "}
          <select
            className="input"
            value={kind}
            onChange={(event) => setKind(event.target.value as ImportKind)}
            disabled={list !== null}
          >
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <input
          ref={input}
          className="imports-file"
          type="file"
          aria-label={t("file")}
          tabIndex={-1}
          accept=".xlsx,.xls,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void open(file);
            event.target.value = "";
          }}
        />
        <ActionButton action={chooseFile} />
        {list !== null && <ActionButton action={putAway} look="quiet" />}
      </header>
      <p className="problem" role="alert">
        {problem}
      </p>
      {doing === "reading" && (
        <p className="muted" role="status">
          {t("reading")}
        </p>
      )}
      {list === null ? (
        doing !== "reading" && <Runs />
      ) : (
        <>
          <h2>
            {list.fileName}
            <span className="muted">
              {" "}
              {t("rows", { count: list.rows })}
              {list.remembered && ` · ${t("remembered")}`}
            </span>
          </h2>
          <Columns list={list} folded={tried !== null} onMap={mapTo} />
          {tried !== null && (
            <>
              <fieldset className="imports-counts" aria-label={t("outcomes")}>
                {OUTCOMES.map((each) => (
                  <button
                    key={each}
                    type="button"
                    className={`imports-count ${each}`}
                    aria-pressed={outcome === each}
                    onClick={() => setOutcome(outcome === each ? null : each)}
                  >
                    <strong>{formatCount(tried.counts[each])}</strong> {t(`outcome.${each}`)}
                  </button>
                ))}
                <ActionButton action={saveErrors} look="quiet" />
              </fieldset>
              <ImportRowsGrid
                key={`${list.import} ${tried.round} ${outcome}`}
                list={list}
                outcome={outcome}
                total={shownRows}
              />
            </>
          )}
          {tried === null ? (
            <PrimaryAction
              action={tryDry}
              run={() => void dry()}
              busy={!idle}
              missing={missingColumns(list).map((field) => ({
                id: field,
                label: t(`field.${field}`),
                go: () => document.getElementById(`imports-${field}`)?.focus(),
              }))}
            />
          ) : (
            <PrimaryAction
              action={takeIn}
              run={() => void take()}
              busy={!idle}
              whyNot={good === 0 ? t("nothingToTake") : null}
            />
          )}
        </>
      )}
    </section>
  );
}
