// Every area of the page, from the declarations in their folders.
import type { SignedIn } from "../bindings/rpc";
import { navigate } from "../lib/router";
import type { Area } from "./area";

const declared = import.meta.glob<{ area: Area }>("../areas/*/area.ts", { eager: true });

export const areas: readonly Area[] = Object.values(declared)
  .map(({ area }) => area)
  .sort((one, other) => one.order - other.order);

/** The areas in which a person has any business. */
export function areasOf(person: SignedIn): readonly Area[] {
  return areas.filter(({ right }) => {
    if (right === null) return true;
    const wanted = typeof right === "string" ? [right] : right;
    return wanted.some((one) => person.rights.includes(one));
  });
}

/** Whether a person has any business where records of this kind belong. */
export function mayOpen(kind: string, person: SignedIn): boolean {
  return areasOf(person).some((each) => each.kinds?.includes(kind));
}

/** Opens a record where records of its kind belong. */
export function openRecord(kind: string, id: string): void {
  const area = areas.find((each) => each.kinds?.includes(kind));
  if (area) navigate(area.id, [id]);
}
