// What a repair order or a booking needs from stock: how it stands with each part, what there is of it, and what can
// be done: reserve what is there, wait for the rest, or let it go.
import { useTranslation } from "react-i18next";
import type { NeedRow } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { sayThrown } from "../lib/errors";
import { submit } from "../lib/ipc";
import { sayConcerns } from "./concerns";
import { useRight } from "./rights";
import { say } from "./Toasts";
import { StateDot } from "./values";
import "./partNeeds.css";

function give(command: Parameters<typeof submit>[0]): void {
  submit(command)
    .then((done) => {
      sayConcerns(done.concerns);
    })
    .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
}

export function usePartNeeds(holder: string): readonly NeedRow[] {
  return useDesk("parts.needs_of", { holder }).data ?? [];
}

/** How it stands with one need, in a few words. */
export function NeedStands({ need }: { need: NeedRow }) {
  const { t } = useTranslation("parts");
  const missing = need.open - need.reserved - need.waiting;
  return (
    <span className="need-stands">
      {need.picked - need.returned > 0 && (
        <StateDot hue="good">{t("need.picked", { quantity: need.picked - need.returned })}</StateDot>
      )}
      {need.reserved > 0 && <StateDot hue="info">{t("need.reserved", { quantity: need.reserved })}</StateDot>}
      {need.waiting > 0 && <StateDot hue="wait">{t("need.waiting", { quantity: need.waiting })}</StateDot>}
      {missing > 0 && need.available < missing && (
        <StateDot hue="bad">{t("need.missing", { quantity: missing - need.available })}</StateDot>
      )}
      {need.open > 0 && <span className="muted">{t("need.available", { quantity: need.available })}</span>}
      {need.open > 0 && need.onOrder > 0 && (
        <span className="muted">{t("need.coming", { quantity: need.onOrder })}</span>
      )}
      {need.replacedBy !== "" && <span className="muted">{t("need.replaced", { number: need.replacedBy })}</span>}
    </span>
  );
}

/** What can be done about one need; each button says for which part, for those who hear the page. */
export function NeedDeeds({ need }: { need: NeedRow }) {
  const { t } = useTranslation("parts");
  const keeps = useRight("editParts");
  const advises = useRight("editService");
  if (!keeps && !advises) return null;
  const missing = need.open - need.reserved;
  const reservable = Math.min(missing, need.available);
  const deed = (label: string, command: Parameters<typeof submit>[0]) => (
    <button type="button" className="button quiet" aria-label={`${label} ${need.name}`} onClick={() => give(command)}>
      {label}
    </button>
  );
  return (
    <span className="need-deeds">
      {reservable > 0 && deed(t("action.reserve"), { type: "ReserveParts", need: need.need, quantity: reservable })}
      {missing > need.waiting &&
        reservable < missing &&
        deed(t("action.wait"), { type: "BackOrderPart", need: need.need })}
      {(need.reserved > 0 || need.waiting > 0) && deed(t("action.release"), { type: "ReleaseParts", need: need.need })}
      {need.holderKind === "booking" && advises && deed(t("action.forgo"), { type: "ForgoPart", need: need.need })}
    </span>
  );
}

/** All that a booking or an order needs, as a table. */
export function PartNeeds({ holder }: { holder: string }) {
  const { t } = useTranslation("parts");
  const needs = usePartNeeds(holder);
  if (needs.length === 0) return null;
  return (
    <table className="needs" aria-label={t("group.parts")}>
      <tbody>
        {needs.map((need) => (
          <tr key={need.need}>
            <th scope="row">
              {need.name} <span className="muted">{need.number}</span>
            </th>
            <td>{t("pieces", { quantity: need.wanted, unit: need.unit })}</td>
            <td>
              <NeedStands need={need} />
            </td>
            <td>
              <NeedDeeds need={need} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
