// Where a car stands with the law's periods: its 三包, days in repair and faults that came back, and what the house
// answers for of its own repairs. Each warning names the article that it rests on.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnsweredFor, CarClocks, CarUse, ClockNotice } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { useForm } from "../../components/form/useForm";
import { StateDot } from "../../components/values";
import { submit } from "../../lib/ipc";
import { CAR_USES } from "./words";

interface Props {
  car: string;
  clocks: CarClocks;
  /** Whether its reader may enter the guarantee paper. */
  may: "yes" | "no";
  /** Takes an earlier repair up again, where there is an order for it. */
  onMendAgain?: ((earlier: AnsweredFor) => void) | undefined;
}

export function Clocks({ car, clocks, may, onMendAgain }: Props) {
  const { t } = useTranslation("service");
  const [stating, setStating] = useState(false);
  const { guarantee, verdict } = clocks;
  return (
    <section className="clocks" aria-label={t("group.clocks")}>
      <h3>{t("group.clocks")}</h3>
      <p>
        {guarantee.standing === "running"
          ? t("guarantee.running", {
              stage: t(`stage.${guarantee.stage}`, {
                first: guarantee.periods.firstDaysUntil,
                early: guarantee.periods.earlyUntil,
                earlyKm: guarantee.periods.earlyKm,
              }),
              from: guarantee.periods.startsOn,
              until: guarantee.periods.guaranteeUntil,
              km: guarantee.periods.guaranteeKm,
              repairUntil: guarantee.periods.repairUntil,
              repairKm: guarantee.periods.repairKm,
            })
          : guarantee.standing === "noRule"
            ? t("guarantee.noRule", { on: guarantee.startsOn })
            : t(`guarantee.${guarantee.standing}`)}{" "}
        {may === "yes" && (
          <button type="button" className="button quiet" onClick={() => setStating(true)}>
            {t("action.stateGuarantee")}
          </button>
        )}
      </p>
      {clocks.repairDays > 0 && <p>{t("repairDays", { count: clocks.repairDays, stay: clocks.stayDays })}</p>}
      {(verdict !== null || clocks.notices.length > 0 || clocks.faults.length > 0) && (
        <ul>
          {verdict !== null && (
            <li>
              <StateDot hue="bad">{t(`remedy.${verdict.remedy}`)}</StateDot>{" "}
              <span className="muted">{t("article", { law: verdict.rule.source, article: verdict.article })}</span>
            </li>
          )}
          {clocks.notices.map((notice) => (
            <li key={`${notice.kind} ${notice.subject}`}>
              <StateDot hue={notice.level === "reached" ? "bad" : "wait"}>
                {t(`notice.${notice.kind}.${notice.level}`, {
                  count: notice.count,
                  limit: notice.limit,
                  subject: subjectOf(notice, (word) => t(word)),
                })}
              </StateDot>{" "}
              <span className="muted">{t("article", { law: notice.law.source, article: notice.article })}</span>
            </li>
          ))}
          {clocks.faults.map((fault) => (
            <li key={fault.first}>{t("faultRepairs", { title: fault.title, times: fault.times })}</li>
          ))}
        </ul>
      )}
      {clocks.answeredFor.length > 0 && (
        <ul>
          {clocks.answeredFor.map((each) => (
            <li key={each.job}>
              <StateDot hue="info">
                {t("answeredFor", {
                  number: each.number,
                  title: each.title,
                  lastDay: each.lastDay,
                  lastKm: each.lastKm,
                })}
              </StateDot>{" "}
              {each.mendedIn === null ? (
                onMendAgain !== undefined && (
                  <button type="button" className="button quiet" onClick={() => onMendAgain(each)}>
                    {t("action.mendAgain", { title: each.title })}
                  </button>
                )
              ) : (
                <span className="muted">{t("mendedAgain")}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {stating && <StateGuarantee car={car} onClose={() => setStating(false)} />}
    </section>
  );
}

/** An assembly is counted by its system, which the reader knows in their own language. */
function subjectOf(notice: ClockNotice, word: (key: string) => string): string {
  return notice.kind === "assemblyReplaced" ? word(`system.${notice.subject}`) : notice.subject;
}

interface Stated {
  invoicedOn: string | null;
  deliveredOn: string | null;
  boughtFor: CarUse;
}

function StateGuarantee({ car, onClose }: { car: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const form = useForm<Stated>({
    form: "service.stateGuarantee",
    record: car,
    start: { invoicedOn: null, deliveredOn: null, boughtFor: "household" },
    required: { invoicedOn: t("field.invoicedOn") },
    save: async ({ invoicedOn, deliveredOn, boughtFor }) => {
      await submit({ type: "StateGuarantee", car, invoicedOn: invoicedOn ?? "", deliveredOn, boughtFor });
      onClose();
    },
  });
  const verb = t("action.stateGuarantee");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <DateField field={form.field("invoicedOn")} label={t("field.invoicedOn")} />
      <DateField field={form.field("deliveredOn")} label={t("field.deliveredOn")} hint={t("hint.deliveredOn")} />
      <OneOf
        field={form.field("boughtFor")}
        label={t("field.boughtFor")}
        options={CAR_USES.map((value) => ({ value, label: t(`carUse.${value}`) }))}
      />
    </DialogForm>
  );
}
