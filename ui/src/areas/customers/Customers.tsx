// The screen of customers: one of three lists, and beside it the open customer or a form.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { AreaLists } from "../../components/AreaLists";
import { SplitView } from "../../components/SplitView";
import { type ActionDeclaration, useAction } from "../../lib/keys";
import { currentRoute, navigate } from "../../lib/router";
import { AmendCustomer } from "./AmendCustomer";
import { showCustomers, showLeads, showVisits, type Work, works } from "./actions";
import { CustomerCard } from "./CustomerCard";
import { CustomerList } from "./CustomerList";
import { Intake } from "./Intake";
import { LeadList } from "./LeadList";
import { LeadWork } from "./LeadWork";
import { LinkVehicle } from "./LinkVehicle";
import { LogVisit } from "./LogVisit";
import { VisitList } from "./VisitList";

type List = "customers" | "leads" | "visits";

const SHOWS: Record<List, ActionDeclaration> = { customers: showCustomers, leads: showLeads, visits: showVisits };

function isWork(word: string | undefined): word is Work {
  return word !== undefined && word in works;
}

export function Customers({ rest, search }: AreaScreenProps) {
  const { t } = useTranslation("customers");
  const list: List = rest[0] === "leads" || rest[0] === "visits" ? rest[0] : "customers";
  const base = list === "customers" ? [] : [list];
  const [open, work, lead] = list === "customers" ? rest : rest.slice(1);
  const close = () => navigate("customers", base, { search });
  const go = (more: string[]) => navigate("customers", [...base, ...more], { search });
  useAction(showCustomers, () => navigate("customers"));
  useAction(showLeads, () => navigate("customers", ["leads"]));
  useAction(showVisits, () => navigate("customers", ["visits"]));

  const record = () => {
    if (open === undefined) return null;
    if (open === "new") {
      if (list === "visits") return <LogVisit onClose={close} />;
      return <Intake onClose={close} customer={search.customer ?? null} visit={search.visit ?? null} />;
    }
    if (isWork(work) && lead !== undefined) {
      return <LeadWork key={`${work}-${lead}`} customer={open} lead={lead} work={work} onClose={() => go([open])} />;
    }
    if (work === "amend") {
      const { order } = search;
      return (
        <AmendCustomer
          key={`amend-${open}`}
          id={open}
          why={order === undefined ? "any" : "contract"}
          onClose={() => (order === undefined ? go([open]) : navigate("orders", [order]))}
          onOpen={(other) => go([other])}
        />
      );
    }
    if (work === "car") return <LinkVehicle key={`car-${open}`} customer={open} onClose={() => go([open])} />;
    return (
      <CustomerCard
        key={open}
        id={open}
        onClose={close}
        onDo={(what) => go([open, what])}
        onWork={(what, id) => go([open, what, id])}
      />
    );
  };
  if (currentRoute().alone === "yes") return record();
  const openId = open === "new" ? null : (open ?? null);
  const lists = {
    customers: <CustomerList open={openId} search={search} />,
    leads: <LeadList open={openId} search={search} />,
    visits: <VisitList open={openId} />,
  };
  return (
    <SplitView
      id="customers"
      list={
        <>
          <AreaLists label={t("lists")} now={list} shows={SHOWS} />
          {lists[list]}
        </>
      }
      record={record()}
    />
  );
}
