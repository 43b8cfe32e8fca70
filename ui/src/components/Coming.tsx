// Stands where something is about to be, so that a key that is meant for it waits for it.
import { useLayoutEffect } from "react";
import { comes } from "../lib/coming";
import { useLayer } from "../lib/keys";

/** A part of the screen is on its way. */
export function Coming() {
  useLayoutEffect(comes, []);
  return null;
}

/** A dialog is about to open: what is pressed now is meant for it, and not for the screen below. */
export function ComingDialog() {
  useLayer();
  return <Coming />;
}
