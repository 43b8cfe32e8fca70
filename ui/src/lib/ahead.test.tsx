// Keys that were pressed a moment before what they do is on the screen.
import { act, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Coming, ComingDialog } from "../components/Coming";
import { until } from "./coming";
import { declareAction, listenToKeys, useAction } from "./keys";

const print = declareAction({ id: "ahead.print", label: "common:paper.print", keys: ["Ctrl+P"], group: "screen" });
const next = declareAction({ id: "ahead.next", label: "common:list.next", keys: ["J"], group: "list" });
const save = declareAction({ id: "ahead.save", label: "common:list.save", keys: ["Ctrl+S"], group: "form" });

function Card({ deed }: { deed: (what: string) => void }) {
  useAction(print, () => deed("print"));
  useAction(next, () => deed("next"));
  return null;
}

function List({ deed }: { deed: (what: string) => void }) {
  useAction(save, () => deed("save"));
  return null;
}

const ctrl = (key: string, more: object = {}) => fireEvent.keyDown(document.body, { key, ctrlKey: true, ...more });
const tasks = () => act(() => vi.advanceTimersByTimeAsync(50));

let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  stop = listenToKeys();
});
afterEach(() => stop());

it("are kept while a card is on its way, and done in their order when it is there", async () => {
  const deed = vi.fn();
  const screen = render(<Coming />);
  ctrl("p");
  fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
  await tasks();
  expect(deed).not.toHaveBeenCalled();
  screen.rerender(<Card deed={deed} />);
  await tasks();
  expect(deed.mock.calls).toEqual([["print"], ["next"]]);
});

it("are kept from the command over the next screen to what it brings", async () => {
  const deed = vi.fn();
  const screen = render(<List deed={deed} />);
  let saved = (): void => undefined;
  const given = until(new Promise<void>((resolve) => (saved = resolve))).then(() => screen.rerender(<Coming />));
  ctrl("p");
  saved();
  await act(() => given);
  await tasks();
  screen.rerender(<Card deed={deed} />);
  await tasks();
  expect(deed.mock.calls).toEqual([["print"]]);
});

it("do nothing where nothing is on its way, nor long afterwards", async () => {
  const deed = vi.fn();
  const screen = render(<List deed={deed} />);
  ctrl("p");
  screen.rerender(<Card deed={deed} />);
  await tasks();
  screen.rerender(<Coming />);
  ctrl("p");
  await act(() => vi.advanceTimersByTimeAsync(6_000));
  screen.rerender(<Card deed={deed} />);
  await tasks();
  expect(deed).not.toHaveBeenCalled();
});

it("are given up by whoever does something else meanwhile", async () => {
  const deed = vi.fn();
  const screen = render(
    <>
      <List deed={deed} />
      <Coming />
    </>,
  );
  ctrl("p");
  ctrl("s");
  screen.rerender(
    <>
      <List deed={deed} />
      <Card deed={deed} />
    </>,
  );
  await tasks();
  expect(deed.mock.calls).toEqual([["save"]]);
});

it("are no second wish when the key that acted is pressed once more, or held down", async () => {
  const deed = vi.fn();
  const screen = render(<Card deed={deed} />);
  ctrl("p");
  screen.rerender(<Coming />);
  ctrl("p");
  ctrl("s", { repeat: true });
  screen.rerender(
    <>
      <List deed={deed} />
      <Card deed={deed} />
    </>,
  );
  await tasks();
  expect(deed.mock.calls).toEqual([["print"]]);
});

it("are meant for the dialog that is about to open, not for the screen below it", async () => {
  const deed = vi.fn();
  const screen = render(<Card deed={deed} />);
  screen.rerender(
    <>
      <Card deed={deed} />
      <ComingDialog />
    </>,
  );
  fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
  await tasks();
  expect(deed).not.toHaveBeenCalled();
});
