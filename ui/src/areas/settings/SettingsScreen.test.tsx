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
