// What every command about a member names: under which record this store knows them, and whose member it is.
import type { MemberFacts, PointsDue } from "../bindings/rpc";
import { submit } from "./ipc";

export const ofMember = ({ customer, group }: MemberFacts) => ({ customer, group: group ?? undefined });

/** Gives entries that wait, one after the other. */
export async function creditAll(member: MemberFacts, due: readonly PointsDue[]): Promise<void> {
  for (const { deed, spending, source } of due) {
    const type = deed === "earned" ? "EarnPoints" : "ReversePoints";
    await submit({ type, ...ofMember(member), spending, source });
  }
}
