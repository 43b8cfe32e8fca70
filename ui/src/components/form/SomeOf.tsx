// Several of a few words, each ticked on its own. What is wrong with the choice is said behind the last of them.
import type { FieldProps } from "./Field";

interface Props<Word extends string> extends FieldProps<readonly Word[]> {
  options: readonly { value: Word; label: string }[];
}

export function SomeOf<Word extends string>({ field, label, options }: Props<Word>) {
  const said = `${field.id}-said`;
  return (
    <div className="field" role="group" aria-labelledby={`${field.id}-label`}>
      <span className="field-label" id={`${field.id}-label`}>
        {label}
      </span>
      <div className="field-control one-of">
        {options.map(({ value, label: word }, at) => {
          const chosen = field.value.includes(value);
          return (
            <label key={value} className={chosen ? "chosen" : ""}>
              <input
                type="checkbox"
                id={at === 0 ? field.id : undefined}
                data-field={at === 0 ? field.name : undefined}
                aria-describedby={at === 0 ? said : undefined}
                checked={chosen}
                onChange={(event) =>
                  field.change(
                    event.currentTarget.checked
                      ? [...field.value, value]
                      : field.value.filter((each) => each !== value),
                  )
                }
                onBlur={field.leave}
              />
              {word}
            </label>
          );
        })}
        <p id={said} className="field-said problem" aria-live="polite">
          {field.problem}
        </p>
      </div>
    </div>
  );
}
