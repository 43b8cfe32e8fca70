// A rule that the house sets from a day on: the terms that the next version changes, and the versions so far, the latest
// first.
import { useTranslation } from "react-i18next";
import { DateField } from "../../components/form/DateField";
import { FormGroup } from "../../components/form/Form";
import type { FieldBinding } from "../../components/form/useForm";
import { When } from "../../components/values";

interface Version {
  validFrom: string;
  setAt: number;
}

interface DatedRule<Terms> {
  /** What holds today. */
  today: Terms;
  versions: readonly (Version & { terms: Terms })[];
}

/** The latest version is what the next one changes, even where it holds only from next month on. */
export function latestTerms<Terms>({ today, versions }: DatedRule<Terms>): Terms {
  return versions[0]?.terms ?? today;
}

/** Tells one version's form from the next: a rule that was just set is what the form starts from again. */
export function lastSet({ versions }: { versions: readonly Version[] }): number {
  return versions[0]?.setAt ?? 0;
}

interface Props {
  title: string;
  label: string;
  hint: string;
  validFrom: FieldBinding<string | null>;
  versions: readonly Version[];
}

/** The end of a rule's form: from which day on the next version holds, and those that were set before. */
export function HoldsFrom({ title, label, hint, validFrom, versions }: Props) {
  return (
    <>
      <FormGroup title={title}>
        <DateField field={validFrom} label={label} hint={hint} />
      </FormGroup>
      <Versions versions={versions} />
    </>
  );
}

function Versions({ versions }: { versions: readonly Version[] }) {
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
