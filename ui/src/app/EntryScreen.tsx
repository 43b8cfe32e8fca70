// The frame of every screen before the work: whose store it is, what is asked, and the two choices a newcomer needs
// at once, language and light.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { changeSettings, useSettings } from "../lib/settings";
import { shownTheme } from "../lib/theme";
import "./entry.css";

interface Props {
  title: string;
  /** What stands above the title: the store's name, or that this is the training store. */
  above?: ReactNode;
  width?: "narrow" | "wide";
  children: ReactNode;
}

export function EntryScreen({ title, above, width = "narrow", children }: Props) {
  const { t } = useTranslation("entry");
  const language = useSettings((value) => value.language);
  const theme = useSettings((value) => value.theme);
  const shown = shownTheme(theme);
  return (
    <div className="entry">
      <main className={`entry-column ${width}`}>
        {above !== undefined && <div className="entry-above">{above}</div>}
        <h1>{title}</h1>
        {children}
      </main>
      <footer className="entry-foot">
        <button
          type="button"
          className="button quiet"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() => changeSettings({ language: language === "en" ? "zh-CN" : "en" })}
        >
          {language === "en" ? "中文" : "English"}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => changeSettings({ theme: shown === "dark" ? "light" : "dark" })}
        >
          {shown === "dark" ? t("look.light") : t("look.dark")}
        </button>
      </footer>
    </div>
  );
}
