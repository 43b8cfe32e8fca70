// A ledger of records that open beside it: each has its address below that of the list, and going from one to the next
// leaves no steps to go back through.
import { navigate } from "../../lib/router";
import { Ledger, type LedgerProps } from "./Ledger";
import type { ListName } from "./types";

interface Props<Name extends ListName> extends Omit<LedgerProps<Name>, "rowId" | "openId" | "onOpen"> {
  /** Where the records live: the area, and what stands before the id. */
  at: readonly [area: string, ...under: string[]];
  /** The record that is open. */
  open: string | null;
  /** What the address says besides, which stays. */
  search?: Record<string, string>;
}

const idOf = ({ id }: { id: string }) => id;

export function RecordList<Name extends ListName>({ at, open, search = {}, ...ledger }: Props<Name>) {
  const [area, ...under] = at;
  return (
    <Ledger<Name>
      {...ledger}
      rowId={idOf}
      openId={open}
      onOpen={(row, how) =>
        navigate(area, [...under, row.id], { search, history: how === "moving" ? "instead" : "add" })
      }
    />
  );
}
