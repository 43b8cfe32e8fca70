// The screens of the areas, each fetched when it is first gone to.
import { type Fetched, fetched } from "../components/fetched";
import { Skeleton } from "../components/values";
import type { Area, AreaScreenProps } from "./area";
import { areas } from "./areas";

const screens = new Map<string, Fetched<AreaScreenProps>>();

export function screenOf(area: Area): Fetched<AreaScreenProps> {
  const known = screens.get(area.id);
  if (known) return known;
  const screen = fetched(async () => (await area.load()).Screen, <Skeleton />);
  screens.set(area.id, screen);
  return screen;
}

/** The screen that everybody begins with. */
function home(): Area | undefined {
  return areas.find(({ right }) => right === null);
}

/** Fetches the first screen while nobody has signed in yet. */
export async function fetchHome(): Promise<void> {
  const area = home();
  if (area) await screenOf(area).fetch();
}

/** Asks what the first screen will show. */
export async function askHome(): Promise<void> {
  await Promise.all([fetchHome(), home()?.ahead?.()]);
}
