// The complaints about a car, from a customer, or from a sale or an order, on their own card; each opens where
// complaints belong.
import { useTranslation } from "react-i18next";
import { openRecord } from "../app/areas";
import type { ComplaintRow, ComplaintsOf as Whose } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { Facts } from "./Record";
import { usePerson } from "./rights";
import { Chip, When } from "./values";

/** More than these are looked for in the list of complaints. */
const SHOWN = 5;

export function ComplaintsOf({ whose }: { whose: Whose }) {
  const { rights } = usePerson();
  const may = rights.includes("seeCustomers") || rights.includes("seeService");
  const found = useDesk("complaints.of", whose, { asked: may ? "yes" : "no" });
  return <ComplaintFacts complaints={found.data ?? []} />;
}

/** The latest of these complaints. */
export function ComplaintFacts({ complaints }: { complaints: readonly ComplaintRow[] }) {
  const { t } = useTranslation("complaints");
  if (complaints.length === 0) return null;
  return (
    <Facts
      title={t("area")}
      items={complaints.slice(0, SHOWN).map((row) => ({
        id: row.id,
        label: `${t(`kindOf.${row.kind}`)} ${row.said}`,
        value: (
          <>
            <Chip onOpen={() => openRecord("complaint", row.id)}>{t(`state.${row.state}`)}</Chip>{" "}
            <When at={row.takenInAt} />
          </>
        ),
      }))}
    />
  );
}
