// How long a car has stood here. From the thresholds of the house on it says so, in a word and a hue.
import { useTranslation } from "react-i18next";
import type { AgeBadge } from "../../bindings/rpc";
import { type Hue, StateDot } from "../../components/values";

const HUES: Record<AgeBadge, Hue | null> = { fresh: null, watched: "wait", aged: "bad" };

export function Age({ days, badge }: { days: number; badge: AgeBadge | null }) {
  const { t } = useTranslation("vehicles");
  const said = t("days", { count: days });
  const hue = badge === null ? null : HUES[badge];
  if (badge === null || hue === null) return said;
  return (
    <StateDot hue={hue}>
      {said}
      <span className="hidden-words">{t(`ageBadge.${badge}`)}</span>
    </StateDot>
  );
}
