import { fireEvent, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useLayer } from "./keys";
import { cleanVin, deliver, listenToScanner, recognise, useScan } from "./scanner";

describe("a scan", () => {
  it.each([
    ["ILSVAA4187N2110001", "LSVAA4187N2110001"],
    ["lsvaa4187n211oooi", "LSVAA4187N2110001"],
    ["ＬＳＶ AA4187-N2110001", "LSVAA4187N2110001"],
  ])("of %s is cleaned as a VIN", (text, vin) => {
    expect(cleanVin(text)).toBe(vin);
    expect(recognise(text)).toEqual({ kind: "vin", text: vin });
  });

  it.each([
    ["138 1234 0034", "phone", "13812340034"],
    ["+8613812340034", "phone", "13812340034"],
    ["11010519491231002X", "residentId", "11010519491231002X"],
    ["京A·12345", "plate", "京A12345"],
    ["粤BD12345", "plate", "粤BD12345"],
    ["SO-A2611-00012", "code", "SO-A2611-00012"],
    ["123456789012345678", "code", "123456789012345678"],
  ])("of %s is known as %s", (text, kind, clean) => {
    expect(recognise(text)).toEqual({ kind, text: clean });
  });

  it("that nobody wants is left alone", () => {
    expect(deliver({ kind: "plate", text: "京A12345" })).toBe("unwanted");
  });
});

describe("the listener", () => {
  let stop: () => void;
  let field: HTMLInputElement;
  beforeEach(() => {
    stop = listenToScanner();
    field = document.createElement("input");
    document.body.append(field);
  });
  afterEach(() => {
    stop();
    field.remove();
  });

  /** Types with a gap between keys, as the clock of the events tells it. */
  function type(text: string, gap: number): boolean {
    let at = 1_000;
    let went = true;
    for (const key of [...text, "Enter"]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, "timeStamp", { value: at });
      at += gap;
      went = fireEvent(field, event);
      if (key.length === 1 && went) field.value += key;
    }
    return went;
  }

  it("takes a fast burst out of the field it fell into when another field is made for it", () => {
    const taken: string[] = [];
    const { unmount } = renderHook(() => useScan(["vin"], (scan) => taken.push(scan.text)));
    field.value = "备注";
    expect(type("LSVAA4187N2110001", 8)).toBe(false);
    expect(field.value).toBe("备注");
    expect(taken).toEqual(["LSVAA4187N2110001"]);
    unmount();
  });

  it.each(["13912340077", "169900", "LSVAA4187N2110001"])("leaves %s in the field that it was scanned into", (text) => {
    const { unmount } = renderHook(() =>
      useScan(["vin", "phone", "code"], () => expect.unreachable("taken"), "outsideFields"),
    );
    expect(type(text, 8)).toBe(true);
    expect(field.value).toBe(text);
    unmount();
  });

  it("reads what is scanned outside of any field and keeps its Enter from the button with the focus", () => {
    const taken: string[] = [];
    const { unmount } = renderHook(() => useScan(["code"], (scan) => taken.push(scan.text), "outsideFields"));
    field.type = "checkbox";
    expect(type("SO-A2611-00012", 8)).toBe(false);
    expect(taken).toEqual(["SO-A2611-00012"]);
    unmount();
    expect(type("SO-A2611-00012", 8)).toBe(false);
  });

  it("leaves what falls into a box that lies above the screen to that box", () => {
    const screen = renderHook(() => useScan(["code"], () => expect.unreachable("taken")));
    const box = renderHook(() => useLayer());
    expect(type("My day", 8)).toBe(true);
    expect(field.value).toBe("My day");
    box.unmount();
    screen.unmount();
  });

  it("leaves a person who types alone", () => {
    expect(type("LSVAA4187N2110001", 90)).toBe(true);
    expect(field.value).toBe("LSVAA4187N2110001");
  });

  it("leaves a scan in the field that is made for it", () => {
    field.dataset.scan = "vin";
    expect(type("LSVAA4187N2110001", 8)).toBe(true);
    expect(field.value).toBe("LSVAA4187N2110001");
  });
});
