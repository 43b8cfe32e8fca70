// A file is chosen with a button of the page's own: the browser's speaks the system's language, not the page's.
import { type ComponentProps, useId } from "react";

interface Props extends Omit<ComponentProps<"input">, "type" | "className" | "onClick" | "onChange"> {
  words: string;
  look?: "plain" | "quiet";
  onTake: (file: File | undefined) => void;
}

export function FileButton({ words, look = "plain", onTake, id, ...input }: Props) {
  const own = useId();
  return (
    <span className="file">
      <input
        {...input}
        id={id ?? own}
        type="file"
        className="hidden-words"
        // The same file may be chosen again, after it was mended.
        onClick={(event) => {
          event.currentTarget.value = "";
        }}
        onChange={(event) => onTake(event.target.files?.[0])}
      />
      <label className={look === "quiet" ? "button quiet" : "button"} htmlFor={id ?? own}>
        {words}
      </label>
    </span>
  );
}
