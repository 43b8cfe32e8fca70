// What an accepted record broke, said at once; the open items themselves are settled on the first screen.
import type { Concern } from "../bindings/rpc";
import { sentenceFor } from "../lib/i18n";
import { say } from "./Toasts";

export function sayConcerns(concerns: readonly Concern[]): void {
  for (const { code, values } of concerns) {
    const sentence = sentenceFor("concern", code, values);
    if (sentence !== null) say(sentence, "bad");
  }
}
