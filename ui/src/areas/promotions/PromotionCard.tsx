// One promotion: what it gives to whom, what it has cost, every entry of its ledger, and its coupons.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromotionCard as Card } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Money, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { amendPromotion, issueCoupons, startPromotion } from "./actions";
import { IssueCoupons, VoidCoupon } from "./CouponForms";
import { Coupons } from "./Coupons";
import { Spending } from "./Spending";
import { benefitInWords, STATE_HUES } from "./words";

export function PromotionCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("promotions");
  const answer = useDesk("promotions.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.promotion")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("promotions");
  const runs = useRight("runPromotions");
  const own = useDesk("groups.own", {}).data ?? null;
  const { row } = card;
  // What the group shares is changed only in the store that keeps it.
  const may = runs && (row.ofGroup === null || own?.part === "keeps");
  const whyNot = may ? null : t(runs ? "keptElsewhere" : "mayNot");
  const [asking, setAsking] = useState<"issue" | "void" | null>(null);
  const ended = row.state === "ended";
  const given = { promotion: row.id, ...(row.ofGroup === null ? {} : { group: row.ofGroup }) };
  const told = (thrown: unknown) => say(sayThrown(thrown), "bad");
  useAction(amendPromotion, () => navigate("promotions", [row.id, "edit"]), {
    offered: ended ? "no" : "yes",
    whyNot,
  });
  useAction(issueCoupons, () => setAsking("issue"), { offered: row.withCoupon && !ended ? "yes" : "no", whyNot });
  const menu: MenuItem[] =
    may && !ended
      ? [
          ...(row.withCoupon
            ? [{ id: "void", label: t("action.void"), run: () => setAsking("void") } satisfies MenuItem]
            : []),
          {
            id: "end",
            label: t("action.end"),
            look: "danger",
            consequence: t("endConsequence"),
            run: () => void submit({ type: "EndPromotion", ...given }).then(() => say(t("ended")), told),
          },
        ]
      : [];
  return (
    <RecordPage
      kind={t("kind.promotion")}
      title={row.name}
      pending={row.pending}
      state={<StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>}
      next={t(row.ofGroup === null ? "whose.own" : "whose.group")}
      actions={
        <>
          {!ended && <ActionButton action={amendPromotion} look="quiet" />}
          {row.withCoupon && !ended && <ActionButton action={issueCoupons} look="quiet" />}
          <History kind="promotion" id={row.id} area="promotions" name={row.name} />
          {menu.length > 0 && <Menu label={t("more")} button={t("more")} items={menu} />}
        </>
      }
      onClose={onClose}
    >
      {asking === "issue" && <IssueCoupons row={row} onClose={() => setAsking(null)} />}
      {asking === "void" && <VoidCoupon row={row} onClose={() => setAsking(null)} />}
      {row.state === "draft" && (
        <PrimaryAction
          action={startPromotion}
          whyNot={whyNot}
          run={() => submit({ type: "StartPromotion", ...given }).then(() => say(t("started")), told)}
        />
      )}
      <Facts
        title={t("group.what")}
        items={[
          { label: t("column.benefit"), value: benefitInWords(row.benefit, t) },
          { label: t("column.validFrom"), value: <When at={row.validFrom} /> },
          { label: t("column.validUntil"), value: <When at={row.validUntil} /> },
          {
            label: t("field.scope"),
            value:
              card.cars.length === 0
                ? t("scope.all")
                : card.cars.map(({ kind, code }) => `${t(`scope.${kind}`)} ${code}`).join(t("comma")),
          },
          { label: t("field.payment"), value: t(`payment.${card.payment ?? "any"}`) },
          { label: t("field.stacking"), value: t(`stacking.${card.stacking}`) },
          { label: t("field.coupon"), value: t(row.withCoupon ? "coupon.yes" : "coupon.no") },
          { label: t("field.terms"), value: card.terms, empty: card.terms === "" },
        ]}
      />
      <Facts
        title={t("group.budget")}
        items={[
          { label: t("column.budget"), value: row.budget === null ? t("unlimited") : <Money fen={row.budget} /> },
          { label: t("column.spent"), value: <Money fen={row.spent} /> },
          ...(row.balance === null ? [] : [{ label: t("column.balance"), value: <Money fen={row.balance} /> }]),
          {
            label: t("column.uses"),
            value: row.budgetUses === null ? row.uses : t("usesOf", { uses: row.uses, most: row.budgetUses }),
          },
        ]}
      />
      <Coupons coupons={card.coupons} />
      <Spending entries={card.entries} budget={row.budget} />
    </RecordPage>
  );
}
