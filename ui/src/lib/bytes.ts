// A size as people say it.

const UNITS = ["KB", "MB", "GB"] as const;

/** Bytes in the unit that leaves one to four digits. */
export function formatBytes(bytes: number): string {
  let size = bytes / 1024;
  let at = 0;
  while (size >= 1024 && at < UNITS.length - 1) {
    size /= 1024;
    at += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[at]}`;
}
