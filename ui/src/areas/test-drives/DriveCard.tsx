// One drive: where it stands, the next step with what is missing for it, each item a link to where it is seen to; what
// was agreed, read off and said; and its papers.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { DriveCard as Card, DriveMissing, PaperArgs, PaperForm } from "../../bindings/rpc";
import { History } from "../../components/History";
import { Menu, type MenuItem } from "../../components/Menu";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Facts, RecordLost, RecordPage, Story } from "../../components/Record";
import { RecordPaper } from "../../components/RecordPaper";
import { usePerson } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Chip, Skeleton, StateDot, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { act, submit } from "../../lib/ipc";
import { type ActionDeclaration, useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import * as actions from "./actions";
import { clockOf } from "./Lanes";
import { HUES, isAhead } from "./states";

/** The form in which each missing thing is seen to; the car's own things are seen to in the set-up. */
const MENDED_AT: Record<DriveMissing, "licence" | "agreement" | "car" | "rebook"> = {
  licence: "licence",
  licenceExpired: "licence",
  licenceClass: "licence",
  licenceName: "licence",
  agreement: "agreement",
  carParticulars: "car",
  insurance: "car",
  plate: "car",
  stopSale: "rebook",
  carHere: "rebook",
  carBack: "rebook",
  carLent: "rebook",
};

export function DriveCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const answer = useDesk("test_drives.card", { id }, { former: "dropped" });
  if (answer.isError)
    return <RecordLost kind={t("kind.test_drive")} title={t("notFound")} thrown={answer.error} onClose={onClose} />;
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

interface Next {
  action: ActionDeclaration;
  run: () => void;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const said = useCatalogueWords();
  const { rights } = usePerson();
  const { drive, car, agreement } = card;
  const [paper, setPaper] = useState<PaperArgs | null>(null);
  const tell = (thrown: unknown) => say(sayThrown(thrown), "bad");
  const show = (form: PaperForm) => setPaper({ form, subject: drive.id });
  const to = (step: string) => navigate("test-drives", [drive.id, step]);
  const sign = () => {
    if (agreement === null) return;
    submit({ type: "SignAgreement", drive: drive.id, paper: agreement.paper, sha256: agreement.sha256 }).catch(tell);
  };
  const goTo = (missing: DriveMissing) => {
    const place = MENDED_AT[missing];
    if (place === "car") navigate("test-drives", ["set-up", "car", drive.vehicle]);
    else if (place === "agreement") show("driveAgreement");
    else to(place);
  };
  const next = nextOf(card, { to, show, sign });
  // The paper that this moment asks for.
  const moment: PaperForm = isAhead(drive.state)
    ? "driveAgreement"
    : drive.state === "out"
      ? "driveRegister"
      : "driveFeedback";
  useAction(actions.printPaper, () => show(moment));
  const ahead = isAhead(drive.state);
  const menu: MenuItem[] = [
    ...(ahead || drive.state === "out" ? [{ id: "rebook", label: t("action.rebook"), run: () => to("rebook") }] : []),
    ...(ahead && drive.kind === "drive"
      ? [{ id: "licence", label: t("action.checkLicence"), run: () => to("licence") }]
      : []),
    { id: "agreement", label: t("paper.driveAgreement"), run: () => show("driveAgreement") },
    { id: "register", label: t("paper.driveRegister"), run: () => show("driveRegister") },
    { id: "feedback", label: t("paper.driveFeedback"), run: () => show("driveFeedback") },
    ...(ahead && card.now >= drive.startsAt
      ? [
          {
            id: "noShow",
            label: t("action.noShow"),
            consequence: t("noShowConsequence"),
            run: () => void submit({ type: "RecordNoShow", drive: drive.id }).catch(tell),
          },
        ]
      : []),
    ...(ahead ? [{ id: "cancel", label: t("action.cancel"), look: "danger" as const, run: () => to("cancel") }] : []),
  ];
  const mended = card.missing.filter((each) => rights.includes("editStock") || MENDED_AT[each] !== "car");
  return (
    <RecordPage
      kind={`${t("kind.test_drive")} ${drive.number}`}
      title={`${card.customerName} · ${car === null ? "" : said(car.description)}`}
      state={
        <StateDot hue={card.overdue ? "bad" : HUES[drive.state]}>
          {t(`state.${drive.state}`)}
          {card.overdue && ` · ${t("overdue")}`}
        </StateDot>
      }
      next={next === null ? undefined : t(`next.${drive.state}`)}
      actions={
        <>
          <History kind="test_drive" id={drive.id} area="test-drives" name={drive.number} />
          <Menu label={t("more")} button={t("more")} items={menu} />
        </>
      }
      onClose={onClose}
      onOwnWindow={() => void act("shell.open_window", { route: `!/test-drives/${drive.id}` })}
      timeline={
        <Story entries={card.timeline} tell={(event) => t(`command.${event.what}`, { defaultValue: event.what })} />
      }
    >
      {next !== null && (
        <PrimaryAction
          action={next.action}
          run={next.run}
          missing={
            next.action === actions.toKeys
              ? mended.map((each) => ({ id: each, label: t(`missing.${each}`), go: () => goTo(each) }))
              : []
          }
        />
      )}
      {ahead && card.missing.length > 0 && (
        <section className="facts">
          <h3>{t("group.missing")}</h3>
          <ul className="drive-missing">
            {card.missing.map((each) => (
              <li key={each}>
                {MENDED_AT[each] === "car" && !rights.includes("editStock") ? (
                  `${t(`missing.${each}`)}（${t("managerMends")}）`
                ) : (
                  <button type="button" className="link" onClick={() => goTo(each)}>
                    {t(`missing.${each}`)}
                  </button>
                )}
                {each === "carBack" && card.outWith !== null && ` ${card.outWith}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Facts
        title={t("group.booking")}
        items={[
          {
            label: t("column.when"),
            value: (
              <>
                <When at={drive.startsAt} />–{clockOf(drive.endsAt)}
              </>
            ),
          },
          { label: t("column.kind"), value: t(`kindOf.${drive.kind}`) },
          {
            label: t("column.customer"),
            value: <Chip onOpen={() => openRecord("customer", drive.customer)}>{card.customerName}</Chip>,
          },
          {
            label: t("column.car"),
            value: (
              <Chip onOpen={() => openRecord("vehicle", drive.vehicle)}>
                {car === null ? "" : `${said(car.description)} ${car.plate}`}
              </Chip>
            ),
          },
          { label: t("column.consultant"), value: card.consultantName },
          {
            label: t("column.route"),
            value:
              card.route === null
                ? ""
                : `${card.route.name} ${t("routeLength", { km: card.route.lengthHm / 10, minutes: card.route.minutes })}`,
          },
          { label: t("column.note"), value: drive.note, empty: drive.note === "" },
          { label: t("column.cancelReason"), value: drive.cancelReason, empty: drive.cancelReason === "" },
        ]}
      />
      <LicenceFacts card={card} />
      <Facts
        title={t("group.readings")}
        items={[
          {
            label: t("column.out"),
            value: <Reading at={drive.outAt} km={drive.outKm} percent={drive.outPercent} who={card.handedOutByName} />,
            empty: drive.outAt === null,
          },
          {
            label: t("column.back"),
            value: (
              <Reading
                at={drive.returnedAt}
                km={drive.returnedKm}
                percent={drive.returnedPercent}
                who={card.takenBackByName}
              />
            ),
            empty: drive.returnedAt === null,
          },
          {
            label: t("column.condition"),
            value: drive.condition === null ? "" : `${t(`condition.${drive.condition}`)} ${drive.damage}`,
            empty: drive.condition === null,
          },
        ]}
      />
      <Facts
        title={t("group.feedback")}
        items={[
          {
            label: t("column.score"),
            value: drive.score === null ? "" : t("stars", { count: drive.score }),
            empty: drive.score === null,
          },
          ...drive.aspects.map(({ aspect, score }) => ({
            id: aspect,
            label: t(`aspect.${aspect}`),
            value: t("stars", { count: score }),
          })),
          { label: t("column.feedback"), value: drive.feedback, empty: drive.feedback === "" },
        ]}
      />
      {paper !== null && <RecordPaper paper={paper} onClose={() => setPaper(null)} />}
    </RecordPage>
  );
}

function Reading({
  at,
  km,
  percent,
  who,
}: {
  at: number | null;
  km: number | null;
  percent: number | null;
  who: string;
}) {
  const { t } = useTranslation("test-drives");
  return (
    <>
      <When at={at} /> {km !== null && t("km", { km })} {percent !== null && `${percent} %`}{" "}
      <span className="muted">{who}</span>
    </>
  );
}

function LicenceFacts({ card }: { card: Card }) {
  const { t } = useTranslation("test-drives");
  const { licence } = card;
  if (licence === null) return null;
  if (licence.removedAt !== null) {
    return (
      <Facts
        title={t("group.licence")}
        items={[{ label: t("column.removed"), value: <When at={licence.removedAt} /> }]}
      />
    );
  }
  return (
    <Facts
      title={t("group.licence")}
      items={[
        { label: t("column.licenceName"), value: licence.name },
        { label: t("column.licenceNumber"), value: licence.number },
        { label: t("column.classes"), value: licence.classes.join(" ") },
        { label: t("column.validUntil"), value: licence.validUntil ?? t("forLife") },
        {
          label: t("column.seen"),
          value: (
            <>
              {t(`seen.${licence.seen}`)} <span className="muted">{licence.checkedByName}</span>{" "}
              <When at={licence.checkedAt} />
            </>
          ),
        },
        {
          label: t("column.cautions"),
          value: <strong>{licence.cautions.map((each) => t(`caution.${each}`)).join("；")}</strong>,
          empty: licence.cautions.length === 0,
        },
        {
          label: t("column.keepUntil"),
          value: licence.keepUntil ?? t("keptForAccident"),
        },
      ]}
    />
  );
}

/** The step that a clerk takes next, under its own verb. */
function nextOf(
  card: Card,
  { to, show, sign }: { to: (step: string) => void; show: (form: PaperForm) => void; sign: () => void },
): Next | null {
  const { drive, agreement } = card;
  switch (drive.state) {
    case "booked":
    case "checked": {
      if (drive.kind === "drive" && drive.state === "booked") {
        return { action: actions.toLicence, run: () => to("licence") };
      }
      return agreement === null
        ? { action: actions.printAgreement, run: () => show("driveAgreement") }
        : { action: actions.sign, run: sign };
    }
    case "signed":
      return { action: actions.toKeys, run: () => to("keys") };
    case "out":
      return { action: actions.toReturn, run: () => to("return") };
    case "returned":
      return { action: actions.toFeedback, run: () => to("feedback") };
    case "finished":
    case "cancelled":
    case "noShow":
      return null;
  }
}
