// Whoever closes the window, locks it or leaves the seat has everything kept first: what is being typed, and what was
// chosen a moment ago.
import { writeDraftsNow } from "./drafts";
import { saveSettingsNow } from "./settings";

export async function keepEverythingNow(): Promise<void> {
  await Promise.all([writeDraftsNow(), saveSettingsNow()]);
}
