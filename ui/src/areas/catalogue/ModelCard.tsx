// One version: price and figures, the cars of it that the house has, its paints, its sisters, and the whole
// configuration sheet.
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { CatalogueCard } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { TrainingMark } from "../../components/ModelChip";
import { PrimaryAction } from "../../components/PrimaryAction";
import { RecordLost, RecordPage } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Chip, Money, Skeleton, StateDot } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { wordFor } from "../../lib/i18n";
import { act } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { compareModel, findLine, quoteModel, takeInModel } from "./actions";
import { SheetTable } from "./SheetTable";
import { narrowed, sheetOf, sideBySide } from "./sheet";

export function ModelCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("catalogue");
  const answer = useDesk("catalogue.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.model")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  if (answer.data === undefined) return <Skeleton />;
  return <OpenModel card={answer.data} onClose={onClose} />;
}

const compareWith = (ids: readonly string[]) =>
  navigate("catalogue", ["compare"], { search: { models: ids.join(",") } });

function OpenModel({ card, onClose }: { card: CatalogueCard; onClose: () => void }) {
  const { t } = useTranslation("catalogue");
  const { model } = card;
  const mayQuote = useRight("makeQuotes");
  const mayTakeIn = useRight("takeIntoStock");
  useAction(compareModel, () => compareWith([model.id]));
  useAction(takeInModel, () => navigate("vehicles", ["new"], { search: { model: model.id } }), {
    offered: mayTakeIn ? "yes" : "no",
  });
  return (
    <RecordPage
      kind={card.maker === "" ? card.brand : card.maker}
      title={card.name}
      state={
        <>
          <StateDot hue={model.sale === "onSale" ? "good" : "none"}>{t(`sale.${model.sale}`)}</StateDot>
          <TrainingMark mark={model.illustrative} />
        </>
      }
      next={
        <>
          {t("line.guidePrice")} <Money fen={model.guidePrice} />
        </>
      }
      actions={
        <>
          <ActionButton action={compareModel} look="quiet" />
          <ActionButton action={takeInModel} look="quiet" />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/catalogue/${model.id}` })}
    >
      {model.illustrative === "illustrative" && <p className="muted">{t("illustrativeWhy")}</p>}
      <OwnStock card={card} />
      <Paints card={card} />
      <Sisters card={card} />
      <Configuration card={card} />
      {mayQuote && (
        <PrimaryAction
          action={quoteModel}
          run={() => navigate("quotes", ["new"], { search: { model: model.id } })}
          whyNot={model.sale === "onSale" ? null : t("endedWhy")}
        />
      )}
    </RecordPage>
  );
}

function OwnStock({ card }: { card: CatalogueCard }) {
  const { t } = useTranslation("catalogue");
  return (
    <section className="facts">
      <h3>{t("stock.title")}</h3>
      {card.stock.length === 0 ? (
        <p className="muted">{t("stock.none")}</p>
      ) : (
        <ul className="model-lines">
          {card.stock.map((car) => (
            <li key={car.id}>
              <Chip onOpen={() => openRecord("vehicle", car.id)}>{car.stockNumber}</Chip>
              <span>{wordFor("state", car.state, "vehicles")}</span>
              <span>{car.exteriorColour}</span>
              <span className="muted">{car.ageDays === null ? "" : t("days", { count: car.ageDays })}</span>
              <Money fen={car.askingPrice} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Paints({ card }: { card: CatalogueCard }) {
  const { t, i18n } = useTranslation("catalogue");
  if (card.colours.length === 0) return null;
  return (
    <section className="facts">
      <h3>{t("colours")}</h3>
      <ul className="paints">
        {card.colours.map((colour) => (
          <li key={colour.id}>
            {colour.hex !== "" && <span className="paint" aria-hidden="true" style={{ background: colour.hex }} />}
            {i18n.language === "en" ? colour.nameEn : colour.nameZh}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sisters({ card }: { card: CatalogueCard }) {
  const { t } = useTranslation("catalogue");
  if (card.siblings.length === 0) return null;
  return (
    <section className="facts">
      <h3>{t("siblings")}</h3>
      <ul className="model-lines">
        {card.siblings.map((sibling) => (
          <li key={sibling.id}>
            <Chip onOpen={() => openRecord("model", sibling.id)}>{sibling.name}</Chip>
            <button type="button" className="link" onClick={() => compareWith([card.model.id, sibling.id])}>
              {t("compareWith")}
              <span className="hidden-words">{sibling.name}</span>
            </button>
            <Money fen={sibling.guidePrice} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Configuration({ card }: { card: CatalogueCard }) {
  const { t } = useTranslation("catalogue");
  const [text, setText] = useState("");
  const box = useRef<HTMLInputElement>(null);
  useAction(findLine, () => box.current?.focus());
  const sections = useMemo(() => sideBySide([sheetOf(card, t)]), [card, t]);
  return (
    <section className="facts">
      <div className="configuration-head">
        <h3>{t("configuration")}</h3>
        <input
          ref={box}
          className="input"
          type="search"
          aria-label={t("action.findLine")}
          placeholder={t("findLineHint")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            setText("");
            box.current?.blur();
          }}
        />
      </div>
      <SheetTable label={t("configuration")} sections={narrowed(sections, text, "all")} />
    </section>
  );
}
