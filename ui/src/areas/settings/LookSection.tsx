// The look and the language of one's own page. Every choice takes effect at once.
import { useTranslation } from "react-i18next";
import { OneOf } from "../../components/form/Choice";
import { FormGroup } from "../../components/form/Form";
import { changeSettings, type Settings, useSettings } from "../../lib/settings";

const SCALES = ["100", "110", "125", "150", "175", "200"] as const;

function same(value: Settings): Settings {
  return value;
}

export function LookSection() {
  const { t } = useTranslation("settings");
  const now = useSettings(same);
  const field = <Name extends "language" | "theme" | "density" | "sounds">(name: Name) => ({
    id: `settings-${name}`,
    name,
    value: now[name],
    change: (value: Settings[Name]) => changeSettings({ [name]: value } as Partial<Settings>),
    leave: () => undefined,
  });
  return (
    <section className="form" aria-label={t("look")}>
      <div className="form-body" tabIndex={0} role="group" aria-label={t("look")}>
        <FormGroup title={t("look")}>
          <OneOf
            field={field("language")}
            label={t("language")}
            options={[
              { value: "zh-CN", label: "中文" },
              { value: "en", label: "English" },
            ]}
          />
          <OneOf
            field={field("theme")}
            label={t("theme.label")}
            options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          />
          <OneOf
            field={field("density")}
            label={t("density.label")}
            options={(["compact", "normal", "comfortable"] as const).map((value) => ({
              value,
              label: t(`density.${value}`),
            }))}
          />
          <OneOf
            field={{
              id: "settings-scale",
              name: "scale",
              value: String(now.scale),
              change: (value: string) => changeSettings({ scale: Number(value) }),
              leave: () => undefined,
            }}
            label={t("scale")}
            options={SCALES.map((value) => ({ value, label: `${value} %` }))}
          />
          <OneOf
            field={field("sounds")}
            label={t("sounds.label")}
            options={(["off", "on"] as const).map((value) => ({ value, label: t(`sounds.${value}`) }))}
          />
        </FormGroup>
      </div>
    </section>
  );
}
