// What is moved on a board is drawn anew where it comes to stand, and would lose the focus there.
import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Gives the focus back to what was moved, as soon as it stands at its new place. The answer is called with the id of
 * what is being moved; it is found again inside the board by its `data-moves`. Who has gone elsewhere stays there.
 */
export function useFocusThatFollows(board: RefObject<HTMLElement | null>): (id: string) => void {
  const moved = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (moved.current === null) return;
    const there = board.current?.querySelector<HTMLElement>(`[data-moves="${moved.current}"]`) ?? null;
    const active = document.activeElement;
    if (active === document.body) there?.focus();
    else if (active !== there) moved.current = null;
  });
  return (id) => {
    moved.current = id;
  };
}
