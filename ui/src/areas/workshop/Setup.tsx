// What the workshop is made of: opening hours, bays, people with shifts and certificates, operations and rates.
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkshopSetup } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { useRight } from "../../components/rights";
import { Money, Problem, Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { showBoard } from "./actions";
import { AbsenceForm, CertificateForm, ShiftForm } from "./PeopleForms";
import { BayForm, HoursForm, OperationForm, RateForm } from "./SetupForms";

type Asking = "hours" | "bay" | "shift" | "certificate" | "absence" | "operation" | "rate";

export function Setup() {
  const { t } = useTranslation("workshop");
  const answer = useDesk("workshops.setup", {});
  const [asking, setAsking] = useState<Asking | null>(null);
  if (answer.isError) return <Problem thrown={answer.error} />;
  const setup = answer.data;
  if (setup === undefined) return <Skeleton />;
  return (
    <div className="workshop-setup">
      <h2>{t("setup")}</h2>
      <ActionButton action={showBoard} look="quiet" />
      {asking !== null && <Asked asking={asking} setup={setup} onClose={() => setAsking(null)} />}
      <Section title={t("group.hours")} verbs={["hours"]} onAsk={setAsking}>
        {setup.terms === null ? (
          <li className="muted">{t("none")}</li>
        ) : (
          setup.terms.week.map(({ weekday, from, until }) => (
            <li key={weekday}>{`${t(`weekday.${weekday}`)} ${hourOf(from)}–${hourOf(until)}`}</li>
          ))
        )}
      </Section>
      <Section title={t("group.bays")} verbs={["bay"]} onAsk={setAsking}>
        {setup.bays.map(({ id, name, skills, state }) => (
          <li key={id}>
            {`${name} · ${skills.map((skill) => t(`service:skill.${skill}`)).join(t("common:listSeparator"))} · ${t(`bayState.${state}`)}`}
          </li>
        ))}
      </Section>
      <Section title={t("group.people")} verbs={["shift", "certificate", "absence"]} onAsk={setAsking}>
        {setup.staff
          .filter(({ shifts, certificates }) => shifts.length > 0 || certificates.length > 0)
          .map(({ person, name, shifts, certificates, absences }) => (
            <li key={person}>
              {`${name} · ${shifts.map(({ post }) => t(`post.${post}`)).join(t("common:listSeparator"))} `}
              {certificates
                .filter(({ withdrawnAt }) => withdrawnAt === null)
                .map(({ id, skill, expiresOn }) => (
                  <span key={id}>
                    {`${t(`service:skill.${skill}`)}${expiresOn === null ? "" : ` ${t("until", { on: expiresOn })}`} `}
                  </span>
                ))}
              {absences.map(({ id, firstDay, lastDay, reason }) => (
                <span key={id} className="muted">
                  {`${reason} `}
                  <When at={firstDay} />–<When at={lastDay} />
                </span>
              ))}
            </li>
          ))}
      </Section>
      <Section title={t("group.operations")} verbs={["operation"]} onAsk={setAsking}>
        {setup.operations.map(({ id, operationCode, name, skill, minutes, state }) => (
          <li key={id}>
            {`${operationCode} ${name} · ${t(`service:skill.${skill}`)} · ${t("service:minutes", { count: minutes })} · ${t(`operationState.${state}`)}`}
          </li>
        ))}
      </Section>
      <Section title={t("group.rates")} verbs={["rate"]} onAsk={setAsking}>
        {setup.rates.map(({ id, skill, validFrom, perHour }) => (
          <li key={id}>
            {`${t(`service:skill.${skill}`)} `}
            <When at={validFrom} /> <Money fen={perHour} />
          </li>
        ))}
      </Section>
    </div>
  );
}

function hourOf(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, "0")}`;
}

interface SectionProps {
  title: string;
  verbs: readonly Asking[];
  onAsk: (asking: Asking) => void;
  children: ReactNode;
}

function Section({ title, verbs, onAsk, children }: SectionProps) {
  const { t } = useTranslation("workshop");
  const may = useRight("runWorkshop");
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>{children}</ul>
      {verbs.map((verb) => (
        <button
          key={verb}
          type="button"
          className="button quiet"
          aria-disabled={!may}
          title={may ? undefined : t("mayNot")}
          onClick={() => may && onAsk(verb)}
        >
          {t(`verb.${verb}`)}
        </button>
      ))}
    </section>
  );
}

function Asked({ asking, setup, onClose }: { asking: Asking; setup: WorkshopSetup; onClose: () => void }) {
  const props = { setup, onClose };
  switch (asking) {
    case "hours":
      return <HoursForm {...props} />;
    case "bay":
      return <BayForm {...props} />;
    case "shift":
      return <ShiftForm {...props} />;
    case "certificate":
      return <CertificateForm {...props} />;
    case "absence":
      return <AbsenceForm {...props} />;
    case "operation":
      return <OperationForm {...props} />;
    case "rate":
      return <RateForm {...props} />;
  }
}
