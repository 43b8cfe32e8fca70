// What a form holds while somebody fills it in: values, what was left with a fault, the draft, and how it is saved.
// It decides nothing: faults of sense come from the desk (`check`, or the refusal of the command itself).
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RpcError } from "../../bindings/rpc";
import { comes } from "../../lib/coming";
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
  /**
   * Where the command calls a field otherwise than the form does: `{ "cost.purchasePrice": "cost" }`. A field of an
   * entry of a list is called `loans.0.lender`.
   */
  named?: Readonly<Record<string, string>>;
  /** Gives the command. What it throws is said beside its field. */
  save: (values: Values) => Promise<void>;
}

export interface FormState<Values> {
  id: string;
  values: Values;
  field: <Name extends keyof Values & string>(name: Name) => FieldBinding<Values[Name]>;
  /** A field inside a value of the form, `loans.0.lender`, and how the value is put with it changed. */
  part: <Value>(path: string, value: Value, put: (value: Value) => void) => FieldBinding<Value>;
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

/** Without what was said of a field, and of the parts of it. */
function withoutParts(all: ByField, name: string): ByField {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name && !key.startsWith(`${name}.`)));
}

function valueAt(values: object, path: string): unknown {
  return path.split(".").reduce<unknown>((value, step) => (value as Record<string, unknown> | null)?.[step], values);
}

/** Whether a list has lost or gained entries, so that what was said of the second may now be about another. */
function isAnotherLength(before: unknown, after: unknown): boolean {
  return Array.isArray(before) && Array.isArray(after) && before.length !== after.length;
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

  const idOf = useCallback((path: string) => `${id}-${path.replaceAll(".", "-")}`, [id]);
  const focus = useCallback(
    (name: string) => {
      const element = document.getElementById(idOf(name));
      element?.focus();
      element?.scrollIntoView({ block: "center" });
    },
    [idOf],
  );

  const change = useCallback(
    (part: Partial<Values>) => {
      const before = current.current.values;
      const next = { ...before, ...part };
      current.current.values = next;
      setValues(next);
      setTouched(true);
      setProblem(null);
      const names = Object.keys(part);
      setRefused((refusals) => names.reduce(withoutParts, refusals));
      const unread = names.reduce(
        (faults, name) =>
          isAnotherLength(valueAt(before, name), valueAt(next, name))
            ? withoutParts(faults, name)
            : without(faults, name),
        current.current.unreadable,
      );
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
    options.required[name as keyof Values & string] ?? nameOnScreen(idOf(name)) ?? name,
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
    return isEmpty(valueAt(values, name)) ? null : (said.problems[name] ?? null);
  };

  const field = <Name extends keyof Values & string>(name: Name): FieldBinding<Values[Name]> => ({
    ...part(name, values[name], (value) => change({ [name]: value } as unknown as Partial<Values>)),
    required: options.required[name] !== undefined,
  });

  const part = <Value>(name: string, value: Value, put: (value: Value) => void): FieldBinding<Value> => ({
    id: idOf(name),
    name,
    value,
    required: false,
    problem: problemOf(name),
    warning: left.has(name) && !isEmpty(value) ? (said.warnings[name] ?? null) : null,
    change: (next) => {
      const readable = without(current.current.unreadable, name);
      current.current.unreadable = readable;
      setUnreadable(readable);
      put(next);
    },
    // A field that was only passed through says nothing before the form is saved.
    leave: () => {
      const now = current.current;
      if (!isEmpty(valueAt(now.values, name)) || now.unreadable[name] !== undefined || refused[name] !== undefined) {
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
    const came = comes();
    try {
      await draft.saved(() => options.save(current.current.values));
      setTouched(false);
    } catch (thrown) {
      play("refused");
      const error = errorOf(thrown);
      const sentence = sayError(error);
      const name = error.field === null ? null : (named?.[error.field] ?? error.field);
      // A part that is not on the screen, or the field of another form, has no place beside which to say it.
      if (name !== null && (name in current.current.values || document.getElementById(idOf(name)) !== null)) {
        setRefused((before) => ({ ...before, [name]: sentence }));
        focus(name);
      } else {
        setProblem(sentence);
      }
    }
    came();
    setBusy(false);
  };

  const restore = () => {
    const content = draft.restore();
    if (content === null) return;
    change({ ...options.start, ...content });
  };

  return { id, values, field, part, change, missing, problem, busy, touched, save, draft, restore };
}
