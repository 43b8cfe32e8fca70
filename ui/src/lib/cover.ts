// Whether the lock lies over the work. What is open stays open behind it, and hears and shows nothing meanwhile: no
// key, no scan, and no dialog, which would otherwise hold the focus that the password needs.
import { createStore } from "./store";

export const cover = createStore<"off" | "on">("off");
