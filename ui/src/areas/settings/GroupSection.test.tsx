import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { GroupPage, GroupView, StorePart } from "../../bindings/rpc";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { SettingsScreen } from "./SettingsScreen";

const DRAFTS = { "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null };

const store = (id: string, code: string, name: string, part: StorePart) => ({
  id,
  code,
  name,
  part,
  joinedAt: 0,
  address: "墨玉路 28 号",
  phone: "021-5955 7700",
});

function group(part: StorePart): GroupView {
  return {
    group: "g",
    name: "宏远集团",
    part,
    joinedAt: 0,
    own: "s1",
    stores: [store("s1", "HY", "宏远汽车", part), store("s2", "HN", "城南店", "belongs")],
    cars: [],
    posted: [{ person: "p2", name: "李薇", way: "fromHere", storeName: "城南店", postedAt: 0 }],
    catalogue: [{ source: "厂家", edition: "2026-11", versions: 12 }],
    invitations: [
      { id: "i", invitedAt: 0, until: 604_800_000, invitedByName: "陈", usedBy: null, usedByName: "", usedAt: null },
    ],
  };
}

function show(page: GroupPage, more: Record<string, (args: never) => unknown> = {}) {
  const calls = deskThatAnswers({ ...DRAFTS, "groups.page": () => page, ...more });
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights: ["runGroup"] }}>
        <SettingsScreen rest={["group"]} search={{}} />
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

const give = (verb: string) => screen.getByText(verb, { selector: "button[data-give]", exact: false });

it("founds a group that this store keeps", async () => {
  const calls = show({ hasPlatform: true, group: null }, { "groups.found": () => ({ commandId: "c", concerns: [] }) });
  await screen.findByText("本店不属于任何集团。");
  fireEvent.click(screen.getByRole("button", { name: /建立集团/ }));
  fireEvent.change(await screen.findByLabelText(/^集团名称/), { target: { value: "宏远集团" } });
  fireEvent.click(give("建立"));
  await waitFor(() => expect(calls).toContainEqual({ name: "groups.found", args: { name: "宏远集团" } }));
});

it("says beside the code why it lets nobody in", async () => {
  show(
    { hasPlatform: true, group: null },
    {
      "groups.join": () => {
        throw { kind: "refused", code: "invitationUsed", field: "code", values: { store: "城北店" } };
      },
    },
  );
  fireEvent.click(await screen.findByRole("button", { name: /用邀请码加入/ }));
  fireEvent.change(await screen.findByLabelText(/^邀请码/), { target: { value: "bcdf" } });
  fireEvent.click(give("加入"));
  expect(await screen.findByText("这个邀请码城北店已经用过，请对方再出一个。")).toBeTruthy();
});

it("says that a house without a platform has no groups", async () => {
  show({ hasPlatform: false, group: null });
  expect(await screen.findByText("接入平台后才能建立或加入集团。")).toBeTruthy();
  expect(screen.getByRole("button", { name: /建立集团/ }).getAttribute("aria-disabled")).toBe("true");
});

it("shows the group, and a code once to whoever keeps it", async () => {
  const code = { code: "BCDF-GHJK-LMNP-QRST", until: 604_800_000 };
  show({ hasPlatform: true, group: group("keeps") }, { "groups.invite": () => code });
  expect(await screen.findByText("本店是主店")).toBeTruthy();
  expect(screen.getByText("厂家 2026-11，12 款")).toBeTruthy();
  expect(screen.getByText(/李薇 派驻到城南店/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /邀请门店/ }));
  fireEvent.click(give("出邀请码"));
  expect(await screen.findByText(code.code)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /关闭/ }));
  expect(screen.queryByText(code.code)).toBeNull();
});

it("lets a store that belongs leave and not invite, and says which cars hold it", async () => {
  show(
    { hasPlatform: true, group: group("belongs") },
    {
      "groups.leave": () => {
        throw { kind: "refused", code: "carsBetweenStores", field: null, values: { numbers: "XC-DB-1, DB-2" } };
      },
    },
  );
  fireEvent.click(await screen.findByRole("button", { name: /退出集团/ }));
  expect(screen.queryByRole("button", { name: /邀请门店/ })).toBeNull();
  fireEvent.click(give("退出"));
  expect(await screen.findByText(/本店还有车在两店之间（XC-DB-1, DB-2）/)).toBeTruthy();
});
