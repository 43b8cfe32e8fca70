// Which tile is open, and the rows that it shows: what the screen draws, and what is asked before it is drawn.
import type { Queries, TileCount } from "../../bindings/rpc";
import { askAhead } from "../../lib/desk";

/** The chosen tile; without a choice the first that has something to do. */
export function openTile(tiles: readonly TileCount[], chosen?: string): TileCount | undefined {
  return tiles.find(({ tile }) => tile === chosen) ?? tiles.find(({ count }) => count > 0) ?? tiles[0];
}

export function rowsOf(tile: TileCount["tile"]): Queries["my_day.rows"]["args"] {
  return { tile, limit: 100 };
}

/** Tiles and rows come before the screen, so that it is drawn once. */
export async function askDay(): Promise<void> {
  const open = openTile((await askAhead("my_day.tiles", {}))?.tiles ?? []);
  if (open) await askAhead("my_day.rows", rowsOf(open.tile));
}
