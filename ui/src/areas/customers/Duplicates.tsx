// Who a new customer may already be, shown while the name and the phone are typed.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Duplicate } from "../../bindings/rpc";
import { State } from "../../components/values";
import { query } from "../../lib/ipc";
import { STAGE_HUES } from "./hues";

const PAUSE = 200;

interface Props {
  name: string;
  mobile: string;
  identityNumber?: string;
  /** The record that is being put right, which is no duplicate of itself. */
  except?: string | null;
  /** Goes on with the record that is there. */
  onTake: (duplicate: Duplicate) => void;
  /** Says that this is somebody else with the same phone; absent where the phone is not the same. */
  onAnother: () => void;
}

export function Duplicates({ name, mobile, identityNumber = "", except = null, onTake, onAnother }: Props) {
  const { t } = useTranslation("customers");
  const [found, setFound] = useState<readonly Duplicate[]>([]);
  useEffect(() => {
    let overtaken = false;
    const timer = setTimeout(() => {
      query("customers.duplicates", { name, mobile, identityNumber, plate: "", vin: "", except, like: null })
        .then((answer) => !overtaken && setFound(answer))
        // Saving asks again; a question that broke must not stop the typing.
        .catch(() => undefined);
    }, PAUSE);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [name, mobile, identityNumber, except]);
  const samePhone = found.some(({ reasons }) => reasons.includes("mobile"));
  return (
    <div aria-live="polite">
      {found.length > 0 && (
        <section className="duplicates" aria-label={t("duplicates.title")}>
          <strong>{t("duplicates.title")}</strong>
          <ul>
            {found.map((duplicate) => (
              <li key={duplicate.customer.id}>
                <span>{duplicate.customer.name}</span>
                <span>{duplicate.customer.mobile}</span>
                <State state={duplicate.customer.stage} hue={STAGE_HUES[duplicate.customer.stage]} />
                <span className="muted">{duplicate.customer.ownerName}</span>
                <span className="muted">{duplicate.reasons.map((word) => t(`duplicates.${word}`)).join(" · ")}</span>
                <button type="button" className="link" onClick={() => onTake(duplicate)}>
                  {t("duplicates.take")}
                </button>
              </li>
            ))}
          </ul>
          {samePhone && (
            <button type="button" className="link" onClick={onAnother}>
              {t("duplicates.another")}
            </button>
          )}
        </section>
      )}
    </div>
  );
}
