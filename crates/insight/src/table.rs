//! The one shape of all reports: columns, groups of lines, sums, and the records behind them.

use domain::time::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// What stands in a cell; amounts are fen, rates hundredths of a percent, days `2026-11-25`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum ReportCell {
    Text(String),
    Number(#[ts(type = "number")] i64),
    Empty,
}

impl ReportCell {
    pub(crate) const fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) | Self::Empty => None,
        }
    }
}

impl From<Option<i64>> for ReportCell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ColumnUnit {
    Text,
    Money,
    Count,
    Rate,
    Date,
}

/// How a column's cells become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    /// Words and days of one record; nothing where there are several.
    Own,
    Sum,
    /// The sum over the number of records that say anything.
    Mean,
    /// One column's sum over another's.
    Share {
        of: usize,
        over: usize,
    },
}

/// What a column shows beside its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ColumnLook {
    Figures,
    /// A bar behind each line's figure. All such columns of a table have one scale.
    Bars,
}

#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub heading: &'static str,
    pub unit: ColumnUnit,
    pub fold: Fold,
    pub look: ColumnLook,
}

impl Column {
    pub const fn new(heading: &'static str, unit: ColumnUnit, fold: Fold) -> Self {
        Self {
            heading,
            unit,
            fold,
            look: ColumnLook::Figures,
        }
    }

    pub const fn with_bars(self) -> Self {
        Self {
            look: ColumnLook::Bars,
            ..self
        }
    }
}

/// Where an entry is counted: the place in the order, the key and the words of a group or line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub order: i64,
    pub label: String,
    pub key: String,
}

impl Place {
    pub fn new(order: i64, key: &str, label: &str) -> Self {
        Self {
            order,
            label: label.to_owned(),
            key: key.to_owned(),
        }
    }
}

/// One record that counts, and what it counts.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub detail: String,
    pub group: Place,
    pub line: Place,
    /// One for each column after the first, which is the line's label.
    pub cells: Vec<ReportCell>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportTableColumn {
    pub heading: String,
    pub unit: ColumnUnit,
    pub look: ColumnLook,
}

/// A record that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportRecord {
    /// The kind of record, which says where it opens.
    pub kind: String,
    pub id: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportLine {
    pub key: String,
    /// The record that this line is, in a report that lists records one by one.
    pub record: Option<ReportRecord>,
    pub cells: Vec<ReportCell>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportTableGroup {
    pub key: String,
    /// Empty when the report has a single group.
    pub name: String,
    /// The first lines, or all of them; `line_count` says how many there are.
    pub lines: Vec<ReportLine>,
    pub line_count: u32,
    pub sums: Vec<ReportCell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FilterKind {
    Day,
    Choice,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterChoice {
    pub value: String,
    pub label: String,
}

/// A filter with what it is set to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportFilter {
    pub id: String,
    pub label: String,
    pub kind: FilterKind,
    pub choices: Vec<FilterChoice>,
    pub value: String,
}

impl ReportFilter {
    /// What it is set to, in words.
    pub fn said(&self) -> &str {
        self.choices
            .iter()
            .find(|choice| choice.value == self.value)
            .map_or(&self.value, |choice| &choice.label)
    }
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportTable {
    pub title: String,
    pub definition: String,
    pub as_of: Timestamp,
    pub filters: Vec<ReportFilter>,
    pub columns: Vec<ReportTableColumn>,
    /// What the groups are, such as consultants; empty where there is a single one.
    pub grouped_by: String,
    pub groups: Vec<ReportTableGroup>,
    pub totals: Vec<ReportCell>,
    /// How many records were counted.
    pub records: u32,
    /// The largest figure of any line in a column with bars: their one scale.
    #[ts(type = "number")]
    pub longest_bar: i64,
    pub notes: Vec<String>,
    pub signatures: Vec<String>,
}

impl ReportTable {
    /// How many lines the groups hold.
    pub fn line_count(&self) -> usize {
        self.groups.iter().map(|group| group.lines.len()).sum()
    }

    /// The same table with at most so many lines, the first ones of the first groups.
    #[must_use]
    pub fn beginning(&self, mut most: usize) -> Self {
        let groups = self
            .groups
            .iter()
            .map(|group| {
                let lines: Vec<ReportLine> = group.lines.iter().take(most).cloned().collect();
                most -= lines.len();
                ReportTableGroup {
                    key: group.key.clone(),
                    name: group.name.clone(),
                    lines,
                    line_count: group.line_count,
                    sums: group.sums.clone(),
                }
            })
            .collect();
        Self {
            title: self.title.clone(),
            definition: self.definition.clone(),
            as_of: self.as_of,
            filters: self.filters.clone(),
            columns: self.columns.clone(),
            grouped_by: self.grouped_by.clone(),
            groups,
            totals: self.totals.clone(),
            records: self.records,
            longest_bar: self.longest_bar,
            notes: self.notes.clone(),
            signatures: self.signatures.clone(),
        }
    }

    /// Lines of one group, from a place on.
    pub fn lines(&self, group: &str, offset: usize, limit: usize) -> Vec<ReportLine> {
        self.groups
            .iter()
            .find(|each| each.key == group)
            .map(|each| {
                each.lines
                    .iter()
                    .skip(offset)
                    .take(limit)
                    .cloned()
                    .collect()
            })
            .unwrap_or_default()
    }
}

/// A record behind a sum.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DrilledRow {
    /// The kind of record, which says where it opens.
    pub kind: String,
    pub id: String,
    pub title: String,
    pub detail: String,
    pub cells: Vec<ReportCell>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DrilledRows {
    pub columns: Vec<ReportTableColumn>,
    /// At most so many as a screen scrolls; `records` says how many there are.
    pub rows: Vec<DrilledRow>,
    pub records: u32,
    /// The sums of all these rows, also of those beyond the last one shown.
    pub sums: Vec<ReportCell>,
}
