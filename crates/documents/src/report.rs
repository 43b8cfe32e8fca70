//! A report: a table that says what it shows, by which filters and as of when.
//!
//! Stock list, sales of the month, the cashier's day sheet and the funnel are all this one shape,
//! on paper and as a spreadsheet.

use crate::model::{
    Alignment, Block, Cell, Column, ColumnWidth, Document, Grid, GridCell, Letterhead, PageSetup,
    ParagraphStyle, Row, RowKind, Ruling, SignatureBlock, Span, Table,
};
use crate::{DocumentError, Language, Logo, Paper};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::money::{Fen, Rate, round_to_places};
use rust_decimal::Decimal;

/// A report, ready to be printed or exported.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// What it counts and how, in a sentence or two.
    pub definition: String,
    /// The filters that were set, as label and value; empty means everything.
    pub filters: Vec<(String, String)>,
    /// Local time of the figures.
    pub as_of: NaiveDateTime,
    /// Whose figures they are.
    pub issuer: String,
    /// The issuer's logo.
    pub logo: Option<Logo>,
    /// Who made it.
    pub made_by: String,
    /// The columns.
    pub columns: Vec<ReportColumn>,
    /// The rows, in groups; a single group without a name prints no group heading.
    pub groups: Vec<ReportGroup>,
    /// The sum of everything, one value for each column; empty when sums make no sense.
    pub totals: Vec<Value>,
    /// Sentences under the table.
    pub notes: Vec<String>,
    /// Who signs, such as cashier and manager on the day sheet.
    pub signatures: Vec<String>,
    /// Upright or on its side.
    pub orientation: Orientation,
    /// The instant that is written into the PDF.
    pub issued_at: DateTime<Utc>,
}

/// How the sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// A column of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportColumn {
    /// Its heading.
    pub heading: String,
    /// What kind of values stand in it.
    pub kind: ColumnKind,
}

/// What stands in a column decides how it is set and which number format a spreadsheet gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Money.
    Money,
    /// Whole numbers.
    Count,
    /// Rates, shown as percentages with two places.
    Rate,
    /// Days.
    Date,
    /// Local times.
    Moment,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportGroup {
    /// The group's name.
    pub name: Option<String>,
    /// Its rows, one value for each column.
    pub rows: Vec<Vec<Value>>,
    /// Its sum, one value for each column; empty when there is none.
    pub subtotals: Vec<Value>,
}

/// A value in a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing; prints nothing.
    Empty,
    /// Not to be computed, such as a division by zero; prints `-`.
    None,
    /// Words.
    Text(String),
    /// An amount in fen.
    Money(Fen),
    /// A whole number.
    Count(i64),
    /// A rate.
    Rate(Rate),
    /// A day.
    Date(NaiveDate),
    /// A local time.
    Moment(NaiveDateTime),
}

impl Value {
    /// The value as it is printed.
    pub fn shown(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::None => "-".to_owned(),
            Value::Text(text) => text.clone(),
            Value::Money(amount) => amount.to_string(),
            Value::Count(count) => grouped(*count),
            Value::Rate(rate) => percentage(*rate),
            Value::Date(date) => date.format("%Y-%m-%d").to_string(),
            Value::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

/// Thousands apart, no places.
fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if count < 0 {
        text.push('-');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn percentage(rate: Rate) -> String {
    match rate.decimal().checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredths) => format!("{:.2}%", round_to_places(hundredths, 2)),
        None => rate.percent(),
    }
}

impl ColumnKind {
    pub(crate) const fn alignment(self) -> Alignment {
        match self {
            ColumnKind::Text | ColumnKind::Date | ColumnKind::Moment => Alignment::Left,
            ColumnKind::Money | ColumnKind::Count | ColumnKind::Rate => Alignment::Right,
        }
    }
}

impl Report {
    /// How many rows it has, without headings and sums.
    pub fn row_count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// `共 1,000 行` or `1,000 rows`.
    pub(crate) fn row_count_stated(&self) -> String {
        let count = grouped(self.row_count() as i64);
        match self.language {
            Language::Chinese => format!("共 {count} 行"),
            Language::English => format!("{count} rows"),
        }
    }

    /// The lines above the table: definition, filters, as-of time, row count, author.
    pub(crate) fn statements(&self) -> Vec<(&'static str, String)> {
        let words: [&'static str; 5] = match self.language {
            Language::Chinese => ["口径", "筛选", "数据时间", "行数", "制表"],
            Language::English => ["Definition", "Filters", "As of", "Rows", "Made by"],
        };
        let filters = if self.filters.is_empty() {
            match self.language {
                Language::Chinese => "无".to_owned(),
                Language::English => "none".to_owned(),
            }
        } else {
            let (colon, comma) = match self.language {
                Language::Chinese => ("：", "；"),
                Language::English => (": ", "; "),
            };
            self.filters
                .iter()
                .map(|(label, value)| format!("{label}{colon}{value}"))
                .collect::<Vec<_>>()
                .join(comma)
        };
        vec![
            (words[0], self.definition.clone()),
            (words[1], filters),
            (words[2], self.as_of.format("%Y-%m-%d %H:%M").to_string()),
            (words[3], self.row_count_stated()),
            (words[4], self.made_by.clone()),
        ]
    }

    /// Sets the report into pages.
    pub fn to_paper(&self) -> Result<Paper, DocumentError> {
        self.to_document().to_paper()
    }

    /// The first pages alone, for a look before it is printed; see [`Document::to_first_pages`].
    pub fn to_first_pages(&self, most: usize) -> Result<Paper, DocumentError> {
        self.to_document().to_first_pages(most)
    }

    /// The report as a document.
    pub fn to_document(&self) -> Document {
        let mut blocks = vec![Block::Title(vec![Span::plain(self.title.as_str())])];
        blocks.push(self.statement_grid());
        blocks.push(Block::Table(self.table()));
        if self.row_count() == 0 {
            blocks.push(small(match self.language {
                Language::Chinese => "没有符合条件的记录。",
                Language::English => "No records match.",
            }));
        }
        blocks.extend(self.notes.iter().map(|note| small(note)));
        if !self.signatures.is_empty() {
            blocks.push(self.signature_blocks());
        }
        Document {
            title: self.title.clone(),
            number: None,
            language: self.language,
            page: match self.orientation {
                Orientation::Portrait => PageSetup::A4,
                Orientation::Landscape => PageSetup::A4_LANDSCAPE,
            },
            letterhead: Some(Letterhead {
                name: self.issuer.clone(),
                details: String::new(),
                logo: self.logo.clone(),
            }),
            foot_note: format!("{}  {}", self.title, self.as_of.format("%Y-%m-%d %H:%M")),
            template_version: String::new(),
            overlay: None,
            issued_at: self.issued_at,
            blocks,
        }
    }

    fn statement_grid(&self) -> Block {
        let cells = self
            .statements()
            .into_iter()
            .enumerate()
            .map(|(index, (label, value))| GridCell {
                label: vec![Span::plain(label)],
                value: vec![Span::plain(value)],
                // Definition and filters are sentences, the rest is short.
                span: if index < 2 { 3 } else { 1 },
            })
            .collect();
        Block::Grid(Grid {
            pairs_per_row: 3,
            cells,
        })
    }

    fn table(&self) -> Table {
        let columns = self
            .columns
            .iter()
            .map(|column| Column {
                heading: vec![Span::plain(column.heading.as_str())],
                alignment: column.kind.alignment(),
                width: ColumnWidth::Natural,
            })
            .collect();
        let mut rows = Vec::with_capacity(self.row_count() + self.groups.len() * 2 + 1);
        for group in &self.groups {
            if let Some(name) = &group.name {
                rows.push(Row {
                    kind: RowKind::Group,
                    cells: vec![Cell {
                        text: vec![Span::plain(name.as_str())],
                        span: self.columns.len(),
                    }],
                });
            }
            rows.extend(group.rows.iter().map(|row| Row {
                kind: RowKind::Plain,
                cells: cells(row),
            }));
            if !group.subtotals.is_empty() {
                rows.push(Row {
                    kind: RowKind::Subtotal,
                    cells: cells(&group.subtotals),
                });
            }
        }
        if !self.totals.is_empty() {
            rows.push(Row {
                kind: RowKind::Total,
                cells: cells(&self.totals),
            });
        }
        Table {
            columns,
            rows,
            ruling: Ruling::Ledger,
            size: match self.orientation {
                Orientation::Portrait => 8.4,
                Orientation::Landscape => 8.0,
            },
        }
    }

    fn signature_blocks(&self) -> Block {
        let words: [&str; 2] = match self.language {
            Language::Chinese => ["签名", "日期"],
            Language::English => ["Signature", "Date"],
        };
        Block::Signatures(
            self.signatures
                .iter()
                .map(|party| SignatureBlock {
                    party: vec![Span::plain(party.as_str())],
                    lines: words
                        .iter()
                        .map(|word| (vec![Span::plain(*word)], Vec::new()))
                        .collect(),
                })
                .collect(),
        )
    }
}

fn cells(values: &[Value]) -> Vec<Cell> {
    values
        .iter()
        .map(|value| Cell::from(value.shown()))
        .collect()
}

fn small(text: &str) -> Block {
    Block::Paragraph {
        style: ParagraphStyle::Small,
        alignment: Alignment::Left,
        text: vec![Span::plain(text)],
    }
}
