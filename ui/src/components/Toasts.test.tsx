import { act, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { cover } from "../lib/cover";
import { offerUndo, say, Toasts } from "./Toasts";

describe("what was said about a deed", () => {
  it("goes with the person who did it", () => {
    const first = render(<Toasts />);
    act(() => {
      say("已收 50,000.00");
      offerUndo("已移库", () => undefined);
    });
    expect(screen.getByText("已移库")).toBeTruthy();
    first.unmount();
    render(<Toasts />);
    expect(screen.queryByText("已移库")).toBeNull();
    expect(screen.queryByText("已收 50,000.00")).toBeNull();
  });

  it("goes when the screen is locked, and does not come back with the same person", () => {
    render(<Toasts />);
    act(() => offerUndo("已移库", () => undefined));
    act(() => cover.set("on"));
    act(() => cover.set("off"));
    expect(screen.queryByText("已移库")).toBeNull();
  });
});
