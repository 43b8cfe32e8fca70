// How it stands with the platform, as a clerk says it. The bar and the sync screen say the same.
import i18next from "i18next";
import type { SyncState } from "../bindings/rpc";
import { clockInstant } from "./time";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was: 刚刚, 12 分钟前, 3 小时前, 2 天前. */
export function ageWords(at: number, now: number): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE) return i18next.t("common:age.now");
  if (age < HOUR) return i18next.t("common:age.minutes", { count: Math.floor(age / MINUTE) });
  if (age < DAY) return i18next.t("common:age.hours", { count: Math.floor(age / HOUR) });
  return i18next.t("common:age.days", { count: Math.floor(age / DAY) });
}

function waitingWords({ waiting, oldest }: SyncState, now: number): string {
  if (waiting === 0) return i18next.t("common:sync.confirmed");
  if (oldest === null) return i18next.t("common:sync.waiting", { count: waiting });
  return i18next.t("common:sync.waitingSince", { count: waiting, age: ageWords(oldest, now) });
}

/** The state in one short sentence. */
export function standingWords(state: SyncState, now: number): string {
  const { phase, waiting, awaySince, failure } = state;
  if (failure !== null) return i18next.t("common:sync.hindered");
  switch (phase) {
    case "alone":
      return i18next.t("common:sync.alone");
    case "level":
      return waitingWords(state, now);
    case "speaking":
      return waiting === 0 ? i18next.t("common:sync.speaking") : waitingWords(state, now);
    case "noLine": {
      const since = clockInstant(awaySince ?? now, { language: i18next.language, now });
      return waiting === 0
        ? i18next.t("common:sync.offline", { since })
        : i18next.t("common:sync.offlineWaiting", { since, count: waiting });
    }
    case "unwell":
      return waiting === 0
        ? i18next.t("common:sync.unwell")
        : i18next.t("common:sync.unwellWaiting", { count: waiting });
    case "needsSignIn":
    case "cloned":
      return i18next.t("common:sync.enrolAgain");
    case "revoked":
      return i18next.t("common:sync.revoked");
  }
}

/** The dot before the words. Offline is normal and has the quiet one; only what needs a person stands out. */
export function standingDot({ phase, waiting, failure }: SyncState): "good" | "pending" | "wait" {
  if (failure !== null) return "wait";
  switch (phase) {
    case "alone":
      return "good";
    case "level":
      return waiting === 0 ? "good" : "pending";
    case "speaking":
    case "noLine":
    case "unwell":
      return "pending";
    case "needsSignIn":
    case "cloned":
    case "revoked":
      return "wait";
  }
}
