// What the house sets for test drives: the rules, the routes, and what has to be known of each demonstrator.
import { useTranslation } from "react-i18next";
import type { DemoCarRow, DriveCover, DriveRoute, DriveSettings, DriveTerms, Gearbox } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, PlateField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Problem, Skeleton, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { declareAction, useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { parseTime } from "../../lib/time";
import { saveCar, saveRoute, saveRules } from "./actions";

const leave = declareAction({
  id: "testDrives.setUp.close",
  label: "common:action.close",
  keys: ["Escape"],
  group: "screen",
  palette: "hidden",
});

interface Props {
  part: string | null;
  id: string | null;
  onClose: () => void;
}

export function SetUp({ part, id, onClose }: Props) {
  const answer = useDesk("test_drives.settings", {});
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  const known = answer.data;
  const back = () => navigate("test-drives", ["set-up"]);
  if (part === "rules") return <RulesForm known={known} onClose={back} />;
  if (part === "route") {
    return <RouteForm key={id} route={known.routes.find((route) => route.id === id) ?? null} onClose={back} />;
  }
  const row = part === "car" ? known.cars.find(({ car }) => car.id === id) : undefined;
  if (row !== undefined) return <CarForm key={id} row={row} onClose={back} />;
  return <Overview known={known} onClose={onClose} />;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function Overview({ known, onClose }: { known: DriveSettings; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const said = useCatalogueWords();
  const mayRule = useRight("editPolicies");
  const mayStock = useRight("editStock");
  useAction(leave, onClose);
  const { today } = known;
  return (
    <div className="drive-set-up">
      <h1>{t("action.openSetUp")}</h1>
      <section>
        <h2>{t("setUp.rules")}</h2>
        <p>
          {t("setUp.rulesNow", {
            opens: clock(today.opensAtMinute),
            closes: clock(today.closesAtMinute),
            buffer: today.bufferMinutes,
            longest: today.longestMinutes,
            kept: today.licenceKeptDays,
          })}
        </p>
        {known.versions.map((version) => (
          <p key={version.setAt} className="muted">
            {t("setUp.from")} <When at={version.validFrom} /> · {t("setUp.setAt")} <When at={version.setAt} />
          </p>
        ))}
        {mayRule && (
          <button type="button" className="button" onClick={() => navigate("test-drives", ["set-up", "rules"])}>
            {t("setUp.changeRules")}
          </button>
        )}
      </section>
      <section>
        <h2>{t("setUp.routes")}</h2>
        {known.routes.length === 0 && <p className="muted">{t("noRoutes")}</p>}
        <ul>
          {known.routes.map((route) => (
            <li key={route.id}>
              {mayStock ? (
                <button
                  type="button"
                  className="link"
                  onClick={() => navigate("test-drives", ["set-up", "route", route.id])}
                >
                  {route.name}
                </button>
              ) : (
                route.name
              )}{" "}
              <span className="muted">
                {t("routeLength", { km: route.lengthHm / 10, minutes: route.minutes })} {t(`routeState.${route.state}`)}
              </span>
            </li>
          ))}
        </ul>
        {mayStock && (
          <button type="button" className="button" onClick={() => navigate("test-drives", ["set-up", "route", "new"])}>
            {t("setUp.addRoute")}
          </button>
        )}
      </section>
      <section>
        <h2>{t("setUp.cars")}</h2>
        {known.cars.length === 0 && <p className="muted">{t("noCars")}</p>}
        <ul>
          {known.cars.map(({ car, particulars }) => (
            <li key={car.id}>
              {mayStock ? (
                <button
                  type="button"
                  className="link"
                  onClick={() => navigate("test-drives", ["set-up", "car", car.id])}
                >
                  {said(car.description)} {car.plate || car.stockNumber}
                </button>
              ) : (
                `${said(car.description)} ${car.plate || car.stockNumber}`
              )}{" "}
              {particulars === null ? (
                <span className="problem">{t("missing.carParticulars")}</span>
              ) : (
                <span className={car.mayGo ? "muted" : "problem"}>
                  {t(`gearbox.${particulars.gearbox}`)} ·{" "}
                  {t("setUp.insuredUntil", { on: particulars.insuredUntil ?? "" })}
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface RouteValues {
  name: string;
  description: string;
  km: string;
  minutes: number | null;
  state: DriveRoute["state"];
}

function RouteForm({ route, onClose }: { route: DriveRoute | null; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const may = useRight("editStock");
  const form = useForm<RouteValues>({
    form: "testDrives.route",
    record: route?.id ?? null,
    start: {
      name: route?.name ?? "",
      description: route?.description ?? "",
      km: route === null ? "" : String(route.lengthHm / 10),
      minutes: route?.minutes ?? null,
      state: route?.state ?? "inUse",
    },
    required: { name: t("column.routeName"), km: t("column.routeKm"), minutes: t("column.minutes") },
    named: { lengthHm: "km" },
    save: async (values) => {
      await submit({
        type: "SetDriveRoute",
        route: route?.id ?? newId(),
        name: values.name,
        description: values.description,
        lengthHm: Math.round(Number(values.km.normalize("NFKC").replace(",", ".")) * 10) || 0,
        minutes: values.minutes ?? 0,
        state: values.state,
      });
      say(t("setUp.saved"));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={route?.name ?? t("setUp.addRoute")}
      action={saveRoute}
      whyNot={may ? null : t("mayNotSetUp")}
      onClose={onClose}
    >
      <FormGroup title={t("column.route")}>
        <TextField field={form.field("name")} label={t("column.routeName")} />
        <TextField field={form.field("description")} label={t("column.routeWay")} hint={t("hint.routeWay")} />
        <TextField field={form.field("km")} label={t("column.routeKm")} hint={t("hint.routeKm")} />
        <NumberField field={form.field("minutes")} label={t("column.minutes")} unit={t("minutes")} />
        <OneOf
          field={form.field("state")}
          label={t("column.state")}
          options={(["inUse", "retired"] as const).map((value) => ({ value, label: t(`routeState.${value}`) }))}
        />
      </FormGroup>
    </Form>
  );
}

const COVERS: readonly DriveCover[] = ["compulsory", "damage", "liability"];

type Held = "yes" | "no";

interface CarValues extends Record<DriveCover, Held> {
  gearbox: Gearbox;
  plate: string;
  temporaryPlate: string;
  temporaryUntil: string | null;
  insuredUntil: string | null;
}

function CarForm({ row, onClose }: { row: DemoCarRow; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const said = useCatalogueWords();
  const may = useRight("editStock");
  const known = row.particulars;
  const held = (cover: DriveCover): Held => (known === null || known.covers.includes(cover) ? "yes" : "no");
  const form = useForm<CarValues>({
    form: "testDrives.car",
    record: row.car.id,
    start: {
      gearbox: known?.gearbox ?? "automatic",
      plate: known?.plate ?? "",
      temporaryPlate: known?.temporaryPlate ?? "",
      temporaryUntil: known?.temporaryUntil ?? null,
      insuredUntil: known?.insuredUntil ?? null,
      compulsory: held("compulsory"),
      damage: held("damage"),
      liability: held("liability"),
    },
    required: { insuredUntil: t("column.insuredUntil") },
    save: async (values) => {
      await submit({
        type: "RegisterDemoCar",
        vehicle: row.car.id,
        gearbox: values.gearbox,
        plate: values.plate,
        temporaryPlate: values.temporaryPlate,
        temporaryUntil: values.temporaryUntil,
        covers: COVERS.filter((cover) => values[cover] === "yes"),
        insuredUntil: values.insuredUntil,
      });
      say(t("setUp.saved"));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${said(row.car.description)} ${row.car.stockNumber}`}
      action={saveCar}
      whyNot={may ? null : t("mayNotSetUp")}
      onClose={onClose}
    >
      <FormGroup title={t("setUp.car")}>
        <OneOf
          field={form.field("gearbox")}
          label={t("column.gearbox")}
          options={(["automatic", "manual"] as const).map((value) => ({ value, label: t(`gearbox.${value}`) }))}
        />
        <PlateField field={form.field("plate")} label={t("column.plate")} />
        <TextField
          field={form.field("temporaryPlate")}
          label={t("column.temporaryPlate")}
          hint={t("hint.temporaryPlate")}
        />
        <DateField field={form.field("temporaryUntil")} label={t("column.temporaryUntil")} />
      </FormGroup>
      <FormGroup title={t("setUp.insurance")}>
        {COVERS.map((cover) => (
          <OneOf
            key={cover}
            field={form.field(cover)}
            label={t(`cover.${cover}`)}
            options={(["yes", "no"] as const).map((value) => ({ value, label: t(`coverHeld.${value}`) }))}
          />
        ))}
        <DateField field={form.field("insuredUntil")} label={t("column.insuredUntil")} />
      </FormGroup>
    </Form>
  );
}

interface RuleValues {
  opens: string;
  closes: string;
  grid: number | null;
  buffer: number | null;
  usual: number | null;
  longest: number | null;
  furthest: number | null;
  kept: number | null;
  under: number | null;
  from: number | null;
  validFrom: string | null;
}

function minuteOf(time: string): number {
  if (time.trim() === "24:00") return 24 * 60;
  const [hour, minute] = (parseTime(time) ?? "00:00").split(":");
  return Number(hour) * 60 + Number(minute);
}

function termsOf(values: RuleValues): DriveTerms {
  return {
    opensAtMinute: minuteOf(values.opens),
    closesAtMinute: minuteOf(values.closes),
    gridMinutes: values.grid ?? 0,
    bufferMinutes: values.buffer ?? 0,
    usualMinutes: values.usual ?? 0,
    longestMinutes: values.longest ?? 0,
    furthestDays: values.furthest ?? 0,
    licenceKeptDays: values.kept ?? 0,
    cautionUnderYears: values.under ?? 0,
    cautionFromYears: values.from ?? 0,
  };
}

function RulesForm({ known, onClose }: { known: DriveSettings; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const may = useRight("editPolicies");
  // The latest version is what the next one changes, even where it holds only from next month on.
  const terms = known.versions[0]?.terms ?? known.today;
  const form = useForm<RuleValues>({
    form: "testDrives.rules",
    record: null,
    start: {
      opens: clock(terms.opensAtMinute),
      closes: clock(terms.closesAtMinute),
      grid: terms.gridMinutes,
      buffer: terms.bufferMinutes,
      usual: terms.usualMinutes,
      longest: terms.longestMinutes,
      furthest: terms.furthestDays,
      kept: terms.licenceKeptDays,
      under: terms.cautionUnderYears,
      from: terms.cautionFromYears,
      validFrom: known.date,
    },
    required: { opens: t("rule.opens"), closes: t("rule.closes"), validFrom: t("rule.validFrom") },
    named: {
      "terms.opensAtMinute": "opens",
      "terms.closesAtMinute": "closes",
      "terms.gridMinutes": "grid",
      "terms.bufferMinutes": "buffer",
      "terms.usualMinutes": "usual",
      "terms.longestMinutes": "longest",
      "terms.furthestDays": "furthest",
      "terms.licenceKeptDays": "kept",
      "terms.cautionUnderYears": "under",
      "terms.cautionFromYears": "from",
    },
    save: async (values) => {
      await submit({
        type: "SetTestDrivePolicy",
        policy: newId(),
        validFrom: values.validFrom ?? known.date,
        terms: termsOf(values),
      });
      say(t("setUp.saved"));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={t("setUp.changeRules")}
      action={saveRules}
      whyNot={may ? null : t("mayNotSetUp")}
      onClose={onClose}
    >
      <FormGroup title={t("group.when")}>
        <TextField field={form.field("opens")} label={t("rule.opens")} />
        <TextField field={form.field("closes")} label={t("rule.closes")} />
        <NumberField field={form.field("grid")} label={t("rule.grid")} unit={t("minutes")} />
        <NumberField field={form.field("buffer")} label={t("rule.buffer")} unit={t("minutes")} />
        <NumberField field={form.field("usual")} label={t("rule.usual")} unit={t("minutes")} />
        <NumberField field={form.field("longest")} label={t("rule.longest")} unit={t("minutes")} />
        <NumberField field={form.field("furthest")} label={t("rule.furthest")} unit={t("days")} />
      </FormGroup>
      <FormGroup title={t("group.licence")}>
        <NumberField field={form.field("kept")} label={t("rule.kept")} unit={t("days")} />
        <NumberField field={form.field("under")} label={t("rule.under")} unit={t("years")} />
        <NumberField field={form.field("from")} label={t("rule.from")} unit={t("years")} />
      </FormGroup>
      <FormGroup title={t("setUp.from")}>
        <DateField field={form.field("validFrom")} label={t("rule.validFrom")} hint={t("hint.validFrom")} />
      </FormGroup>
    </Form>
  );
}
