// Which screen the session calls for. The workstation itself is fetched after the first paint and stays behind the
// lock, so that the same person finds everything as it was; another person gets a new one.
import { useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fetched } from "../components/fetched";
import { cover } from "../lib/cover";
import { sayThrown } from "../lib/errors";
import { loadWords } from "../lib/i18n";
import { reportInteractive } from "../lib/ipc";
import { settings } from "../lib/settings";
import { useStore } from "../lib/store";
import { EntryScreen } from "./EntryScreen";
import { ErrorBoundary } from "./ErrorBoundary";
import { Passphrase } from "./Passphrase";
import { SignIn } from "./SignIn";
import { followSession, refreshSession, session } from "./session";

// What a screen or a refusal says is in the words of the areas.
const inWords = async <Module,>(module: Promise<Module>): Promise<Module> => {
  const [here] = await Promise.all([module, loadWords(settings.get().language)]);
  return here;
};
const workstation = fetched(async () => (await inWords(import("./Workstation"))).Workstation);
const didNotOpen = fetched(async () => (await inWords(import("./DidNotOpen"))).DidNotOpen);
const firstStart = fetched(async () => (await import("./FirstStart")).FirstStart);

/** Fetches what signing in will need, once the first screen is painted and nobody waits for it. */
function fetchAhead(): void {
  setTimeout(() => {
    void workstation.fetch();
    void import("./Workstation").then(({ fetchHome }) => fetchHome());
  }, 50);
}

export function Entry() {
  const current = useStore(session);
  useEffect(followSession, []);
  const stage = current.known === "yes" ? current.state.stage : current.known;
  useEffect(() => {
    if (stage === "no") return;
    reportInteractive();
    if (stage === "signIn" || stage === "locked" || stage === "passphrase") fetchAhead();
  }, [stage]);

  useLayoutEffect(() => {
    if (stage !== "locked") cover.set("off");
  }, [stage]);
  // Who unlocks the screen goes on typing where they were.
  const focused = useRef<HTMLElement>(null);
  useEffect(() => {
    if (stage === "open" && focused.current?.isConnected) focused.current.focus();
  }, [stage]);

  if (current.known === "no") return null;
  if (current.known === "failed") return <Unreachable thrown={current.thrown} />;
  const { state } = current;
  const person = state.person;
  const work = (state.stage === "open" || state.stage === "locked") && person !== null;
  return (
    <ErrorBoundary>
      {work && (
        <div
          className="workplace"
          hidden={state.stage === "locked"}
          onFocusCapture={(event) => {
            focused.current = event.target;
          }}
        >
          <workstation.Part key={person.id} person={person} state={state} />
        </div>
      )}
      {state.stage === "failed" && <didNotOpen.Part failure={state.failure} />}
      {state.stage === "passphrase" && <Passphrase />}
      {(state.stage === "signIn" || state.stage === "locked") && <SignIn state={state} />}
      {state.stage === "firstStart" && <firstStart.Part />}
    </ErrorBoundary>
  );
}

function Unreachable({ thrown }: { thrown: unknown }) {
  const { t } = useTranslation("entry");
  return (
    <EntryScreen title={t("unreachable.title")}>
      <p>{sayThrown(thrown)}</p>
      <button type="button" className="button primary" onClick={() => void refreshSession()}>
        {t("unreachable.again")}
      </button>
    </EntryScreen>
  );
}
