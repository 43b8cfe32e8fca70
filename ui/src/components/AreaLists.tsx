// Over the list of an area that has several: which of them is shown, and the way to the others.
import type { ActionDeclaration } from "../lib/keys";
import { ActionButton } from "./ActionButton";

interface Props<List extends string> {
  label: string;
  now: List;
  /** The lists in their order, each with the action that shows it. */
  shows: Readonly<Record<List, ActionDeclaration>>;
}

export function AreaLists<List extends string>({ label, now, shows }: Props<List>) {
  return (
    <nav className="area-lists" aria-label={label}>
      {Object.entries<ActionDeclaration>(shows).map(([list, action]) => (
        <span key={list} aria-current={list === now ? "page" : undefined}>
          <ActionButton action={action} look="quiet" />
        </span>
      ))}
    </nav>
  );
}
