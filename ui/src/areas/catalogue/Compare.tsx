// Two or three versions side by side, all lines or only those in which they differ.
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { CatalogueCard } from "../../bindings/rpc";
import { CloseButton } from "../../components/CloseButton";
import { Choice } from "../../components/form/Choice";
import { Keys } from "../../components/Keys";
import { TrainingMark } from "../../components/ModelChip";
import { useRight } from "../../components/rights";
import { Money, Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { useAction } from "../../lib/keys";
import { formatFen } from "../../lib/money";
import { navigate } from "../../lib/router";
import { leaveComparison, onlyDifferences } from "./actions";
import { SheetTable } from "./SheetTable";
import { narrowed, sheetOf, sideBySide } from "./sheet";

export const MOST_COMPARED = 3;

export function Compare({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("catalogue");
  const [lines, setLines] = useState<"all" | "differing">("all");
  const toggle = () => setLines((now) => (now === "all" ? "differing" : "all"));
  useAction(onlyDifferences, toggle);
  useAction(leaveComparison, () => navigate("catalogue", ids.slice(0, 1)));
  const show = (next: readonly string[]) =>
    navigate("catalogue", ["compare"], { search: { models: next.join(",") }, history: "instead" });

  // The places are always asked in the same order, as hooks have to be; an empty place asks nothing.
  const [first = "", second = "", third = ""] = ids;
  const places = [usePlace(first), usePlace(second), usePlace(third)];
  const failed = places.find((place) => place.isError);
  const cards = places.map((place) => place.data).filter((card) => card !== undefined);

  return (
    <section className="comparison" aria-label={t("action.compare")}>
      <header className="comparison-head">
        <h1>{t("action.compare")}</h1>
        {ids.length < MOST_COMPARED && <OneMore ids={ids} onTake={(id) => show([...ids, id])} />}
        <button type="button" className="button quiet" aria-pressed={lines === "differing"} onClick={toggle}>
          {t("action.differences")}
          <Keys chord="D" />
        </button>
        <CloseButton onClose={() => navigate("catalogue", ids.slice(0, 1))} />
      </header>
      {/* A region that scrolls must be reachable by keys. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: axe asks for it where something scrolls */}
      <section className="comparison-body" tabIndex={0} aria-label={t("configuration")}>
        {failed !== undefined && <Problem thrown={failed.error} />}
        {cards.length === 0 && failed === undefined && ids.length > 0 && <Skeleton />}
        {cards.length > 0 && (
          <SheetTable
            label={t("action.compare")}
            sections={narrowed(sideBySide(cards.map((card) => sheetOf(card, t))), "", cards.length > 1 ? lines : "all")}
            heads={cards.map((card) => ({
              id: card.model.id,
              head: <Head card={card} onRemove={() => show(ids.filter((id) => id !== card.model.id))} />,
            }))}
          />
        )}
      </section>
    </section>
  );
}

function usePlace(id: string) {
  return useDesk("catalogue.card", { id }, { asked: id === "" ? "no" : "yes", former: "dropped" });
}

function Head({ card, onRemove }: { card: CatalogueCard; onRemove: () => void }) {
  const { t } = useTranslation("catalogue");
  const mayQuote = useRight("makeQuotes");
  const { model } = card;
  return (
    <div className="compared-head">
      <button
        type="button"
        className="link compared-name"
        title={card.name}
        onClick={() => openRecord("model", model.id)}
      >
        {card.name}
      </button>
      <span>
        <Money fen={model.guidePrice} /> <TrainingMark mark={model.illustrative} />
      </span>
      <span className="compared-deeds">
        {mayQuote && model.sale === "onSale" && (
          <button
            type="button"
            className="link"
            onClick={() => navigate("quotes", ["new"], { search: { model: model.id } })}
          >
            {t("action.quote")}
            <span className="hidden-words">{card.name}</span>
          </button>
        )}
        <button type="button" className="link" onClick={onRemove}>
          {t("remove")}
          <span className="hidden-words">{card.name}</span>
        </button>
      </span>
    </div>
  );
}

/** The box that puts one more version beside the others. It has the focus while there is only one. */
function OneMore({ ids, onTake }: { ids: readonly string[]; onTake: (id: string) => void }) {
  const { t } = useTranslation("catalogue");
  const [text, setText] = useState("");
  const found = useDesk("catalogue.choices", { text, limit: 20 });
  const id = useId();
  useEffect(() => {
    if (ids.length < 2) document.getElementById(id)?.focus();
  }, [id, ids.length]);
  const choices = (found.data?.choices ?? []).filter((choice) => !ids.includes(choice.id));
  return (
    <div className="comparison-more">
      <Choice
        key={ids.join()}
        field={{
          id,
          name: "more",
          value: null,
          required: false,
          problem: null,
          warning: null,
          change: () => undefined,
          leave: () => undefined,
          unreadable: () => undefined,
        }}
        label={t("oneMore")}
        onType={setText}
        options={choices.map(({ id, label, guidePrice }) => ({ value: id, label, detail: formatFen(guidePrice) }))}
        onChoose={(option) => onTake(option.value)}
      />
    </div>
  );
}
