// A page of one thing, without list and record: a heading, what went wrong if something did, and the content, which
// scrolls by keys too.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./sheet.css";

interface Props {
  title: string;
  problem?: string | null;
  children: ReactNode;
}

export function Sheet({ title, problem = null, children }: Props) {
  const { t } = useTranslation("common");
  return (
    <section className="sheet" aria-label={title}>
      <div className="sheet-body" tabIndex={0} role="group" aria-label={t("record.facts")}>
        <h1>{title}</h1>
        <p className="problem" role="alert">
          {problem}
        </p>
        {children}
      </div>
    </section>
  );
}
