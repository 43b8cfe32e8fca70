// Asked once, for what cannot be undone: the question holds the consequence, the buttons hold the verbs.
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "../lib/store";
import { Dialog } from "./Dialog";

interface Question {
  /** "作废收据 R-0012，单号不再使用。" */
  question: string;
  consequence: string;
  /** The verb of the thing itself, never "OK". */
  verb: string;
  look?: "danger" | "plain";
}

interface Asked extends Question {
  answer: (answer: "yes" | "no") => void;
}

const asked = createStore<Asked | null>(null);

/** Asks and waits for the answer. */
export function confirm(question: Question): Promise<"yes" | "no"> {
  return new Promise((resolve) => {
    asked.get()?.answer("no");
    asked.set({
      ...question,
      answer: (answer) => {
        asked.set(null);
        resolve(answer);
      },
    });
  });
}

/** Where the question appears; stands once in the frame. */
export function Confirm() {
  const { t } = useTranslation("common");
  const question = useStore(asked);
  if (question === null) return null;
  return (
    <Dialog
      title={question.question}
      onClose={() => question.answer("no")}
      foot={
        <>
          <button type="button" className="button" onClick={() => question.answer("no")}>
            {t("confirm.no")}
          </button>
          <button
            type="button"
            className={question.look === "plain" ? "button primary" : "button danger"}
            // biome-ignore lint/a11y/noAutofocus: the question waits for exactly this answer
            autoFocus={question.look === "plain"}
            onClick={() => question.answer("yes")}
          >
            {question.verb}
          </button>
        </>
      }
    >
      <div className="dialog-body">
        <p>{question.consequence}</p>
      </div>
    </Dialog>
  );
}
