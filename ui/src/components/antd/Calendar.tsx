// The month that opens beside a date field.
import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useRef } from "react";
import { Antd } from "./Antd";

interface Props {
  label: string;
  value: string | null;
  latest: string | undefined;
  /** The chosen day as "YYYY-MM-DD"; null when it was closed without one. */
  onChoose: (date: string | null) => void;
}

export function Calendar({ label, value, latest, onChoose }: Props) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <Antd>
      <span ref={anchor} className="calendar-anchor">
        <DatePicker
          open
          autoFocus
          aria-label={label}
          className="calendar-box"
          value={value === null ? null : dayjs(value)}
          {...(latest === undefined ? {} : { maxDate: dayjs(latest) })}
          getPopupContainer={() => anchor.current ?? document.body}
          onChange={(date) => onChoose(date ? date.format("YYYY-MM-DD") : null)}
          onOpenChange={(open) => {
            if (!open) onChoose(null);
          }}
        />
      </span>
    </Antd>
  );
}
