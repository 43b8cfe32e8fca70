//! How wide the columns of a table are.

use super::lines;
use super::strips::{Setting, emboldened, points};
use super::tables::SIDE;
use crate::model::{Alignment, Cell, Column, ColumnWidth, RowKind, Table};
use std::borrow::Cow;

/// The least and the best width of a column that is measured by its contents.
struct Wish {
    least: f32,
    best: f32,
}

pub(crate) fn column_widths(table: &Table, setting: Setting<'_>) -> Vec<f32> {
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
