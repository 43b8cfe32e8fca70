// What a form holds while somebody fills it in: values, what was left with a fault, the draft, and how it is saved.
// It decides nothing: faults of sense come from the desk (`check`, or the refusal of the command itself).
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RpcError } from "../../bindings/rpc";
import { type Draft, useDraft } from "../../lib/drafts";
import { sayError } from "../../lib/errors";
import { errorOf } from "../../lib/ipc";
import { play } from "../../lib/sounds";
import type { Missing } from "../PrimaryAction";

export interface FieldBinding<Value> {
  id: string;
  name: string;
  value: Value;
  required: boolean;
  problem: string | null;
  warning: string | null;
  change: (value: Value) => void;
  /** The field is left: its fault, if it has one, may now be said. */
  leave: () => void;
  /** What was typed cannot be read as a value at all; null when it can again. */
  unreadable: (problem: string | null) => void;
}

/** A fault or a warning that belongs to a field. */
export interface Finding {
  look: "problem" | "warning";
  error: RpcError;
}

export interface FormOptions<Values> {
  /** The form's name among drafts: "vehicles.take". */
  form: string;
  /** The record that is being edited; null for a new one. */
  record: string | null;
  start: Values;
  /** Fields that must hold something, with the words for the list of what is missing, in their order. */
  required: Partial<Record<keyof Values & string, string>>;
  /** Asks the desk about the values at each pause; runs only once something was typed. */
  check?: (values: Values) => Promise<readonly Finding[]>;
  /** Where the command calls a field otherwise than the form does: `{ "cost.purchasePrice": "cost" }`. */
  named?: Readonly<Record<string, keyof Values & string>>;
  /** Gives the command. What it throws is said beside its field. */
  save: (values: Values) => Promise<void>;
}

export interface FormState<Values> {
  id: string;
  values: Values;
  field: <Name extends keyof Values & string>(name: Name) => FieldBinding<Values[Name]>;
  change: (change: Partial<Values>) => void;
  missing: readonly Missing[];
  /** A fault of the whole, that belongs to no field. */
  problem: string | null;
  busy: boolean;
  touched: boolean;
  save: () => Promise<void>;
  draft: Draft<Values>;
  restore: () => void;
}

const CHECK_AFTER = 250;

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

type ByField = Record<string, string>;

function without(all: ByField, name: string): ByField {
  const { [name]: _gone, ...others } = all;
  return others;
}

/** What a field that is there is called on the screen. */
function nameOnScreen(id: string): string | undefined {
  const control = document.getElementById(id);
  return control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement
    ? (control.labels?.[0]?.textContent ?? undefined)
    : undefined;
}

export function useForm<Values extends object>(options: FormOptions<Values>): FormState<Values> {
  const { t } = useTranslation("common");
  const id = useId();
  const [values, setValues] = useState(options.start);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [unreadable, setUnreadable] = useState<ByField>({});
  const [refused, setRefused] = useState<ByField>({});
  const [found, setFound] = useState<readonly Finding[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [touched, setTouched] = useState(false);
  const draft = useDraft<Values>(options.form, options.record);
  const { named } = options;
  // What handlers of one event must see before the next drawing.
  const current = useRef({ values, options, unreadable });
  current.current = { values, options, unreadable };

  const focus = useCallback(
    (name: string) => {
      const element = document.getElementById(`${id}-${name}`);
      element?.focus();
      element?.scrollIntoView({ block: "center" });
    },
    [id],
  );

  const change = useCallback(
    (part: Partial<Values>) => {
      const next = { ...current.current.values, ...part };
      current.current.values = next;
      setValues(next);
      setTouched(true);
      setProblem(null);
      setRefused((before) => Object.keys(part).reduce(without, before));
      const unread = Object.keys(part).reduce(without, current.current.unreadable);
      current.current.unreadable = unread;
      setUnreadable(unread);
      draft.keep(next);
    },
    [draft.keep],
  );

  useEffect(() => {
    const { check } = current.current.options;
    if (!touched || !check) return;
    let overtaken = false;
    const timer = setTimeout(() => {
      check(values)
        .then((findings) => !overtaken && setFound(findings))
        .catch(() => undefined);
    }, CHECK_AFTER);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [values, touched]);

  const said = useMemo(() => {
    const problems: ByField = {};
    const warnings: ByField = {};
    for (const { look, error } of found) {
      if (error.field === null) continue;
      const name = named?.[error.field] ?? error.field;
      (look === "problem" ? problems : warnings)[name] ??= sayError(error);
    }
    return { problems, warnings };
  }, [found, named]);

  const required = Object.entries(options.required) as [keyof Values & string, string][];
  const lacking = required.filter(([name]) => isEmpty(values[name]) && unreadable[name] === undefined);
  const faulty = Object.keys(unreadable).map((name) => [
    name,
    options.required[name as keyof Values & string] ?? nameOnScreen(`${id}-${name}`) ?? name,
  ]);
  const missing: Missing[] = [...lacking, ...faulty].map(([name, label]) => ({
    id: String(name),
    label: String(label),
    go: () => focus(String(name)),
  }));

  const problemOf = (name: string): string | null => {
    if (unreadable[name] !== undefined) return left.has(name) ? (unreadable[name] ?? null) : null;
    if (refused[name] !== undefined) return refused[name] ?? null;
    if (!left.has(name)) return null;
    if (lacking.some(([lack]) => lack === name)) return t("form.required");
    return isEmpty(values[name as keyof Values]) ? null : (said.problems[name] ?? null);
  };

  const field = <Name extends keyof Values & string>(name: Name): FieldBinding<Values[Name]> => ({
    id: `${id}-${name}`,
    name,
    value: values[name],
    required: options.required[name] !== undefined,
    problem: problemOf(name),
    warning: left.has(name) && !isEmpty(values[name]) ? (said.warnings[name] ?? null) : null,
    change: (value) => change({ [name]: value } as unknown as Partial<Values>),
    // A field that was only passed through says nothing before the form is saved.
    leave: () => {
      const now = current.current;
      if (!isEmpty(now.values[name]) || now.unreadable[name] !== undefined || refused[name] !== undefined) {
        setLeft((before) => new Set([...before, name]));
      }
    },
    unreadable: (sentence) => {
      const before = current.current.unreadable;
      if (before[name] === (sentence ?? undefined)) return;
      const after = sentence === null ? without(before, name) : { ...before, [name]: sentence };
      current.current.unreadable = after;
      setUnreadable(after);
    },
  });

  const save = async () => {
    if (busy) return;
    const [first] = missing;
    if (first) {
      setLeft(new Set([...left, ...missing.map((item) => item.id)]));
      first.go();
      return;
    }
    setBusy(true);
    try {
      await options.save(current.current.values);
      await draft.discard();
      setTouched(false);
    } catch (thrown) {
      play("refused");
      const error = errorOf(thrown);
      const sentence = sayError(error);
      const name = error.field === null ? null : (named?.[error.field] ?? error.field);
      if (name !== null && name in current.current.values) {
        setRefused((before) => ({ ...before, [name]: sentence }));
        focus(name);
      } else {
        setProblem(sentence);
      }
    }
    setBusy(false);
  };

  const restore = () => {
    const content = draft.restore();
    if (content === null) return;
    change({ ...options.start, ...content });
  };

  return { id, values, field, change, missing, problem, busy, touched, save, draft, restore };
}
