// One service point: what is done there, how to reach it and when, and the sheet for the customer in either language.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ServicePointCard as Card, PaperArgs, Ways } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { History } from "../../components/History";
import { PrimaryAction } from "../../components/PrimaryAction";
import { type FactItem, Facts, RecordLost, RecordPage } from "../../components/Record";
import { RecordPaper } from "../../components/RecordPaper";
import { useRight } from "../../components/rights";
import { Skeleton, StateDot } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { amendPoint, printDirections, printDirectionsInEnglish } from "./actions";
import { clockOfMinute } from "./pointWeek";
import { POINT_HUES, WAYS } from "./words";

export function PointCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("service-points");
  const answer = useDesk("service_points.card", { id }, { former: "dropped" });
  if (answer.isError)
    return (
      <RecordLost
        kind={t("kind.service_point")}
        title={t("service:notFound")}
        thrown={answer.error}
        onClose={onClose}
      />
    );
  return answer.data === undefined ? <Skeleton /> : <Opened card={answer.data} onClose={onClose} />;
}

function Opened({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation("service-points");
  const may = useRight("runWorkshop");
  const [paper, setPaper] = useState<PaperArgs | null>(null);
  const { row } = card;
  const inEnglish = () => setPaper({ form: "pointDirections", subject: row.id, language: "en" });
  useAction(printDirectionsInEnglish, inEnglish);
  useAction(amendPoint, () => navigate("service", ["points", row.id, "edit"]), { whyNot: may ? null : t("mayNot") });
  const ways = (words: Ways): FactItem[] =>
    WAYS.map((way) => ({ label: t(`way.${way}`), value: words[way], empty: words[way] === "" }));
  return (
    <RecordPage
      kind={t("kind.service_point")}
      title={row.name}
      pending={row.pending}
      state={<StateDot hue={POINT_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>}
      next={row.owner === "own" ? t("owner.own") : row.house}
      actions={
        <>
          <ActionButton action={printDirectionsInEnglish} look="quiet" />
          <ActionButton action={amendPoint} look="quiet" />
          <History kind="service_point" id={row.id} area="service-points" name={row.name} />
        </>
      }
      onClose={onClose}
    >
      {paper !== null && <RecordPaper key={paper.language} paper={paper} onClose={() => setPaper(null)} />}
      <PrimaryAction
        action={printDirections}
        run={() => setPaper({ form: "pointDirections", subject: row.id, language: "zh-CN" })}
      />
      <Facts
        title={t("group.what")}
        items={[
          { label: t("column.works"), value: row.works.map((work) => t(`work.${work}`)).join(t("comma")) },
          { label: t("column.englishName"), value: card.englishName, empty: card.englishName === "" },
          { label: t("column.remark"), value: card.remark, empty: card.remark === "" },
        ]}
      />
      <Facts
        title={t("group.where")}
        items={[
          { label: t("column.address"), value: row.wholeAddress },
          { label: t("column.phone"), value: row.phone },
          { label: t("column.rescuePhone"), value: row.rescuePhone, empty: row.rescuePhone === "" },
          {
            label: t("column.distanceKm"),
            value: t("km", { km: row.distanceKm ?? 0 }),
            empty: row.distanceKm === null,
          },
        ]}
      />
      <Facts
        title={t("column.week")}
        items={card.openDays.map(({ first, last, hours }) => ({
          label:
            first === last
              ? t(`workshop:weekday.${first}`)
              : t("fromTo", { first: t(`workshop:weekday.${first}`), last: t(`workshop:weekday.${last}`) }),
          value: hours === null ? t("shut") : `${clockOfMinute(hours.from)}–${clockOfMinute(hours.until)}`,
        }))}
      />
      <Facts title={t("group.waysInChinese")} items={ways(card.directions.zh)} />
      <Facts title={t("group.waysInEnglish")} items={ways(card.directions.en)} />
    </RecordPage>
  );
}
