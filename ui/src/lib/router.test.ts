import { expect, it } from "vitest";
import { readRoute, writeRoute } from "./router";

it("reads back every address that it writes", () => {
  const written = writeRoute("vehicles", ["0190-a/b", "汉 EV"], { state: "inStock", text: "a&b" });
  expect(readRoute(`#${written}`)).toEqual({
    area: "vehicles",
    rest: ["0190-a/b", "汉 EV"],
    search: { state: "inStock", text: "a&b" },
    alone: "no",
  });
});

it("knows a window of its own by its mark, and an empty address", () => {
  expect(readRoute("#!/vehicles/1").alone).toBe("yes");
  expect(readRoute("")).toEqual({ area: "", rest: [], search: {}, alone: "no" });
});
