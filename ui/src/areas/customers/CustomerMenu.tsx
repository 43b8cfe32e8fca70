// What else can be done with a customer, and the rare and dangerous things, each with what it will do.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerCard as Card } from "../../bindings/rpc";
import { Icon } from "../../components/Icon";
import { Menu, type MenuItem } from "../../components/Menu";
import { usePerson, useRight } from "../../components/rights";
import { offerUndo, say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { ErasePersonalData, ExportPersonalData } from "./PersonalData";

/** Rare and dangerous things, each with what it will do. */
export function CustomerMenu({ card }: { card: Card }) {
  const { t } = useTranslation("customers");
  const { customer, kept } = card;
  const mayErase = useRight("erasePersonalData");
  const { rights } = usePerson();
  const mayExport = rights.includes("exportData") && rights.includes("unmaskPersonalData");
  const mayMerge = useRight("mergeCustomers");
  const mayTakeIn = useRight("takeInLeads");
  const mayQuote = useRight("makeQuotes");
  const mayOrder = useRight("makeOrders");
  const mayDrive = useRight("bookTestDrives");
  const duplicates = useDesk(
    "customers.duplicates",
    // Masked values find nobody; the name that sounds alike is asked by the desk itself.
    { name: "", mobile: "", identityNumber: "", plate: "", vin: "", except: customer.id, like: customer.id },
    { asked: mayMerge && customer.erasedAt === null ? "yes" : "no" },
  );
  const [asking, setAsking] = useState<"export" | "erase" | null>(null);
  const merge = async (taken: string) => {
    const id = (await import("../../lib/ids")).newId();
    await submit({ type: "MergeCustomers", merge: id, kept: customer.id, taken, take: [] });
    offerUndo(t("merged"), () => {
      submit({ type: "UndoMerge", merge: id }).catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
    });
  };
  const tell = (thrown: unknown) => say(sayThrown(thrown), "bad");
  const items: MenuItem[] = [];
  if (customer.erasedAt === null && mayTakeIn) {
    items.push({
      id: "lead",
      label: t("action.takeIn"),
      run: () => navigate("customers", ["new"], { search: { customer: customer.id } }),
    });
  }
  if (customer.erasedAt === null && mayQuote) {
    items.push({
      id: "quote",
      label: t("action.quote"),
      run: () => navigate("quotes", ["new"], { search: { customer: customer.id } }),
    });
  }
  if (customer.erasedAt === null && mayOrder) {
    items.push({
      id: "order",
      label: t("action.order"),
      run: () => navigate("orders", ["new"], { search: { customer: customer.id } }),
    });
  }
  if (customer.erasedAt === null && mayDrive) {
    items.push({
      id: "drive",
      label: t("action.testDrive"),
      run: () => navigate("test-drives", ["new"], { search: { customer: customer.id } }),
    });
  }
  if (customer.erasedAt === null) {
    items.push({
      id: "complaint",
      label: t("action.complaint"),
      run: () => navigate("complaints", ["new"], { search: { customer: customer.id } }),
    });
  }
  for (const { customer: other } of duplicates.data ?? []) {
    items.push({
      id: `merge-${other.id}`,
      label: t("action.merge", { number: other.number }),
      consequence: t("mergeConsequence", { name: other.name, mobile: other.mobile }),
      run: () => void merge(other.id).catch(tell),
    });
  }
  if (customer.erasedAt === null && mayExport) {
    items.push({
      id: "export",
      label: t("action.exportPerson"),
      consequence: t("personal.exportConsequence"),
      run: () => setAsking("export"),
    });
  }
  if (customer.erasedAt === null && mayErase) {
    items.push({
      id: "erase",
      label: t("action.erase"),
      look: "danger",
      consequence: kept === null ? t("erase.consequence") : t("erase.kept", { until: kept.until, source: kept.source }),
      run: () => setAsking("erase"),
    });
  }
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={t("action.more")} button={<Icon name="more" />} items={items} />
      {asking === "export" && <ExportPersonalData card={card} onClose={() => setAsking(null)} />}
      {asking === "erase" && <ErasePersonalData card={card} onClose={() => setAsking(null)} />}
    </>
  );
}
