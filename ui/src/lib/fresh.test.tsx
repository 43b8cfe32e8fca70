// Whoever is told that a command is done also sees it done.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answers, keepFresh, useDesk } from "./desk";
import { submit } from "./ipc";
import { deskThatAnswers } from "./testing";

/** The desk's own voice: what it tells the page by events. */
class Voice extends EventTarget {
  static all: Voice[] = [];
  constructor() {
    super();
    Voice.all.push(this);
  }
  static tell(payload: unknown): void {
    for (const voice of Voice.all) {
      voice.dispatchEvent(new MessageEvent("changed", { data: JSON.stringify(payload) }));
    }
  }
}

function Colleagues() {
  const { data } = useDesk("people.list", {});
  return <p>{data === undefined ? "…" : JSON.stringify(data)}</p>;
}

beforeEach(() => {
  vi.stubGlobal("EventSource", Voice);
  answers.clear();
});

it("a command's promise resolves when the screen shows what it changed", async () => {
  const people = ["王小明"];
  deskThatAnswers({
    "people.list": () => [...people],
    submit: () => {
      people.push("林晓");
      Voice.tell({ kinds: ["person"], ids: [] });
      return { commandId: "c", concerns: [] };
    },
  });
  const stop = keepFresh();
  render(
    <QueryClientProvider client={answers}>
      <Colleagues />
    </QueryClientProvider>,
  );
  await screen.findByText('["王小明"]');
  let seen = "";
  await act(async () => {
    await submit({ type: "FinishTask", task: "t", outcome: "" });
    seen = document.body.textContent ?? "";
  });
  expect(seen).toBe('["王小明","林晓"]');
  stop();
});

it("a command whose answers do not come is not waited for for ever", async () => {
  let asked = 0;
  deskThatAnswers({
    "people.list": () => {
      asked += 1;
      return asked === 1 ? [] : new Promise(() => undefined);
    },
    submit: () => {
      Voice.tell({ kinds: ["person"], ids: [] });
      return { commandId: "c", concerns: [] };
    },
  });
  const stop = keepFresh();
  render(
    <QueryClientProvider client={answers}>
      <Colleagues />
    </QueryClientProvider>,
  );
  await screen.findByText("[]");
  await act(() => submit({ type: "FinishTask", task: "t", outcome: "" }));
  expect(asked).toBe(2);
  stop();
});
