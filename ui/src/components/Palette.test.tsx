import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { SearchHit } from "../bindings/rpc";
import { answers } from "../lib/desk";
import type { LiveAction } from "../lib/keys";
import { deskThatAnswers } from "../lib/testing";
import { Palette } from "./Palette";

const hit = (title: string): SearchHit => ({ kind: "vehicle", id: title, title, detail: "" });

beforeEach(() => answers.clear());

function open(hits: (text: string) => readonly SearchHit[]) {
  const opened: string[] = [];
  const keys: LiveAction = {
    id: "keys.open",
    label: "common:keys.title",
    group: "everywhere",
    run: () => opened.push("the keys"),
    whyNot: null,
  };
  deskThatAnswers({ "search.all": ({ text }: { text: string }) => ({ hits: hits(text) }) });
  render(
    <QueryClientProvider client={answers}>
      <Palette start="" actions={[keys]} onOpen={(found) => opened.push(found.id)} onClose={vi.fn()} />
    </QueryClientProvider>,
  );
  return { opened, box: screen.getByRole("combobox") };
}

it("opens what belongs to the text in the box, though Enter came before the answer", async () => {
  const { opened, box } = open((text) => [hit(`of ${text}`)]);
  fireEvent.change(box, { target: { value: "I" } });
  await screen.findByText("of I");
  fireEvent.change(box, { target: { value: "Imp" } });
  fireEvent.keyDown(box, { key: "Enter" });
  await waitFor(() => expect(opened).toEqual(["of Imp"]));
});

it("opens nothing when somebody types on after Enter", async () => {
  const { opened, box } = open((text) => [hit(`of ${text}`)]);
  fireEvent.change(box, { target: { value: "Imp" } });
  fireEvent.keyDown(box, { key: "Enter" });
  fireEvent.change(box, { target: { value: "Impo" } });
  await screen.findByText("of Impo");
  expect(opened).toEqual([]);
});

it("puts a command that is named in full before the records", async () => {
  const { opened, box } = open((text) => [hit(`of ${text}`)]);
  fireEvent.change(box, { target: { value: "本页" } });
  await screen.findByText("of 本页");
  fireEvent.change(box, { target: { value: "本页按键" } });
  await screen.findByText("of 本页按键");
  fireEvent.keyDown(box, { key: "Enter" });
  await waitFor(() => expect(opened).toEqual(["the keys"]));
});
