// The desk answers whatever becomes of the line: what the system says of the network is not the page's business.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { answers, useDesk } from "./desk";
import { deskThatAnswers } from "./testing";

function Colleagues() {
  const { data } = useDesk("people.list", {});
  return <p>{data === undefined ? "…" : JSON.stringify(data)}</p>;
}

afterEach(() => {
  act(() => {
    window.dispatchEvent(new Event("online"));
  });
});

it("a question that is asked while the machine is off the network is answered", async () => {
  deskThatAnswers({ "people.list": () => ["王小明"] });
  render(
    <QueryClientProvider client={answers}>
      <p>open</p>
    </QueryClientProvider>,
  );
  act(() => {
    window.dispatchEvent(new Event("offline"));
  });
  render(
    <QueryClientProvider client={answers}>
      <Colleagues />
    </QueryClientProvider>,
  );
  expect(await screen.findByText('["王小明"]')).toBeTruthy();
});
