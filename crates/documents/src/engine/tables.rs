//! Tables and grids: how wide their columns are, and one strip for every row.

use super::lines::{self, Line, Measure};
use super::page::{Ink, Mark};
use super::strips::{Setting, Strip, emboldened, points, scale, text_marks};
use crate::fonts::Fonts;
use crate::model::{Alignment, Cell, Column, ColumnWidth, Grid, GridCell, RowKind, Ruling, Table};
use std::borrow::Cow;
use std::rc::Rc;

const LEADING: f32 = 1.38;
/// White between a cell's text and its column's edge.
const SIDE: f32 = 4.5;
const TOP: f32 = 3.2;
/// Tables of up to so many rows stay on one page.
const SMALL_TABLE: usize = 8;

/// One strip a row, under a header that is repeated on every page.
pub(crate) fn table(table: &Table, setting: Setting<'_>) -> Vec<Strip> {
    let widths = column_widths(table, setting);
    let header = header(table, &widths, setting).map(Rc::new);
    let header_height = header.as_ref().map_or(0.0, |strip| strip.height);
    let mut strips = Vec::with_capacity(table.rows.len() + 1);
    if let Some(header) = &header {
        strips.push(Strip {
            above: 5.0,
            keep_with_next: true,
            ..Strip::clone(header)
        });
    }
    // A table of a few rows is read at a glance; it is not torn apart.
    let is_small = table.rows.len() <= SMALL_TABLE;
    // Nor does a single last row stand alone on a page.
    let is_tail = |index: usize| index + 3 >= table.rows.len();
    for (index, row) in table.rows.iter().enumerate() {
        let is_last = index + 1 == table.rows.len();
        let next_is_sum = table
            .rows
            .get(index + 1)
            .is_some_and(|next| matches!(next.kind, RowKind::Subtotal | RowKind::Total));
        let cells = set_cells(table, &row.cells, &widths, row.kind, setting);
        let shape = RowShape {
            kind: row.kind,
            is_first: index == 0 && header.is_none(),
            is_last,
        };
        let room = setting.height - header_height;
        let mut pieces = row_strips(table, cells, shape, setting.width, room);
        if let Some(last) = pieces.last_mut() {
            last.keep_with_next =
                !is_last && (is_small || next_is_sum || row.kind == RowKind::Group || is_tail(index));
        }
        for strip in &mut pieces {
            strip.repeated.clone_from(&header);
        }
        strips.extend(pieces);
    }
    if header.is_none()
        && let Some(first) = strips.first_mut()
    {
        first.above = 5.0;
    }
    strips
}

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
            marks.push(horizontal(setting.width, height, scale::HAIRLINE, Ink::Light));
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

/// A cell whose text has been set.
struct SetCell {
    x: f32,
    width: f32,
    lines: Vec<Line>,
}

#[derive(Clone, Copy)]
struct RowShape {
    kind: RowKind,
    is_first: bool,
    is_last: bool,
}

fn header(table: &Table, widths: &[f32], setting: Setting<'_>) -> Option<Strip> {
    if table.columns.iter().all(|column| column.heading.is_empty()) {
        return None;
    }
    let size = table.size;
    let mut x = 0.0;
    let mut cells = Vec::new();
    for (column, &width) in table.columns.iter().zip(widths) {
        let lines = lines::set(
            setting.fonts,
            &emboldened(&column.heading),
            Measure {
                size,
                width: width - 2.0 * SIDE,
                alignment: column.alignment,
            },
        );
        cells.push(SetCell { x, width, lines });
        x += width;
    }
    let rows = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
    let height = rows as f32 * size * LEADING + 2.0 * TOP;
    let mut marks = vec![Mark::Ground {
        x: 0.0,
        y: 0.0,
        width: setting.width,
        height,
        ink: Ink::Ground,
    }];
    for cell in cells {
        if table.ruling == Ruling::Cells {
            marks.push(vertical(cell.x, height));
            marks.push(vertical(cell.x + cell.width, height));
        }
        // Headings of different height stand on one foot.
        let drop = (rows - cell.lines.len()) as f32 * size * LEADING;
        marks.extend(text_marks(
            cell.lines,
            (cell.x + SIDE, TOP + drop),
            (size, LEADING),
            Ink::Black,
        ));
    }
    marks.push(horizontal(setting.width, 0.0, scale::RULE, Ink::Dark));
    marks.push(horizontal(setting.width, height, scale::HAIRLINE, Ink::Dark));
    Some(Strip {
        height,
        marks,
        ..Strip::default()
    })
}

fn set_cells(
    table: &Table,
    cells: &[Cell],
    widths: &[f32],
    kind: RowKind,
    setting: Setting<'_>,
) -> Vec<SetCell> {
    let mut column = 0;
    let mut x = 0.0;
    let mut placed = Vec::with_capacity(cells.len());
    for cell in cells {
        let Some(style) = table.columns.get(column) else {
            break;
        };
        let span = cell.span.max(1).min(widths.len() - column);
        let width: f32 = widths[column..column + span].iter().sum();
        let measure = Measure {
            size: table.size,
            width: width - 2.0 * SIDE,
            alignment: style.alignment,
        };
        let lines = match kind {
            RowKind::Plain => lines::set(setting.fonts, &cell.text, measure),
            RowKind::Group | RowKind::Subtotal | RowKind::Total => {
                lines::set(setting.fonts, &emboldened(&cell.text), measure)
            }
        };
        placed.push(SetCell { x, width, lines });
        x += width;
        column += span;
    }
    placed
}

/// The strip of a row; several only when the row is taller than a page can be.
fn row_strips(
    table: &Table,
    mut cells: Vec<SetCell>,
    shape: RowShape,
    width: f32,
    room: f32,
) -> Vec<Strip> {
    let line_height = table.size * LEADING;
    let most_lines = (((room - 2.0 * TOP) / line_height).floor() as usize).max(1);
    let mut strips = Vec::new();
    loop {
        let rest: Vec<SetCell> = cells
            .iter_mut()
            .map(|cell| SetCell {
                x: cell.x,
                width: cell.width,
                lines: cell.lines.split_off(cell.lines.len().min(most_lines)),
            })
            .collect();
        let is_done = rest.iter().all(|cell| cell.lines.is_empty());
        strips.push(row_strip(table, cells, shape, width));
        if is_done {
            return strips;
        }
        cells = rest;
    }
}

fn row_strip(table: &Table, cells: Vec<SetCell>, shape: RowShape, width: f32) -> Strip {
    let size = table.size;
    let rows = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let height = rows.max(1) as f32 * size * LEADING + 2.0 * TOP;
    let mut marks = Vec::new();
    if shape.kind == RowKind::Group {
        marks.push(Mark::Ground {
            x: 0.0,
            y: 0.0,
            width,
            height,
            ink: Ink::Ground,
        });
    }
    for cell in cells {
        if table.ruling == Ruling::Cells {
            marks.push(vertical(cell.x, height));
            marks.push(vertical(cell.x + cell.width, height));
        }
        marks.extend(text_marks(
            cell.lines,
            (cell.x + SIDE, TOP),
            (size, LEADING),
            Ink::Black,
        ));
    }
    let foot = match shape.kind {
        RowKind::Plain | RowKind::Group | RowKind::Subtotal | RowKind::Total if shape.is_last => {
            (scale::RULE, Ink::Dark)
        }
        RowKind::Total | RowKind::Subtotal => (scale::HAIRLINE, Ink::Dark),
        RowKind::Plain | RowKind::Group => (scale::HAIRLINE, Ink::Light),
    };
    match shape.kind {
        RowKind::Total | RowKind::Subtotal => {
            marks.push(horizontal(width, 0.0, scale::HAIRLINE, Ink::Dark));
        }
        RowKind::Plain | RowKind::Group => {
            if shape.is_first {
                marks.push(horizontal(width, 0.0, scale::HAIRLINE, Ink::Dark));
            }
        }
    }
    marks.push(horizontal(width, height, foot.0, foot.1));
    Strip {
        height,
        marks,
        ..Strip::default()
    }
}

fn set_cell(fonts: &Fonts, text: &crate::model::RichText, width: f32, size: f32) -> Vec<Line> {
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

fn vertical(x: f32, height: f32) -> Mark {
    Mark::Rule {
        from: (x, 0.0),
        to: (x, height),
        thickness: scale::HAIRLINE,
        ink: Ink::Light,
    }
}

fn horizontal(width: f32, y: f32, thickness: f32, ink: Ink) -> Mark {
    Mark::Rule {
        from: (0.0, y),
        to: (width, y),
        thickness,
        ink,
    }
}

/// The least and the best width of a column that is measured by its contents.
struct Wish {
    least: f32,
    best: f32,
}

fn column_widths(table: &Table, setting: Setting<'_>) -> Vec<f32> {
    let wishes: Vec<Wish> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| wish(table, column, index, setting))
        .collect();
    let least: f32 = wishes.iter().map(|wish| wish.least).sum();
    let best: f32 = wishes.iter().map(|wish| wish.best).sum();
    let available = setting.width;
    if least >= available {
        return wishes
            .iter()
            .map(|wish| wish.least * available / least)
            .collect();
    }
    if best > available {
        let part = (available - least) / (best - least);
        return wishes
            .iter()
            .map(|wish| wish.least + (wish.best - wish.least) * part)
            .collect();
    }
    // What is left over goes to the columns that share, else to all by their width.
    let shares: f32 = table.columns.iter().map(share_of).sum();
    let left_over = available - best;
    table
        .columns
        .iter()
        .zip(&wishes)
        .map(|(column, wish)| {
            let part = if shares > 0.0 {
                share_of(column) / shares
            } else {
                wish.best / best
            };
            wish.best + left_over * part
        })
        .collect()
}

fn share_of(column: &Column) -> f32 {
    match column.width {
        ColumnWidth::Share(share) => share,
        ColumnWidth::Natural | ColumnWidth::Millimetres(_) => 0.0,
    }
}

fn wish(table: &Table, column: &Column, index: usize, setting: Setting<'_>) -> Wish {
    if let ColumnWidth::Millimetres(width) = column.width {
        let width = points(width);
        return Wish {
            least: width,
            best: width,
        };
    }
    let heading = emboldened(&column.heading);
    let mut least = lines::least_width(setting.fonts, &heading, table.size);
    let mut best = lines::natural_width(setting.fonts, &heading, table.size);
    for row in &table.rows {
        let Some(cell) = cell_in_column(&row.cells, index) else {
            continue;
        };
        let text = match row.kind {
            RowKind::Plain => Cow::Borrowed(&cell.text),
            RowKind::Group | RowKind::Subtotal | RowKind::Total => {
                Cow::Owned(emboldened(&cell.text))
            }
        };
        let natural = lines::natural_width(setting.fonts, &text, table.size);
        best = best.max(natural);
        if column.alignment == Alignment::Right {
            // Money and counts are never broken.
            least = least.max(natural);
        } else if natural > least {
            least = least.max(lines::least_width(setting.fonts, &text, table.size));
        }
    }
    // Half a point keeps rounding from breaking a line that just fits.
    let padding = 2.0 * SIDE + 0.5;
    let least = (least + padding).min(setting.width * 0.45);
    let best = (best + padding).max(least);
    match column.width {
        // A sharing column starts from its least width and takes what the others leave.
        ColumnWidth::Share(_) => Wish {
            least,
            best: least.max(best.min(setting.width * 0.25)),
        },
        ColumnWidth::Natural | ColumnWidth::Millimetres(_) => Wish { least, best },
    }
}

/// The cell that begins in this column and takes no other; spanning cells do not shape columns.
fn cell_in_column(cells: &[Cell], index: usize) -> Option<&Cell> {
    let mut column = 0;
    for cell in cells {
        let span = cell.span.max(1);
        if column == index {
            return (span == 1).then_some(cell);
        }
        column += span;
        if column > index {
            return None;
        }
    }
    None
}
