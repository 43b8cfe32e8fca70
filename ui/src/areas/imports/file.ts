// The sentences on their way into the file of what was not taken.
import { sayError } from "../../lib/errors";
import { act } from "../../lib/ipc";

const PAGE = 5_000;

/** One sentence for each row that is not taken, in the order of the file. */
export async function sentencesOf(of: string): Promise<string[]> {
  const sentences: string[] = [];
  for (;;) {
    const reasons = await act("imports.reasons", { import: of, offset: sentences.length, limit: PAGE });
    for (const reason of reasons) sentences.push(reason === null ? "" : sayError(reason));
    if (reasons.length < PAGE) return sentences;
  }
}
