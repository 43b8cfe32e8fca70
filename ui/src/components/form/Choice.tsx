// One of several, found by typing: a short list that is given, or a long one that the desk searches (pinyin included).
// The ARIA combobox pattern; Enter takes what is marked and goes on.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../Icon";
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
  const [text, showText] = useState<string | null>(null);
  // Enter takes an option and moves the focus on within one event, so leaving the field must see what is typed now.
  const typed = useRef<string | null>(null);
  const setText = (next: string | null) => {
    typed.current = next;
    showText(next);
  };
  // Nothing is marked at first where any text will do: Enter then takes the text as it was typed.
  const unmarked = free === "yes" ? -1 : 0;
  const [active, setActive] = useState(unmarked);
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
  const at = Math.min(active, matching.length - 1);
  const visible = open === "yes" && matching.length > 0;

  // Low in a form the list opens below what can be seen: it comes up as far as it needs to.
  useEffect(() => {
    if (visible) list.current?.scrollIntoView({ block: "nearest" });
  }, [visible]);
  useEffect(() => {
    if (visible) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at, visible]);

  const take = (option: Option | undefined) => {
    if (option) {
      field.change(option.value);
      onChoose?.(option);
    }
    setText(null);
    setOpen("no");
  };

  const settle = () => {
    setOpen("no");
    const left = typed.current?.trim() ?? null;
    if (left !== null) {
      const exact = matching.find((option) => option.label.toLowerCase() === left.toLowerCase());
      const only = free === "no" && matching.length === 1 ? matching[0] : undefined;
      if (left === "") {
        field.change(null);
        setText(null);
      } else if (exact ?? only) {
        take(exact ?? only);
      } else if (free === "yes") {
        field.change(left);
        setText(null);
      } else {
        field.unreadable(t("form.notInList", { text: left }));
      }
    }
    field.leave();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (visible)
        setActive(at < 0 && step < 0 ? matching.length - 1 : (at + step + matching.length) % matching.length);
      else setOpen("yes");
    } else if (event.key === "Enter" && visible) {
      // The form then goes on to the next field; a free text is taken as typed unless a line was marked.
      if (at >= 0) take(matching[at]);
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
          className="input choice-box"
          role="combobox"
          aria-expanded={visible}
          aria-controls={visible ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={visible && at >= 0 ? `${listId}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text ?? resting}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => setOpen("yes")}
          onChange={(event) => {
            setText(event.target.value);
            setActive(unmarked);
            setOpen("yes");
            field.unreadable(null);
            onType?.(event.target.value);
            if (free === "yes") field.change(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={settle}
        />
        <Icon name="down" />
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
