//! Entries become lines, groups and totals; and a sum is taken apart again into its entries.

use std::collections::BTreeMap;

use domain::money::{Fen, round_half_up};
use rust_decimal::Decimal;

use crate::{
    Gathered, Question, ReportName,
    table::{
        Column, ColumnLook, ColumnUnit, DrilledRow, DrilledRows, Entry, Fold, Place, ReportCell,
        ReportLine, ReportRecord, ReportTable, ReportTableColumn, ReportTableGroup,
    },
    words::Language,
};

/// More rows behind one sum than anybody scrolls through; the file has them all.
const SHOWN: usize = 2_000;

pub fn table(name: ReportName, gathered: &Gathered, question: &Question) -> ReportTable {
    let mut places: BTreeMap<&Place, BTreeMap<&Place, Vec<&Entry>>> = BTreeMap::new();
    for entry in &gathered.entries {
        places
            .entry(&entry.group)
            .or_default()
            .entry(&entry.line)
            .or_default()
            .push(entry);
    }
    let columns = &gathered.columns;
    let groups: Vec<ReportTableGroup> = places
        .into_iter()
        .map(|(group, lines)| {
            let members: Vec<&Entry> = lines.values().flatten().copied().collect();
            ReportTableGroup {
                key: group.key.clone(),
                name: group.label.clone(),
                line_count: count(lines.len()),
                lines: lines
                    .into_iter()
                    .map(|(line, entries)| ReportLine {
                        key: line.key.clone(),
                        record: record_of(line, &entries),
                        cells: folded(columns, &entries, &line.label),
                    })
                    .collect(),
                sums: folded(columns, &members, question.language.of("小计", "Subtotal")),
            }
        })
        .collect();
    let all: Vec<&Entry> = gathered.entries.iter().collect();
    ReportTable {
        title: name.title(question.language).to_owned(),
        definition: gathered.definition.clone(),
        as_of: question.now,
        filters: gathered.filters.clone(),
        columns: headings(columns),
        grouped_by: gathered.grouped_by.clone(),
        longest_bar: longest_bar(columns, &groups),
        groups,
        totals: folded(columns, &all, question.language.of("合计", "Total")),
        records: count(all.len()),
        notes: gathered.notes.clone(),
        signatures: gathered.signatures.clone(),
    }
}

fn longest_bar(columns: &[Column], groups: &[ReportTableGroup]) -> i64 {
    let lines = groups.iter().flat_map(|group| &group.lines);
    lines
        .flat_map(|line| columns.iter().zip(&line.cells))
        .filter(|(column, _)| column.look == ColumnLook::Bars)
        .filter_map(|(_, cell)| cell.number())
        .max()
        .unwrap_or(0)
}

/// The records that a cell stands for: those of its group, its line and its column. What is not
/// named does not narrow.
pub fn behind(
    gathered: &Gathered,
    group: Option<&str>,
    line: Option<&str>,
    column: Option<usize>,
    language: Language,
) -> DrilledRows {
    let columns = &gathered.columns;
    let entries: Vec<&Entry> = gathered
        .entries
        .iter()
        .filter(|entry| {
            group.is_none_or(|key| entry.group.key == key)
                && line.is_none_or(|key| entry.line.key == key)
                && column.is_none_or(|at| speaks(columns, entry, at))
        })
        .collect();
    DrilledRows {
        columns: headings(columns)
            .into_iter()
            .enumerate()
            .map(|(at, column)| match at {
                0 => ReportTableColumn {
                    heading: language.of("记录", "Record").to_owned(),
                    ..column
                },
                _ => column,
            })
            .collect(),
        rows: entries
            .iter()
            .take(SHOWN)
            .map(|entry| DrilledRow {
                kind: entry.kind.to_owned(),
                id: entry.id.clone(),
                title: entry.title.clone(),
                detail: entry.detail.clone(),
                cells: own(columns, entry),
            })
            .collect(),
        records: count(entries.len()),
        sums: folded(columns, &entries, language.of("合计", "Total")),
    }
}

/// The record that a line is, where its key is the record's own.
fn record_of(line: &Place, entries: &[&Entry]) -> Option<ReportRecord> {
    match entries {
        [only] if only.id == line.key => Some(ReportRecord {
            kind: only.kind.to_owned(),
            id: only.id.clone(),
        }),
        _ => None,
    }
}

/// Whether an entry adds anything to a column.
fn speaks(columns: &[Column], entry: &Entry, at: usize) -> bool {
    let adds = |at: usize| {
        cell(entry, at)
            .and_then(ReportCell::number)
            .is_some_and(|number| number != 0)
    };
    match columns.get(at).map(|column| column.fold) {
        Some(Fold::Sum) => adds(at),
        Some(Fold::Mean) => cell(entry, at).and_then(ReportCell::number).is_some(),
        Some(Fold::Share { of, over }) => adds(of) || adds(over),
        Some(Fold::Own) | None => true,
    }
}

fn cell(entry: &Entry, column: usize) -> Option<&ReportCell> {
    entry.cells.get(column.checked_sub(1)?)
}

fn headings(columns: &[Column]) -> Vec<ReportTableColumn> {
    columns
        .iter()
        .map(|column| ReportTableColumn {
            heading: column.heading.to_owned(),
            unit: column.unit,
            look: column.look,
        })
        .collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn folded(columns: &[Column], entries: &[&Entry], label: &str) -> Vec<ReportCell> {
    (0..columns.len())
        .map(|at| {
            if at == 0 {
                ReportCell::Text(label.to_owned())
            } else {
                fold(columns, entries, at)
            }
        })
        .collect()
}

/// What a single record says, without zeros in the columns that it does not speak of.
fn own(columns: &[Column], entry: &Entry) -> Vec<ReportCell> {
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| match column.fold {
            Fold::Share { .. } => fold(columns, &[entry], at),
            Fold::Own | Fold::Sum | Fold::Mean => cell(entry, at)
                .cloned()
                .unwrap_or_else(|| ReportCell::Text(entry.title.clone())),
        })
        .collect()
}

fn fold(columns: &[Column], entries: &[&Entry], at: usize) -> ReportCell {
    let Some(column) = columns.get(at) else {
        return ReportCell::Empty;
    };
    match column.fold {
        Fold::Own => match entries {
            [only] => cell(only, at).cloned().unwrap_or(ReportCell::Empty),
            _ => ReportCell::Empty,
        },
        Fold::Sum => match (sum(entries, at).0, column.unit) {
            // Nothing was counted, which is a number; nothing is known of a sum of money, which is none.
            (None, ColumnUnit::Count) => ReportCell::Number(0),
            (total, _) => total.into(),
        },
        Fold::Mean => match sum(entries, at) {
            (Some(total), said) => mean(total, said).into(),
            (None, _) => ReportCell::Empty,
        },
        Fold::Share { of, over } => share(
            sum(entries, of).0.unwrap_or(0),
            sum(entries, over).0.unwrap_or(0),
        )
        .into(),
    }
}

/// The sum of what was said, and by how many; nothing when nobody said anything or it does not fit.
fn sum(entries: &[&Entry], at: usize) -> (Option<i64>, i64) {
    let mut total = None;
    let mut said = 0;
    for entry in entries {
        if let Some(number) = cell(entry, at).and_then(ReportCell::number) {
            match i64::checked_add(total.unwrap_or(0), number) {
                Some(more) => total = Some(more),
                None => return (None, 0),
            }
            said += 1;
        }
    }
    (total, said)
}

fn mean(total: i64, said: i64) -> Option<i64> {
    let exact = Fen(total).yuan().checked_div(Decimal::from(said))?;
    round_half_up(exact).ok().map(Fen::fen)
}

/// One over the other in hundredths of a percent; nothing over nothing (FACTS 7.5).
fn share(of: i64, over: i64) -> Option<i64> {
    let percent = Decimal::from(of)
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(over))?;
    round_half_up(percent).ok().map(Fen::fen)
}
