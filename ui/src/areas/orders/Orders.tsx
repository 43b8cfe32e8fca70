// The screen of orders: the list, and beside it the open order or the form of one of its steps.
import type { AreaScreenProps } from "../../app/area";
import { SplitView } from "../../components/SplitView";
import { currentRoute, navigate } from "../../lib/router";
import { MakeOrder } from "./MakeOrder";
import { OrderCard } from "./OrderCard";
import { OrderList } from "./OrderList";
import { OrderStepForm } from "./OrderStepForm";
import "./orders.css";

export function Orders({ rest, search }: AreaScreenProps) {
  const [open, step] = rest;
  const close = () => navigate("orders");
  const back = () => navigate("orders", open === undefined ? [] : [open]);
  const record =
    open === undefined ? null : open === "new" ? (
      <MakeOrder
        key={`${search.quote} ${search.customer} ${search.vehicle}`}
        quote={search.quote ?? null}
        customer={search.customer ?? null}
        vehicle={search.vehicle ?? null}
      />
    ) : step === undefined ? (
      <OrderCard key={open} id={open} onClose={close} />
    ) : (
      <OrderStepForm key={`${open} ${step}`} id={open} step={step} search={search} onClose={back} />
    );
  if (currentRoute().alone === "yes") return record;
  return <SplitView id="orders" list={<OrderList open={open ?? null} search={search} />} record={record} />;
}
