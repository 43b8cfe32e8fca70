// How full a day is, skill by skill: a bar, and the same in words.
import { useTranslation } from "react-i18next";
import { useDesk } from "../../lib/desk";

export function DayFill({ day }: { day: string }) {
  const { t } = useTranslation("service");
  const view = useDesk("workshops.day", { day }).data;
  if (view === undefined) return null;
  if (view.opensAt === null) return <p className="muted">{t("closedDay")}</p>;
  return (
    <ul className="day-fill" aria-label={t("group.day")}>
      {view.fill.map(({ skill, capacity, booked }) => {
        const words = t("fill", { skill: t(`skill.${skill}`), booked, capacity });
        return (
          <li key={skill}>
            {words}
            <meter
              min={0}
              max={Math.max(capacity, booked, 1)}
              high={capacity * 0.9}
              value={booked}
              aria-label={words}
            />
          </li>
        );
      })}
    </ul>
  );
}
