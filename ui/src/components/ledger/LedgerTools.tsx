// The line above a ledger: how many rows, the box that narrows them, saved views, and the choice of columns.
import { memo, type ReactNode, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sort } from "../../bindings/rpc";
import { declareAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import { rememberList, useSettings } from "../../lib/settings";
import { Icon } from "../Icon";
import { Menu, type MenuItem } from "../Menu";
import { LedgerColumns } from "./LedgerColumns";
import { nextSort } from "./LedgerHead";
import { LedgerSaveView } from "./LedgerSaveView";
import type { Filters, LedgerColumn, LedgerView } from "./types";

const sortList = declareAction({ id: "list.sort", label: "common:list.sort", keys: ["S"], group: "list" });

/** The column's word, with the direction where the list is in its order. */
function sortedBy<Row>({ id, label }: LedgerColumn<Row>, sort: Sort | null): string {
  if (sort?.column !== id) return label;
  return `${label} ${sort.descending ? "↓" : "↑"}`;
}

interface Props<Row> {
  id: string;
  label: string;
  total: number;
  columns: readonly LedgerColumn<Row>[];
  shown: readonly LedgerColumn<Row>[];
  views: readonly LedgerView[];
  asked: { filters: Filters; sort: Sort | null };
  find: RefObject<HTMLInputElement | null>;
  text: string;
  facets: "shown" | "folded" | "none";
  onFacets: () => void;
  onShow: (change: { filters?: Filters; text?: string; sort?: Sort | null }) => void;
  onGrid: () => void;
  tools: ReactNode;
}

function Tools<Row>(props: Props<Row>) {
  const { id, label, total, columns, shown, views, asked, find, text, facets, onFacets, onShow, onGrid, tools } = props;
  const { t } = useTranslation("common");
  const saved = useSettings((value) => value.lists[id]?.views) ?? [];
  const [dialog, setDialog] = useState<"none" | "columns" | "view">("none");

  const items: MenuItem[] = [
    { id: "all", label: t("list.all"), run: () => onShow({ filters: {}, text: "", sort: null }) },
    ...views.map((view) => ({
      id: `house-${view.id}`,
      label: view.label,
      run: () => onShow({ filters: view.filters, sort: view.sort, text: "" }),
    })),
    ...saved.map((view) => ({
      id: `own-${view.name}`,
      label: view.name,
      run: () => onShow({ filters: view.filters, sort: view.sort, text: "" }),
    })),
    { id: "save", label: t("list.saveView"), run: () => setDialog("view") },
  ];

  return (
    <div className="ledger-tools">
      <h1>
        {label}
        <span className="muted" aria-live="polite">
          {formatCount(total)}
        </span>
      </h1>
      {facets !== "none" && (
        <button
          type="button"
          className="button quiet facets-button"
          aria-pressed={facets === "shown"}
          aria-label={t("list.facets")}
          title={t("list.facets")}
          onClick={onFacets}
        >
          <Icon name="filter" />
          <span>{t("list.facets")}</span>
        </button>
      )}
      <input
        ref={find}
        className="input ledger-find"
        type="search"
        aria-label={t("list.find")}
        aria-keyshortcuts="/"
        placeholder={t("list.findHint")}
        value={text}
        onChange={(event) => onShow({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape" && text !== "") {
            event.preventDefault();
            onShow({ text: "" });
          } else if (["Enter", "ArrowDown", "Escape"].includes(event.key)) {
            event.preventDefault();
            onGrid();
          }
        }}
      />
      <span className="ledger-tools-right">
        {tools}
        <Menu
          label={t("list.sort")}
          button={<Icon name="sort" />}
          look="button quiet square"
          items={shown
            .filter((column) => column.sort !== "no")
            .map((column) => ({
              id: column.id,
              label: sortedBy(column, asked.sort),
              run: () => onShow({ sort: nextSort(column.id, asked.sort) }),
            }))}
          opens={sortList}
        />
        <Menu label={t("list.views")} button={t("list.views")} items={items} />
        <button
          type="button"
          className="button quiet square"
          aria-label={t("list.columns")}
          title={t("list.columns")}
          onClick={() => setDialog("columns")}
        >
          <Icon name="columns" />
        </button>
      </span>
      {dialog === "columns" && (
        <LedgerColumns
          columns={columns}
          shown={shown.map((column) => column.id)}
          onChange={(chosen) => rememberList(id, { columns: chosen })}
          onClose={() => setDialog("none")}
        />
      )}
      {dialog === "view" && (
        <LedgerSaveView
          saved={saved}
          onSave={(name) => {
            const others = saved.filter((view) => view.name !== name);
            rememberList(id, { views: [...others, { name, filters: asked.filters, sort: asked.sort }] });
          }}
          onRemove={(name) => rememberList(id, { views: saved.filter((view) => view.name !== name) })}
          onClose={() => setDialog("none")}
        />
      )}
    </div>
  );
}

export const LedgerTools = memo(Tools) as typeof Tools;
