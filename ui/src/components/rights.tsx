// What the signed-in person may do, for greying out and folding away. The desk decides; the page only asks the same.
import { createContext, type ReactNode, useContext } from "react";
import type { Right, SignedIn } from "../bindings/rpc";

const PersonContext = createContext<SignedIn | null>(null);

export function PersonProvider({ person, children }: { person: SignedIn; children: ReactNode }) {
  return <PersonContext.Provider value={person}>{children}</PersonContext.Provider>;
}

export function usePerson(): SignedIn {
  const person = useContext(PersonContext);
  if (person === null) throw new Error("A screen of the workstation was drawn without a person.");
  return person;
}

export function useRight(right: Right): boolean {
  return usePerson().rights.includes(right);
}
