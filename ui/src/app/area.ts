// What a business area says about itself. Its folder holds one `area.ts` with this declaration; the rail, the palette
// and the routes are made from them, so that adding an area touches its own folder only.
import type { ComponentType } from "react";
import type { Right } from "../bindings/rpc";
import type { IconName } from "../components/Icon";
import type { ActionDeclaration } from "../lib/keys";

export interface AreaScreenProps {
  /** What follows the area in the address: the record's id first. */
  rest: string[];
  search: Record<string, string>;
}

export interface Area {
  /** The folder's name, which is also the first word of the address. */
  id: string;
  /** Its place in the rail, in tens: My day 10, Customers 20, Stock 30, Quotes and orders 40, Test drives 50, Service 60,
   * Workshop 70, Parts 80, Cashier 90, Reports 100, Settings 200. */
  order: number;
  label: string;
  icon: IconName;
  /** Where it stands in the rail: always, unless it says that it never does, or only while something is counted. */
  rail?: "never" | "whileCounted";
  /** The chord that opens it, for an area that has no digit because it does not always stand in the rail. */
  keys?: readonly string[];
  /** How many things wait there, shown behind its name in the rail and in the bar. A hook. */
  useCount?: () => number;
  /** Without one of these rights the area is not there at all; null is for everybody. */
  right: Right | readonly Right[] | null;
  /** The i18n key of its page in the manual. */
  manual: string;
  load: () => Promise<{ Screen: ComponentType<AreaScreenProps> }>;
  /** Asks ahead what the screen shows first, so that it is drawn with it; only the first screen of a person needs that. */
  ahead?: () => Promise<unknown>;
  /** What can be begun from anywhere, each with the place where it is done. */
  begins?: readonly { action: ActionDeclaration; rest: string[]; right?: Right }[];
  /** Kinds of records that open here when they are found by search or named by a chip. */
  kinds?: readonly string[];
  /** The list of the area in which records of a kind stand, where it has several. */
  lists?: Readonly<Record<string, string>>;
}
