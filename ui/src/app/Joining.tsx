// Joining a dealership that is on a platform: the address is looked at and its fingerprint compared, this desk shows a
// code, an administrator lets it in at another desk, and the dealership is fetched. The sign-in then comes by itself.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JoinState, Platform, RpcError, Shown } from "../bindings/rpc";
import { useSecondsLeft } from "../lib/countdown";
import { sayError } from "../lib/errors";
import { act, errorOf, hear, query } from "../lib/ipc";
import { formatCount } from "../lib/money";
import { EntryField } from "./EntryField";
import { EntryScreen } from "./EntryScreen";

/** A fault beside its field, or of the whole where it belongs to none. */
interface Fault {
  field: string | null;
  words: string;
}

function faultOf(error: RpcError): Fault {
  return { field: error.field, words: sayError(error) };
}

export function Joining({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation("entry");
  const [state, setState] = useState<JoinState>({ stage: "nothing" });
  const [platform, setPlatform] = useState<Platform | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [keyring, setKeyring] = useState<"there" | "absent">("there");

  useEffect(() => {
    let gone = false;
    const ask = () => {
      query("sync.join_state", {})
        .then((found) => !gone && setState(found))
        .catch(() => undefined);
    };
    ask();
    const stop = hear("changed", ask);
    return () => {
      gone = true;
      stop();
    };
  }, []);

  /** Lets the code go, if there is one, and goes a step back. */
  const leave = async (then: () => void) => {
    await act("sync.leave_joining", {}).catch(() => undefined);
    setState({ stage: "nothing" });
    then();
  };

  const failed = (error: RpcError) => {
    if (error.field === "passphrase") setKeyring("absent");
    setFault(faultOf(error));
    if (error.field === "address") setPlatform(null);
  };

  switch (state.stage) {
    case "shown":
      return <Code shown={state.shown} onCancel={() => void leave(() => undefined)} />;
    case "fetching":
      return <Fetching done={state.done} total={state.total} />;
    case "failed":
      return (
        <EntryScreen above="Forecourt" title={t("join.failed")}>
          <p className="problem" role="alert">
            {sayError(state.failure)}
          </p>
          <div className="entry-buttons">
            <button
              type="button"
              className="button primary"
              // biome-ignore lint/a11y/noAutofocus: the only way on from here
              autoFocus
              onClick={() => {
                const { failure } = state;
                void leave(() => failed(failure));
              }}
            >
              {t("join.again")}
            </button>
          </div>
        </EntryScreen>
      );
    case "nothing":
      break;
  }
  if (platform === null) {
    return (
      <Look
        fault={fault?.field === "passphrase" ? null : fault}
        onBack={() => void leave(onBack)}
        onFound={(found) => {
          // What is wrong with the passphrase is said beside it, on the next screen.
          setFault((before) => (before?.field === "passphrase" ? before : null));
          setPlatform(found);
        }}
      />
    );
  }
  return (
    <Ask
      platform={platform}
      fault={fault}
      keyring={keyring}
      onBack={() => {
        setFault(null);
        setPlatform(null);
      }}
      onAsked={(shown) => {
        setFault(null);
        setState({ stage: "shown", shown });
      }}
      onFault={failed}
    />
  );
}

interface LookProps {
  fault: Fault | null;
  onBack: () => void;
  onFound: (platform: Platform) => void;
}

/** Where the platform is. */
function Look({ fault, onBack, onFound }: LookProps) {
  const { t } = useTranslation("entry");
  const [address, setAddress] = useState("");
  const [said, setSaid] = useState<string | null>(fault?.words ?? null);
  const [busy, setBusy] = useState(false);

  const look = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (address.trim() === "") return setSaid(t("firstStart.missing"));
    setBusy(true);
    try {
      onFound(await act("sync.look", { address }));
    } catch (thrown) {
      setSaid(sayError(errorOf(thrown)));
      setBusy(false);
    }
  };

  return (
    <EntryScreen above="Forecourt" title={t("join.title")} width="wide">
      <form
        className="entry-form"
        onSubmit={look}
        onKeyDown={(event) => event.key === "Escape" && !busy && onBack()}
        noValidate
      >
        <p className="muted">{t("join.about")}</p>
        <EntryField
          name="address"
          label={t("join.address")}
          hint={t("join.addressHint")}
          value={address}
          problem={said ?? undefined}
          first
          onChange={(value) => {
            setAddress(value);
            setSaid(null);
          }}
        />
        <div className="entry-buttons">
          <button type="button" className="button" onClick={onBack}>
            {t("firstStart.back")}
          </button>
          <button type="submit" className="button primary" aria-busy={busy}>
            {busy ? t("join.looking") : t("join.look")}
            <kbd>↵</kbd>
          </button>
        </div>
      </form>
    </EntryScreen>
  );
}

interface AskProps {
  platform: Platform;
  fault: Fault | null;
  keyring: "there" | "absent";
  onBack: () => void;
  onAsked: (shown: Shown) => void;
  onFault: (error: RpcError) => void;
}

/** Who is at that address, and what this desk is called. */
function Ask({ platform, fault, keyring, onBack, onAsked, onFault }: AskProps) {
  const { t } = useTranslation("entry");
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [missing, setMissing] = useState<"none" | "deskName" | "passphrase">("none");
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const ask = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const lacks =
      name.trim() === "" ? "deskName" : keyring === "absent" && passphrase === "" ? ("passphrase" as const) : "none";
    setMissing(lacks);
    if (lacks !== "none") return form.current?.querySelector<HTMLInputElement>(`[name=${lacks}]`)?.focus();
    setBusy(true);
    try {
      onAsked(
        await act("sync.join", {
          url: platform.url,
          deskName: name.trim(),
          ...(platform.authority === null ? {} : { authority: platform.authority }),
          ...(keyring === "absent" ? { passphrase } : {}),
        }),
      );
    } catch (thrown) {
      setBusy(false);
      onFault(errorOf(thrown));
    }
  };

  const said = (field: string) =>
    missing === field ? t("firstStart.missing") : fault?.field === field ? fault.words : undefined;
  const known = fault === null || fault.field === "deskName" || fault.field === "passphrase";
  return (
    <EntryScreen above="Forecourt" title={t("join.title")} width="wide">
      <form
        ref={form}
        className="entry-form"
        onSubmit={ask}
        onKeyDown={(event) => event.key === "Escape" && !busy && onBack()}
        noValidate
      >
        <p>{t("join.found", { url: platform.url })}</p>
        {platform.fingerprint === null ? (
          <p className="muted">{t("join.vouched")}</p>
        ) : (
          <>
            <p className="fingerprint">{platform.fingerprint}</p>
            <p className="muted">{t("join.compare")}</p>
          </>
        )}
        <EntryField
          name="deskName"
          label={t("join.deskName")}
          hint={t("join.deskNameHint")}
          value={name}
          problem={said("deskName")}
          first
          onChange={(value) => {
            setName(value);
            setMissing("none");
          }}
        />
        {keyring === "absent" && (
          <EntryField
            name="passphrase"
            label={t("firstStart.passphrase")}
            hint={t("firstStart.passphraseHint")}
            value={passphrase}
            problem={said("passphrase")}
            first={false}
            onChange={(value) => {
              setPassphrase(value);
              setMissing("none");
            }}
          />
        )}
        <p className="problem" role="alert">
          {known ? "" : fault?.words}
        </p>
        <div className="entry-buttons">
          <button type="button" className="button" onClick={onBack}>
            {t("firstStart.back")}
          </button>
          <button type="submit" className="button primary" aria-busy={busy}>
            {busy ? t("join.asking") : t("join.ask")}
            <kbd>↵</kbd>
          </button>
        </div>
      </form>
    </EntryScreen>
  );
}

/** The code, large, for whoever reads it to the administrator, and how long it holds. */
function Code({ shown, onCancel }: { shown: Shown; onCancel: () => void }) {
  const { t } = useTranslation("entry");
  const left = useSecondsLeft(shown.until);
  return (
    <EntryScreen above="Forecourt" title={t("join.codeTitle")} width="wide">
      <div className="joining">
        <p className="read-aloud">{shown.userCode}</p>
        <p>{t("join.codeAbout")}</p>
        <p className="muted">{t("join.waiting", { url: shown.url })}</p>
        <p className="muted">
          {left === 0
            ? t("join.ranOut")
            : t("join.left", { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, "0") })}
        </p>
        <div className="entry-buttons">
          {/* biome-ignore lint/a11y/noAutofocus: the only thing to press on this screen */}
          <button type="button" className="button" onClick={onCancel} autoFocus>
            {left === 0 ? t("join.again") : t("join.cancel")}
          </button>
        </div>
      </div>
    </EntryScreen>
  );
}

/** The dealership comes to this desk, in entries of its ledger. */
function Fetching({ done, total }: { done: number; total: number | null }) {
  const { t } = useTranslation("entry");
  const known = total !== null && total > 0;
  return (
    <EntryScreen above="Forecourt" title={t("join.fetching")} width="wide">
      <div className="joining">
        <progress aria-label={t("join.fetching")} {...(known ? { value: Math.min(done, total), max: total } : {})} />
        <p role="status">
          {known ? t("join.progress", { done: formatCount(done), total: formatCount(total) }) : t("join.beginning")}
        </p>
        <p className="muted">{t("join.fetchingAbout")}</p>
      </div>
    </EntryScreen>
  );
}
