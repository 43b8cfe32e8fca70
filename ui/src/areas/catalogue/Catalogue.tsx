// The screen of the catalogue: the list, and beside it the open version; a comparison takes the whole width.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { Compare, MOST_COMPARED } from "./Compare";
import { ModelCard } from "./ModelCard";
import { ModelList } from "./ModelList";
import "./catalogue.css";

export function Catalogue({ rest, search }: AreaScreenProps) {
  const [open] = rest;
  if (open === "compare") {
    const ids = (search.models ?? "").split(",").filter((id) => id !== "");
    return <Compare ids={[...new Set(ids)].slice(0, MOST_COMPARED)} />;
  }
  const close = () => navigate("catalogue");
  const record = open === undefined ? null : <ModelCard key={open} id={open} onClose={close} />;
  if (currentRoute().alone === "yes") return record;
  return <SplitView id="catalogue" list={<ModelList open={open ?? null} />} record={record} />;
}
