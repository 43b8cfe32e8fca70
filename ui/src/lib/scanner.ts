// Wedge scanners type like a person, only faster: a burst of keys ended by Enter. What they read lands in the field
// that wants it, wherever the focus is. The same recognition serves what is pasted outside of any field.
import { use, useEffect, useRef } from "react";
import { cover } from "./cover";
import { isOnTop, Layer } from "./keys";
import { play } from "./sounds";

export type ScanKind = "vin" | "phone" | "residentId" | "plate" | "code";

export interface Scan {
  kind: ScanKind;
  text: string;
}

/** The longest gap between two keys of a scanner, in milliseconds; a quick typist stays above 60. */
const GAP = 40;
const SHORTEST = 6;

/**
 * A VIN as it is meant: full-width signs made narrow, spaces and hyphens dropped, the leading I of an import code
 * stripped, and the letters O and I, which no VIN holds, read as the digits they were taken for.
 */
export function cleanVin(text: string): string {
  const plain = text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  const bare = plain.length === 18 && plain.startsWith("I") ? plain.slice(1) : plain;
  return bare.replace(/O/g, "0").replace(/I/g, "1");
}

/** Digits of a mobile number without the country's prefix. */
export function cleanPhone(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s-]/g, "")
    .replace(/^(\+86|0086|86(?=1\d{10}$))/, "");
}

const PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
const PLATE = new RegExp(`^[${PROVINCES}][A-Z][A-Z0-9]{4,6}[A-Z0-9警学挂港澳]$`);

export function cleanPlate(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-·•.]/g, "");
}

function hasIdChecksum(text: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return "10X98765432"[sum % 11] === text[17];
}

/** What a text is. The order matters: an 18-digit number with the right check sign is an ID, not a VIN. */
export function recognise(text: string): Scan {
  const plain = text.normalize("NFKC").trim().toUpperCase();
  const digits = plain.replace(/[\s-]/g, "");
  if (/^\d{17}[\dX]$/.test(digits) && hasIdChecksum(digits)) return { kind: "residentId", text: digits };
  const phone = cleanPhone(plain);
  if (/^1[3-9]\d{9}$/.test(phone)) return { kind: "phone", text: phone };
  const plate = cleanPlate(plain);
  if (PLATE.test(plate)) return { kind: "plate", text: plate };
  const vin = cleanVin(plain);
  if (/^[A-HJ-NPR-Z0-9]{17}$/.test(vin) && /[A-Z]/.test(vin)) return { kind: "vin", text: vin };
  return { kind: "code", text: text.trim() };
}

/** Where a component wants scans from: from wherever the focus is, or only while no text field has it. */
type From = "anywhere" | "outsideFields";

interface Taker {
  kinds: readonly ScanKind[];
  from: From;
  layer: number;
  take: (scan: Scan) => void;
}

const takers: Taker[] = [];

/** Gives a scan to the latest component that wants its kind from there; what lies below a layer wants nothing. */
export function deliver(scan: Scan, into: "field" | "screen" = "screen"): "taken" | "unwanted" {
  const taker = takers.findLast(
    (each) => isOnTop(each.layer) && each.kinds.includes(scan.kind) && (into === "screen" || each.from === "anywhere"),
  );
  if (taker) play("scanned");
  taker?.take(scan);
  return taker ? "taken" : "unwanted";
}

/** Wants scans of some kinds while the component is there; the latest to ask gets them. */
export function useScan(kinds: readonly ScanKind[], take: (scan: Scan) => void, from: From = "anywhere"): void {
  const current = useRef(take);
  current.current = take;
  const wanted = kinds.join(" ");
  const layer = use(Layer);
  useEffect(() => {
    if (wanted === "") return;
    const take = (scan: Scan) => current.current(scan);
    const taker: Taker = { kinds: wanted.split(" ") as ScanKind[], from, layer, take };
    takers.push(taker);
    return () => {
      takers.splice(takers.indexOf(taker), 1);
    };
  }, [wanted, from, layer]);
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

function textField(target: EventTarget | null): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio" ? target : null;
}

/** Puts a field back as it was before the scanner typed into it, so that whoever owns it hears of it. */
function putBack(field: TextField, value: string): void {
  const owner = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(owner, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The sign of a key; while an input method swallows it, the one printed on the key. */
function signOf(event: KeyboardEvent): string | null {
  if (event.key.length === 1) return event.key;
  const code = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code);
  return event.key === "Process" && code ? (code[1] ?? code[2] ?? null) : null;
}

/** Starts to listen for bursts and for pastes outside of fields; called once by the frame. */
export function listenToScanner(): () => void {
  let burst = "";
  let last = 0;
  let before: { field: TextField; value: string } | null = null;

  const onKey = (event: KeyboardEvent) => {
    if (cover.get() === "on") return;
    const now = event.timeStamp;
    const fast = now - last <= GAP;
    last = now;
    if (event.key === "Shift") return;
    if (event.key === "Enter" && fast && burst.length >= SHORTEST) {
      const scan = recognise(burst);
      const typedInto = before;
      burst = "";
      before = null;
      // What fell into a field stays there, unless another field of the screen is made for it.
      if (typedInto?.field.dataset.scan === scan.kind) return;
      if (deliver(scan, typedInto ? "field" : "screen") === "unwanted" && typedInto) return;
      event.preventDefault();
      event.stopPropagation();
      if (typedInto) putBack(typedInto.field, typedInto.value);
      return;
    }
    const sign = event.ctrlKey || event.altKey || event.metaKey ? null : signOf(event);
    if (sign === null) {
      burst = "";
      return;
    }
    if (!fast || burst === "") {
      burst = "";
      const field = textField(event.target);
      before = field ? { field, value: field.value } : null;
    }
    burst += sign;
  };

  const onPaste = (event: ClipboardEvent) => {
    if (cover.get() === "on" || textField(event.target)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() !== "" && text.length < 64 && deliver(recognise(text)) === "taken") event.preventDefault();
  };

  window.addEventListener("keydown", onKey, { capture: true });
  window.addEventListener("paste", onPaste);
  return () => {
    window.removeEventListener("keydown", onKey, { capture: true });
    window.removeEventListener("paste", onPaste);
  };
}
