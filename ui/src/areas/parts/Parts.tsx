// The screen of the parts store: one of its lists, and beside it the open part, the order that is picked, or a form.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import { AreaLists } from "../../components/AreaLists";
import { SplitView } from "../../components/SplitView";
import { say } from "../../components/Toasts";
import { sayThrown } from "../../lib/errors";
import { query } from "../../lib/ipc";
import { type ActionDeclaration, useAction } from "../../lib/keys";
import { currentRoute, navigate } from "../../lib/router";
import { useScan } from "../../lib/scanner";
import * as actions from "./actions";
import { Coming, Differences, ReorderList } from "./Lists";
import { PartCard } from "./PartCard";
import { PartForm } from "./PartForm";
import { PartList } from "./PartList";
import { Picking, PickingList } from "./Picking";
import { ReceiveForm } from "./ReceiveForm";
import "./parts.css";

const LISTS = ["stock", "picking", "orders", "differences", "reorder"] as const;
type List = (typeof LISTS)[number];

const SHOWS: Record<List, ActionDeclaration> = {
  stock: actions.showStock,
  picking: actions.showPicking,
  orders: actions.showOrders,
  differences: actions.showDifferences,
  reorder: actions.showReorder,
};

export function Parts({ rest, search }: AreaScreenProps) {
  const { t } = useTranslation("parts");
  const list = LISTS.find((each) => each !== "stock" && each === rest[0]) ?? "stock";
  const open = list === "stock" ? rest[0] : rest[1];
  const base = list === "stock" ? [] : [list];
  const close = () => navigate("parts", base, { search });
  useAction(actions.showStock, () => navigate("parts"));
  useAction(actions.showPicking, () => navigate("parts", ["picking"]));
  useAction(actions.showOrders, () => navigate("parts", ["orders"]));
  useAction(actions.showDifferences, () => navigate("parts", ["differences"]));
  useAction(actions.showReorder, () => navigate("parts", ["reorder"]));
  // A scan outside of fields opens the part whose number it is; a pick list and a form take it themselves.
  useScan(
    open === undefined || list === "stock" ? ["code"] : [],
    ({ text }) => {
      query("parts.choices", { text })
        .then((found) => {
          const part = found.find(({ number }) => number === text.trim().toUpperCase());
          if (part === undefined) say(t("scanUnknown", { code: text }), "bad");
          else navigate("parts", [part.id]);
        })
        .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
    },
    "outsideFields",
  );

  const record = () => {
    if (open === undefined) return null;
    if (open === "receive") return <ReceiveForm key={search.order} order={search.order ?? null} onClose={close} />;
    if (list === "picking") return <Picking key={open} id={open} onClose={close} />;
    if (open === "new") return <PartForm part={null} onClose={close} />;
    return <PartCard key={open} id={open} onClose={close} />;
  };
  if (currentRoute().alone === "yes") return record();
  const openId = open === "new" || open === "receive" ? null : (open ?? null);
  const lists: Record<List, ReactNode> = {
    stock: <PartList open={openId} search={search} />,
    picking: <PickingList open={openId} />,
    orders: <Coming />,
    differences: <Differences open={openId} />,
    reorder: <ReorderList open={openId} />,
  };
  return (
    <SplitView
      id="parts"
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
