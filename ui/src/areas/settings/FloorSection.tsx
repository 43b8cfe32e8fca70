// The lowest price of each car in the house, beside what it costs. Below it nobody sells without being asked.
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FloorRow } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { Sheet } from "../../components/Sheet";
import { say } from "../../components/Toasts";
import { Money, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { submit } from "../../lib/ipc";

export function FloorSection() {
  const { t } = useTranslation("settings");
  const seesCost = useRight("seeCost");
  const [text, setText] = useState("");
  const answer = useDesk("quotes.floors", { text: useDeferredValue(text) });
  const [open, setOpen] = useState<FloorRow | null>(null);
  const searching = text.trim() !== "";
  const known = answer.data;
  return (
    <>
      <Sheet title={t("section.floors")} problem={answer.isError ? sayThrown(answer.error) : null}>
        <p className="muted">{t("floors.about")}</p>
        <p className="sheet-line">
          <input
            type="search"
            className="input settings-find"
            aria-label={t("floors.find")}
            placeholder={t("floors.find")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {known !== undefined && known.total > known.rows.length && (
            <span className="muted">{t("floors.shown", { shown: known.rows.length, total: known.total })}</span>
          )}
        </p>
        {answer.isPending && <Skeleton />}
        {known !== undefined && known.total === 0 && (
          <p className="muted">{t(searching ? "floors.nothing" : "floors.noCars")}</p>
        )}
        {known !== undefined && known.total > 0 && (
          <table className="dense">
            <caption className="hidden-words">{t("section.floors")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("floors.stockNumber")}</th>
                <th scope="col">{t("floors.car")}</th>
                <th scope="col" className="number">
                  {t("floors.guidePrice")}
                </th>
                <th scope="col" className="number">
                  {t("floors.askingPrice")}
                </th>
                {seesCost && (
                  <th scope="col" className="number">
                    {t("floors.cost")}
                  </th>
                )}
                <th scope="col" className="number">
                  {t("floors.floor")}
                </th>
                <th scope="col">
                  <span className="hidden-words">{t("action.change")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {known.rows.map((row) => (
                <tr key={row.vehicle}>
                  <td>{row.stockNumber}</td>
                  <td>
                    {row.description} <span className="muted">{row.exteriorColour}</span>
                  </td>
                  <td className="number">
                    <Money fen={row.guidePrice} />
                  </td>
                  <td className="number">
                    <Money fen={row.askingPrice} />
                  </td>
                  {seesCost && (
                    <td className="number">
                      <Money fen={row.cost} />
                    </td>
                  )}
                  <td className="number">
                    <strong>
                      <Money fen={row.floor} />
                    </strong>
                  </td>
                  <td className="number">
                    <button type="button" className="link" onClick={() => setOpen(row)}>
                      {t(row.floor === null ? "floors.set" : "action.change")}{" "}
                      <span className="hidden-words">{row.stockNumber}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Sheet>
      {open !== null && <FloorForm row={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function FloorForm({ row, onClose }: { row: FloorRow; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const form = useForm<{ floor: number | null }>({
    form: "settings.floor",
    record: row.vehicle,
    start: { floor: row.floor },
    required: {},
    save: async ({ floor }) => {
      await submit({ type: "SetDiscountFloor", vehicle: row.vehicle, floor });
      say(t(floor === null ? "floors.taken" : "floors.saved", { car: row.stockNumber }));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("floors.of", { car: row.stockNumber })} verb={t("action.save")} onClose={onClose}>
      <p className="muted">
        {row.description} {row.exteriorColour}
      </p>
      <MoneyField field={form.field("floor")} label={t("floors.floor")} hint={t("floors.hint")} />
    </DialogForm>
  );
}
