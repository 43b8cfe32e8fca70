import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { PersonProvider } from "../../components/rights";
import { Toasts } from "../../components/Toasts";
import { answers } from "../../lib/desk";
import { deskThatAnswers } from "../../lib/testing";
import { ModelList } from "./ModelList";

const NOTHING = { total: 0, rows: [], totals: {}, facets: [] };

function show(part: "keeps" | "belongs") {
  answers.clear();
  const calls = deskThatAnswers({
    "groups.own": () => ({ group: "g1", name: "宏远集团", part, others: [] }),
    "catalogue.list": () => NOTHING,
    "catalogue.publish_to_group": () => ({ versions: 12 }),
  });
  render(
    <QueryClientProvider client={answers}>
      <PersonProvider person={{ id: "p", name: "陈", signInName: "chen", roles: [], rights: ["editCatalogue"] }}>
        <ModelList open={null} />
        <Toasts />
      </PersonProvider>
    </QueryClientProvider>,
  );
  return calls;
}

it("publishes to the group in the store that keeps what the group shares, and says how much", async () => {
  const calls = show("keeps");
  fireEvent.click(await screen.findByRole("button", { name: /^发布到集团/ }));
  await waitFor(() => expect(calls).toContainEqual({ name: "catalogue.publish_to_group", args: {} }));
  expect(await screen.findByText("已把 12 个车型发布到宏远集团。")).toBeTruthy();
});

it("does not offer it in a store that only belongs to the group", async () => {
  const calls = show("belongs");
  await waitFor(() => expect(calls).toContainEqual({ name: "groups.own", args: {} }));
  await waitFor(() => expect(answers.isFetching()).toBe(0));
  expect(screen.queryByRole("button", { name: /^发布到集团/ })).toBeNull();
});
