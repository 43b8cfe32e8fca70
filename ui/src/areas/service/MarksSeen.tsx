// What was seen on a car when it came in: its sides with the numbered marks, and the photograph of each.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CheckIn } from "../../bindings/rpc";
import { Dialog } from "../../components/Dialog";
import { useDesk } from "../../lib/desk";
import { VIEWS } from "./carShapes";
import { Side } from "./Outline";

export function MarksSeen({ checkIn }: { checkIn: CheckIn }) {
  const { t } = useTranslation("service");
  const [open, setOpen] = useState<number | null>(null);
  const { marks } = checkIn;
  const opened = open === null ? undefined : marks[open];
  if (marks.length === 0) return null;
  return (
    <section aria-label={t("column.marks")}>
      <h3>{t("column.marks")}</h3>
      <div className="sides">
        {VIEWS.filter((view) => marks.some((mark) => mark.view === view)).map((view) => (
          <figure key={view} className="side">
            <Side view={view} marks={marks} />
            <figcaption>{t(`damage.view.${view}`)}</figcaption>
          </figure>
        ))}
      </div>
      <ol className="marks">
        {marks.map((mark, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two marks may be alike
          <li key={at}>
            <span>
              {`${at + 1} ${t(`damage.view.${mark.view}`)} ${t(`damage.kind.${mark.kind}`)} ${mark.note}`.trim()}
            </span>
            {mark.photo !== "" && (
              <SmallPhoto checkIn={checkIn.id} photo={mark.photo} number={at + 1} onOpen={() => setOpen(at)} />
            )}
          </li>
        ))}
      </ol>
      {opened !== undefined && open !== null && (
        <WholePhoto checkIn={checkIn.id} photo={opened.photo} number={open + 1} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

interface PhotoProps {
  checkIn: string;
  photo: string;
  number: number;
}

function SmallPhoto({ checkIn, photo, number, onOpen }: PhotoProps & { onOpen: () => void }) {
  const { t } = useTranslation("service");
  const answer = useDesk("repair_orders.photo", { checkIn, photo, size: "small" }).data;
  if (answer === undefined) return null;
  if (answer.picture === null) return <span className="muted">{t("photoElsewhere")}</span>;
  return (
    <button type="button" className="button quiet" onClick={onOpen}>
      <img src={answer.picture} alt={t("photoOf", { number })} className="mark-photo" />
    </button>
  );
}

function WholePhoto({ checkIn, photo, number, onClose }: PhotoProps & { onClose: () => void }) {
  const { t } = useTranslation("service");
  const answer = useDesk("repair_orders.photo", { checkIn, photo, size: "whole" }).data;
  return (
    <Dialog title={t("photoOf", { number })} look="wide" onClose={onClose}>
      {answer?.picture !== null && answer !== undefined && (
        <img src={answer.picture} alt={t("photoOf", { number })} className="whole-photo" />
      )}
    </Dialog>
  );
}
