import { describe, expect, it } from "vitest";
import type { CustomerFacts } from "../../bindings/rpc";
import { changesOf, particularsOf } from "./amend";

const customer: CustomerFacts = {
  id: "c",
  number: "KH-1",
  kind: "person",
  name: "刘**",
  mobile: "138****8000",
  otherPhone: "",
  identityPaper: "none",
  identityNumber: "",
  email: "",
  address: "",
  bornOn: "",
  language: "zh-CN",
  owner: null,
  ownerName: "",
  channel: null,
  grade: null,
  stage: "prospect",
  remark: "",
  mergedInto: null,
  addedAt: 0,
  erasedAt: null,
};

describe("the particulars of a customer", () => {
  it("change nothing while nothing was typed", () => {
    expect(changesOf(customer, particularsOf(customer))).toEqual([]);
  });

  it("bring the offered paper along with its number", () => {
    const values = { ...particularsOf(customer), identityNumber: "11010519491231002X" };
    expect(changesOf(customer, values)).toEqual([
      { field: "identityNumber", from: "", to: "11010519491231002X" },
      { field: "identityPaper", from: "none", to: "residentId" },
    ]);
  });

  it("say what stood there masked, so that the desk can tell whether somebody changed it meanwhile", () => {
    const values = { ...particularsOf(customer), mobile: "13900139000" };
    expect(changesOf(customer, values)).toEqual([{ field: "mobile", from: "138****8000", to: "13900139000" }]);
  });

  it("take a value away only when somebody said so", () => {
    const values = { ...particularsOf(customer), cleared: ["mobile" as const] };
    expect(changesOf(customer, values)).toEqual([{ field: "mobile", from: "138****8000", to: "" }]);
  });

  it("take the number away with its paper", () => {
    const known = { ...customer, identityPaper: "passport" as const, identityNumber: "E****1" };
    const values = { ...particularsOf(known), identityPaper: "none" as const };
    expect(changesOf(known, values)).toEqual([
      { field: "identityPaper", from: "passport", to: "none" },
      { field: "identityNumber", from: "E****1", to: "" },
    ]);
  });
});
