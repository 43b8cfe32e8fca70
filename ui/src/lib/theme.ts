// The look, declared once: colours, type, radius, density and scale. The page reads it as CSS custom properties, Ant
// Design as tokens (components/antd). Every pair of text and ground holds AA contrast; theme.test.ts proves it.

export type ThemeChoice = "system" | "light" | "dark";
export type Density = "compact" | "normal" | "comfortable";

export interface Appearance {
  theme: ThemeChoice;
  density: Density;
  /** Whole per cent, 100 to 200. */
  scale: number;
}

/** The height of a ledger row in CSS pixels at 100 %. */
export const ROW_HEIGHT: Record<Density, number> = { compact: 28, normal: 32, comfortable: 40 };

export const FONT_STACK =
  '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export interface Palette {
  /** The window behind everything. */
  ground: string;
  /** Rail, heads and feet. */
  chrome: string;
  /** Where the work lies. */
  surface: string;
  /** What floats above: menus, palette, dialogs. */
  raised: string;
  hover: string;
  selected: string;
  line: string;
  /** The edge of a field; 3:1 against the surface, because it is what shows that one can type there. */
  edge: string;
  text: string;
  muted: string;
  accent: string;
  accentHover: string;
  onAccent: string;
  /** Text and links in the accent's hue. */
  accentText: string;
  good: string;
  wait: string;
  bad: string;
  info: string;
  goodGround: string;
  waitGround: string;
  badGround: string;
  infoGround: string;
  shade: string;
}

export const PALETTES: Record<"light" | "dark", Palette> = {
  light: {
    ground: "#f4f4f2",
    chrome: "#f4f4f2",
    surface: "#ffffff",
    raised: "#ffffff",
    hover: "#f1f1ef",
    selected: "#e8ebfa",
    line: "#e4e4e0",
    edge: "#83848b",
    text: "#1c1d21",
    muted: "#5f6168",
    accent: "#3d51c4",
    accentHover: "#3345ab",
    onAccent: "#ffffff",
    accentText: "#3548b8",
    good: "#17703f",
    wait: "#8a5300",
    bad: "#b3261e",
    info: "#0b6485",
    goodGround: "#e6f4ea",
    waitGround: "#fbf0dc",
    badGround: "#fbe9e7",
    infoGround: "#e2f1f7",
    shade: "0 8px 28px rgb(20 22 30 / 14%), 0 0 0 1px rgb(20 22 30 / 7%)",
  },
  dark: {
    ground: "#141518",
    chrome: "#141518",
    surface: "#1b1c20",
    raised: "#24262b",
    hover: "#25272c",
    selected: "#2b3050",
    line: "#2e3036",
    edge: "#74767f",
    text: "#e9e9ec",
    muted: "#a3a6af",
    accent: "#5265d8",
    accentHover: "#495cd0",
    onAccent: "#ffffff",
    accentText: "#a3b0ff",
    good: "#6fcf97",
    wait: "#e5b567",
    bad: "#ff9a90",
    info: "#74c4e6",
    goodGround: "#1b3325",
    waitGround: "#3a2d14",
    badGround: "#42201d",
    infoGround: "#17323e",
    shade: "0 10px 32px rgb(0 0 0 / 55%), 0 0 0 1px rgb(255 255 255 / 9%)",
  },
};

const prefersDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** The theme that is shown for a choice right now. */
export function shownTheme(choice: ThemeChoice): "light" | "dark" {
  if (choice === "system") return prefersDark() ? "dark" : "light";
  return choice;
}

/** Lays the look over the document. Sizes are in rem, so the scale is one number on the root. */
export function applyAppearance(appearance: Appearance): void {
  const root = document.documentElement;
  const shown = shownTheme(appearance.theme);
  root.dataset.theme = shown;
  root.dataset.density = appearance.density;
  root.style.colorScheme = shown;
  root.style.fontSize = `${(16 * appearance.scale) / 100}px`;
  for (const [name, value] of Object.entries(PALETTES[shown])) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
}

/** Calls back when the system turns light or dark. */
export function onSystemTheme(listener: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}
