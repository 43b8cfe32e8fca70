// Which car it is: a plate or VIN finds it, and what was left undone on it shows at once.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnsweredFor, CarRecord, CarsFound } from "../../bindings/rpc";
import { carOption } from "../../components/CarRecordChoice";
import { Choice } from "../../components/form/Choice";
import type { FieldBinding } from "../../components/form/useForm";
import { OpenPlans } from "../../components/OpenPlans";
import { OpenRecalls } from "../../components/OpenRecalls";
import { Money } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { wordFor } from "../../lib/i18n";
import { Clocks } from "./Clocks";

const NOTHING: CarsFound = { cars: [], vin: "", plate: "", description: "", recalls: [] };

export interface CarFinding {
  found: CarsFound;
  car: CarRecord | null;
  /** What was typed, where no known car was chosen. */
  typed: string;
  type: (text: string) => void;
}

export function useCar(chosen: string | null): CarFinding {
  const [typed, type] = useState("");
  const found = useDesk("serviced_cars.find", { text: typed }).data ?? NOTHING;
  const [known, setKnown] = useState<CarRecord | null>(null);
  const here = found.cars.find(({ id }) => id === chosen);
  if (here !== undefined && here !== known) setKnown(here);
  return { found, car: known?.id === chosen ? known : null, typed, type };
}

interface CarFieldProps {
  field: FieldBinding<string | null>;
  finding: CarFinding;
  /** Takes an earlier repair up again, where an order is being opened. */
  onMendAgain?: (earlier: AnsweredFor) => void;
}

export function CarField({ field, finding, onMendAgain }: CarFieldProps) {
  const { t } = useTranslation("service");
  const { found, car, type } = finding;
  return (
    <>
      <Choice
        field={field}
        label={t("field.car")}
        hint={car === null ? t("hint.car") : undefined}
        shown={car === null ? undefined : car.plate || car.vin}
        free="yes"
        onType={type}
        options={found.cars.map(carOption)}
      />
      {car !== null && <LeftUndone car={car} onMendAgain={onMendAgain} />}
      {car === null && <OpenRecalls recalls={found.recalls} />}
    </>
  );
}

interface LeftUndoneProps {
  car: CarRecord;
  onMendAgain?: ((earlier: AnsweredFor) => void) | undefined;
}

export function LeftUndone({ car, onMendAgain }: LeftUndoneProps) {
  const { t } = useTranslation("service");
  return (
    <div className="muted">
      <p>{`${car.description} ${car.customerName}`}</p>
      <OpenRecalls recalls={car.recalls} />
      <OpenPlans plans={car.plans} />
      <Clocks car={car.id} clocks={car.clocks} may="no" onMendAgain={onMendAgain} />
      {car.expectedAt !== null && <p>{t("expectedAlready", { at: car.expectedAt })}</p>}
      {car.complaints.slice(0, 1).map((complaint) => (
        <p key={complaint.complaint}>
          {t("lastComplaint", { said: complaint.said, at: complaint.takenInAt })}{" "}
          {wordFor("state", complaint.state, "complaints")}
        </p>
      ))}
      {car.declined.length > 0 && (
        <>
          <p>{t("group.declined")}</p>
          <ul>
            {car.declined.map((work) => (
              <li key={work.job}>
                {`${work.title} `}
                <Money fen={work.amount} />
                {` ${work.reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
