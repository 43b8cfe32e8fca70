// Money on the page: integer fen in, text out, and back. No sum is ever worked out here in yuan.

/** A thin space between thousands: seen as a separator, and never mistaken for a decimal mark. */
const SEPARATOR = "\u2009";
/** The largest sum that the desk accepts: ten thousand million yuan, in fen. */
const LARGEST = 1_000_000_000_000;

/** 12 980 000 fen as "129 800.00", with a true minus sign. */
export function formatFen(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100).toString();
  const cents = (Math.abs(fen) % 100).toString().padStart(2, "0");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, SEPARATOR);
  return `${fen < 0 ? "\u2212" : ""}${grouped}.${cents}`;
}

/** 100 000: a count of things, grouped like money. */
export function formatCount(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+(?!\d))/g, SEPARATOR);
}

/** A sum for a field that somebody is about to edit: no separators, no needless zeros. */
export function editableFen(fen: number | null): string {
  if (fen === null) return "";
  const yuan = Math.trunc(Math.abs(fen) / 100);
  const cents = Math.abs(fen) % 100;
  const tail = cents === 0 ? "" : `.${cents.toString().padStart(2, "0")}`;
  return `${fen < 0 ? "-" : ""}${yuan}${tail}`;
}

export type ParsedFen = { fen: number } | { problem: "notMoney" | "misgrouped" | "tooPrecise" | "tooLarge" };

const DIGITS: Record<string, string> = { "。": ".", "、": ",", _: ",", "\u2212": "-", "\u2013": "-" };

/**
 * Reads what a clerk types for a sum: "129800", "129,800.00", "12.98万", "￥1 200", "１２９，８００". The ten thousands
 * are read exactly: "12.98万" is 129 800 yuan and "0.00001万" is refused because it is no whole number of fen. Commas
 * and blanks among the digits stand between thousands and nowhere else: "12,34,5" may be any of three sums.
 */
export function parseFen(text: string): ParsedFen {
  const plain = text
    .normalize("NFKC")
    .replace(/[。、_\u2212\u2013]/g, (mark) => DIGITS[mark] ?? mark)
    .replace(/[¥元]/g, " ")
    .trim()
    .replace(/\s*([.,万wW-])\s*/g, "$1")
    .replace(/\s+/g, ",");
  const match = /^(-?)([\d,]*)(?:\.(\d*))?([万wW]?)$/.exec(plain);
  if (!match) return { problem: /^-?[\d,]*\.[\d,]*[万wW]?$/.test(plain) ? "misgrouped" : "notMoney" };
  const [, sign = "", grouped = "", fraction = "", unit = ""] = match;
  if (grouped === "" && fraction === "") return { problem: "notMoney" };
  if (grouped.includes(",") && !/^\d{1,3}(,\d{3})+$/.test(grouped)) return { problem: "misgrouped" };
  const whole = grouped.replaceAll(",", "");
  const places = unit === "" ? 2 : 6;
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > places) return { problem: "tooPrecise" };
  if (whole.replace(/^0+/, "").length > 12) return { problem: "tooLarge" };
  const fen = Number(whole || "0") * 10 ** places + Number(kept.padEnd(places, "0") || "0");
  if (fen > LARGEST) return { problem: "tooLarge" };
  return { fen: sign === "-" && fen !== 0 ? -fen : fen };
}
