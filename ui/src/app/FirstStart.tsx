// The first start of this desk: try it with sample data, found a dealership of one's own, or join one.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LogoField } from "../components/LogoField";
import { sayError } from "../lib/errors";
import { act, errorOf, query } from "../lib/ipc";
import { settings } from "../lib/settings";
import { EntryField } from "./EntryField";
import { EntryScreen } from "./EntryScreen";
import { Joining } from "./Joining";
import { refreshSession } from "./session";

type Step = "choose" | "new" | "join";

export function FirstStart() {
  const [step, setStep] = useState<Step>("choose");
  // A window that was opened anew shows the code that is still waiting.
  useEffect(() => {
    query("sync.join_state", {})
      .then(({ stage }) => stage !== "nothing" && setStep("join"))
      .catch(() => undefined);
  }, []);
  switch (step) {
    case "choose":
      return <Choose onNew={() => setStep("new")} onJoin={() => setStep("join")} />;
    case "new":
      return <Found onBack={() => setStep("choose")} />;
    case "join":
      return <Joining onBack={() => setStep("choose")} />;
  }
}

function Choose({ onNew, onJoin }: { onNew: () => void; onJoin: () => void }) {
  const { t } = useTranslation("entry");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [passphrase, setPassphrase] = useState<string | null>(null);

  const train = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act("store.create_training", {
        language: settings.get().language,
        filled: "sample",
        ...(passphrase === null ? {} : { passphrase }),
      });
      await refreshSession();
    } catch (thrown) {
      const error = errorOf(thrown);
      if (error.field === "passphrase" && passphrase === null) setPassphrase("");
      setProblem(sayError(error));
    }
    setBusy(false);
  };

  return (
    <EntryScreen above="Forecourt" title={t("firstStart.title")}>
      <div className="ways">
        {/* biome-ignore lint/a11y/noAutofocus: the first way on a screen that has nothing else */}
        <button type="button" className="way" onClick={train} aria-busy={busy} autoFocus>
          <strong>{t("firstStart.training.title")}</strong>
          <span className="muted">{busy ? t("firstStart.creating") : t("firstStart.training.about")}</span>
        </button>
        {passphrase !== null && (
          <form
            className="entry-form"
            onSubmit={(event) => {
              event.preventDefault();
              void train();
            }}
          >
            <EntryField
              name="passphrase"
              label={t("firstStart.passphrase")}
              hint={t("firstStart.passphraseHint")}
              value={passphrase}
              problem={problem ?? undefined}
              first
              onChange={(value) => {
                setPassphrase(value);
                setProblem(null);
              }}
            />
          </form>
        )}
        <button type="button" className="way" onClick={onNew}>
          <strong>{t("firstStart.new.title")}</strong>
          <span className="muted">{t("firstStart.new.about")}</span>
        </button>
        <button type="button" className="way" onClick={onJoin}>
          <strong>{t("firstStart.join.title")}</strong>
          <span className="muted">{t("firstStart.join.about")}</span>
        </button>
      </div>
      <p className="problem" role="alert">
        {passphrase === null && problem}
      </p>
    </EntryScreen>
  );
}

interface Founding {
  name: string;
  code: string;
  personName: string;
  signInName: string;
  password: string;
  repeat: string;
  /** Asked for only where the system has no keyring. */
  passphrase: string;
}

type FieldName = keyof Founding;

const EMPTY: Founding = {
  name: "",
  code: "",
  personName: "",
  signInName: "",
  password: "",
  repeat: "",
  passphrase: "",
};
const ORDER: FieldName[] = ["name", "code", "personName", "signInName", "password", "repeat"];
const KEPT = "forecourt.founding";

/** The desk names fields of the command; the form shows the administrator's name apart from the store's. */
const FIELD_OF: Record<string, FieldName> = {
  name: "name",
  code: "code",
  "administrator.name": "personName",
  "administrator.signInName": "signInName",
  signInName: "signInName",
  "administrator.password": "password",
  password: "password",
  passphrase: "passphrase",
};

/** There is no store yet that could keep a draft, so this window does; passwords are never part of it. */
function kept(): Founding {
  try {
    const stored = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Founding>;
    return { ...EMPTY, ...stored, password: "", repeat: "", passphrase: "" };
  } catch {
    return EMPTY;
  }
}

function Found({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation("entry");
  const [values, setValues] = useState(kept);
  const [problems, setProblems] = useState<Partial<Record<FieldName | "all" | "logo", string>>>({});
  const [logo, setLogo] = useState<{ content: string; picture: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [keyring, setKeyring] = useState<"there" | "absent">("there");
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const { name, code, personName, signInName } = values;
    localStorage.setItem(KEPT, JSON.stringify({ name, code, personName, signInName }));
  }, [values]);

  const focus = (name: FieldName) => form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();

  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = ORDER.filter((name) => values[name].trim() === "");
    const found: typeof problems = Object.fromEntries(missing.map((name) => [name, t("firstStart.missing")]));
    if (missing.length === 0 && values.password !== values.repeat) found.repeat = t("firstStart.repeatDiffers");
    setProblems(found);
    const first = ORDER.find((name) => found[name] !== undefined);
    if (first !== undefined) return focus(first);
    setBusy(true);
    try {
      await act("store.create", {
        name: values.name.trim(),
        code: values.code.trim().toUpperCase(),
        administrator: {
          name: values.personName.trim(),
          signInName: values.signInName.trim(),
          password: values.password,
        },
        ...(logo ? { logo: logo.content } : {}),
        ...(keyring === "absent" ? { passphrase: values.passphrase } : {}),
      });
      localStorage.removeItem(KEPT);
      await refreshSession();
    } catch (thrown) {
      const error = errorOf(thrown);
      const field = error.field === null ? undefined : FIELD_OF[error.field];
      if (field === "passphrase") setKeyring("absent");
      setProblems({ [error.field === "logo" ? "logo" : (field ?? "all")]: sayError(error) });
      if (field) focus(field);
    }
    setBusy(false);
  };

  const field = (name: FieldName, hint?: string) => (
    <EntryField
      name={name}
      label={t(`firstStart.${name}`)}
      hint={hint}
      value={values[name]}
      problem={problems[name]}
      first={name === "name"}
      onChange={(value) => {
        setValues((before) => ({ ...before, [name]: value }));
        setProblems(({ [name]: _settled, ...others }) => others);
      }}
    />
  );

  return (
    <EntryScreen above="Forecourt" title={t("firstStart.new.title")} width="wide">
      <form ref={form} className="entry-form founding" onSubmit={create} noValidate>
        <h2>{t("firstStart.store")}</h2>
        {field("name", t("firstStart.nameHint"))}
        {field("code", t("firstStart.codeHint"))}
        <LogoField
          picture={logo?.picture ?? null}
          problem={problems.logo ?? null}
          onTake={(content, picture) => {
            setProblems(({ logo: _settled, ...others }) => others);
            setLogo({ content, picture });
          }}
          onRemove={() => {
            setProblems(({ logo: _settled, ...others }) => others);
            setLogo(null);
          }}
        />
        <h2>{t("firstStart.administrator")}</h2>
        {field("personName")}
        {field("signInName", t("firstStart.signInNameHint"))}
        {field("password", t("firstStart.passwordHint"))}
        {field("repeat")}
        {keyring === "absent" && field("passphrase", t("firstStart.passphraseHint"))}
        <p className="problem" role="alert">
          {problems.all}
        </p>
        <div className="entry-buttons">
          <button type="button" className="button" onClick={onBack}>
            {t("firstStart.back")}
          </button>
          <button type="submit" className="button primary" aria-busy={busy}>
            {busy ? t("firstStart.creating") : t("firstStart.create")}
          </button>
        </div>
      </form>
    </EntryScreen>
  );
}
