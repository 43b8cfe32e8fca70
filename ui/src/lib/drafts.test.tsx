import { fireEvent, render, screen, act as settle, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useDraft, writeDraftsNow } from "./drafts";
import { deskThatAnswers } from "./testing";

function Note() {
  const draft = useDraft<string>("test.note", null);
  return (
    <>
      <input aria-label="note" onChange={(event) => draft.keep(event.target.value)} />
      {draft.offered && (
        <button type="button" onClick={() => draft.restore()}>
          {draft.offered.content}
        </button>
      )}
      <button type="button" onClick={() => void draft.discard()}>
        discard
      </button>
    </>
  );
}

const type = (text: string) => fireEvent.change(screen.getByLabelText("note"), { target: { value: text } });
const saved = (calls: { name: string; args: unknown }[]) =>
  calls.filter((call) => call.name === "drafts.save").map((call) => (call.args as { content: unknown }).content);

it("is kept at a pause, once, with the last that was typed", async () => {
  vi.useFakeTimers();
  const calls = deskThatAnswers({ "drafts.load": () => null, "drafts.save": () => null });
  render(<Note />);
  type("张");
  type("张三");
  expect(saved(calls)).toEqual([]);
  await settle(() => vi.advanceTimersByTimeAsync(500));
  expect(saved(calls)).toEqual([{ content: "张三" }]);
});

it("is written at once when the screen is about to be locked or the form goes", async () => {
  const calls = deskThatAnswers({ "drafts.load": () => null, "drafts.save": () => null });
  const { unmount } = render(<Note />);
  type("李四");
  void writeDraftsNow();
  expect(saved(calls)).toEqual([{ content: "李四" }]);
  type("李四光");
  unmount();
  expect(saved(calls)).toEqual([{ content: "李四" }, { content: "李四光" }]);
});

it("that waits to be taken up is not lost to new typing", async () => {
  const waiting = { content: { content: "旧草稿" }, savedAt: 5 };
  const calls = deskThatAnswers({ "drafts.load": () => waiting, "drafts.save": () => null });
  render(<Note />);
  await screen.findByText("旧草稿");
  type("新的");
  void writeDraftsNow();
  await waitFor(() => expect(saved(calls)).toHaveLength(1));
  expect(saved(calls)).toEqual([{ content: "新的", earlier: { content: "旧草稿", savedAt: 5 } }]);
});

it("is gone once the form was saved", async () => {
  const calls = deskThatAnswers({ "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null });
  const { unmount } = render(<Note />);
  type("王五");
  fireEvent.click(screen.getByText("discard"));
  unmount();
  expect(calls.map((call) => call.name)).toEqual(["drafts.load", "drafts.discard"]);
});

it("is not offered to the empty form that comes while it is being saved", async () => {
  let draft: { content: { content: string }; savedAt: number } | null = { content: { content: "赵六" }, savedAt: 5 };
  const calls = deskThatAnswers({
    "drafts.load": () => draft,
    "drafts.save": () => null,
    "drafts.discard": () => {
      draft = null;
      return null;
    },
  });
  let there = () => {};
  const record = new Promise<void>((resolve) => {
    there = resolve;
  });
  const { rerender } = render(<Saving key="first" save={() => record} />);
  await screen.findByText("赵六");
  fireEvent.click(screen.getByText("save"));
  // The list says that the record is there, and the form comes again, before the save has ended.
  rerender(<Saving key="second" save={() => record} />);
  await settle(async () => there());
  await waitFor(() => expect(calls.filter((call) => call.name === "drafts.load")).toHaveLength(2));
  expect(calls.map((call) => call.name)).toEqual(["drafts.load", "drafts.discard", "drafts.load"]);
  expect(screen.queryByText("赵六")).toBeNull();
});

function Saving({ save }: { save: () => Promise<void> }) {
  const draft = useDraft<string>("test.saving", null);
  return (
    <>
      {draft.offered && <p>{draft.offered.content}</p>}
      <button type="button" onClick={() => void draft.saved(save)}>
        save
      </button>
    </>
  );
}
