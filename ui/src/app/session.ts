// Who is at this desk, as the desk says it. Every screen before the work itself is drawn from this one answer.
import type { SessionState } from "../bindings/rpc";
import { cover } from "../lib/cover";
import { act, hear, onSignedOut, query } from "../lib/ipc";
import { keepEverythingNow } from "../lib/leaving";
import { changeSettings, forgetPerson } from "../lib/settings";
import { createStore } from "../lib/store";

export type Session = { known: "no" } | { known: "failed"; thrown: unknown } | { known: "yes"; state: SessionState };

export const session = createStore<Session>({ known: "no" });

const LAST_PERSON = "forecourt.lastPerson";

let begun = false;

/** Somebody is signing in at this window, which then asks by itself. */
let entering = false;

/**
 * Asks anew. A window begins in the language last used at this desk, which the desk remembers whatever happens to it.
 * What the answer will be drawn with is fetched in the meantime.
 */
export async function refreshSession(meanwhile?: Promise<void>): Promise<void> {
  try {
    const [state] = await Promise.all([query("session.state", {}), meanwhile]);
    if (!begun && (state.language === "zh-CN" || state.language === "en")) {
      changeSettings({ language: state.language });
    }
    begun = true;
    if (state.person === null) forgetPerson();
    // Before the sign-in screen asks for the focus, which an open dialog would keep.
    if (state.stage === "locked") cover.set("on");
    session.set({ known: "yes", state });
  } catch (thrown) {
    session.set({ known: "failed", thrown });
  }
}

/** Follows the session when the lock falls or another window signs out. */
export function followSession(): () => void {
  const follow = () => {
    if (!entering) void refreshSession();
  };
  const stops = [onSignedOut(follow), hear("session", follow)];
  return () => {
    for (const stop of stops) stop();
  };
}

export async function signIn(person: string, password: string): Promise<void> {
  const before = session.get();
  const locked = before.known === "yes" && before.state.stage === "locked";
  entering = true;
  try {
    await act("session.sign_in", { person, password });
    localStorage.setItem(LAST_PERSON, person);
    // Behind the lock everything is there already.
    await refreshSession(locked ? undefined : import("./Workstation").then(({ begin }) => begin(person)));
  } finally {
    entering = false;
  }
}

/** The person who sat here last, to be asked for the password at once. */
export function lastPerson(): string | null {
  return localStorage.getItem(LAST_PERSON);
}

/** Locks the screen; what is open stays open behind it for the same person. */
export async function lock(): Promise<void> {
  await keepEverythingNow();
  await act("session.lock", {});
  await refreshSession();
}

/** Leaves the seat to somebody else. */
export async function switchUser(): Promise<void> {
  await keepEverythingNow();
  await act("session.sign_out", {});
  forgetPerson();
  await refreshSession();
}
