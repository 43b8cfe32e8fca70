// One of several, found by typing: a short list that is given, or a long one that the desk searches (pinyin included).
// The ARIA combobox pattern; Enter takes what is marked and goes on.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { controlProps, Field, type FieldProps } from "./Field";

export interface Option {
  value: string;
  label: string;
  detail?: string;
}

interface Props extends FieldProps<string | null> {
  /** The words of the value that stands now, where the list at hand may not hold it. */
  shown?: string | undefined;
  options: readonly Option[];
  /** Given, the list is not filtered here: what is typed is handed over and new options come back. */
  onType?: (text: string) => void;
  /** Whether a text that is in no list is taken as it stands. */
  free?: "yes" | "no";
  onChoose?: (option: Option) => void;
}

export function Choice(props: Props) {
  const { field, label, hint, shown, options, onType, free = "no", onChoose } = props;
  const { t } = useTranslation("common");
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = options.find((option) => option.value === field.value);
  const resting = chosen?.label ?? shown ?? (free === "yes" ? (field.value ?? "") : "");
  const wanted = (text ?? "").trim().toLowerCase();
  const matching =
    onType || wanted === "" || text === null
      ? options
      : options.filter((option) => `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(wanted));
  const [open, setOpen] = useState<"yes" | "no">("no");
  const at = Math.min(active, Math.max(0, matching.length - 1));
  const visible = open === "yes" && matching.length > 0;

  useEffect(() => {
    if (visible) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at, visible]);

  const take = (option: Option | undefined) => {
    if (option) {
      field.unreadable(null);
      field.change(option.value);
      onChoose?.(option);
    }
    setText(null);
    setOpen("no");
  };

  const settle = () => {
    setOpen("no");
    if (text !== null) {
      const exact = matching.find((option) => option.label.toLowerCase() === wanted);
      const only = matching.length === 1 ? matching[0] : undefined;
      if (text.trim() === "") {
        field.unreadable(null);
        field.change(null);
        setText(null);
      } else if (exact ?? (free === "no" ? only : undefined)) {
        take(exact ?? only);
      } else if (free === "yes") {
        field.change(text.trim());
        setText(null);
      } else {
        field.unreadable(t("form.notInList", { text: text.trim() }));
      }
    }
    field.leave();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (visible) setActive((at + step + matching.length) % matching.length);
      else setOpen("yes");
    } else if (event.key === "Enter" && visible && (text !== null || field.value === null)) {
      // The form then goes on to the next field; a free text is taken as typed unless a line was marked.
      if (free === "no" || active > 0) take(matching[at]);
    } else if (event.key === "Escape" && visible) {
      event.preventDefault();
      event.stopPropagation();
      setText(null);
      setOpen("no");
    }
  };

  return (
    <Field field={field} label={label} hint={hint}>
      <div className="choice">
        <input
          {...controlProps(field)}
          type="text"
          className="input"
          role="combobox"
          aria-expanded={visible}
          aria-controls={visible ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={visible ? `${listId}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text ?? resting}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => setOpen("yes")}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setOpen("yes");
            field.unreadable(null);
            onType?.(event.target.value);
            if (free === "yes") field.change(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={settle}
        />
        {visible && (
          <div id={listId} ref={list} role="listbox" aria-label={label} className="choice-list" tabIndex={-1}>
            {matching.map((option, index) => (
              // The box keeps the focus and names the active option, as the combobox pattern has it.
              <div
                key={option.value}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="choice-option"
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => setActive(index)}
                onClick={() => take(option)}
              >
                <span>{option.label}</span>
                {option.detail !== undefined && <span className="muted">{option.detail}</span>}
              </div>
            ))}
          </div>
        )}
      </div>
    </Field>
  );
}

interface FewProps<Word extends string> {
  field: { id: string; name: string; value: Word; change: (value: Word) => void; leave: () => void };
  label: string;
  options: readonly { value: Word; label: string }[];
}

/** One of a few that are all in sight: radio buttons side by side, moved by arrows. */
export function OneOf<Word extends string>({ field, label, options }: FewProps<Word>) {
  return (
    <div className="field" role="radiogroup" aria-labelledby={`${field.id}-label`}>
      <span className="field-label" id={`${field.id}-label`}>
        {label}
      </span>
      <div className="field-control one-of">
        {options.map((option, at) => {
          const chosen = option.value === field.value;
          return (
            <label key={option.value} className={chosen ? "chosen" : ""}>
              <input
                type="radio"
                id={chosen || (at === 0 && !options.some((each) => each.value === field.value)) ? field.id : undefined}
                name={field.id}
                data-field={chosen ? field.name : undefined}
                value={option.value}
                checked={chosen}
                onChange={() => field.change(option.value)}
                onBlur={field.leave}
              />
              {option.label}
            </label>
          );
        })}
      </div>
    </div>
  );
}
