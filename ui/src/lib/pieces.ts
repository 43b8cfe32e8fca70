// Quantities of parts: the desk counts in thousandths of a unit, people in pieces, litres and sets.

/** Thousandths as a person writes them: 1.5, 12, −3. */
export function pieces(thousandths: number): string {
  const text = (Math.abs(thousandths) / 1000).toFixed(3).replace(/\.?0+$/, "");
  return thousandths < 0 ? `−${text}` : text;
}

/** What somebody typed, in thousandths; null where it is no such number. */
export function readPieces(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 1000);
}
