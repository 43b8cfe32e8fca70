// The screen of complaints: the list, and beside it the open one or the form that takes one in.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { ComplaintCard } from "./ComplaintCard";
import { ComplaintList } from "./ComplaintList";
import { TakeInComplaint } from "./TakeInComplaint";
import "./complaints.css";

export function Complaints({ rest, search }: AreaScreenProps) {
  const [open] = rest;
  const close = () => navigate("complaints");
  const record =
    open === undefined ? null : open === "new" ? (
      <TakeInComplaint search={search} onClose={close} />
    ) : (
      <ComplaintCard key={open} id={open} onClose={close} />
    );
  if (currentRoute().alone === "yes") return record;
  const openId = open === "new" ? null : (open ?? null);
  return <SplitView id="complaints" list={<ComplaintList open={openId} search={search} />} record={record} />;
}
