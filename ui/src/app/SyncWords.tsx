// How it stands with the platform, in words; opens the sync screen. Offline is normal: no red, nothing greyed out.
import { useTranslation } from "react-i18next";
import type { SessionState } from "../bindings/rpc";
import { spokenChord } from "../components/Keys";
import { useMinute } from "../components/values";
import { useDesk } from "../lib/desk";
import { navigate } from "../lib/router";
import { standingDot, standingWords } from "../lib/syncWords";
import { areas } from "./areas";

export function SyncWords({ state }: { state: SessionState }) {
  const { t } = useTranslation("common");
  const now = useMinute();
  const known = useDesk("sync.state", {}).data;
  const alone = known === undefined ? state.platform === "none" : known.phase === "alone";
  // Before the first answer only a desk that stands alone can be sure of anything.
  const words =
    known !== undefined
      ? standingWords(known, Math.max(now, Date.now()))
      : alone
        ? t("sync.alone")
        : t("sync.speaking");
  const dot = known !== undefined ? standingDot(known) : alone ? "good" : "pending";
  return (
    <button
      type="button"
      className="button quiet sync"
      aria-keyshortcuts={spokenChord(areas.find(({ id }) => id === "sync")?.keys?.[0])}
      title={alone ? t("sync.aloneWhy") : words}
      onClick={() => navigate("sync")}
    >
      <span className={`dot ${dot}`} aria-hidden="true" />
      <span className="sync-words">{words}</span>
    </button>
  );
}
