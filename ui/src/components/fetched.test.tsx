import { act, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ErrorBoundary } from "../app/ErrorBoundary";
import { fetched } from "./fetched";

function Words({ text }: { text: string }) {
  return <p>{text}</p>;
}

it("draws at once what is here already", async () => {
  const part = fetched(async () => Words, <p>meanwhile</p>);
  await part.fetch();
  render(<part.Part text="the screen" />);
  // No wait: the first drawing holds it.
  expect(screen.getByText("the screen")).toBeTruthy();
});

it("draws what has just come although no time has passed", async () => {
  vi.useFakeTimers();
  const inner = fetched(async () => Words, <p>inner meanwhile</p>);
  const outer = fetched(async () => inner.Part, <p>outer meanwhile</p>);
  render(<outer.Part text="the screen" />);
  expect(screen.getByText("outer meanwhile")).toBeTruthy();
  await act(() => outer.fetch());
  await act(() => inner.fetch());
  expect(screen.getByText("the screen")).toBeTruthy();
});

it("fetches once, however often it is asked", async () => {
  const load = vi.fn(async () => Words);
  const part = fetched(load);
  await Promise.all([part.fetch(), part.fetch()]);
  render(<part.Part text="the screen" />);
  expect(load).toHaveBeenCalledTimes(1);
});

it("leaves what cannot be fetched to the boundary around it", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const part = fetched<{ text: string }>(async () => {
    throw new Error("the file is gone");
  });
  render(
    <ErrorBoundary>
      <part.Part text="the screen" />
    </ErrorBoundary>,
  );
  expect((await screen.findByRole("alert")).textContent).toContain("the file is gone");
});
