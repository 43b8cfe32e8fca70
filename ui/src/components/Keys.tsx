// A chord as keycaps. Hidden from the screen reader, which is told through aria-keyshortcuts on the button instead.
import { keycaps } from "../lib/keys";

export function Keys({ chord }: { chord: string | undefined }) {
  if (chord === undefined) return null;
  return (
    <span className="keys" aria-hidden="true">
      {keycaps(chord).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** A chord as aria-keyshortcuts wants it. */
export function spokenChord(chord: string | undefined): string | undefined {
  return chord?.replace("Ctrl", "Control");
}
