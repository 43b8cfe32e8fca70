// The versions of a rule that the house has set, the latest first.
import { useTranslation } from "react-i18next";
import { When } from "../../components/values";

export function Versions({ versions }: { versions: readonly { validFrom: string; setAt: number }[] }) {
  const { t } = useTranslation("settings");
  if (versions.length === 0) return null;
  return (
    <section>
      <h3>{t("versions.title")}</h3>
      <ul>
        {versions.map((version) => (
          <li key={version.setAt}>
            {t("versions.from")} <When at={version.validFrom} />{" "}
            <span className="muted">
              {t("versions.setAt")} <When at={version.setAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
