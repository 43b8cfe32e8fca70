// What went wrong, as a sentence that tells the remedy.
import i18next from "i18next";
import type { RpcError } from "../bindings/rpc";
import { sentenceFor } from "./i18n";
import { errorOf } from "./ipc";

/** The sentence for an error of the contract. A code that no area knows becomes the general sentence, not a code. */
export function sayError(error: RpcError): string {
  const group = error.kind === "failed" || error.kind === "signedOut" ? "failure" : "refusal";
  return (
    sentenceFor(group, error.code, error.values) ??
    sentenceFor(group === "failure" ? "refusal" : "failure", error.code, error.values) ??
    i18next.t("entry:failure.unknown")
  );
}

/** The same for whatever was thrown. */
export function sayThrown(thrown: unknown): string {
  return sayError(errorOf(thrown));
}
