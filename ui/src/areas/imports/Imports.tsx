// Taking in a list on one screen: the file, its columns, what each row would do, and the imports so far.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportCounts, ImportKind, ImportOpened, ImportRows, RowOutcome } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { confirm } from "../../components/Confirm";
import { PrimaryAction } from "../../components/PrimaryAction";
import { say } from "../../components/Toasts";
import { When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayError, sayThrown } from "../../lib/errors";
import { act } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { chooseFile, takeIn, tryDry } from "./actions";
import "./imports.css";

const KINDS: readonly ImportKind[] = ["vehicles", "customers", "prices"];
const OUTCOMES: readonly RowOutcome[] = ["new", "changed", "duplicate", "bad"];
const PAGE = 200;

async function contentsOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In parts, since a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

export function Imports() {
  const { t } = useTranslation("imports");
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<ImportKind>("vehicles");
  const [list, setList] = useState<ImportOpened | null>(null);
  const [counts, setCounts] = useState<ImportCounts | null>(null);
  const [outcome, setOutcome] = useState<RowOutcome | null>(null);
  const [rows, setRows] = useState<ImportRows | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useAction(chooseFile, () => input.current?.click());

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    } finally {
      setBusy(false);
    }
  };
  const open = (file: File) =>
    attempt(async () => {
      const opened = await act("imports.open", { kind, name: file.name, path: null, contents: await contentsOf(file) });
      setList(opened);
      setCounts(null);
      setRows(null);
    });
  const look = async (of: string, wanted: RowOutcome | null, offset: number) => {
    setOutcome(wanted);
    setRows(await act("imports.rows", { import: of, outcome: wanted, offset, limit: PAGE }));
  };
  const mapTo = (field: string, column: string) =>
    attempt(async () => {
      if (list === null) return;
      const { [field]: _former, ...others } = list.columns;
      const columns = column === "" ? others : { ...others, [field]: Number(column) };
      setList(await act("imports.map", { import: list.import, columns }));
      setCounts(null);
      setRows(null);
    });
  const dry = () =>
    attempt(async () => {
      if (list === null) return;
      setCounts(await act("imports.dry_run", { import: list.import }));
      await look(list.import, null, 0);
    });
  const take = () =>
    attempt(async () => {
      if (list === null) return;
      const done = await act("imports.commit", { import: list.import });
      setList(null);
      setCounts(null);
      setRows(null);
      say(t("done", { added: done.added, changed: done.changed, leftOut: done.leftOut }));
    });
  const saveErrors = () =>
    attempt(async () => {
      if (list === null) return;
      const sentences: Record<string, string> = {};
      for (const each of ["duplicate", "bad"] as const) {
        const found = await act("imports.rows", { import: list.import, outcome: each, offset: 0, limit: 500 });
        for (const { reason } of found.rows) if (reason) sentences[reason.code] ??= sayError(reason);
      }
      const file = await act("imports.errors", {
        import: list.import,
        title: t("errorFile"),
        heading: t("reason"),
        sentences,
      });
      const link = document.createElement("a");
      link.href = `data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,${file.contents}`;
      link.download = `${t("errorFile")}.xlsx`;
      link.click();
    });

  const good = counts === null ? 0 : counts.new + counts.changed;
  return (
    <section className="imports" aria-label={t("area")}>
      <h1>{t("area")}</h1>
      <div className="imports-file">
        <label>
          {t("kind")}{" "}
          <select value={kind} onChange={(event) => setKind(event.target.value as ImportKind)} disabled={list !== null}>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <input
          ref={input}
          type="file"
          aria-label={t("file")}
          accept=".xlsx,.xls,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void open(file);
          }}
        />
        <ActionButton action={chooseFile} />
      </div>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {list === null ? (
        <Runs />
      ) : (
        <>
          <h2>
            {list.fileName} · {t("rows", { count: list.rows })}
            {list.remembered && <span className="muted"> {t("remembered")}</span>}
          </h2>
          <div className="imports-columns">
            {list.fields.map((field) => (
              <label key={field}>
                <span>{t(`field.${field}`)}</span>
                <select value={list.columns[field] ?? ""} onChange={(event) => void mapTo(field, event.target.value)}>
                  <option value="">{t("noColumn")}</option>
                  {list.headers.map((header, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
                    <option key={at} value={at}>
                      {header || t("columnAt", { at: at + 1 })}
                    </option>
                  ))}
                </select>
                <span className="muted">
                  {list.samples
                    .map((row) => row[list.columns[field] ?? -1])
                    .filter(Boolean)
                    .slice(0, 2)
                    .join(" · ")}
                </span>
              </label>
            ))}
          </div>
        </>
      )}
      {list !== null && counts !== null && (
        <section className="imports-counts" aria-label={t("outcomes")}>
          {OUTCOMES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={outcome === each}
              onClick={() => void attempt(() => look(list.import, outcome === each ? null : each, 0))}
            >
              <strong>{counts[each]}</strong> {t(`outcome.${each}`)}
            </button>
          ))}
          {counts.bad + counts.duplicate > 0 && (
            <button type="button" onClick={() => void saveErrors()}>
              {t("saveErrors")}
            </button>
          )}
        </section>
      )}
      {list !== null && rows !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section className="imports-rows" tabIndex={0} aria-label={t("rowsOf")}>
          <table>
            <thead>
              <tr>
                <th>{t("row")}</th>
                <th>{t("outcomes")}</th>
                <th>{t("reason")}</th>
                {list.headers.map((header, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
                  <th key={at}>{header}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.rows.map((row) => (
                <tr key={row.number}>
                  <td>{row.number}</td>
                  <td>{t(`outcome.${row.outcome}`)}</td>
                  <td>{row.reason ? sayError(row.reason) : ""}</td>
                  {list.headers.map((_, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
                    <td key={at} className={row.column === at ? "imports-cell-wrong" : undefined}>
                      {row.cells[at] ?? ""}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {rows.total > PAGE && <p className="muted">{t("firstRows", { count: PAGE, total: rows.total })}</p>}
        </section>
      )}
      {list !== null && counts === null && <PrimaryAction action={tryDry} run={() => void dry()} busy={busy} />}
      {list !== null && counts !== null && (
        <PrimaryAction
          action={takeIn}
          run={() => void take()}
          busy={busy}
          whyNot={good === 0 ? t("nothingToTake") : null}
        />
      )}
    </section>
  );
}

function Runs() {
  const { t } = useTranslation("imports");
  const answer = useDesk("imports.list", {});
  const runs = answer.data ?? [];
  const undo = async (id: string, file: string) => {
    const agreed = await confirm({
      question: t("undo.question", { file }),
      consequence: t("undo.consequence"),
      verb: t("undo.verb"),
    });
    if (!agreed) return;
    try {
      const { kept } = await act("imports.undo", { import: id });
      say(kept > 0 ? t("undo.kept", { count: kept }) : t("undo.done"));
    } catch (thrown) {
      say(sayThrown(thrown), "bad");
    }
  };
  if (runs.length === 0) return <p className="muted">{t("empty")}</p>;
  return (
    <ul className="imports-runs">
      {runs.map(({ run, undoable }) => (
        <li key={run.id}>
          <strong>{run.fileName}</strong> {t(`kinds.${run.kind}`)} · <When at={run.beganAt} /> ·{" "}
          {t("done", { added: run.added, changed: run.changed, leftOut: run.leftOut })}
          {undoable ? (
            <button type="button" onClick={() => void undo(run.id, run.fileName)}>
              {t("undo.verb")}
            </button>
          ) : (
            run.undoneAt !== null && <span className="muted"> {t("undone", { count: run.kept })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
