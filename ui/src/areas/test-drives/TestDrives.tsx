// The screen of test drives: the board or the list, and beside it an open drive or one of its forms.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { BoardScreen } from "./Board";
import { BookDrive } from "./BookDrive";
import { DriveCard } from "./DriveCard";
import { DriveList } from "./DriveList";
import { DriveStepForm } from "./DriveStepForm";
import { SetUp } from "./SetUp";
import "./test-drives.css";

export function TestDrives({ rest, search }: AreaScreenProps) {
  const [open, step] = rest;
  const listed = search.show === "list";
  // The way back leads to what was there: board or list, with its day.
  const kept = Object.fromEntries(
    ["show", "from", "days", "by"].flatMap((name) => {
      const value = search[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const close = () => navigate("test-drives", [], { search: kept });
  if (open === "set-up") return <SetUp part={step ?? null} id={rest[2] ?? null} onClose={close} />;
  const back = () => navigate("test-drives", open === undefined ? [] : [open], { search: kept });
  const record =
    open === undefined ? null : open === "new" ? (
      <BookDrive search={search} onClose={close} />
    ) : step === undefined ? (
      <DriveCard key={open} id={open} onClose={close} />
    ) : (
      <DriveStepForm key={`${open} ${step}`} id={open} step={step} onClose={back} />
    );
  if (currentRoute().alone === "yes") return record;
  const opened = open === undefined || open === "new" ? null : open;
  return (
    <SplitView
      id="test-drives"
      list={listed ? <DriveList open={opened} search={kept} /> : <BoardScreen open={opened} search={kept} />}
      record={record}
    />
  );
}
