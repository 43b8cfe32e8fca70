// The short lists of the parts store: what is on its way, what differs from the books, what to order.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DifferenceRow, PartOrderRow, ReorderRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { PrimaryAction } from "../../components/PrimaryAction";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Chip, Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { pieces } from "../../lib/pieces";
import { navigate } from "../../lib/router";
import { orderAll } from "./actions";
import { SettleForm } from "./DeedForms";
import { given } from "./words";

/** What was ordered and is still to come. */
export function Coming() {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const [cancelling, setCancelling] = useState<PartOrderRow | null>(null);
  const orders = useDesk("parts.orders", {}).data;
  if (orders === undefined) return <Skeleton />;
  if (orders.length === 0) return <EmptyState title={t("empty.orders")} about={t("empty.aboutOrders")} />;
  return (
    <div className="parts-page">
      {cancelling !== null && <CancelOrder order={cancelling} onClose={() => setCancelling(null)} />}
      {orders.map((order) => (
        <section key={order.id} aria-label={order.number}>
          <h3>
            {`${order.number} ${order.supplier} `}
            <span className="muted">
              {t("column.expectedOn")} <When at={order.expectedOn} />
            </span>
          </h3>
          <table className="parts-table">
            <tbody>
              {order.lines.map((line) => (
                <tr key={line.part}>
                  <th scope="row">
                    <Chip onOpen={() => navigate("parts", [line.part])}>{line.number}</Chip>
                  </th>
                  <td>{line.name}</td>
                  <td>{`${t("column.ordered")} ${t("pieces", { quantity: line.ordered, unit: line.unit })}`}</td>
                  <td>{`${t("column.coming")} ${t("pieces", { quantity: line.coming, unit: line.unit })}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {may && (
            <p>
              <button
                type="button"
                className="button"
                aria-label={`${t("action.receive")} ${order.number}`}
                onClick={() => navigate("parts", ["orders", "receive"], { search: { order: order.id } })}
              >
                {t("action.receive")}
              </button>{" "}
              <button
                type="button"
                className="button quiet"
                aria-label={`${t("action.cancelOrder")} ${order.number}`}
                onClick={() => setCancelling(order)}
              >
                {t("action.cancelOrder")}
              </button>
            </p>
          )}
        </section>
      ))}
    </div>
  );
}

function CancelOrder({ order, onClose }: { order: PartOrderRow; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const form = useForm({
    form: "parts.cancelOrder",
    record: order.id,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: async ({ reason }) => {
      await submit({ type: "CancelPartOrder", order: order.id, reason });
      onClose();
    },
  });
  const verb = t("action.cancelOrder");
  return (
    <DialogForm form={form} title={`${verb} · ${order.number}`} verb={verb} look="danger" onClose={onClose}>
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}

const ROOMY = [
  "bin",
  "booked",
  "counted",
  "since",
  "supplier",
  "reserved",
  "onOrder",
  "waiting",
  "minimum",
  "usedPlain",
] as const;

/** The class of a column that is shown only where there is room; the part's card says it as well. */
function roomy(column: string): string | undefined {
  return ROOMY.some((each) => each === column) ? "roomy" : undefined;
}

function Heads({ of }: { of: readonly string[] }) {
  const { t } = useTranslation("parts");
  return of.map((column) => (
    <th key={column} scope="col" className={roomy(column)}>
      {t(`column.${column}`)}
    </th>
  ));
}

/** What stands to be explained. */
export function Differences({ open }: { open: string | null }) {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const [settling, setSettling] = useState<DifferenceRow | null>(null);
  const differences = useDesk("parts.differences", {}).data;
  if (differences === undefined) return <Skeleton />;
  if (differences.length === 0) {
    return <EmptyState title={t("empty.differences")} about={t("empty.aboutDifferences")} />;
  }
  const head = ["number", "name", "bin", "kind", "booked", "counted", "difference", "since"] as const;
  return (
    <div className="parts-page">
      {settling !== null && <SettleForm difference={settling} onClose={() => setSettling(null)} />}
      <table className="parts-table" aria-label={t("differences")}>
        <thead>
          <tr>
            <Heads of={head} />
            <td />
          </tr>
        </thead>
        <tbody>
          {differences.map((each) => (
            <tr key={each.id} aria-current={each.part === open}>
              <th scope="row">
                <Chip onOpen={() => navigate("parts", ["differences", each.part])}>{each.number}</Chip>
              </th>
              <td>{each.name}</td>
              <td className="roomy">{each.bin}</td>
              <td>{t(`difference.${each.kind}`)}</td>
              <td className="number roomy">{pieces(each.booked)}</td>
              <td className="number roomy">{each.counted === null ? "" : pieces(each.counted)}</td>
              <td className="number">{pieces(each.quantity)}</td>
              <td className="roomy">
                {`${each.openedBy} `}
                <When at={each.openedAt} />
              </td>
              <td>
                {may && (
                  <button
                    type="button"
                    className="button quiet"
                    aria-label={`${t("action.settle")} ${each.number}`}
                    onClick={() => setSettling(each)}
                  >
                    {t("action.settle")}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One order for each supplier, with all that is suggested from them. */
async function orderBySupplier(rows: readonly ReorderRow[], said: string): Promise<void> {
  for (const supplier of new Set(rows.map((row) => row.supplier))) {
    await given(
      {
        type: "OrderParts",
        order: newId(),
        number: "",
        supplier,
        expectedOn: null,
        lines: rows
          .filter((row) => row.supplier === supplier)
          .map(({ row, reorder }) => ({ part: row.id, quantity: reorder.quantity })),
        remark: "",
      },
      said,
    );
  }
}

/** What to order. */
export function ReorderList({ open }: { open: string | null }) {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const rows = useDesk("parts.reorder", {}).data;
  if (rows === undefined) return <Skeleton />;
  if (rows.length === 0) return <EmptyState title={t("empty.reorder")} about={t("empty.aboutReorder")} />;
  const head = [
    "supplier",
    "number",
    "name",
    "onHand",
    "reserved",
    "onOrder",
    "waiting",
    "minimum",
    "usedPlain",
    "coverDays",
    "suggested",
  ] as const;
  return (
    <div className="parts-page">
      {open === null && (
        <PrimaryAction
          action={orderAll}
          run={() => orderBySupplier(rows, t("orderedSaid")).catch((thrown: unknown) => say(sayThrown(thrown), "bad"))}
          whyNot={may ? null : t("mayNot")}
        />
      )}
      <table className="parts-table" aria-label={t("reorder")}>
        <thead>
          <tr>
            <Heads of={head} />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, supplier, minimum, used, reorder }) => (
            <tr key={row.id} aria-current={row.id === open}>
              <td className="roomy">{supplier}</td>
              <th scope="row">
                <Chip onOpen={() => navigate("parts", ["reorder", row.id])}>{row.number}</Chip>
              </th>
              <td>{row.name}</td>
              <td className="number">{pieces(row.onHand)}</td>
              <td className="number roomy">{pieces(row.reserved)}</td>
              <td className="number roomy">{pieces(row.onOrder)}</td>
              <td className="number roomy">{pieces(row.waiting)}</td>
              <td className="number roomy">{pieces(minimum)}</td>
              <td className="number roomy">{pieces(used)}</td>
              <td className="number">
                {reorder.coverDays === null ? "" : t("unitDays", { count: reorder.coverDays })}
              </td>
              <td className="number">{t("pieces", { quantity: reorder.quantity, unit: row.unit })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
