// Every area's words in this language, as one lazily loaded file.
const files = import.meta.glob<Record<string, unknown>>("./*.json", { eager: true, import: "default" });

export const words: Record<string, Record<string, unknown>> = Object.fromEntries(
  Object.entries(files).map(([path, content]) => [path.slice(2, -5), content]),
);
