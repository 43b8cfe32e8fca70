// What lies over the screen for a moment: the palette, and the sheet of keys. Apart from the frame, so that opening
// them draws nothing else anew; and the four things that can be done from anywhere.
import { useCallback, useState } from "react";
import type { SearchHit } from "../bindings/rpc";
import { KeysSheet } from "../components/KeysSheet";
import { Palette } from "../components/Palette";
import { type LiveAction, liveActions, useAction } from "../lib/keys";
import { useScan } from "../lib/scanner";
import { openRecord } from "./areas";
import { lockAction, openKeys, openPalette, switchAction } from "./frameActions";
import { lock, switchUser } from "./session";

type Shown =
  | { what: "nothing" }
  | { what: "palette"; actions: readonly LiveAction[]; text: string }
  | { what: "keys"; actions: readonly LiveAction[] };

export function Over({ manual }: { manual: string | undefined }) {
  const [shown, setShown] = useState<Shown>({ what: "nothing" });
  const close = useCallback(() => setShown({ what: "nothing" }), []);
  const openHit = useCallback((hit: SearchHit) => openRecord(hit.kind, hit.id), []);
  const showPalette = (text: string) => setShown({ what: "palette", actions: liveActions(), text });

  useAction(openPalette, () => showPalette(""));
  useAction(openKeys, () => setShown({ what: "keys", actions: liveActions() }));
  useAction(lockAction, () => void lock());
  useAction(switchAction, () => void switchUser());
  // What no open form wanted is looked for among the records.
  useScan(["vin", "plate", "phone", "code"], (scan) => showPalette(scan.text), "outsideFields");

  if (shown.what === "palette") {
    return <Palette start={shown.text} actions={shown.actions} onOpen={openHit} onClose={close} />;
  }
  if (shown.what === "keys") {
    return <KeysSheet actions={shown.actions} manual={manual ?? "common:manual"} onClose={close} />;
  }
  return null;
}
