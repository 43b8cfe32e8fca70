// Whether the chosen time is free, by whom it is held, and the free times nearest to it, each a button.
import { useTranslation } from "react-i18next";
import { useDesk } from "../../lib/desk";
import { fullInstant } from "../../lib/time";

interface Props {
  vehicle: string | null;
  consultant: string | null;
  customer: string | null;
  startsAt: number | null;
  endsAt: number | null;
  except: string | null;
  onTake: (at: number) => void;
}

export function FreeStarts({ vehicle, consultant, customer, startsAt, endsAt, except, onTake }: Props) {
  const { t } = useTranslation("test-drives");
  const known = vehicle !== null && consultant !== null && startsAt !== null && endsAt !== null;
  const answer = useDesk(
    "test_drives.free",
    {
      vehicle: vehicle ?? "",
      consultant: consultant ?? "",
      customer,
      startsAt: startsAt ?? 0,
      endsAt: endsAt ?? 0,
      except,
    },
    { asked: known ? "yes" : "no" },
  );
  if (!known || answer.data === undefined) return null;
  const { held, free } = answer.data;
  return (
    <div role="status">
      {held === null ? (
        <p className="muted">{t("timeFree")}</p>
      ) : (
        <p className="problem">
          {t(`held.${held.what}`, { who: held.who, number: held.number, until: fullInstant(held.until).slice(11) })}
        </p>
      )}
      {held !== null && free.length > 0 && (
        <p className="drive-free">
          <span className="muted">{t("freeNear")}</span>
          {free.map((at) => (
            <button key={at} type="button" className="link" onClick={() => onTake(at)}>
              {fullInstant(at).slice(sameDay(at, startsAt) ? 11 : 5)}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

function sameDay(one: number, other: number): boolean {
  return fullInstant(one).slice(0, 10) === fullInstant(other).slice(0, 10);
}
