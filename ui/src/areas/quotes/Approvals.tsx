// The manager's inbox: what waits, why, what it costs the house, and yes or back with words.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApprovalDecision, WaitingApproval } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { PrimaryAction } from "../../components/PrimaryAction";
import { RecordPage } from "../../components/Record";
import { StandingNote } from "../../components/StandingNote";
import { say } from "../../components/Toasts";
import { Chip, Money, Problem, Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { approveQuote } from "./actions";

export function Approvals({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("quotes");
  const waiting = useDesk("quotes.approvals", {});
  return (
    <RecordPage kind={t("area")} title={t("action.inbox")} onClose={onClose}>
      {waiting.isError && <Problem thrown={waiting.error} />}
      {waiting.data === undefined && !waiting.isError && <Skeleton />}
      {waiting.data?.length === 0 && <EmptyState title={t("inbox.empty")} about={t("inbox.about")} />}
      <ul className="inbox">
        {waiting.data?.map((item) => (
          <Waiting key={item.approval.id} item={item} place="inbox" />
        ))}
      </ul>
    </RecordPage>
  );
}

/** The question about one quote, beside it, for whoever may answer; the answer owns the corner there. */
export function Answer({ quote }: { quote: string }) {
  const waiting = useDesk("quotes.approvals", {});
  const item = waiting.data?.find(({ approval }) => approval.quote === quote);
  if (item === undefined) return null;
  return (
    <ul className="inbox">
      <Waiting item={item} place="quote" />
    </ul>
  );
}

function Waiting({ item, place }: { item: WaitingApproval; place: "inbox" | "quote" }) {
  const { t } = useTranslation("quotes");
  const [words, setWords] = useState("");
  const { approval, standing, gross } = item;
  const decide = (decision: ApprovalDecision) =>
    submit({ type: "DecideApproval", approval: approval.id, decision, words })
      .then(() => say(t(`said.${decision}`)))
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  const beyond = standing.kind !== "within";
  return (
    <li>
      {place === "inbox" && (
        <h3>
          {approval.description} <Chip onOpen={() => navigate("quotes", [approval.quote])}>{approval.quoteNumber}</Chip>
        </h3>
      )}
      <p>
        {t("column.guidePrice")} <Money fen={approval.guidePrice} /> · {t("column.discount")}{" "}
        <Money fen={approval.discount} /> · {t("column.carPrice")} <Money fen={approval.carPrice} />
        {gross !== null && (
          <>
            {" "}
            · {t("field.gross")} <Money fen={gross} />
          </>
        )}
      </p>
      <p className="muted">
        {item.requestedByName} · <When at={approval.requestedAt} />
      </p>
      <p>{approval.words}</p>
      <StandingNote standing={standing} />
      <p className="inbox-answer">
        <input
          type="text"
          className="input"
          aria-label={t("field.answer")}
          placeholder={t("field.answer")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {place === "inbox" ? (
          <button
            type="button"
            className="button primary"
            aria-disabled={beyond}
            onClick={() => (beyond ? say(t("said.beyond"), "bad") : decide("approve"))}
          >
            {t("action.approve")}
          </button>
        ) : (
          <PrimaryAction
            action={approveQuote}
            run={() => decide("approve")}
            whyNot={beyond ? t("said.beyond") : null}
          />
        )}
        <button type="button" className="button" onClick={() => decide("return")}>
          {t("action.return")}
        </button>
      </p>
    </li>
  );
}
