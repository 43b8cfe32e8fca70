// The rules for members' points: how many for what is spent, what one is worth, how long it lasts, and the levels. Set
// from a day on. In a group they are the group's, set by the store that keeps what the group shares.
import { useTranslation } from "react-i18next";
import type { PointsPolicies, PointsTerms, Spending } from "../../bindings/rpc";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { setPointsPolicy, toLook } from "./actions";
import { HoldsFrom, lastSet } from "./DatedRule";

const SPENDINGS: readonly Spending[] = ["car", "service", "plan"];
/** More levels than these confuse a customer. */
const LEVELS = ["1", "2", "3", "4"] as const;

type Level = (typeof LEVELS)[number];
type Values = Record<`rate_${Spending}` | `from${Level}` | `percent${Level}`, number | null> &
  Record<`name${Level}`, string> & {
    fenPerPoint: number | null;
    months: number | null;
    validFrom: string | null;
  };

export function PointsSection() {
  const answer = useDesk("members.policies", {});
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  return <PointsForm key={lastSet(answer.data)} known={answer.data} />;
}

/** The latest version is what the next one changes; a house that has none begins with a usual one. */
function termsSoFar(known: PointsPolicies, names: readonly string[]): PointsTerms {
  const usual: PointsTerms = {
    rates: [
      { spending: "car", perHundredYuan: 1 },
      { spending: "service", perHundredYuan: 100 },
      { spending: "plan", perHundredYuan: 50 },
    ],
    fenPerPoint: 1,
    months: 24,
    levels: names.map((name, at) => ({ name, fromPoints: at * 2_000, earnsPercent: 100 + at * 10 })),
  };
  return known.versions[0]?.terms ?? known.today ?? usual;
}

function startOf(known: PointsPolicies, names: readonly string[]): Values {
  const terms = termsSoFar(known, names);
  const rates = SPENDINGS.map((spending): [string, number] => [
    `rate_${spending}`,
    terms.rates.find((rate) => rate.spending === spending)?.perHundredYuan ?? 0,
  ]);
  const levels = LEVELS.flatMap((level, at): [string, string | number | null][] => {
    const found = terms.levels[at];
    return [
      [`name${level}`, found?.name ?? ""],
      [`from${level}`, found?.fromPoints ?? null],
      [`percent${level}`, found?.earnsPercent ?? 100],
    ];
  });
  return {
    ...(Object.fromEntries([...rates, ...levels]) as Values),
    fenPerPoint: terms.fenPerPoint,
    months: terms.months,
    validFrom: known.date,
  };
}

function termsOf(values: Values): PointsTerms {
  return {
    rates: SPENDINGS.map((spending) => ({ spending, perHundredYuan: values[`rate_${spending}`] ?? 0 })),
    fenPerPoint: values.fenPerPoint ?? 0,
    months: values.months,
    levels: LEVELS.filter((level) => values[`name${level}`].trim() !== "").map((level) => ({
      name: values[`name${level}`],
      fromPoints: values[`from${level}`] ?? 0,
      earnsPercent: values[`percent${level}`] ?? 100,
    })),
  };
}

function PointsForm({ known }: { known: PointsPolicies }) {
  const { t } = useTranslation("settings");
  const usualNames = [t("points.usual.first"), t("points.usual.second"), t("points.usual.third")];
  const form = useForm<Values>({
    form: "settings.points",
    record: null,
    start: startOf(known, usualNames),
    required: { fenPerPoint: t("points.fenPerPoint"), validFrom: t("points.validFrom") },
    named: {
      "terms.rates": "rate_car",
      "terms.fenPerPoint": "fenPerPoint",
      "terms.months": "months",
      "terms.levels": "name1",
    },
    save: async (values) => {
      const validFrom = values.validFrom ?? known.date;
      await submit({
        type: "SetPointsPolicy",
        policy: newId(),
        group: known.group ?? undefined,
        validFrom,
        terms: termsOf(values),
      });
      say(t("points.saved", { on: validFrom }));
    },
  });
  const whyNot = known.part === "keeps" ? null : t("points.keptElsewhere", { group: known.groupName });
  return (
    <Form form={form} title={t("section.points")} action={setPointsPolicy} whyNot={whyNot} onClose={toLook}>
      <p>{known.group === null ? t("points.ofHouse") : t("points.ofGroup", { group: known.groupName })}</p>
      <FormGroup title={t("points.earned")}>
        {SPENDINGS.map((spending) => (
          <NumberField
            key={spending}
            field={form.field(`rate_${spending}`)}
            label={t(`members:spending.${spending}`)}
            unit={t("points.perHundredYuan")}
          />
        ))}
      </FormGroup>
      <FormGroup title={t("points.used")}>
        <NumberField field={form.field("fenPerPoint")} label={t("points.fenPerPoint")} unit={t("points.fen")} />
        <NumberField
          field={form.field("months")}
          label={t("points.months")}
          unit={t("points.monthsUnit")}
          hint={t("points.monthsHint")}
        />
      </FormGroup>
      {LEVELS.map((level) => (
        <FormGroup key={level} title={t("points.level", { level })}>
          <TextField field={form.field(`name${level}`)} label={t("points.levelName")} maxLength={20} />
          <NumberField
            field={form.field(`from${level}`)}
            label={t("points.levelFrom")}
            unit={t("points.levelFromUnit")}
          />
          <NumberField field={form.field(`percent${level}`)} label={t("points.levelEarns")} unit="%" />
        </FormGroup>
      ))}
      <HoldsFrom
        title={t("points.when")}
        label={t("points.validFrom")}
        hint={t("points.validFromHint")}
        validFrom={form.field("validFrom")}
        versions={known.versions}
      />
    </Form>
  );
}
