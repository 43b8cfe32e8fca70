// The screen of the service department: bookings or repair orders, and beside them the open one or a form.
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { AreaLists } from "../../components/AreaLists";
import { SplitView } from "../../components/SplitView";
import { type ActionDeclaration, useAction } from "../../lib/keys";
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

const SHOWS: Record<ListName, ActionDeclaration> = {
  bookings: showBookings,
  orders: showOrders,
  recalls: showRecalls,
  due: showDue,
  points: showPoints,
};

export function Service({ rest, search }: AreaScreenProps) {
  const { t } = useTranslation("service");
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
          <AreaLists label={t("lists")} now={list} shows={SHOWS} />
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
