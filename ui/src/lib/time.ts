// Dates and instants as people say them: 今天 14:30, 昨天, 3 天后, 11月3日. Instants are milliseconds since the epoch
// in UTC and shown in the dealership's zone; plain dates are "YYYY-MM-DD" and have no zone at all.

/** The dealership's zone; mainland China has one. */
const ZONE = "Asia/Shanghai";
const DAY = 86_400_000;

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: string;
  minute: string;
}

const partsFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function partsOf(instant: number): Parts {
  const found: Record<string, string> = {};
  for (const part of partsFormat.formatToParts(instant)) found[part.type] = part.value;
  return {
    year: Number(found.year),
    month: Number(found.month),
    day: Number(found.day),
    hour: found.hour ?? "00",
    minute: found.minute ?? "00",
  };
}

function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY);
}

/** What the relative words need: the language, and the moment that counts as now. */
export interface Said {
  language: string;
  now: number;
}

const ENGLISH_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayInWords(days: number, parts: { year: number; month: number; day: number }, said: Said): string {
  const chinese = said.language.startsWith("zh");
  if (days >= -1 && days <= 1) {
    const words = chinese ? ["昨天", "今天", "明天"] : ["yesterday", "today", "tomorrow"];
    return words[days + 1] ?? "";
  }
  if (days > 1 && days <= 7) return chinese ? `${days} 天后` : `in ${days} days`;
  if (days < -1 && days >= -7) return chinese ? `${-days} 天前` : `${-days} days ago`;
  const thisYear = partsOf(said.now).year;
  if (chinese)
    return parts.year === thisYear
      ? `${parts.month}月${parts.day}日`
      : `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
  const month = ENGLISH_MONTHS[parts.month - 1] ?? "";
  return parts.year === thisYear ? `${parts.day} ${month}` : `${parts.day} ${month} ${parts.year}`;
}

function two(value: number): string {
  return value.toString().padStart(2, "0");
}

/** An instant, short: with the time of day on the days next to today, by the day alone further away. */
export function shortInstant(instant: number, said: Said): string {
  const parts = partsOf(instant);
  const today = partsOf(said.now);
  const days = dayNumber(parts.year, parts.month, parts.day) - dayNumber(today.year, today.month, today.day);
  const day = dayInWords(days, parts, said);
  return Math.abs(days) <= 1 ? `${day} ${parts.hour}:${parts.minute}` : day;
}

/** A length of time as people say it: 45 分钟, 2 小时 5 分钟, 3 天; from a day on the odd minutes say nothing. */
export function spokenMinutes(minutes: number, language: string): string {
  const chinese = language.startsWith("zh");
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const said = [
    days > 0 ? `${days} ${chinese ? "天" : "d"}` : "",
    hours > 0 ? `${hours} ${chinese ? "小时" : "h"}` : "",
    days === 0 && (rest > 0 || hours === 0) ? `${rest} ${chinese ? "分钟" : "min"}` : "",
  ];
  return said.filter((part) => part !== "").join(" ");
}

/** What the dealership's clocks show at an instant: "14:30". */
export function clockOf(instant: number): string {
  const { hour, minute } = partsOf(instant);
  return `${hour}:${minute}`;
}

/** A plain date, short: relative within a week, else month and day, with the year where it is another one. */
export function shortDate(date: string, said: Said): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return date;
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  const today = partsOf(said.now);
  const days = dayNumber(parts.year, parts.month, parts.day) - dayNumber(today.year, today.month, today.day);
  return dayInWords(days, parts, said);
}

/** An instant as the clock alone on the same day, and with its day otherwise. */
export function clockInstant(instant: number, said: Said): string {
  const { year, month, day, hour, minute } = partsOf(instant);
  const today = partsOf(said.now);
  const same = year === today.year && month === today.month && day === today.day;
  return same ? `${Number(hour)}:${minute}` : shortInstant(instant, said);
}

/** The whole of an instant, for the tooltip and the screen reader. */
export function fullInstant(instant: number): string {
  const { year, month, day, hour, minute } = partsOf(instant);
  return `${year}-${two(month)}-${two(day)} ${hour}:${minute}`;
}

/** The day's date in the dealership's zone, as "YYYY-MM-DD". */
export function todayOf(now: number = Date.now()): string {
  const { year, month, day } = partsOf(now);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The instant of an hour ("10:00") on a plain date, both as the dealership's clocks show them. */
export function instantOf(date: string, time: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const { year, month, day, hour, minute } = partsOf(asUtc);
  // What the zone's clocks show at that moment tells how far they are ahead.
  const ahead = Date.UTC(year, month - 1, day, Number(hour), Number(minute)) - asUtc;
  return asUtc - ahead;
}

/** A plain date some days later (or earlier), still a plain date. */
export function addDays(date: string, days: number): string {
  const start = Date.parse(`${date}T00:00:00Z`);
  return new Date(start + days * DAY).toISOString().slice(0, 10);
}

/**
 * Reads a date as a clerk types it: "2026-11-22", "20261122", "11-22", "11/22", "1122", "22" (of this month),
 * "今天", "昨天", "明天", "+3", "-1", "today". Null where it is no date that exists.
 */
export function parseDate(text: string, now: number = Date.now()): string | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  const today = todayOf(now);
  const words: Record<string, number> = {
    今天: 0,
    今: 0,
    today: 0,
    昨天: -1,
    yesterday: -1,
    明天: 1,
    tomorrow: 1,
    后天: 2,
  };
  const word = words[plain];
  if (word !== undefined) return addDays(today, word);
  if (/^[+-]\d{1,4}$/.test(plain)) return addDays(today, Number(plain));
  const year = today.slice(0, 4);
  const month = today.slice(5, 7);
  const forms: [RegExp, (found: RegExpExecArray) => [string, string, string]][] = [
    [/^(\d{4})(\d{2})(\d{2})$/, (found) => [found[1] ?? "", found[2] ?? "", found[3] ?? ""]],
    [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, (found) => [found[1] ?? "", found[2] ?? "", found[3] ?? ""]],
    [/^(\d{1,2})[-/.月](\d{1,2})日?$/, (found) => [year, found[1] ?? "", found[2] ?? ""]],
    [/^(\d{2})(\d{2})$/, (found) => [year, found[1] ?? "", found[2] ?? ""]],
    [/^(\d{1,2})日?$/, (found) => [year, month, found[1] ?? ""]],
  ];
  for (const [form, take] of forms) {
    const found = form.exec(plain);
    if (!found) continue;
    const [y, m, d] = take(found);
    return realDate(Number(y), Number(m), Number(d));
  }
  return null;
}

function realDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1900 ? `${year}-${two(month)}-${two(day)}` : null;
}

/** A time of the day as people type it: 18:45, 1845, 9点, 9点半; null when it is none. */
export function parseTime(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace("点半", ":30")
    .replace(/[点时]/, ":")
    .replace(/[分:]$/, "");
  const match = /^(\d{1,2}):?(\d{2})?$/.exec(text);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? "0")];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
