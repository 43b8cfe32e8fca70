import { fireEvent, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cover } from "./cover";
import { chordOf, declareAction, Layer, listenToKeys, liveActions, useAction, useLayer } from "./keys";

const save = declareAction({ id: "test.save", label: "common:list.save", keys: ["Ctrl+Enter"], group: "form" });
const next = declareAction({ id: "test.next", label: "common:list.next", keys: ["J"], group: "list" });
const lock = declareAction({ id: "test.lock", label: "common:action.lock", keys: ["Ctrl+L"], group: "everywhere" });

function Screen({ deed, whyNot = null }: { deed: (what: string) => void; whyNot?: string | null }) {
  useAction(save, () => deed("save"), { whyNot });
  useAction(next, () => deed("next"));
  useAction(lock, () => deed("lock"));
  return <input aria-label="field" />;
}

function Above({ children }: { children?: ReactNode }) {
  return <Layer value={useLayer()}>{children}</Layer>;
}

describe("keys", () => {
  let stop: () => void;
  beforeEach(() => {
    stop = listenToKeys();
  });
  afterEach(() => stop());

  it("run the declared action, and none that cannot be done", () => {
    const deed = vi.fn();
    const screen = render(<Screen deed={deed} />);
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    expect(deed.mock.calls).toEqual([["save"], ["next"]]);
    screen.rerender(<Screen deed={deed} whyNot="没有权限" />);
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    expect(deed).toHaveBeenCalledTimes(2);
    expect(liveActions().find((each) => each.id === save.id)?.whyNot).toBe("没有权限");
  });

  it("that are single letters rest while somebody types, and chords do not", () => {
    const deed = vi.fn();
    const { getByLabelText } = render(<Screen deed={deed} />);
    fireEvent.keyDown(getByLabelText("field"), { key: "j", code: "KeyJ" });
    fireEvent.keyDown(getByLabelText("field"), { key: "Enter", ctrlKey: true });
    expect(deed.mock.calls).toEqual([["save"]]);
  });

  it("of the screen rest below a dialog, those for everywhere do not", () => {
    const deed = vi.fn();
    render(<Screen deed={deed} />);
    const { unmount: close } = render(<Above />);
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    fireEvent.keyDown(document.body, { key: "l", code: "KeyL", ctrlKey: true });
    close();
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    expect(deed.mock.calls).toEqual([["lock"], ["next"]]);
  });

  it("belong to where they stand, also those that are first offered under an open dialog", () => {
    const deed = vi.fn();
    const { rerender } = render(<Above />);
    const below = render(<Screen deed={(what) => deed("below", what)} />);
    rerender(
      <Above>
        <Screen deed={(what) => deed("above", what)} />
      </Above>,
    );
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    rerender(<span />);
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    below.unmount();
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    expect(deed.mock.calls).toEqual([
      ["above", "next"],
      ["below", "next"],
    ]);
  });

  it("are known by the key itself while an input method is on", () => {
    expect(chordOf(new KeyboardEvent("keydown", { key: "Process", code: "KeyJ" }))).toBe("J");
    expect(chordOf(new KeyboardEvent("keydown", { key: "？" }))).toBe("?");
    expect(chordOf(new KeyboardEvent("keydown", { key: "L", code: "KeyL", ctrlKey: true, shiftKey: true }))).toBe(
      "Ctrl+Shift+L",
    );
  });

  it("rest while the lock lies over the screen", () => {
    const deed = vi.fn();
    render(<Screen deed={deed} />);
    cover.set("on");
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    fireEvent.keyDown(document.body, { key: "l", code: "KeyL", ctrlKey: true });
    cover.set("off");
    expect(deed).not.toHaveBeenCalled();
  });

  it("go with the screen that offered them", () => {
    const { unmount } = render(<Screen deed={vi.fn()} />);
    unmount();
    expect(liveActions()).toEqual([]);
  });
});
