// The attention list: on the left what waits for a person, what was settled folded below it; on the right the item with
// its reason and its ways out.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import type { AttentionList, AttentionRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { Sheet } from "../../components/Sheet";
import { SplitView } from "../../components/SplitView";
import { Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { AttentionCard } from "./AttentionCard";
import { nextItem, previousItem } from "./actions";
import { deedWord, reasonWords } from "./words";
import "./attention.css";

export function Attention({ rest }: AreaScreenProps) {
  const { t } = useTranslation("attention");
  const answer = useDesk("attentions.list", {});
  const known = answer.data;
  const open = rowOf(known, rest[0]);
  const waiting = known?.open ?? [];
  const at = waiting.findIndex(({ attention }) => attention.id === rest[0]);
  const go = (to: number) => {
    const row = waiting[Math.min(waiting.length - 1, Math.max(0, to))];
    if (row) navigate("attention", [row.attention.id]);
  };
  useAction(nextItem, () => go(at + 1));
  useAction(previousItem, () => go(at === -1 ? 0 : at - 1));
  const list = (
    <Sheet title={t("area")} problem={answer.isError ? sayThrown(answer.error) : null}>
      {known === undefined && !answer.isError && <Skeleton />}
      {known !== undefined && <Lists known={known} open={rest[0]} />}
    </Sheet>
  );
  return (
    <SplitView
      id="attention"
      list={list}
      record={
        open === null ? null : (
          <AttentionCard
            key={open.attention.id}
            row={open}
            settlesOthers={known?.settlesOthers === true ? "yes" : "no"}
          />
        )
      }
    />
  );
}

function rowOf(known: AttentionList | undefined, id: string | undefined): AttentionRow | null {
  if (known === undefined || id === undefined) return null;
  return [...known.open, ...known.settled].find(({ attention }) => attention.id === id) ?? null;
}

function Lists({ known, open }: { known: AttentionList; open: string | undefined }) {
  const { t } = useTranslation("attention");
  return (
    <>
      {known.open.length === 0 ? (
        <EmptyState title={t("empty.title")} about={t("empty.about")} />
      ) : (
        <Rows title={t("open")} rows={known.open} open={open} />
      )}
      {known.settled.length > 0 && (
        <details className="settled">
          <summary>{t("settled", { count: known.settled.length })}</summary>
          <Rows title={t("settledTitle")} rows={known.settled} open={open} />
        </details>
      )}
    </>
  );
}

function Rows({ title, rows, open }: { title: string; rows: readonly AttentionRow[]; open: string | undefined }) {
  const { t } = useTranslation("attention");
  return (
    <table className="dense attentions">
      <caption className="hidden-words">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("column.what")}</th>
          <th scope="col">{t("column.why")}</th>
          <th scope="col">{t("column.who")}</th>
          <th scope="col">{t("column.when")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ attention, giverName, own }) => (
          <tr key={attention.id} aria-selected={attention.id === open}>
            <td>
              <button type="button" className="link" onClick={() => navigate("attention", [attention.id])}>
                {deedWord(attention.name)}
              </button>
            </td>
            <td>{reasonWords(attention)[0]}</td>
            <td>{own ? t("self") : giverName}</td>
            <td>
              <When at={attention.madeAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
