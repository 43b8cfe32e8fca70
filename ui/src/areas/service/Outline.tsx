// The outline of a car on which damage is marked: a click marks, and every mark is a row in the list below, with its
// photograph. The same by keyboard: the side and the kind are chosen and a mark is put in the middle.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CarView, DamageKind, DamageMark } from "../../bindings/rpc";
import { FileButton } from "../../components/FileButton";
import { say } from "../../components/Toasts";
import { sayThrown } from "../../lib/errors";
import { contentsOf } from "../../lib/fileContents";
import { act } from "../../lib/ipc";
import { SHAPES, VIEWS } from "./carShapes";
import { DAMAGES } from "./words";

/** What is larger is refused by the desk too; said here, nobody waits for a film to be read. */
const LARGEST = 20 * 1024 * 1024;

interface Props {
  marks: readonly DamageMark[];
  onChange: (marks: DamageMark[]) => void;
}

export function Outline({ marks, onChange }: Props) {
  const { t } = useTranslation("service");
  const [view, setView] = useState<CarView>("left");
  const [kind, setKind] = useState<DamageKind>("scratch");
  /** Small pictures of what was just taken; a form that is taken up again knows that there are some. */
  const [small, setSmall] = useState<Readonly<Record<string, string>>>({});
  const mark = (x: number, y: number) => onChange([...marks, { view, x, y, kind, note: "", photo: "" }]);
  const remove = (gone: DamageMark) => onChange(marks.filter((each) => each !== gone));
  const change = (mark: DamageMark, to: Partial<DamageMark>) =>
    onChange(marks.map((each) => (each === mark ? { ...each, ...to } : each)));
  const take = async (mark: DamageMark, file: File | undefined) => {
    if (file === undefined) return;
    try {
      if (file.size > LARGEST) {
        say(t("refusal.photoTooLarge", { most: LARGEST / 1024 / 1024 }), "bad");
        return;
      }
      const kept = await act("repair_orders.keep_photo", { contents: await contentsOf(file) });
      setSmall((before) => ({ ...before, [kept.photo]: kept.small }));
      change(mark, { photo: kept.photo });
    } catch (thrown: unknown) {
      say(sayThrown(thrown), "bad");
    }
  };
  return (
    <fieldset className="outline-marks">
      <legend>{t("field.mark")}</legend>
      <p className="muted">{t("hint.mark")}</p>
      <p>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            className="button quiet"
            aria-pressed={each === view}
            onClick={() => setView(each)}
          >
            {t(`damage.view.${each}`)}
          </button>
        ))}
      </p>
      <p>
        {DAMAGES.map((each) => (
          <button
            key={each}
            type="button"
            className="button quiet"
            aria-pressed={each === kind}
            onClick={() => setKind(each)}
          >
            {t(`damage.kind.${each}`)}
          </button>
        ))}
      </p>
      <button
        type="button"
        className="outline"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          // Enter presses the button without a place: the mark then stands in the middle.
          const pointed = event.detail > 0 && box.width > 0;
          mark(
            pointed ? Math.round(((event.clientX - box.left) / box.width) * 1000) : 500,
            pointed ? Math.round(((event.clientY - box.top) / box.height) * 1000) : 500,
          );
        }}
      >
        <span className="hidden-words">{`${t(`damage.view.${view}`)} ${t(`damage.kind.${kind}`)} `}</span>
        <Side view={view} marks={marks} />
      </button>
      <ol className="marks">
        {marks.map((each, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two marks may be alike
            key={at}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              void take(each, event.dataTransfer.files[0]);
            }}
          >
            <span>{`${at + 1} ${t(`damage.view.${each.view}`)} ${t(`damage.kind.${each.kind}`)}`}</span>
            {small[each.photo] !== undefined && (
              <img src={small[each.photo]} alt={t("photoOf", { number: at + 1 })} className="mark-photo" />
            )}
            {each.photo === "" ? (
              <PhotoChoice number={at + 1} onTake={(file) => void take(each, file)} />
            ) : (
              <button type="button" className="button quiet" onClick={() => change(each, { photo: "" })}>
                {t("action.dropPhoto", { number: at + 1 })}
              </button>
            )}
            <button type="button" className="button quiet" onClick={() => remove(each)}>
              {`${t(`damage.view.${each.view}`)} ${t(`damage.kind.${each.kind}`)} ×`}
            </button>
          </li>
        ))}
      </ol>
      {marks.length > 0 && <p className="muted">{t("hint.photo")}</p>}
    </fieldset>
  );
}

function PhotoChoice({ number, onTake }: { number: number; onTake: (file: File | undefined) => void }) {
  const { t } = useTranslation("service");
  return (
    <FileButton words={t("action.addPhoto", { number })} look="quiet" accept="image/jpeg,image/png" onTake={onTake} />
  );
}

/** One side of the car with its marks, each under its number. */
export function Side({ view, marks }: { view: CarView; marks: readonly DamageMark[] }) {
  return (
    <svg viewBox="0 0 1000 500" aria-hidden="true">
      <path className="car-shape" d={SHAPES[view]} />
      {marks.map(
        (each, at) =>
          each.view === view && (
            // biome-ignore lint/suspicious/noArrayIndexKey: two marks may be alike
            <g key={at}>
              <circle className="mark" cx={each.x} cy={each.y / 2} r="24" />
              <text className="mark-number" x={each.x} y={each.y / 2 + 12} textAnchor="middle">
                {at + 1}
              </text>
            </g>
          ),
      )}
    </svg>
  );
}
