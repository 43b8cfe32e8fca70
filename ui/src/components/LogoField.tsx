// The house's logo: chosen from a file, seen at once, taken away again. The desk decides whether it is one.
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileButton } from "./FileButton";
import "./logo.css";

interface Props {
  /** The picture there is, as an address that an image can show; null without one. */
  picture: string | null;
  problem: string | null;
  /** Where it will be seen, where that is not plain. */
  hint?: string;
  /** The file's content in base64, and the same as an address for an image. */
  onTake: (content: string, picture: string) => void;
  onRemove: () => void;
}

/** What is larger is refused by the desk too; said here, nobody waits for a film to be read. */
const LARGEST = 2 * 1024 * 1024;

function read(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export function LogoField({ picture, problem, hint = "", onTake, onRemove }: Props) {
  const { t } = useTranslation("entry");
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > LARGEST) {
      setFault(t("refusal.logoTooLarge", { most: LARGEST / 1024 / 1024 }));
      return;
    }
    setFault(null);
    const address = await read(chosen);
    onTake(address.replace(/^data:[^,]*,/, ""), address);
  };
  const remove = () => {
    setFault(null);
    file.current?.focus();
    onRemove();
  };
  const said = fault ?? problem;
  return (
    <div className="logo-field">
      <label htmlFor={id}>{t("firstStart.logo")}</label>
      <span className="logo-choice">
        {picture !== null && <img className="logo-seen" src={picture} alt={t("firstStart.logo")} />}
        <FileButton
          words={t(picture === null ? "firstStart.logoChoose" : "firstStart.logoOther")}
          ref={file}
          id={id}
          accept="image/png,image/jpeg"
          aria-describedby={`${id}-said`}
          aria-invalid={said !== null}
          onTake={(chosen) => void take(chosen).catch(() => setFault(t("refusal.logoUnreadable")))}
        />
        {picture !== null && (
          <button type="button" className="link" onClick={remove}>
            {t("firstStart.logoRemove")}
          </button>
        )}
      </span>
      <p id={`${id}-said`} className={said === null ? "muted" : "problem"} aria-live="polite">
        {said ?? `${t("firstStart.logoHint")} ${hint}`}
      </p>
    </div>
  );
}
