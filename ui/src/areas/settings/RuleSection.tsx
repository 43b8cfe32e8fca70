// The rules of law that hold: what each is today, until when and by which source, what is announced, and from which day
// on nobody knows. The platform publishes them; here they are read.
import { useTranslation } from "react-i18next";
import type { RuleRow, RuleSetRow, RulesInForce, RuleVersionRow } from "../../bindings/rpc";
import { Sheet } from "../../components/Sheet";
import { Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { useSettings } from "../../lib/settings";
import { type Term, termsOf } from "./ruleTerms";

export function RuleSection() {
  const { t } = useTranslation("rules");
  const answer = useDesk("rules.list", {});
  return (
    <Sheet title={t("settings:section.rules")} problem={answer.isError ? sayThrown(answer.error) : null}>
      <p className="muted">{t("about")}</p>
      {answer.isPending && <Skeleton />}
      {answer.data !== undefined && <Warnings known={answer.data} />}
      {answer.data?.sets.map((set) => (
        <RulesOfSet key={set.set} set={set} today={answer.data.date} />
      ))}
    </Sheet>
  );
}

/** What ends without a successor comes first: somebody has to find out, or ask the platform. */
function Warnings({ known }: { known: RulesInForce }) {
  const { t } = useTranslation("rules");
  const ends = known.sets.flatMap((set) => (set.rules ?? []).filter((rule) => rule.unknownFrom !== null));
  const unread = known.sets.filter((set) => set.rules === null);
  if (ends.length + unread.length === 0) return null;
  return (
    <section className="rules-warned" aria-labelledby="rules-warned">
      <h2 id="rules-warned">{t("warnings")}</h2>
      <ul>
        {unread.map((set) => (
          <li key={set.set}>
            <StateDot hue="bad">
              {t(`set.${set.set}`)}
              {t("colon")}
              {t("unreadable")}
            </StateDot>
          </li>
        ))}
        {ends.map((rule) => (
          <li key={rule.rule}>
            <Unknown rule={rule} today={known.date} named="yes" />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Unknown({ rule, today, named }: { rule: RuleRow; today: string; named: "yes" | "no" }) {
  const { t } = useTranslation("rules");
  if (rule.unknownFrom === null) return null;
  const isNow = rule.unknownFrom <= today;
  return (
    <StateDot hue={isNow ? "bad" : "wait"}>
      {named === "yes" && `${t(`rule.${rule.rule}`)}${t("colon")}`}
      {isNow ? t("unknownNow") : t("unknownFrom", { on: rule.unknownFrom })}
    </StateDot>
  );
}

function RulesOfSet({ set, today }: { set: RuleSetRow; today: string }) {
  const { t } = useTranslation("rules");
  const name = t(`set.${set.set}`);
  return (
    <section className="rules-set" aria-label={name}>
      <h2>{name}</h2>
      <p className="muted">
        {set.edition !== null && `${t("edition", { edition: set.edition })} · `}
        {t(`from.${set.cameFrom}`)}
        {set.cameAt !== null && (
          <>
            {" · "}
            <When at={set.cameAt} />
          </>
        )}
        {set.note !== "" && ` · ${set.note}`}
      </p>
      {set.rules === null ? (
        <p className="problem">{t("unreadable")}</p>
      ) : (
        <table className="dense">
          <caption className="hidden-words">{name}</caption>
          <thead>
            <tr>
              <th scope="col">{t("column.rule")}</th>
              <th scope="col">{t("column.terms")}</th>
              <th scope="col">{t("column.holds")}</th>
              <th scope="col">{t("column.source")}</th>
            </tr>
          </thead>
          {set.rules.map((rule) => (
            <Versions key={rule.rule} rule={rule} today={today} />
          ))}
        </table>
      )}
    </section>
  );
}

/** What holds today, what is announced, and that nothing is known, each in a row; what held before is counted. */
function Versions({ rule, today }: { rule: RuleRow; today: string }) {
  const { t } = useTranslation("rules");
  const shown = rule.versions.filter((version) => version.time !== "past").reverse();
  const former = rule.versions.length - shown.length;
  const rows = shown.length + (rule.unknownFrom === null ? 0 : 1);
  const head = (
    <th scope="rowgroup" rowSpan={rows}>
      {t(`rule.${rule.rule}`)}
      {former > 0 && <span className="muted rules-former">{t("former", { count: former })}</span>}
    </th>
  );
  return (
    <tbody>
      {shown.map((version, at) => (
        <tr key={version.from}>
          {at === 0 && head}
          <Version version={version} />
        </tr>
      ))}
      {rule.unknownFrom !== null && (
        <tr>
          {shown.length === 0 && head}
          <td colSpan={3}>
            <Unknown rule={rule} today={today} named="no" />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Version({ version }: { version: RuleVersionRow }) {
  const { t } = useTranslation("rules");
  const language = useSettings((value) => value.language);
  return (
    <>
      <td>
        <Terms terms={termsOf(version.terms, language, t)} />
      </td>
      <td>
        <StateDot hue={version.time === "today" ? "good" : "info"}>
          {t(version.time === "today" ? "time.today" : "time.announced")}
        </StateDot>{" "}
        <span className="rules-days rules-window">
          {t("until", { from: version.from, to: version.to ?? t("open") })}
        </span>
      </td>
      <td>{version.source}</td>
    </>
  );
}

/** A sum or a rate stays on one line; a list of them does not have to. */
function fits(value: string): string | undefined {
  return value.length <= LONGEST_IN_ONE ? "rules-days" : undefined;
}

const LONGEST_IN_ONE = 16;

/** Up to so many terms stand in the row; more of them are opened. */
const SHORT = 6;

function Terms({ terms }: { terms: Term[] }) {
  const { t } = useTranslation("rules");
  const list = (
    <ul className="rules-terms">
      {terms.map((term) => (
        <li key={term.name}>
          <span className="muted">{term.name}</span> <span className={fits(term.value)}>{term.value}</span>
        </li>
      ))}
    </ul>
  );
  if (terms.length <= SHORT) return list;
  return (
    <details>
      <summary>{t("details", { count: terms.length })}</summary>
      {list}
    </details>
  );
}
