// The only file that speaks to the shell. In the window it calls the one Tauri command `rpc`; served by the page
// server of the workspace it posts to /rpc on its own origin and hears events by server-sent events.
import { invoke } from "@tauri-apps/api/core";
import type {
  Queries as Asked,
  Changed,
  Command,
  Actions as Done,
  RpcError,
  Submitted,
  WorkProgress,
} from "../bindings/rpc";

interface Events {
  changed: Changed;
  work: WorkProgress;
  session: null;
}

type Unlisten = () => void;

const inWindow = "__TAURI_INTERNALS__" in globalThis;

function isRpcError(value: unknown): value is RpcError {
  return typeof value === "object" && value !== null && "kind" in value && "code" in value;
}

/** A call that was refused or broke, as something that can be thrown and told apart. */
export class DeskError extends Error {
  readonly error: RpcError;
  constructor(error: RpcError) {
    super(error.code);
    this.error = error;
  }
}

/** Whatever was thrown, as the contract's error: what is none of ours counts as a failed call. */
export function errorOf(thrown: unknown): RpcError {
  if (thrown instanceof DeskError) return thrown.error;
  if (isRpcError(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "failed", code: "unreachable", field: null, values: { detail } };
}

const signedOutListeners = new Set<() => void>();

/** Told when the desk answers that nobody is signed in (the lock fell while the page was at work). */
export function onSignedOut(listener: () => void): Unlisten {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function overWindow(name: string, args: unknown): Promise<unknown> {
  return invoke("rpc", { name, args });
}

async function overServer(name: string, args: unknown): Promise<unknown> {
  const answer = await fetch("/rpc", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, args }),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw body;
  return body;
}

async function call(name: string, args: unknown): Promise<unknown> {
  try {
    return await (inWindow ? overWindow(name, args) : overServer(name, args));
  } catch (thrown) {
    const error = errorOf(thrown);
    if (error.kind === "signedOut") for (const listener of signedOutListeners) listener();
    throw new DeskError(error);
  }
}

/** Asks a cacheable question. Pages use `useDesk`, which also keeps the answer fresh. */
export function query<Name extends keyof Asked>(name: Name, args: Asked[Name]["args"]): Promise<Asked[Name]["result"]> {
  return call(name, args) as Promise<Asked[Name]["result"]>;
}

/** Does something that is no command of the domain: sign in, print, import, back up. */
export function act<Name extends keyof Done>(name: Name, args: Done[Name]["args"]): Promise<Done[Name]["result"]> {
  return call(name, args) as Promise<Done[Name]["result"]>;
}

let shown = (): Promise<void> => Promise.resolve();

/** What is awaited after a command, so that whoever is told that it is done also sees it done. */
export function awaitAfterCommands(wait: () => Promise<void>): void {
  shown = wait;
}

/** Gives a command of the domain: signed, decided, durable and on the screen when the promise resolves. */
export async function submit(command: Command): Promise<Submitted> {
  const given = (await call("submit", { command })) as Submitted;
  await shown();
  return given;
}

let stream: EventSource | undefined;

function overStream<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): Unlisten {
  if (typeof EventSource === "undefined") return () => undefined;
  stream ??= new EventSource("/events");
  const source = stream;
  const hear = (event: MessageEvent<string>) => listener(JSON.parse(event.data) as Events[Name]);
  source.addEventListener(name, hear);
  return () => source.removeEventListener(name, hear);
}

/** Hears an event of the desk until the returned function is called. */
export function hear<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): Unlisten {
  if (!inWindow) return overStream(name, listener);
  let stop: Unlisten | undefined;
  let stopped = false;
  void import("@tauri-apps/api/event")
    .then(({ listen }) => listen<Events[Name]>(name, (event) => listener(event.payload)))
    .then((unlisten) => {
      if (stopped) unlisten();
      else stop = unlisten;
    });
  return () => {
    stopped = true;
    stop?.();
  };
}

/** Called when this window is about to close; the window goes when the promise is settled. */
export function onClosing(listener: () => Promise<void>): void {
  window.addEventListener("forecourt:closing", () => {
    void listener().finally(() => invoke("close_window"));
  });
}

let reported = false;

/**
 * Tells the shell, once, that the first screen is painted and takes input. Two frames are awaited because the first
 * callback runs before its own paint.
 */
export function reportInteractive(): void {
  if (reported) return;
  reported = true;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      act("shell.interactive", {}).catch(() => undefined);
    }),
  );
}
