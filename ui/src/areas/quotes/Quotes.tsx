// The screen of quotes: the list, and beside it an open quote; desking and the manager's inbox take the whole width.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { Approvals } from "./Approvals";
import { NewQuote, OldQuote } from "./Desking";
import { QuoteCard } from "./QuoteCard";
import { QuoteList } from "./QuoteList";
import "./quotes.css";

export function Quotes({ rest, search }: AreaScreenProps) {
  const [open, what] = rest;
  const close = () => navigate("quotes");
  if (open === "new") {
    const { vehicle = null, customer = null, model = null } = search;
    return <NewQuote vehicle={vehicle} customer={customer} model={model} />;
  }
  if (open === "approvals") return <Approvals onClose={close} />;
  if (open !== undefined && what === "edit") return <OldQuote key={open} id={open} />;
  const record = open === undefined ? null : <QuoteCard key={open} id={open} onClose={close} />;
  if (currentRoute().alone === "yes") return record;
  return <SplitView id="quotes" list={<QuoteList open={open ?? null} search={search} />} record={record} />;
}
