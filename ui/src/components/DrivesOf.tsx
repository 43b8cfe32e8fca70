// The test drives of a car or a customer on their own card, the latest first; each opens where drives belong.
import { useTranslation } from "react-i18next";
import { openRecord } from "../app/areas";
import type { DrivesOf as Whose } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { wordFor } from "../lib/i18n";
import { Facts } from "./Record";
import { useRight } from "./rights";
import { Chip, When } from "./values";

/** More than these are looked for in the list of drives. */
const SHOWN = 5;

export function DrivesOf({ whose }: { whose: Whose }) {
  const { t } = useTranslation("test-drives");
  const may = useRight("bookTestDrives");
  const drives = useDesk("test_drives.of", whose, { asked: may ? "yes" : "no" });
  const rows = drives.data?.slice(0, SHOWN) ?? [];
  if (rows.length === 0) return null;
  return (
    <Facts
      title={t("area")}
      items={rows.map((drive) => ({
        id: drive.id,
        label: drive.number,
        value: (
          <>
            <Chip onOpen={() => openRecord("test_drive", drive.id)}>
              {whose.of === "vehicle" ? drive.customerName : drive.car}
            </Chip>{" "}
            <When at={drive.startsAt} />{" "}
            <span className="muted">
              {wordFor("state", drive.state, "test-drives")} {drive.consultantName}
            </span>
          </>
        ),
      }))}
    />
  );
}
