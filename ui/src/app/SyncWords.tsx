// How it stands with the platform, in words. Offline is normal: no red, nothing greyed out.
import { useTranslation } from "react-i18next";
import type { SessionState } from "../bindings/rpc";

export function SyncWords({ state }: { state: SessionState }) {
  const { t } = useTranslation("common");
  const words =
    state.platform === "none"
      ? t("sync.alone")
      : state.pending === 0
        ? t("sync.confirmed")
        : t("sync.waiting", { count: state.pending });
  return (
    <span className="sync" title={state.platform === "none" ? t("sync.aloneWhy") : undefined}>
      <span className={state.pending === 0 ? "dot good" : "dot pending"} aria-hidden="true" />
      {words}
    </span>
  );
}
