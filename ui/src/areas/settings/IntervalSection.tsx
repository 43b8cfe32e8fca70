// How far apart services lie: the interval for all cars, and those that makers name for a brand, a series or a version,
// each set from a day on. The narrowest that fits a car holds.
import { useTranslation } from "react-i18next";
import type { IntervalRow, IntervalsKnown } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Problem, Skeleton, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { setMakerInterval, toLook } from "./actions";

interface Values {
  brand: string;
  series: string;
  version: string;
  km: number | null;
  months: number | null;
  validFrom: string | null;
}

export function IntervalSection() {
  const answer = useDesk("service_due.intervals", {});
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  // After one is set the form is empty for the next.
  return <IntervalForm key={answer.data.makers.length} known={answer.data} />;
}

function IntervalForm({ known }: { known: IntervalsKnown }) {
  const { t } = useTranslation("settings");
  const { intervalKm, intervalMonths } = known.base;
  const form = useForm<Values>({
    form: "settings.intervals",
    record: null,
    start: { brand: "", series: "", version: "", km: null, months: null, validFrom: known.date },
    required: { brand: t("intervals.brand"), validFrom: t("intervals.validFrom") },
    named: { intervalKm: "km", intervalMonths: "months" },
    save: async (values) => {
      await submit({
        type: "SetMakerInterval",
        interval: newId(),
        brand: values.brand,
        series: values.series,
        version: values.version,
        validFrom: values.validFrom ?? known.date,
        intervalKm: values.km,
        intervalMonths: values.months,
      });
      say(t("intervals.saved", { cars: [values.brand, values.series, values.version].filter(Boolean).join(" ") }));
    },
  });
  return (
    <Form form={form} title={t("section.intervals")} action={setMakerInterval} onClose={toLook}>
      <p>{t("intervals.about", { km: intervalKm, months: intervalMonths })}</p>
      <FormGroup title={t("intervals.cars")}>
        <TextField field={form.field("brand")} label={t("intervals.brand")} />
        <TextField field={form.field("series")} label={t("intervals.series")} hint={t("intervals.seriesHint")} />
        <TextField field={form.field("version")} label={t("intervals.version")} hint={t("intervals.versionHint")} />
      </FormGroup>
      <FormGroup title={t("intervals.apart")}>
        <NumberField
          field={form.field("km")}
          label={t("intervals.km")}
          unit={t("intervals.kmUnit")}
          hint={t("intervals.emptyHint")}
        />
        <NumberField field={form.field("months")} label={t("intervals.months")} unit={t("intervals.monthsUnit")} />
        <DateField field={form.field("validFrom")} label={t("intervals.validFrom")} />
      </FormGroup>
      {known.makers.length > 0 && <Makers makers={known.makers} />}
    </Form>
  );
}

function Makers({ makers }: { makers: readonly IntervalRow[] }) {
  const { t } = useTranslation("settings");
  return (
    <section>
      <h3>{t("intervals.known")}</h3>
      <table className="dense" aria-label={t("intervals.known")}>
        <thead>
          <tr>
            <th scope="col">{t("intervals.cars")}</th>
            <th scope="col">{t("intervals.apart")}</th>
            <th scope="col">{t("intervals.validFrom")}</th>
          </tr>
        </thead>
        <tbody>
          {makers.map((maker) => (
            <tr key={maker.id}>
              <td>{[maker.brand, maker.series, maker.version].filter(Boolean).join(" ")}</td>
              <td>
                {maker.intervalKm === null
                  ? t("intervals.wider")
                  : t("intervals.either", { km: maker.intervalKm, months: maker.intervalMonths })}
              </td>
              <td>
                <When at={maker.validFrom} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
