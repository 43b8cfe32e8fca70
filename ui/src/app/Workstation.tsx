// The workstation of one signed-in person: fresh answers, keys, scanner, settings, and the frame around the work.
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { SessionState, SignedIn } from "../bindings/rpc";
import { Confirm } from "../components/Confirm";
import { PersonProvider } from "../components/rights";
import { Toasts } from "../components/Toasts";
import { Tray } from "../components/Tray";
import { answers, keepFresh } from "../lib/desk";
import { listenToKeys } from "../lib/keys";
import { listenToScanner } from "../lib/scanner";
import { followSettings, loadSettings, settingsOf } from "../lib/settings";
import { tellWholeText } from "../lib/wholeText";
import { Frame } from "./Frame";
import { askHome } from "./screens";

export { fetchHome } from "./screens";

/** Brings all that the first screen of whoever has just signed in is drawn from, at once instead of one after the other. */
export async function begin(person: string): Promise<void> {
  await Promise.all([loadSettings(person), askHome()]);
}

export function Workstation({ person, state }: { person: SignedIn; state: SessionState }) {
  const [choices, setChoices] = useState(() => settingsOf(person.id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person gets another workstation
  useEffect(() => {
    if (choices === "away") void loadSettings(person.id).then(() => setChoices("here"));
    const stops = [keepFresh(), followSettings(), listenToKeys(), listenToScanner(), tellWholeText()];
    return () => {
      for (const stop of stops) stop();
      // What one person was shown must not be there for the next.
      answers.clear();
    };
  }, []);
  if (choices === "away") return null;
  return (
    <QueryClientProvider client={answers}>
      <PersonProvider person={person}>
        <Frame person={person} state={state} />
        <Toasts />
        <Tray />
        <Confirm />
      </PersonProvider>
    </QueryClientProvider>
  );
}
