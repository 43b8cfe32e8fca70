//! Tables: one strip for every row, under a header that is repeated.

use super::column_widths::column_widths;
use super::lines::{self, Line, Measure};
use super::page::{Ink, Mark};
use super::strips::{Setting, Strip, emboldened, scale, text_marks};
use crate::model::{Cell, RowKind, Ruling, Table};
use std::rc::Rc;

pub(crate) const LEADING: f32 = 1.38;
/// White between a cell's text and its column's edge.
pub(crate) const SIDE: f32 = 4.5;
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
            last.keep_with_next = !is_last
                && (is_small || next_is_sum || row.kind == RowKind::Group || is_tail(index));
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
    marks.push(horizontal(
        setting.width,
        height,
        scale::HAIRLINE,
        Ink::Dark,
    ));
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

pub(crate) fn vertical(x: f32, height: f32) -> Mark {
    Mark::Rule {
        from: (x, 0.0),
        to: (x, height),
        thickness: scale::HAIRLINE,
        ink: Ink::Light,
    }
}

pub(crate) fn horizontal(width: f32, y: f32, thickness: f32, ink: Ink) -> Mark {
    Mark::Rule {
        from: (0.0, y),
        to: (width, y),
        thickness,
        ink,
    }
}
