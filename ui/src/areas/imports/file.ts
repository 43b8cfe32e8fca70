// A chosen file on its way to the desk, and the sentences on their way into the file of what was not taken.
import { sayError } from "../../lib/errors";
import { act } from "../../lib/ipc";

/** The contents in base64. The browser encodes by itself, so that a large file does not hold the window. */
export function contentsOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(",") + 1));
    };
    reader.readAsDataURL(file);
  });
}

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
