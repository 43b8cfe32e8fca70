// The settings: sections on the left, the open one on the right. What one may not change is not there.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { spokenChord } from "../../components/Keys";
import { usePerson } from "../../components/rights";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { goSection, SECTIONS, type Section } from "./actions";
import { ComplaintSection } from "./ComplaintSection";
import { DealershipSection } from "./DealershipSection";
import { DesksSection } from "./DesksSection";
import { DiscountSection } from "./DiscountSection";
import { FloorSection } from "./FloorSection";
import { GroupSection } from "./GroupSection";
import { IntervalSection } from "./IntervalSection";
import { LeadSection } from "./LeadSection";
import { LookSection } from "./LookSection";
import { PointsSection } from "./PointsSection";
import { RuleSection } from "./RuleSection";
import "./settings.css";

export function SettingsScreen({ rest }: AreaScreenProps) {
  const { t } = useTranslation("settings");
  const { rights } = usePerson();
  const own = SECTIONS.filter(({ right }) => right === null || rights.includes(right));
  const open: Section = own.find(({ id }) => id === rest[0])?.id ?? "look";
  return (
    <div className="settings">
      <nav className="settings-sections" aria-label={t("sections")}>
        <h1 className="settings-title">{t("area")}</h1>
        <ul>
          {own.map(({ id }, at) => (
            <SectionLink key={id} id={id} place={at + 1} open={id === open ? "yes" : "no"} />
          ))}
          <li>
            <a className="settings-section" href="#/sync">
              {t("section.sync")}
            </a>
          </li>
        </ul>
      </nav>
      <div className="settings-open">
        <OpenSection key={open} section={open} />
      </div>
    </div>
  );
}

function SectionLink({ id, place, open }: { id: Section; place: number; open: "yes" | "no" }) {
  const { t } = useTranslation("settings");
  useAction(goSection(id, place), () => navigate("settings", [id]));
  return (
    <li>
      <a
        className="settings-section"
        href={`#/settings/${id}`}
        aria-current={open === "yes" ? "page" : undefined}
        aria-keyshortcuts={place <= 9 ? spokenChord(`Alt+${place}`) : undefined}
      >
        {t(`section.${id}`)}
      </a>
    </li>
  );
}

function OpenSection({ section }: { section: Section }) {
  switch (section) {
    case "look":
      return <LookSection />;
    case "dealership":
      return <DealershipSection />;
    case "discounts":
      return <DiscountSection />;
    case "floors":
      return <FloorSection />;
    case "leads":
      return <LeadSection />;
    case "complaints":
      return <ComplaintSection />;
    case "intervals":
      return <IntervalSection />;
    case "points":
      return <PointsSection />;
    case "desks":
      return <DesksSection />;
    case "group":
      return <GroupSection />;
    case "rules":
      return <RuleSection />;
  }
}
