// The screen of the service department: bookings or repair orders, and beside them the open one or a form.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { ActionButton } from "../../components/ActionButton";
import { SplitView } from "../../components/SplitView";
import { useAction } from "../../lib/keys";
import { currentRoute, navigate } from "../../lib/router";
import { showBookings, showOrders } from "./actions";
import { BookingCard } from "./BookingCard";
import { BookingList } from "./BookingList";
import { BookService } from "./BookService";
import { MoveBooking } from "./MoveBooking";
import { OrderList } from "./OrderList";
import { ReceiveCar } from "./ReceiveCar";
import { RepairOrderCard } from "./RepairOrderCard";
import "./service.css";

export function Service({ rest, search }: AreaScreenProps) {
  const list = rest[0] === "orders" ? "orders" : "bookings";
  const [open, step] = list === "orders" ? rest.slice(1) : rest;
  const base = list === "orders" ? ["orders"] : [];
  const close = () => navigate("service", base, { search });
  useAction(showBookings, () => navigate("service"));
  useAction(showOrders, () => navigate("service", ["orders"]));

  const record = () => {
    if (open === undefined) return null;
    if (list === "orders") {
      if (open === "new") return <ReceiveCar key={search.booking} booking={search.booking ?? null} onClose={close} />;
      return <RepairOrderCard key={open} id={open} onClose={close} />;
    }
    if (open === "new") return <BookService onClose={close} />;
    if (step === "move") return <MoveBooking key={open} id={open} onClose={() => navigate("service", [open])} />;
    return <BookingCard key={open} id={open} onClose={close} />;
  };
  if (currentRoute().alone === "yes") return record();
  const openId = open === "new" ? null : (open ?? null);
  return (
    <SplitView
      id="service"
      list={
        <>
          <Lists now={list} />
          {list === "orders" ? (
            <OrderList open={openId} search={search} />
          ) : (
            <BookingList open={openId} search={search} />
          )}
        </>
      }
      record={record()}
    />
  );
}

function Lists({ now }: { now: "bookings" | "orders" }) {
  const { t } = useTranslation("service");
  return (
    <nav className="service-lists" aria-label={t("lists")}>
      <span aria-current={now === "bookings" ? "page" : undefined}>
        <ActionButton action={showBookings} look="quiet" />
      </span>
      <span aria-current={now === "orders" ? "page" : undefined}>
        <ActionButton action={showOrders} look="quiet" />
      </span>
    </nav>
  );
}
