import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { History } from "../../components/History";
import { PrimaryCorner } from "../../components/PrimaryAction";
import { PersonProvider } from "../../components/rights";
import { answers } from "../../lib/desk";
import { formatFen } from "../../lib/money";
import { deskThatAnswers } from "../../lib/testing";
import { Audit } from "./Audit";

/** A sum as the testing library sees it: with plain spaces. */
const spoken = (fen: number) => formatFen(fen).replace(/\s/g, " ");

function show(children: ReactNode, rights: "seeAudit"[] = ["seeAudit"]) {
  answers.clear();
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights }}>
        {children}
        <PrimaryCorner />
      </PersonProvider>
    </QueryClientProvider>,
  );
}

it("names the entry at which the journal is broken", async () => {
  deskThatAnswers({
    "privacy.log": () => ({ total: 0, lines: [] }),
    "audit.verify": () => ({ verified: 11, erased: 0, broken: { n: 12, how: "signature" }, ledger: null }),
  });
  show(<Audit />);
  fireEvent.click(await screen.findByRole("button", { name: /核对日志/ }));
  expect(await screen.findByText(/第 12 笔的签名不对/)).toBeTruthy();
});

it("says of the dealership's ledger, too, whether it is whole", async () => {
  const journal = { verified: 11, erased: 0, broken: null };
  const ledger = { verified: 230, before: 0, erased: 2, broken: null };
  deskThatAnswers({
    "privacy.log": () => ({ total: 0, lines: [] }),
    "audit.verify": () => ({ ...journal, ledger }),
  });
  show(<Audit />);
  fireEvent.click(await screen.findByRole("button", { name: /核对日志/ }));
  expect(await screen.findByText(/全店总账完整：各工作站 230 笔.*其中 2 笔/)).toBeTruthy();
});

it("says how much of the ledger lies at the platform alone, and does not claim to have verified it", async () => {
  const ledger = { verified: 30, before: 12_000, erased: 0, broken: null };
  deskThatAnswers({
    "privacy.log": () => ({ total: 0, lines: [] }),
    "audit.verify": () => ({ verified: 3, erased: 0, broken: null, ledger }),
  });
  show(<Audit />);
  fireEvent.click(await screen.findByRole("button", { name: /核对日志/ }));
  expect(await screen.findByText(/30 笔的签名和前后相连都对.*此前 12\s000 笔/)).toBeTruthy();
});

it("names the entry at which the dealership's ledger is broken", async () => {
  const ledger = { verified: 41, before: 0, erased: 0, broken: { n: 42, how: "chain" } };
  deskThatAnswers({
    "privacy.log": () => ({ total: 0, lines: [] }),
    "audit.verify": () => ({ verified: 11, erased: 0, broken: null, ledger }),
  });
  show(<Audit />);
  fireEvent.click(await screen.findByRole("button", { name: /核对日志/ }));
  expect(await screen.findByText(/全店总账不完整：第 42 笔与上一笔接不上/)).toBeTruthy();
});

it("shows who looked at what and why", async () => {
  const line = { at: 1_700_000_000_000, who: "周晓琳", action: "revealed", kind: "customer", id: "c1" };
  deskThatAnswers({
    "privacy.log": () => ({ total: 1, lines: [{ ...line, field: "mobile", reason: "回访" }] }),
  });
  show(<Audit />);
  for (const word of ["周晓琳", "查看", "回访"]) expect(await screen.findByText(word)).toBeTruthy();
});

it("shows a record's history with old and new values in words", async () => {
  deskThatAnswers({
    "audit.history": () => [
      {
        command: "k1",
        n: 3,
        what: "SetAskingPrice",
        who: "陈管理",
        at: 1_700_000_000_000,
        desk: "A1",
        line: "confirmed",
        seq: 17,
        signature: "holds",
        changes: [{ field: "askingPrice", before: "12980000", after: "12680000" }],
        concerns: [],
      },
    ],
  });
  show(<History kind="vehicle" id="v1" area="vehicles" name="K-1" />);
  fireEvent.click(screen.getByRole("button", { name: /历史/ }));
  for (const word of [spoken(12_980_000), spoken(12_680_000), "陈管理", "总账第 17 笔，签名相符"])
    expect(await screen.findByText(word)).toBeTruthy();
});

it("says of a history where it begins when this desk joined later", async () => {
  deskThatAnswers({
    "audit.history": () => [],
    "audit.beginning": () => ({ after: 12_000 }),
  });
  show(<History kind="vehicle" id="v1" area="vehicles" name="K-1" />);
  fireEvent.click(screen.getByRole("button", { name: /历史/ }));
  expect(await screen.findByText(/总账第 12\s000 笔及以前/)).toBeTruthy();
});

it("keeps the history from those who may not see the audit", () => {
  show(<History kind="vehicle" id="v1" area="vehicles" name="K-1" />, []);
  expect(screen.queryByRole("button", { name: /历史/ })).toBeNull();
});
