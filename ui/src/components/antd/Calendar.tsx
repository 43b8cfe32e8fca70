// The month that opens below a date field. Its own box is out of sight: the field beside it is the one to type in.
import { DatePicker } from "antd";
import dayjs from "dayjs";
import { type KeyboardEvent, useRef } from "react";
import { Antd } from "./Antd";

interface Props {
  label: string;
  value: string | null;
  latest: string | undefined;
  /** The chosen day as "YYYY-MM-DD"; null when it was closed without one. */
  onChoose: (date: string | null) => void;
}

export function Calendar({ label, value, latest, onChoose }: Props) {
  const anchor = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // The form below would take it as leave to close.
    event.stopPropagation();
    onChoose(null);
  };
  return (
    <Antd>
      <div ref={anchor} className="calendar-anchor" onKeyDown={onKeyDown}>
        <DatePicker
          open
          autoFocus
          aria-label={label}
          className="calendar-box"
          placement="bottomLeft"
          value={value === null ? null : dayjs(value)}
          {...(latest === undefined ? {} : { maxDate: dayjs(latest) })}
          getPopupContainer={() => anchor.current ?? document.body}
          onChange={(date) => onChoose(date ? date.format("YYYY-MM-DD") : null)}
          onOpenChange={(open) => {
            if (!open) onChoose(null);
          }}
        />
      </div>
    </Antd>
  );
}
