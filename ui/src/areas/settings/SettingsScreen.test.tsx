import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Right } from "../../bindings/rpc";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { SettingsScreen } from "./SettingsScreen";

const HOUSE = {
  id: "h",
  name: "宏远汽车",
  code: "HY",
  purpose: "trading",
  zone: "Asia/Shanghai",
  address: "",
  phone: "",
  creditCode: "",
  bankAccount: "",
  logo: "",
  foundedAt: 0,
};

function show(section: string, rights: Right[]) {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <SettingsScreen rest={[section]} search={{}} />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

it("shows only the sections that one may change", () => {
  deskThatAnswers({});
  show("floors", ["editDealership"]);
  expect(screen.getByRole("link", { name: "本店资料" })).toBeTruthy();
  expect(screen.queryByRole("link", { name: "底价" })).toBeNull();
  // A section without its right falls back to the look, whatever the address says.
  expect(screen.getByRole("link", { name: "外观和语言" }).getAttribute("aria-current")).toBe("page");
});

it("saves the dealership, and leaves the logo alone when nobody touched it", async () => {
  const calls = deskThatAnswers({
    "dealership.settings": () => HOUSE,
    "dealership.logo": () => ({ picture: null, name: "宏远汽车" }),
    "dealership.change": () => ({ commandId: "c", concerns: [] }),
    "drafts.load": () => null,
    "drafts.save": () => null,
    "drafts.discard": () => null,
  });
  show("dealership", ["editDealership"]);
  const phone = await screen.findByLabelText("电话");
  fireEvent.change(phone, { target: { value: "021-5555 0100" } });
  fireEvent.click(screen.getByRole("button", { name: /保存本店资料/ }));
  const args = { name: "宏远汽车", address: "", phone: "021-5555 0100", creditCode: "", bankAccount: "" };
  await waitFor(() => expect(calls).toContainEqual({ name: "dealership.change", args }));
});

const DESKS = {
  desks: [
    {
      own: true,
      desk: { id: "d1", code: "A", name: "展厅前台", state: "active", enrolledAt: 0, enrolledBy: "p", reason: "" },
    },
    {
      own: false,
      desk: { id: "d2", code: "B", name: "二楼办公室", state: "active", enrolledAt: 0, enrolledBy: "p", reason: "" },
    },
  ],
  freeCode: "C",
  address: "https://platform.example:8443",
  fingerprint: "AAAA BBBB",
};
const DRAFTS = { "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null };

it("lets a desk in by the code on its screen, under a code that is free", async () => {
  const calls = deskThatAnswers({
    ...DRAFTS,
    "desks.list": () => DESKS,
    "desks.approve": () => ({ commandId: "c", concerns: [] }),
  });
  show("desks", ["enrolDesks"]);
  await screen.findAllByText("二楼办公室");
  fireEvent.click(screen.getByRole("button", { name: /登记新工作站/ }));
  fireEvent.change(await screen.findByLabelText("对方显示的代码"), { target: { value: "KM3P-7Q2W" } });
  fireEvent.click(screen.getByText("登记", { selector: "button[data-give]", exact: false }));
  const args = { userCode: "KM3P-7Q2W", deskCode: "C" };
  await waitFor(() => expect(calls).toContainEqual({ name: "desks.approve", args }));
});

it("shuts a desk out for a reason, and never the one that one sits at", async () => {
  const calls = deskThatAnswers({
    ...DRAFTS,
    "desks.list": () => DESKS,
    submit: () => ({ commandId: "c", concerns: [] }),
  });
  show("desks", ["enrolDesks"]);
  const revoke = await screen.findAllByRole("button", { name: /停用/ });
  expect(revoke).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "停用 二楼办公室" }));
  expect(screen.getByText(/下次联网时立即停下/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText("原因"), { target: { value: "丢失" } });
  fireEvent.click(screen.getByText("停用", { selector: "button[data-give]", exact: false }));
  const command = { type: "RevokeDesk", desk: "d2", reason: "丢失" };
  await waitFor(() => expect(calls).toContainEqual({ name: "submit", args: { command } }));
});

it("sets the deadlines of complaints from today on, all kinds at once", async () => {
  const terms = {
    kinds: [
      { kind: "safety", answerWithinHours: 2, solutionWithinHours: 48 },
      { kind: "waiting", answerWithinHours: 8, solutionWithinHours: 48 },
    ],
  };
  const known = { today: terms, date: "2026-11-22", versions: [] };
  const calls = deskThatAnswers({ "complaints.policies": () => known, submit: () => ({}), ...DRAFTS });
  show("complaints", ["editPolicies"]);
  const answered = await screen.findAllByLabelText(/^多久答复/);
  fireEvent.change(answered[1] as HTMLElement, { target: { value: "4" } });
  fireEvent.click(screen.getByRole("button", { name: /执行新时限/ }));
  const given = {
    type: "SetComplaintPolicy",
    validFrom: "2026-11-22",
    terms: { kinds: [terms.kinds[0], { ...terms.kinds[1], answerWithinHours: 4 }] },
  };
  await waitFor(() =>
    expect(calls).toContainEqual({ name: "submit", args: { command: expect.objectContaining(given) } }),
  );
});

it("sets a maker's interval for a series, and shows what is set", async () => {
  const base = { intervalKm: 10_000, intervalMonths: 12, fleetWeightDays: 90, callAheadDays: 14, callLateDays: 180 };
  const maker = { id: "m", brand: "大众", series: "", version: "", validFrom: "2026-11-22", setAt: 0 };
  const makers = [{ ...maker, intervalKm: null, intervalMonths: null }];
  const known = { base, date: "2026-11-22", makers };
  const calls = deskThatAnswers({ "service_due.intervals": () => known, submit: () => ({}), ...DRAFTS });
  show("intervals", ["editPolicies"]);
  expect(await screen.findByText("按上一级")).toBeTruthy();
  for (const [label, value] of [
    ["品牌", "大众"],
    ["车系", "迈腾"],
    ["里程", "15000"],
    ["时间", "12"],
  ] as const) {
    fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } });
  }
  fireEvent.click(screen.getByRole("button", { name: /执行新周期/ }));
  const given = {
    type: "SetMakerInterval",
    brand: "大众",
    series: "迈腾",
    version: "",
    intervalKm: 15_000,
    intervalMonths: 12,
  };
  await waitFor(() =>
    expect(calls).toContainEqual({ name: "submit", args: { command: expect.objectContaining(given) } }),
  );
});

const RULES = {
  rates: [
    { spending: "car", perHundredYuan: 1 },
    { spending: "service", perHundredYuan: 10 },
    { spending: "plan", perHundredYuan: 0 },
  ],
  fenPerPoint: 10,
  months: 12,
  levels: [{ name: "普卡", fromPoints: 0, earnsPercent: 100 }],
};

it("sets the group's rules for points from a day on in the store that keeps them", async () => {
  const known = {
    group: "g1",
    groupName: "宏远集团",
    part: "keeps",
    today: RULES,
    date: "2026-11-22",
    versions: [{ validFrom: "2026-01-01", setAt: 1, terms: RULES }],
  };
  const calls = deskThatAnswers({ "members.policies": () => known, submit: () => ({}), ...DRAFTS });
  show("points", ["editPolicies"]);
  fireEvent.change(await screen.findByLabelText(/^售后/), { target: { value: "20" } });
  const names = screen.getAllByLabelText(/^名称/);
  fireEvent.change(names[1] as HTMLElement, { target: { value: "银卡" } });
  fireEvent.change(screen.getAllByLabelText(/^近 12 个月满/)[1] as HTMLElement, { target: { value: "500" } });
  fireEvent.click(screen.getByRole("button", { name: /执行新规则/ }));
  const given = {
    type: "SetPointsPolicy",
    group: "g1",
    validFrom: "2026-11-22",
    terms: {
      ...RULES,
      rates: [RULES.rates[0], { spending: "service", perHundredYuan: 20 }, RULES.rates[2]],
      levels: [...RULES.levels, { name: "银卡", fromPoints: 500, earnsPercent: 100 }],
    },
  };
  await waitFor(() =>
    expect(calls).toContainEqual({ name: "submit", args: { command: expect.objectContaining(given) } }),
  );
});

it("says in a store that only belongs to the group who sets the rules for points", async () => {
  const known = { group: "g1", groupName: "宏远集团", part: "belongs", today: RULES, date: "2026-11-22", versions: [] };
  const calls = deskThatAnswers({ "members.policies": () => known, ...DRAFTS });
  show("points", ["editPolicies"]);
  await screen.findByText(/规则由主店设/);
  fireEvent.click(screen.getByRole("button", { name: /执行新规则/ }));
  expect(calls.filter(({ name }) => name === "submit")).toEqual([]);
});
