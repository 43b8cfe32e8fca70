// How long something still holds, second by second: a code that is read aloud, say.
import { useEffect, useState } from "react";

/** Whole seconds until an instant; nothing less than none. */
export function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
