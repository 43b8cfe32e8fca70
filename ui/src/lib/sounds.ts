// Two short tones for where the eyes are elsewhere: one for what was scanned, a lower one for what was refused. Off
// unless the person asked for them; made on the spot, so that no file is loaded.
import { settings } from "./settings";

const TONES = { scanned: [1_320], refused: [220, 180] } as const;
/** Seconds that one tone lasts. */
const LENGTH = 0.09;

let audio: AudioContext | undefined;

export function play(what: keyof typeof TONES): void {
  if (settings.get().sounds === "off" || typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  const context = audio;
  TONES[what].forEach((pitch, at) => {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    const start = context.currentTime + at * LENGTH;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.12, start);
    // Faded, because a tone that is cut off clicks.
    loudness.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + LENGTH);
  });
}
