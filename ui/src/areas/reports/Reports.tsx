// The screen of reports: which there are on the left, the chosen one beside it.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import type { ReportName } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { useAction } from "../../lib/keys";
import { currentRoute, navigate } from "../../lib/router";
import { useSettings } from "../../lib/settings";
import { nextReport, previousReport } from "./actions";
import { Report } from "./Report";
import "./reports.css";

export function Reports({ rest, search }: AreaScreenProps) {
  const { t } = useTranslation("reports");
  const language = useSettings((value) => value.language);
  const heads = useDesk("reports.list", { language });
  const all = heads.data ?? [];
  const at = Math.max(
    0,
    all.findIndex((head) => head.name === rest[0]),
  );
  const head = all[at];
  const go = (name: ReportName | undefined) => name && navigate("reports", [name], { history: "instead" });
  useAction(nextReport, () => go(all[Math.min(at + 1, all.length - 1)]?.name));
  useAction(previousReport, () => go(all[Math.max(at - 1, 0)]?.name));

  if (heads.isError)
    return (
      <p className="problem report-problem" role="alert">
        {sayThrown(heads.error)}
      </p>
    );
  if (heads.isPending) return <Skeleton />;
  if (head === undefined) return <EmptyState title={t("noReports")} about={t("noReportsAbout")} />;
  const report = <Report key={head.name} head={head} search={search} />;
  if (currentRoute().alone === "yes") return report;
  return (
    <div className="reports">
      <nav className="reports-list" aria-label={t("list")}>
        {all.map((each) => (
          <a
            key={each.name}
            href={`#/reports/${each.name}`}
            className="reports-item"
            aria-current={each.name === head.name ? "page" : undefined}
          >
            <span>{each.title}</span>
            <span className="muted">{each.about}</span>
          </a>
        ))}
      </nav>
      {report}
    </div>
  );
}
