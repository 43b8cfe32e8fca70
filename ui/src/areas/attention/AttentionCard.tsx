// One item: what was done and by whom, why it cannot stand, what else was built on it, and the ways out.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttentionRow, AttentionWay } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { confirm } from "../../components/Confirm";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordPage } from "../../components/Record";
import { say } from "../../components/Toasts";
import { StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { act, submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { adopt, discard, giveAgain, giveChanged, resolve } from "./actions";
import { openFields } from "./fields";
import { GiveChanged } from "./GiveChanged";
import { ResolveForm } from "./ResolveForm";
import { deedWord, factsOf, reasonWords } from "./words";

interface Props {
  row: AttentionRow;
  settlesOthers: "yes" | "no";
}

export function AttentionCard({ row, settlesOthers }: Props) {
  const { t } = useTranslation("attention");
  const { attention, given, builtOn } = row;
  const deed = deedWord(attention.name);
  const facts = given === null ? [] : factsOf(given);
  const may = row.own || settlesOthers === "yes";
  const stateWord = attention.state === "open" ? t(`kind.${attention.kind}`) : t("state.settled");
  return (
    <RecordPage
      kind={t(`about.${attention.kind}`)}
      title={deed}
      state={<StateDot hue={attention.state === "open" ? "wait" : "good"}>{stateWord}</StateDot>}
      actions={attention.state === "open" && attention.kind === "refused" && may ? <Others /> : null}
      onClose={() => navigate("attention")}
    >
      <section className="facts">
        <h3>{t("why")}</h3>
        {reasonWords(attention).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {builtOn > 0 && <p className="muted">{t("builtOn", { count: builtOn })}</p>}
      </section>
      <Facts title={t("given")} items={facts.map(({ name, label, value }) => ({ id: name, label, value }))}>
        {facts.length === 0 && <p className="muted">{given === null ? t("gone") : t("nothingToRead")}</p>}
      </Facts>
      <Facts
        title={t("whoWhen")}
        items={[
          { label: t("column.who"), value: row.giverName },
          { label: t("column.desk"), value: row.deskCode ?? "–" },
          { label: t("column.when"), value: <When at={attention.madeAt} /> },
        ]}
      />
      {attention.state === "settled" && <Settled row={row} />}
      {attention.state === "open" && (may ? <Ways row={row} deed={deed} /> : null)}
    </RecordPage>
  );
}

/** The ways besides the first, as quiet buttons. */
function Others() {
  return (
    <>
      <ActionButton action={giveChanged} look="quiet" />
      <ActionButton action={discard} look="quiet" />
    </>
  );
}

function Settled({ row: { attention } }: { row: AttentionRow }) {
  const { t } = useTranslation("attention");
  const people = useDesk("session.state", {}).data?.people ?? [];
  const { way, note, settledAt, settledBy } = attention;
  return (
    <Facts
      title={t("settledHow")}
      items={[
        { label: t("way.label"), value: way === null ? "–" : t(`way.${way satisfies AttentionWay}`) },
        { label: t("way.note"), value: note, empty: note === "" },
        { label: t("way.by"), value: people.find(({ id }) => id === settledBy)?.name ?? "–" },
        { label: t("way.at"), value: <When at={settledAt} /> },
      ]}
    />
  );
}

function Ways({ row, deed }: { row: AttentionRow; deed: string }) {
  return row.attention.kind === "refused" ? <WaysOfRefused row={row} deed={deed} /> : <WaysOfConcern row={row} />;
}

function WaysOfRefused({ row, deed }: { row: AttentionRow; deed: string }) {
  const { t } = useTranslation("attention");
  const { attention, given, own } = row;
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<"yes" | "no">("no");
  const [changing, setChanging] = useState<"yes" | "no">("no");
  const gone = given === null ? t("refusal.contentsGone") : null;
  const open = given === null ? [] : openFields(given);

  const doing = async (work: () => Promise<unknown>, done: string) => {
    setBusy("yes");
    setProblem(null);
    try {
      await work();
      say(done);
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    }
    setBusy("no");
  };
  const again = () =>
    doing(() => act("attentions.give_again", { attention: attention.id }), t(own ? "done.again" : "done.adopted"));
  const letGo = async () => {
    const answered = await confirm({
      question: t("discardQuestion", { deed }),
      consequence: t("discardConsequence"),
      verb: t("action.discard"),
    });
    if (answered === "no") return;
    await doing(
      () => submit({ type: "SettleAttention", attention: attention.id, way: "discarded", note: "" }),
      t("done.discarded"),
    );
  };
  useAction(giveChanged, () => setChanging("yes"), {
    whyNot: gone ?? (open.length === 0 ? t("nothingToChange") : null),
  });
  useAction(discard, () => void letGo());
  return (
    <>
      <p className="problem" role="alert">
        {problem}
      </p>
      <PrimaryAction action={own ? giveAgain : adopt} run={() => void again()} busy={busy === "yes"} whyNot={gone} />
      {changing === "yes" && given !== null && (
        <GiveChanged row={row} given={given} deed={deed} onClose={() => setChanging("no")} />
      )}
    </>
  );
}

function WaysOfConcern({ row }: { row: AttentionRow }) {
  const [asking, setAsking] = useState<"yes" | "no">("no");
  return (
    <>
      <PrimaryAction action={resolve} run={() => setAsking("yes")} />
      {asking === "yes" && <ResolveForm row={row} onClose={() => setAsking("no")} />}
    </>
  );
}
