// Where one is: the part of the address behind the #. "#/vehicles/0190…?view=aged" opens a record in its area; with
// `alone` in front ("#!/vehicles/0190…") the window shows that record and no frame.
import { comes } from "./coming";
import { createStore, useStore } from "./store";

export interface Route {
  /** The area's folder name: "vehicles", "test-drives". */
  area: string;
  /** What follows the area, decoded: the record's id, then whatever the area makes of it. */
  rest: string[];
  search: Record<string, string>;
  alone: "yes" | "no";
}

export function readRoute(hash: string): Route {
  const alone = hash.startsWith("#!") ? "yes" : "no";
  const [path = "", search = ""] = hash.replace(/^#!?\/?/, "").split("?");
  const [area = "", ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { area, rest, search: Object.fromEntries(new URLSearchParams(search)), alone };
}

export function writeRoute(area: string, rest: string[] = [], search: Record<string, string> = {}): string {
  const path = [area, ...rest].map(encodeURIComponent).join("/");
  const query = new URLSearchParams(search).toString();
  return query === "" ? `/${path}` : `/${path}?${query}`;
}

const route = createStore<Route>(readRoute(location.hash));

/** The browser tells of a new address a moment after it was set; until then the former screen still stands there. */
let arrived = (): void => undefined;
window.addEventListener("hashchange", () => {
  route.set(readRoute(location.hash));
  arrived();
});

/** Goes somewhere: `navigate("vehicles", [id])`. `instead` leaves no step to go back to, for moving through a list. */
export function navigate(
  area: string,
  rest: string[] = [],
  options: { search?: Record<string, string>; history?: "add" | "instead" } = {},
): void {
  const mark = route.get().alone === "yes" ? "#!" : "#";
  const target = `${mark}${writeRoute(area, rest, options.search ?? {})}`;
  if (target === location.hash) return;
  if (options.history === "instead") {
    history.replaceState(null, "", target);
    route.set(readRoute(target));
  } else {
    arrived();
    arrived = comes();
    location.hash = target;
  }
}

export function useRoute(): Route {
  return useStore(route);
}

export function currentRoute(): Route {
  return route.get();
}
