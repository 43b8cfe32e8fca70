// The model of a car in words, found in the catalogue by typing (pinyin initials too); what the catalogue does not have
// is simply written. The chosen version is named under the field, with the way to its sheet.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueChoice } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { formatFen } from "../lib/money";
import { Choice } from "./form/Choice";
import type { FieldBinding } from "./form/useForm";
import { ModelChip, useFigures } from "./ModelChip";

const SHOWN = 20;

interface Props {
  field: FieldBinding<string>;
  label: string;
  hint?: string;
  /** The version that stands now; null where the words are nobody's version. */
  model: string | null;
  /** Something else was written. */
  onWrite: (text: string) => void;
  onTake: (version: CatalogueChoice) => void;
}

export function ModelChoice({ field, label, hint, model, onWrite, onTake }: Props) {
  const { t } = useTranslation("catalogue");
  const figures = useFigures();
  const [typed, setTyped] = useState("");
  const found = useDesk("catalogue.choices", { text: typed, limit: SHOWN });
  const choices = found.data?.choices ?? [];
  return (
    <>
      <Choice
        field={{ ...field, change: (text) => onWrite(text ?? "") }}
        label={label}
        hint={hint}
        options={choices.map((choice) => ({
          value: choice.id,
          label: choice.label,
          detail: [
            formatFen(choice.guidePrice),
            figures(choice),
            ...(choice.illustrative === "illustrative" ? [t("illustrative")] : []),
          ].join(" · "),
        }))}
        onType={setTyped}
        free="yes"
        onChoose={({ value }) => {
          const version = choices.find((each) => each.id === value);
          if (version) onTake(version);
        }}
      />
      {model !== null && <ModelOfForm id={model} />}
    </>
  );
}

/** The chosen version, in the column of the fields. */
export function ModelOfForm({ id }: { id: string }) {
  return (
    <div className="field">
      <span className="field-label" />
      <div className="field-control model-of-form">
        <ModelChip id={id} />
      </div>
    </div>
  );
}
