// Long lists inside of a record: a few rows first and more when one asks, so that a record with thousands of them opens
// as quickly as one with three.
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

const FIRST = 8;
/** As many as come at a time after the first. */
const STEP = 200;

/** The rows to show now, and the button that brings more where there are more. */
export function useGrowing<Row>(rows: readonly Row[]): { shown: readonly Row[]; more: ReactNode } {
  const { t } = useTranslation("common");
  const [most, setMost] = useState(FIRST);
  const left = rows.length - most;
  const more = left > 0 && (
    <p>
      <button
        type="button"
        className="link"
        onClick={({ currentTarget }) => {
          // The button goes with the last rows; the keys then go on rolling what it stood in.
          currentTarget.closest<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
          setMost(most + STEP);
        }}
      >
        {t("record.more", { count: Math.min(STEP, left), all: rows.length })}
      </button>
    </p>
  );
  return { shown: rows.slice(0, most), more };
}
