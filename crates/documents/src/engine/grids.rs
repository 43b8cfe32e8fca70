//! Labels with values in ruled cells.

use super::lines::{self, Line, Measure};
use super::page::{Ink, Mark};
use super::strips::{Setting, Strip, scale, text_marks};
use super::tables::{LEADING, SIDE, horizontal, vertical};
use crate::fonts::Fonts;
use crate::model::{Alignment, Grid, GridCell, RichText};

/// Labels with values in ruled cells, one strip a row.
pub(crate) fn grid(grid: &Grid, setting: Setting<'_>) -> Vec<Strip> {
    let pairs = grid.pairs_per_row.max(1);
    let pair_width = setting.width / pairs as f32;
    let label_width = grid
        .cells
        .iter()
        .map(|cell| lines::natural_width(setting.fonts, &cell.label, GRID_SIZE))
        .fold(0.0_f32, f32::max)
        .min(pair_width * 0.42 - 2.0 * SIDE)
        + 2.0 * SIDE;
    let rows = grid_rows(&grid.cells, pairs);
    let count = rows.len();
    rows.into_iter()
        .enumerate()
        .map(|(index, row)| {
            let mut marks = Vec::new();
            let mut texts = Vec::new();
            let mut x = 0.0;
            let mut row_lines = 1;
            for (cell, span) in row {
                let width = pair_width * span as f32;
                let label = set_cell(setting.fonts, &cell.label, label_width, GRID_SIZE);
                let value = set_cell(setting.fonts, &cell.value, width - label_width, GRID_SIZE);
                row_lines = row_lines.max(label.len()).max(value.len());
                texts.push((x, width, label, value));
                x += width;
            }
            let height = row_lines as f32 * GRID_SIZE * LEADING + 2.0 * GRID_TOP;
            for (x, width, label, value) in texts {
                marks.push(Mark::Ground {
                    x,
                    y: 0.0,
                    width: label_width,
                    height,
                    ink: Ink::Ground,
                });
                let style = (GRID_SIZE, LEADING);
                marks.extend(text_marks(label, (x + SIDE, GRID_TOP), style, Ink::Grey));
                let value_x = x + label_width + SIDE;
                marks.extend(text_marks(value, (value_x, GRID_TOP), style, Ink::Black));
                marks.push(vertical(x, height));
                marks.push(vertical(x + label_width, height));
                marks.push(vertical(x + width, height));
            }
            marks.push(horizontal(setting.width, 0.0, scale::HAIRLINE, Ink::Light));
            marks.push(horizontal(
                setting.width,
                height,
                scale::HAIRLINE,
                Ink::Light,
            ));
            Strip {
                height,
                above: if index == 0 { 5.0 } else { 0.0 },
                // A grid's first and last rows do not stand alone on a page.
                keep_with_next: count > 1 && (index == 0 || index == count - 2),
                marks,
                ..Strip::default()
            }
        })
        .collect()
}

const GRID_SIZE: f32 = 9.0;
const GRID_TOP: f32 = 3.6;

/// Packs cells into rows; the last cell of a row takes what is left of it.
fn grid_rows(cells: &[GridCell], pairs: usize) -> Vec<Vec<(&GridCell, usize)>> {
    let mut rows: Vec<Vec<(&GridCell, usize)>> = Vec::new();
    let mut used = pairs;
    for cell in cells {
        let span = cell.span.clamp(1, pairs);
        if used + span > pairs {
            widen_last(&mut rows, pairs - used.min(pairs));
            rows.push(Vec::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((cell, span));
        }
        used += span;
    }
    widen_last(&mut rows, pairs - used.min(pairs));
    rows
}

fn widen_last(rows: &mut [Vec<(&GridCell, usize)>], by: usize) {
    if let Some((_, span)) = rows.last_mut().and_then(|row| row.last_mut()) {
        *span += by;
    }
}

fn set_cell(fonts: &Fonts, text: &RichText, width: f32, size: f32) -> Vec<Line> {
    lines::set(
        fonts,
        text,
        Measure {
            size,
            width: width - 2.0 * SIDE,
            alignment: Alignment::Left,
        },
    )
}
