import { expect, it } from "vitest";
import { sayError, sayThrown } from "./errors";
import { wordFor } from "./i18n";

it("says the sentence of the area that knows the code, with its values in words", () => {
  const refused = { kind: "refused", field: null } as const;
  expect(sayError({ ...refused, code: "vinInStock", values: { stockNumber: "A-1" } })).toBe(
    "这个车架号已在库（A-1），打开那辆车。",
  );
  expect(sayError({ ...refused, code: "stepNotPossible", values: { state: "delivered" } })).toBe(
    "车辆现在是“已交付”，做不了这一步。",
  );
});

it("takes the word of the area that is meant where several areas have one", () => {
  expect(wordFor("state", "delivered", "vehicles")).toBe("已交付");
  expect(wordFor("state", "delivered", "orders")).toBe("已交车");
});

it("never shows a code that no area knows", () => {
  const sentence = sayError({ kind: "refused", code: "somethingNew", field: null, values: {} });
  expect(sentence).not.toContain("somethingNew");
  expect(sayThrown(new Error("ECONNREFUSED"))).not.toContain("ECONNREFUSED");
});
