// How it stands with the platform, in words. Offline is normal: no red, nothing greyed out.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../bindings/rpc";
import { answers, useDesk } from "../lib/desk";
import { hear } from "../lib/ipc";

export function SyncWords({ state }: { state: SessionState }) {
  const { t } = useTranslation("common");
  // Any applied command may be one more that waits, whatever it touched.
  useEffect(() => hear("changed", () => void answers.invalidateQueries({ queryKey: ["session.state"] })), []);
  const { platform, pending } = useDesk("session.state", {}).data ?? state;
  const words =
    platform === "none" ? t("sync.alone") : pending === 0 ? t("sync.confirmed") : t("sync.waiting", { count: pending });
  return (
    <span className="sync" title={platform === "none" ? t("sync.aloneWhy") : undefined}>
      <span className={pending === 0 ? "dot good" : "dot pending"} aria-hidden="true" />
      {words}
    </span>
  );
}
