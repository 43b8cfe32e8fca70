// A function that stays the same while what it does changes: children that are handed it are not drawn anew for it.
import { useCallback, useRef } from "react";

export function useSteady<Arguments extends unknown[], Answer>(
  act: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const latest = useRef(act);
  latest.current = act;
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
