// The screen of the service department: bookings or repair orders, and beside them the open one or a form.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { ActionButton } from "../../components/ActionButton";
import { SplitView } from "../../components/SplitView";
import { useAction } from "../../lib/keys";
import { currentRoute, navigate } from "../../lib/router";
import { AnnounceRecall } from "./AnnounceRecall";
import { showBookings, showDue, showOrders, showPoints, showRecalls } from "./actions";
import { BookingCard } from "./BookingCard";
import { BookingList } from "./BookingList";
import { BookService } from "./BookService";
import { DueList } from "./DueList";
import { MoveBooking } from "./MoveBooking";
import { OrderList } from "./OrderList";
import { PointCard } from "./PointCard";
import { PointList } from "./PointList";
import { RecallCard } from "./RecallCard";
import { RecallList } from "./RecallList";
import { ReceiveCar } from "./ReceiveCar";
import { RepairOrderCard } from "./RepairOrderCard";
import { AddPoint, AmendPoint } from "./SetPoint";
import "./service.css";

const LISTS = ["bookings", "orders", "recalls", "due", "points"] as const;
type ListName = (typeof LISTS)[number];

export function Service({ rest, search }: AreaScreenProps) {
  const list: ListName = LISTS.find((each) => each === rest[0]) ?? "bookings";
  const [open, step] = list === "bookings" ? rest : rest.slice(1);
  const base = list === "bookings" ? [] : [list];
  const close = () => navigate("service", base, { search });
  useAction(showBookings, () => navigate("service"));
  useAction(showOrders, () => navigate("service", ["orders"]));
  useAction(showRecalls, () => navigate("service", ["recalls"]));
  useAction(showDue, () => navigate("service", ["due"]));
  useAction(showPoints, () => navigate("service", ["points"]));

  const record = () => {
    if (open === undefined || list === "due") return null;
    if (list === "orders") {
      if (open === "new") return <ReceiveCar key={search.booking} booking={search.booking ?? null} onClose={close} />;
      return <RepairOrderCard key={open} id={open} onClose={close} />;
    }
    if (list === "recalls") {
      if (open === "new") return <AnnounceRecall onClose={close} />;
      return <RecallCard key={open} id={open} onClose={close} />;
    }
    if (list === "points") {
      if (open === "new") return <AddPoint onClose={close} />;
      if (step === "edit") return <AmendPoint key={open} id={open} />;
      return <PointCard key={open} id={open} onClose={close} />;
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
          {list === "orders" && <OrderList open={openId} search={search} />}
          {list === "recalls" && <RecallList open={openId} search={search} />}
          {list === "due" && <DueList />}
          {list === "points" && <PointList open={openId} search={search} />}
          {list === "bookings" && <BookingList open={openId} search={search} />}
        </>
      }
      record={record()}
    />
  );
}

function Lists({ now }: { now: ListName }) {
  const { t } = useTranslation("service");
  return (
    <nav className="service-lists" aria-label={t("lists")}>
      <span aria-current={now === "bookings" ? "page" : undefined}>
        <ActionButton action={showBookings} look="quiet" />
      </span>
      <span aria-current={now === "orders" ? "page" : undefined}>
        <ActionButton action={showOrders} look="quiet" />
      </span>
      <span aria-current={now === "recalls" ? "page" : undefined}>
        <ActionButton action={showRecalls} look="quiet" />
      </span>
      <span aria-current={now === "due" ? "page" : undefined}>
        <ActionButton action={showDue} look="quiet" />
      </span>
      <span aria-current={now === "points" ? "page" : undefined}>
        <ActionButton action={showPoints} look="quiet" />
      </span>
    </nav>
  );
}
