// What is on its way to the screen: a record that was asked for, a command that is being decided, a paper that is being
// made. Who is quicker than the desk presses the next key while it comes; `keys.ts` keeps that key until it is there.
import { createStore, type Store } from "./store";

const count = createStore(0);

/** How many things are on their way. */
export const coming: Pick<Store<number>, "get" | "watch"> = count;

/**
 * Something is on its way from now on; the returned function says that it is there. It counts one task longer, so that
 * what follows from it, the next screen and its own question, has begun by then.
 */
export function comes(): () => void {
  count.set((before) => before + 1);
  let there = false;
  return () => {
    if (there) return;
    there = true;
    setTimeout(() => count.set((before) => before - 1));
  };
}

/** Counts until the promise is settled, and hands it on. */
export async function until<Answer>(promise: Promise<Answer>): Promise<Answer> {
  const came = comes();
  try {
    return await promise;
  } finally {
    came();
  }
}
