// One part: what there is of it and for whom, its particulars, what differs from the books, and its ledger.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { PartCard as Card } from "../../bindings/rpc";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { NeedDeeds, NeedStands } from "../../components/PartNeeds";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Chip, Money, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { act } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { pieces } from "../../lib/pieces";
import { navigate } from "../../lib/router";
import * as actions from "./actions";
import { CountForm, OrderForm, ReceiveOne, SettleForm, WriteDownForm } from "./DeedForms";
import { PartForm } from "./PartForm";
import { STANDING_HUES } from "./words";

type Asking = { what: "edit" | "receive" | "count" | "order" | "writeDown" } | { what: "settle"; difference: string };

export function PartCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const answer = useDesk("parts.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.part")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const seesCosts = useRight("seePartCosts");
  const { row, part } = card;
  const [asking, setAsking] = useState<Asking | null>(null);
  const done = () => setAsking(null);
  const whyNot = may ? null : t("mayNot");
  const counted = (quantity: number) => t("pieces", { quantity, unit: part.unit });
  useAction(actions.edit, () => setAsking({ what: "edit" }), { whyNot });
  useAction(actions.count, () => setAsking({ what: "count" }), { whyNot });
  useAction(actions.order, () => setAsking({ what: "order" }), { whyNot });
  if (asking?.what === "edit") {
    return <PartForm part={part} replacement={card.replacedBy?.number} onClose={done} />;
  }
  const menu: MenuItem[] = may
    ? [
        { id: "edit", label: t("action.edit"), chord: "E", run: () => setAsking({ what: "edit" }) },
        { id: "count", label: t("action.count"), chord: "P", run: () => setAsking({ what: "count" }) },
        { id: "order", label: t("action.order"), chord: "O", run: () => setAsking({ what: "order" }) },
        ...(seesCosts
          ? [{ id: "writeDown", label: t("action.writeDown"), run: () => setAsking({ what: "writeDown" }) }]
          : []),
      ]
    : [];
  const difference =
    asking?.what === "settle" ? card.differences.find(({ id }) => id === asking.difference) : undefined;
  return (
    <RecordPage
      kind={`${t("kind.part")} ${row.number}`}
      title={row.name}
      pending={row.pending}
      state={<StateDot hue={STANDING_HUES[row.standing]}>{t(`standing.${row.standing}`)}</StateDot>}
      next={card.differences.length > 0 ? t("openDifferences", { count: card.differences.length }) : undefined}
      actions={
        <>
          <History kind="part" id={row.id} area="parts" name={row.number} />
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} />}
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `/parts/${row.id}` })}
    >
      {asking?.what === "receive" && <ReceiveOne card={card} onClose={done} />}
      {asking?.what === "count" && <CountForm card={card} onClose={done} />}
      {asking?.what === "order" && <OrderForm card={card} onClose={done} />}
      {asking?.what === "writeDown" && <WriteDownForm card={card} onClose={done} />}
      {difference !== undefined && <SettleForm difference={difference} onClose={done} />}
      <PrimaryAction action={actions.receiveHere} run={() => setAsking({ what: "receive" })} whyNot={whyNot} />
      <Facts
        title={t("group.stock")}
        items={[
          { label: t("column.onHand"), value: counted(row.onHand) },
          { label: t("column.reserved"), value: counted(row.reserved), empty: row.reserved === 0 },
          { label: t("column.available"), value: counted(row.available) },
          { label: t("column.onOrder"), value: counted(row.onOrder), empty: row.onOrder === 0 },
          { label: t("column.waiting"), value: counted(row.waiting), empty: row.waiting === 0 },
          { label: t("column.bin"), value: row.bin, empty: row.bin === "" },
          { label: t("column.value"), value: <Money fen={card.value} />, empty: card.value === null },
          { label: t("column.unitCost"), value: <Money fen={card.unitCost} />, empty: card.unitCost === null },
          { label: t("column.used", { days: card.usedOverDays }), value: counted(card.used), empty: card.used === 0 },
          {
            label: t("column.coverDays"),
            value: card.reorder.coverDays === 0 ? t("beyond") : t("unitDays", { count: card.reorder.coverDays ?? 0 }),
            empty: card.reorder.coverDays === null,
          },
          {
            label: t("column.suggested"),
            value: counted(card.reorder.quantity),
            empty: card.reorder.quantity === 0,
          },
          { label: t("column.countedAt"), value: <When at={part.countedAt} />, empty: part.countedAt === null },
        ]}
      />
      {card.differences.length > 0 && (
        <section aria-label={t("group.differences")}>
          <h3>{t("group.differences")}</h3>
          <ul>
            {card.differences.map((each) => (
              <li key={each.id}>
                {`${t(`difference.${each.kind}`)} ${counted(each.quantity)} `}
                <span className="muted">
                  {`${each.openedBy} `}
                  <When at={each.openedAt} />
                </span>{" "}
                {may && (
                  <button
                    type="button"
                    className="button quiet"
                    onClick={() => setAsking({ what: "settle", difference: each.id })}
                  >
                    {t("action.settle")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {card.needs.length > 0 && (
        <section aria-label={t("group.needs")}>
          <h3>{t("group.needs")}</h3>
          <table className="needs">
            <tbody>
              {card.needs.map((need) => (
                <tr key={need.need}>
                  <th scope="row">
                    <Chip
                      onOpen={() =>
                        openRecord(need.holderKind === "booking" ? "service_booking" : "repair_order", need.holder)
                      }
                    >
                      {need.holderNumber}
                    </Chip>
                  </th>
                  <td>{counted(need.wanted)}</td>
                  <td>
                    <NeedStands need={need} />
                  </td>
                  <td>
                    <NeedDeeds need={need} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Facts
        title={t("group.coming")}
        items={card.coming.map((line) => ({
          label: line.orderNumber,
          value: (
            <>
              {`${counted(line.coming)} `}
              <When at={line.expectedOn} />
            </>
          ),
        }))}
      />
      <Facts
        title={t("group.terms")}
        items={[
          { label: t("column.price"), value: <Money fen={part.price} /> },
          { label: t("column.maker"), value: part.maker, empty: part.maker === "" },
          { label: t("column.origin"), value: t(`origin.${part.origin}`) },
          { label: t("column.supplier"), value: part.supplier, empty: part.supplier === "" },
          { label: t("column.minimum"), value: counted(part.minimum), empty: part.minimum === 0 },
          { label: t("column.orderQuantity"), value: counted(part.orderQuantity) },
          {
            label: t("column.replacedBy"),
            value: card.replacedBy && <PartChip part={card.replacedBy} />,
            empty: card.replacedBy === null,
          },
          {
            label: t("column.replaces"),
            value: card.replaces.map((each) => <PartChip key={each.id} part={each} />),
            empty: card.replaces.length === 0,
          },
          { label: t("field.state"), value: t(`state.${part.state}`) },
        ]}
      />
      {card.ledger.length > 0 && <LedgerOf card={card} />}
    </RecordPage>
  );
}

function PartChip({ part }: { part: { id: string; number: string; name: string } }) {
  return <Chip onOpen={() => navigate("parts", [part.id])}>{`${part.number} ${part.name}`}</Chip>;
}

function LedgerOf({ card }: { card: Card }) {
  const { t } = useTranslation("parts");
  const head = ["at", "kind", "quantity", "reserved", "after", "worth", "paper", "who"] as const;
  return (
    <section aria-label={t("group.ledger")}>
      <h3>{t("group.ledger")}</h3>
      <table className="parts-table">
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col">
                {t(`column.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {card.ledger.map((entry) => (
            <tr key={entry.n}>
              <td>
                <When at={entry.at} />
              </td>
              <td>{t(`movement.${entry.kind}`)}</td>
              <td className="number">{entry.quantity === 0 ? "" : pieces(entry.quantity)}</td>
              <td className="number">{entry.reserved === 0 ? "" : pieces(entry.reserved)}</td>
              <td className="number">{pieces(entry.onHandAfter)}</td>
              <td className="number">{entry.value === 0 ? "" : <Money fen={entry.value} />}</td>
              <td>{[entry.number, entry.orderNumber, entry.remark].filter((text) => text !== "").join(" ")}</td>
              <td>{[entry.by, entry.handedTo].filter((text) => text !== "").join(" → ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
