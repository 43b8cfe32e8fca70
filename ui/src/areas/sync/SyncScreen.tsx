// The sync screen: what a clerk wants to know of it. How it stands and since when, when it is tried again, and what
// waits, how old it is and why. A dealership that stands alone is told how it comes to a platform.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SyncPhase, SyncState, WaitingCommand } from "../../bindings/rpc";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts } from "../../components/Record";
import { useRight } from "../../components/rights";
import { Sheet } from "../../components/Sheet";
import { Skeleton, useMinute, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayError, sayThrown } from "../../lib/errors";
import { sentenceFor, wordFor } from "../../lib/i18n";
import { act } from "../../lib/ipc";
import { formatCount } from "../../lib/money";
import { ageWords, standingDot, standingWords } from "../../lib/syncWords";
import { retryNow } from "./actions";
import { Bring } from "./Bring";
import { EnrolAnew } from "./EnrolAnew";
import "./sync.css";

export function SyncScreen() {
  const { t } = useTranslation("sync");
  const answer = useDesk("sync.state", {});
  const mayEnrol = useRight("enrolDesks");
  const state = answer.data;
  if (state?.phase === "alone" && mayEnrol) return <Bring />;
  return (
    <Sheet title={t("area")} problem={answer.isError ? sayThrown(answer.error) : null}>
      {state === undefined && !answer.isError && <Skeleton />}
      {state?.phase === "alone" && <Alone />}
      {state !== undefined && state.phase !== "alone" && <Linked state={state} />}
    </Sheet>
  );
}

/** Nothing can be done here without the right to. */
function Alone() {
  const { t } = useTranslation("sync");
  return (
    <>
      <p className="sheet-line">{t("alone.title")}</p>
      <p className="muted">{t("alone.mayNot")}</p>
    </>
  );
}

/** What a person does about it, where there is something to do or to know. */
function remedyOf(phase: SyncPhase): "level" | "speaking" | "offline" | "unwell" | "enrolAgain" | "revoked" {
  switch (phase) {
    case "alone":
    case "level":
      return "level";
    case "speaking":
      return "speaking";
    case "noLine":
      return "offline";
    case "unwell":
      return "unwell";
    case "needsSignIn":
    case "cloned":
      return "enrolAgain";
    case "revoked":
      return "revoked";
  }
}

/** What is to be done first in this phase: try again, or become known again. */
function wayOf(phase: SyncPhase): "retry" | "enrolAnew" | "none" {
  switch (phase) {
    case "alone":
    case "level":
    case "speaking":
    case "noLine":
    case "unwell":
      return "retry";
    case "needsSignIn":
    case "cloned":
      return "enrolAnew";
    case "revoked":
      return "none";
  }
}

function Linked({ state }: { state: SyncState }) {
  const { t } = useTranslation("sync");
  const now = Math.max(useMinute(), Date.now());
  const [problem, setProblem] = useState<string | null>(null);
  const way = wayOf(state.phase);
  const retry = async () => {
    setProblem(null);
    await act("sync.retry", {}).catch((thrown) => setProblem(sayThrown(thrown)));
  };
  return (
    <>
      <p className="sheet-line" role="status">
        <span className="state">
          <span className={`dot ${standingDot(state)}`} aria-hidden="true" />
          {standingWords(state, now)}
        </span>
      </p>
      <p className="muted">{t(`remedy.${remedyOf(state.phase)}`)}</p>
      <p className="problem" role="alert">
        {problem ?? (state.failure === null ? "" : sayError(state.failure))}
      </p>
      {way === "enrolAnew" && <EnrolAnew />}
      <Facts
        title={t("facts")}
        items={[
          { label: t("fact.address"), value: state.address ?? "–" },
          { label: t("fact.levelAt"), value: <When at={state.levelAt} /> },
          ...(state.awaySince === null ? [] : [{ label: t("fact.awaySince"), value: <When at={state.awaySince} /> }]),
          ...(state.restsAt === null ? [] : [{ label: t("fact.restsAt"), value: <When at={state.restsAt} /> }]),
          ...(state.nextAt === null || state.nextAt <= now
            ? []
            : [{ label: t("fact.nextAt"), value: <When at={state.nextAt} /> }]),
          { label: t("fact.followed"), value: t("followed", { entries: formatCount(state.followed) }) },
        ]}
      />
      <h2>{t("waiting.title")}</h2>
      {state.commands.length === 0 ? <p className="muted">{t("waiting.none")}</p> : <Waiting state={state} now={now} />}
      {way === "retry" && <PrimaryAction action={retryNow} run={() => void retry()} />}
    </>
  );
}

function Waiting({ state, now }: { state: SyncState; now: number }) {
  const { t } = useTranslation("sync");
  const people = useDesk("session.state", {}).data?.people ?? [];
  return (
    <>
      <table className="dense waiting">
        <caption className="hidden-words">{t("waiting.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("waiting.what")}</th>
            <th scope="col">{t("waiting.who")}</th>
            <th scope="col">{t("waiting.when")}</th>
            <th scope="col">{t("waiting.why")}</th>
          </tr>
        </thead>
        <tbody>
          {state.commands.map((command) => (
            <tr key={command.command}>
              <td>{wordFor("command", command.name)}</td>
              <td>{people.find(({ id }) => id === command.giver)?.name ?? t("waiting.left")}</td>
              <td>
                <When at={command.madeAt} /> <span className="muted">{ageWords(command.madeAt, now)}</span>
              </td>
              <td>
                <Why command={command} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {state.waiting > state.commands.length && (
        <p className="sheet-line muted">{t("waiting.more", { count: state.waiting - state.commands.length })}</p>
      )}
    </>
  );
}

/** Why it is not confirmed: the platform keeps it, or it would be refused now, or it simply waits its turn. */
function Why({ command: { held, doubt } }: { command: WaitingCommand }) {
  const { t } = useTranslation("sync");
  if (held !== null) return <>{t(`hold.${held}`, { defaultValue: t("hold.failed") })}</>;
  if (doubt !== null) {
    const words = sentenceFor("refusal", doubt.code, doubt.values) ?? sentenceFor("concern", doubt.code, doubt.values);
    return <>{t("doubtful", { why: words ?? doubt.code })}</>;
  }
  return <span className="muted">{t("waiting.turn")}</span>;
}
