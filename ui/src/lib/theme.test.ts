import { describe, expect, it } from "vitest";
import { PALETTES, type Palette } from "./theme";

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS: (keyof Palette)[] = ["ground", "chrome", "surface", "raised", "hover", "selected"];
const TEXTS: (keyof Palette)[] = ["text", "muted", "accentText", "good", "wait", "bad", "info"];

describe.each(["light", "dark"] as const)("in the %s theme", (name) => {
  const palette = PALETTES[name];

  it.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    "%s can be read on %s",
    (text, ground) => {
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(["good", "wait", "bad", "info"] as const)("%s can be read on its own ground", (hue) => {
    expect(contrast(palette[hue], palette[`${hue}Ground`])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.text, palette[`${hue}Ground`])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.accentText, palette[`${hue}Ground`])).toBeGreaterThanOrEqual(4.5);
  });

  it("a primary button can be read, and the edge of a field can be seen", () => {
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onAccent, palette.accentHover)).toBeGreaterThanOrEqual(4.5);
    for (const ground of ["surface", "raised", "ground"] as const) {
      expect(contrast(palette.edge, palette[ground])).toBeGreaterThanOrEqual(3);
    }
  });
});
