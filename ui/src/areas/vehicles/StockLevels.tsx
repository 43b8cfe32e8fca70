// How many cars of a series or a version are to be free to sell at least 库存下限: what stands against each level, the
// number that may be changed or cleared, and one more.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SeriesChoice, StockLevelRow } from "../../bindings/rpc";
import { Choice } from "../../components/form/Choice";
import { controlProps, Field } from "../../components/form/Field";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, useWholeNumber } from "../../components/form/fields";
import { type FieldBinding, useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { DeskError, errorOf, submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { nameOfLevel, searchOfLevel } from "../../lib/stockLevels";
import { saveStockLevels } from "./actions";

interface Values {
  /** By the level's id; nothing takes it away. */
  least: Readonly<Record<string, number | null>>;
  series: string | null;
  model: string | null;
  newLeast: number | null;
}

export function StockLevels({ onClose }: { onClose: () => void }) {
  const levels = useDesk("vehicles.levels", {});
  const choices = useDesk("vehicles.level_choices", {});
  if (levels.isError) return <Problem thrown={levels.error} />;
  if (choices.isError) return <Problem thrown={choices.error} />;
  if (levels.data === undefined || choices.data === undefined) return <Skeleton />;
  const set = levels.data.levels;
  // What is set anew begins the form anew; what happens to the cars does not.
  const key = set.map(({ id, least }) => `${id} ${least}`).sort();
  return <LevelsForm key={key.join()} levels={set} choices={choices.data} onClose={onClose} />;
}

/** Gives a command; what it says of a field is said beside the field of the form that has its number. */
async function give(
  level: { series: string; model: string | null; least: number | null },
  fieldOf: (name: string) => string,
) {
  try {
    await submit({ type: "SetStockLevel", ...level });
  } catch (thrown) {
    const error = errorOf(thrown);
    throw new DeskError({ ...error, field: error.field === null ? null : fieldOf(error.field) });
  }
}

interface Props {
  levels: readonly StockLevelRow[];
  choices: readonly SeriesChoice[];
  onClose: () => void;
}

function LevelsForm({ levels, choices, onClose }: Props) {
  const { t } = useTranslation("vehicles");
  const said = useCatalogueWords();
  const may = useRight("editStock");
  const [adding, setAdding] = useState<"yes" | "no">("no");
  const form = useForm<Values>({
    form: "vehicles.levels",
    record: null,
    start: {
      least: Object.fromEntries(levels.map(({ id, least }) => [id, least])),
      series: null,
      model: null,
      newLeast: null,
    },
    required: adding === "yes" ? { series: t("levels.series"), newLeast: t("levels.least") } : {},
    save: async ({ least, series, model, newLeast }) => {
      for (const level of levels) {
        const wanted = least[level.id] ?? null;
        if (wanted === level.least) continue;
        await give({ series: level.series, model: level.model, least: wanted }, () => `least.${level.id}`);
      }
      if (series !== null) {
        await give({ series, model, least: newLeast }, (name) => (name === "least" ? "newLeast" : name));
      }
      say(t("levels.saved"));
    },
  });
  const { values } = form;
  const begun = values.series !== null || values.newLeast !== null ? "yes" : "no";
  if (begun !== adding) setAdding(begun);
  const versions = choices.find(({ series }) => series === values.series)?.versions ?? [];
  const short = levels.filter((level) => level.short > 0).length;
  return (
    <Form
      form={form}
      title={t("action.levels")}
      action={saveStockLevels}
      whyNot={may ? null : t("mayNotSetLevels")}
      onClose={onClose}
    >
      <p className="muted">{short > 0 ? t("levels.shortOf", { count: short }) : t("levels.about")}</p>
      {levels.length > 0 && (
        <FormGroup title={t("levels.set")}>
          {levels.map((level) => (
            <LevelField
              key={level.id}
              level={level}
              name={level.brand === "" ? t("levels.gone") : nameOfLevel(level, said)}
              field={form.part(`least.${level.id}`, values.least[level.id] ?? null, (least) =>
                form.change({ least: { ...values.least, [level.id]: least } }),
              )}
            />
          ))}
        </FormGroup>
      )}
      <FormGroup title={t("levels.add")}>
        <Choice
          field={{
            ...form.field("series"),
            change: (series) => form.change({ series, model: null }),
          }}
          label={t("levels.series")}
          hint={choices.length === 0 ? t("levels.noCatalogue") : undefined}
          options={choices.map(({ series, label }) => ({ value: series, label }))}
        />
        <Choice
          field={form.field("model")}
          label={t("levels.version")}
          hint={t("levels.versionHint")}
          options={versions.map(({ model, label }) => ({ value: model, label }))}
        />
        <NumberField field={form.field("newLeast")} label={t("levels.least")} unit={t("levels.cars")} />
      </FormGroup>
    </Form>
  );
}

interface LevelProps {
  level: StockLevelRow;
  name: string;
  field: FieldBinding<number | null>;
}

/** One level: its number, the way to its cars, and what stands against it. */
function LevelField({ level, name, field }: LevelProps) {
  const { t } = useTranslation("vehicles");
  const number = useWholeNumber(field);
  const { free, allocated, onTheWay } = level.onHand;
  const stands = t("levels.stands", { free, allocated, onTheWay });
  const lacking = level.short > 0 ? t("levels.lacking", { stands, count: level.short }) : null;
  return (
    <Field
      field={{ ...field, warning: lacking }}
      label={name}
      hint={level.brand === "" ? t("levels.goneHint") : stands}
    >
      <span className="with-unit">
        <input
          {...controlProps(field)}
          type="text"
          inputMode="numeric"
          className="input number tiny"
          autoComplete="off"
          value={number.text}
          onChange={(event) => number.onChange(event.target.value)}
          onBlur={number.onLeave}
        />
        <span className="muted">{t("levels.cars")}</span>
        {level.brand !== "" && (
          <button
            type="button"
            className="link"
            onClick={() => navigate("vehicles", ["levels"], { search: searchOfLevel(level) })}
          >
            {t("levels.look")}
            <span className="hidden-words">{name}</span>
          </button>
        )}
      </span>
    </Field>
  );
}
