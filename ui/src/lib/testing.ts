// What every test of the page needs: words in both languages, and a desk that answers what the test says.
import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll, vi } from "vitest";
import { loadWords, startWords } from "./i18n";
import { changeSettings } from "./settings";

beforeAll(async () => {
  startWords();
  changeSettings({ language: "zh-CN" });
  await loadWords("zh-CN");
  await loadWords("en");
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  localStorage.clear();
});

type Answer = (args: never) => unknown;

/** Every call that reached the desk, in order. */
export type Calls = { name: string; args: unknown }[];

/** Puts a desk in place that answers these calls; an answer that throws is an error of the contract. */
export function deskThatAnswers(answers: Record<string, Answer>): Calls {
  const calls: Calls = [];
  vi.stubGlobal("fetch", async (_url: string, request: { body: string }) => {
    const { name, args } = JSON.parse(request.body) as { name: string; args: never };
    calls.push({ name, args });
    const reply = (status: number, body: unknown) => ({ ok: status === 200, json: async () => body });
    const answer = answers[name];
    if (!answer) return reply(422, { kind: "failed", code: "unknownCall", field: null, values: {} });
    try {
      return reply(200, answer(args) ?? null);
    } catch (error) {
      return reply(422, error);
    }
  });
  return calls;
}
