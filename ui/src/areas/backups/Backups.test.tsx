import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Right } from "../../bindings/rpc";
import { Confirm } from "../../components/Confirm";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { Backups } from "./Backups";

const ROW = {
  name: "b1",
  madeAt: 1_700_000_000_000,
  bytes: 5_242_880,
  papers: 7,
  papersDamaged: 0,
  commands: 42,
  state: "verified",
};

function show(rights: Right[]) {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        <Backups />
        <PrimaryCorner />
        <Confirm />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

it("restores a generation only after the consequence was said and agreed to", async () => {
  const calls = deskThatAnswers({
    "backups.list": () => ({ folder: "backups", rows: [ROW] }),
    "backups.restore": () => null,
  });
  show(["backUp", "restore"]);
  fireEvent.click(await screen.findByRole("button", { name: /的备份/ }));
  expect(screen.getByText(/所有人退出/)).toBeTruthy();
  expect(calls.some(({ name }) => name === "backups.restore")).toBe(false);
  fireEvent.click(screen.getByText("恢复", { selector: ".dialog-foot button" }));
  await waitFor(() => expect(calls).toContainEqual({ name: "backups.restore", args: { name: "b1" } }));
});

it("says in a sentence why a backup failed, and that there is none yet", async () => {
  deskThatAnswers({
    "backups.list": () => ({ folder: "backups", rows: [] }),
    "backups.make": () => {
      throw { kind: "failed", code: "backupWouldNotRestore", field: null, values: {} };
    },
  });
  show(["backUp"]);
  expect(await screen.findByText("还没有备份")).toBeTruthy();
  fireEvent.click(screen.getByText(/立即备份/));
  expect(await screen.findByText(/检查磁盘后再备份一次/)).toBeTruthy();
});
