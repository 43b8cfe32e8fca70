// One quote: its lines and sum, its loans, the questions to managers, its papers and its story.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuoteCard as Card, PaperArgs } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { History } from "../../components/History";
import { ModelChip } from "../../components/ModelChip";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage, Story } from "../../components/Record";
import { RecordPaper } from "../../components/RecordPaper";
import { useRight } from "../../components/rights";
import { StandingNote } from "../../components/StandingNote";
import { say } from "../../components/Toasts";
import { Money, Skeleton, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { until } from "../../lib/coming";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { act, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { Answer } from "./Approvals";
import { acceptQuote, editQuote, issueQuote, orderQuote, printQuote, takePromotion, withdrawQuote } from "./actions";
import { Lines } from "./Lines";
import { PlanTable } from "./PlanTable";
import { HUES } from "./states";
import { TakenPromotions, TakePromotion } from "./TakePromotion";
import { WithdrawQuote } from "./WithdrawQuote";

export function QuoteCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("quotes");
  const answer = useDesk("quotes.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.quote")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  if (answer.data === undefined) return <Skeleton />;
  return <OpenQuote card={answer.data} onClose={onClose} />;
}

function OpenQuote({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("quotes");
  const said = useCatalogueWords();
  const { quote, state, lines, loans, approvals, timeline } = card;
  const { id } = quote;
  const answers = useRight("approveDiscounts") && state === "approvalWaiting";
  const [paper, setPaper] = useState<PaperArgs | null>(null);
  const told = (thrown: unknown) => say(sayThrown(thrown), "bad");
  const print = () => setPaper({ form: "quote", subject: id });
  const disclose = (plan: number) => setPaper({ form: "financingCost", subject: id, plan });
  const edit = () => navigate("quotes", [id, "edit"]);
  const mayEdit = state === "draft" || state === "approved" || state === "approvalWaiting";
  const mayMake = useRight("makeQuotes");
  const mayWithdraw = mayMake && state !== "accepted" && state !== "withdrawn";
  const [withdrawing, setWithdrawing] = useState<"yes" | "no">("no");
  const [promoting, setPromoting] = useState<"yes" | "no">("no");
  const mayPromote = mayMake && mayEdit;
  useAction(takePromotion, () => setPromoting("yes"), { offered: mayPromote ? "yes" : "no" });
  useAction(withdrawQuote, () => setWithdrawing("yes"), { offered: mayWithdraw ? "yes" : "no" });
  const accept = () =>
    void until(submit({ type: "AcceptQuote", quote: id }))
      .then(() => say(t("said.accepted")))
      .catch(told);
  useAction(acceptQuote, accept, { offered: state === "issued" ? "yes" : "no" });
  useAction(printQuote, print);
  useAction(editQuote, edit, { offered: mayEdit ? "yes" : "no" });

  return (
    <RecordPage
      kind={quote.number}
      title={said(quote.description)}
      pending={timeline.some((entry) => entry.pending)}
      state={<State state={state} hue={HUES[state]} />}
      next={
        <>
          {quote.customerName} · {t("field.validUntil")} <When at={quote.validUntil} />
        </>
      }
      actions={
        <>
          <History kind="quote" id={id} area="quotes" name={quote.number} />
          {state === "issued" && (
            <button type="button" className="button quiet" onClick={accept}>
              {t("action.accept")}
            </button>
          )}
          {mayEdit && (
            <button type="button" className="button quiet" onClick={edit}>
              {t("action.edit")}
            </button>
          )}
          <button type="button" className="button quiet" onClick={print}>
            {t("action.print")}
          </button>
          {mayPromote && <ActionButton action={takePromotion} look="quiet" />}
          {mayWithdraw && <ActionButton action={withdrawQuote} look="quiet" />}
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/quotes/${id}` })}
      timeline={<Story entries={timeline} tell={(entry) => wordFor("command", entry.what)} />}
    >
      {quote.model !== null && <ModelChip id={quote.model} />}
      {state === "draft" && <StandingNote standing={card.standing} />}
      {answers && <Answer quote={id} />}
      {approvals
        .filter(({ state: said }) => !(answers && said === "waiting"))
        .map((approval) => (
          <p key={approval.id} className="approval-said">
            {t(`approval.${approval.state}`)} {approval.words}
            {approval.answer !== "" && <strong> {approval.answer}</strong>}
          </p>
        ))}
      {mayMake && <TakenPromotions quote={id} mayPutBack={mayEdit || state === "expired"} />}
      <Lines lines={lines} total={quote.total} toHouse={quote.toHouse} toElsewhere={quote.toElsewhere} />
      {card.gross !== null && (
        <p className="live-gross">
          {t("field.gross")} <Money fen={card.gross} />
        </p>
      )}
      <PlanTable
        plans={loans.map((plan) => ({
          key: plan.id,
          name: plan.name === "" ? t("plan", { number: plan.position + 1 }) : plan.name,
          lender: plan.lender,
          figures: plan.figures,
          refusal: null,
        }))}
      />
      {loans.length > 0 && (
        <p className="disclosures">
          {loans.map((plan) => (
            <button key={plan.id} type="button" className="link" onClick={() => disclose(plan.position)}>
              {t("action.disclosure", { number: plan.position + 1 })}
            </button>
          ))}
        </p>
      )}
      <Facts
        title={t("group.rest")}
        items={[
          { label: t("column.consultant"), value: card.consultant },
          { label: t("column.madeOn"), value: <When at={quote.madeOn} /> },
          { label: t("field.invoicedOn"), value: <When at={quote.invoicedOn} /> },
          { label: t("field.remark"), value: quote.remark, empty: quote.remark === "" },
        ]}
      />
      {state === "approved" || (state === "draft" && card.standing.kind === "within") ? (
        <PrimaryAction
          action={issueQuote}
          run={() =>
            submit({ type: "IssueQuote", quote: id })
              .then(() => say(t("said.issued")))
              .catch(told)
          }
        />
      ) : state === "issued" || state === "accepted" ? (
        <PrimaryAction action={orderQuote} run={() => navigate("orders", ["new"], { search: { quote: id } })} />
      ) : null}
      {withdrawing === "yes" && (
        <WithdrawQuote
          id={id}
          number={quote.number}
          promotedBy={card.promotedBy}
          onClose={() => setWithdrawing("no")}
        />
      )}
      {promoting === "yes" && <TakePromotion quote={id} onClose={() => setPromoting("no")} />}
      {paper !== null && <RecordPaper paper={paper} onClose={() => setPaper(null)} />}
    </RecordPage>
  );
}
