// The outline of a car on which damage is marked: a click marks, a click on a mark takes it away. The same by keyboard:
// the side and the kind are chosen and a mark is put in the middle, and every mark is a button in the list below.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CarView, DamageKind, DamageMark } from "../../bindings/rpc";
import { DAMAGES } from "./words";

const VIEWS: readonly CarView[] = ["left", "right", "front", "rear", "top"];

const SHAPES: Record<CarView, string> = {
  left: "M60 380 V300 L200 270 L330 170 H620 L760 270 L930 300 V380 H850 A70 70 0 0 0 710 380 H300 A70 70 0 0 0 160 380 Z",
  right:
    "M940 380 V300 L800 270 L670 170 H380 L240 270 L70 300 V380 H150 A70 70 0 0 1 290 380 H700 A70 70 0 0 1 840 380 Z",
  front: "M250 380 V250 L320 150 H680 L750 250 V380 Z M300 260 H700",
  rear: "M250 380 V240 L320 140 H680 L750 240 V380 Z M320 240 H680",
  top: "M120 130 H880 Q940 250 880 370 H120 Q60 250 120 130 Z M330 150 V350 M690 150 V350",
};

interface Props {
  marks: readonly DamageMark[];
  onChange: (marks: DamageMark[]) => void;
}

export function Outline({ marks, onChange }: Props) {
  const { t } = useTranslation("service");
  const [view, setView] = useState<CarView>("left");
  const [kind, setKind] = useState<DamageKind>("scratch");
  const mark = (x: number, y: number) => onChange([...marks, { view, x, y, kind, note: "", photo: "" }]);
  const remove = (gone: DamageMark) => onChange(marks.filter((each) => each !== gone));
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
        aria-label={`${t(`damage.view.${view}`)} ${t(`damage.kind.${kind}`)}`}
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
        <svg viewBox="0 0 1000 500" aria-hidden="true">
          <path className="car-shape" d={SHAPES[view]} />
          {marks
            .filter((each) => each.view === view)
            .map((each, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two marks may be alike
              <circle key={at} className="mark" cx={each.x} cy={each.y / 2} r="16" />
            ))}
        </svg>
      </button>
      <ul>
        {marks.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two marks may be alike
          <li key={at}>
            <button type="button" className="button quiet" onClick={() => remove(each)}>
              {`${t(`damage.view.${each.view}`)} ${t(`damage.kind.${each.kind}`)} ×`}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
