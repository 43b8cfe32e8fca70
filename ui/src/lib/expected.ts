// Calls that page and desk have agreed on and that the desk's one list does not hold yet. As soon as it does, its own
// declaration wins (see `Asked` and `Done`), and the entry here goes.
import type { Actions, Command, Queries, RpcError } from "../bindings/rpc";

export interface SearchHit {
  /** The kind of record, "vehicle"; decides in which area it opens. */
  kind: string;
  id: string;
  title: string;
  detail: string;
}

interface ExpectedQueries {
  "search.all": { args: { text: string; limit: number }; result: { hits: SearchHit[] } };
  /** Decides a command without giving it: what would be refused, for the sentence beside a field that is left. */
  "commands.check": { args: { command: Command }; result: { problems: RpcError[] } };
  "catalogue.choices": {
    args: { text: string; limit: number };
    result: { choices: { id: string; label: string; detail: string; guidePrice: number | null }[] };
  };
}

interface ExpectedActions {
  "privacy.reveal": {
    args: { kind: string; id: string; field: string; reason: string };
    result: { value: string };
  };
  "work.cancel": { args: { id: string }; result: null };
}

export type Asked = Queries & Omit<ExpectedQueries, keyof Queries>;
export type Done = Actions & Omit<ExpectedActions, keyof Actions>;
