//! A report on paper and as a file: the very table of the screen, set by the engine for papers.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, NaiveDate, Utc};
use documents::{
    ColumnKind, Orientation, Report, ReportColumn, ReportGroup, Value as Shown,
    sheets::{write_csv, write_xlsx},
};
use domain::{
    ids::RecordId,
    money::{Fen, Rate},
    people::Person,
    rights::Right,
};
use insight::{ColumnUnit, Language, ReportCell, ReportName, ReportTable, ReportTableColumn};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use store::rows;
use ts_rs::TS;
use uuid::Uuid;

use super::{ReportArgs, allowed, gather};
use crate::{
    Desk, dealerships,
    error::RpcError,
    papers::{self, spooler},
    privacy,
    work::Work,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportFormat {
    Pdf,
    Xlsx,
    Csv,
}

impl ReportFormat {
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct ReportFileArgs {
    #[serde(flatten)]
    #[ts(flatten)]
    pub of: ReportArgs,
    pub format: ReportFormat,
}

#[derive(Debug, Deserialize, TS)]
pub struct PrintReport {
    #[serde(flatten)]
    #[ts(flatten)]
    pub of: ReportArgs,
    pub options: papers::PrintOptions,
}

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportPreview {
    pub title: String,
    /// The PDF, base64.
    pub pdf: String,
    /// How many pages of it the PDF shows.
    pub shown: u32,
    /// How many pages will be printed.
    pub pages: u32,
}

/// More than a person looks at before they print; a long report would keep them waiting for what they
/// never see.
const LOOKED_AT: usize = 5;

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportSaved {
    pub path: String,
}

pub fn preview(desk: &Desk, asked: ReportArgs) -> Result<ReportPreview, RpcError> {
    at_work(desk, "reportPreview", &asked, |_| {
        let (report, _) = set(desk, &asked)?;
        let paper = report.to_first_pages(LOOKED_AT).map_err(unprintable)?;
        let pages = |pages: usize| u32::try_from(pages).unwrap_or(u32::MAX);
        Ok(ReportPreview {
            title: report.title,
            pdf: BASE64_STANDARD.encode(paper.bytes),
            shown: pages(paper.pages.min(LOOKED_AT)),
            pages: pages(paper.pages),
        })
    })
}

/// Setting a long report takes its time: the tray says so, and it can be called off up to the moment at
/// which it leaves the house.
fn at_work<R>(
    desk: &Desk,
    label: &str,
    asked: &ReportArgs,
    act: impl FnOnce(&mut Work) -> Result<R, RpcError>,
) -> Result<R, RpcError> {
    let title = asked.report.title(super::language(&asked.language));
    let values = Map::from_iter([("title".to_owned(), title.into())]);
    desk.work(&format!("{label}-{}", Uuid::now_v7()), label, values, act)
}

fn unless_called_off(work: &mut Work) -> Result<(), RpcError> {
    if work.progress(0, None).is_break() {
        return Err(RpcError::refused("reportCalledOff"));
    }
    Ok(())
}

pub fn print(desk: &Desk, asked: PrintReport) -> Result<(), RpcError> {
    at_work(desk, "reportPrint", &asked.of, |work| {
        let (report, _) = set(desk, &asked.of)?;
        unless_called_off(work)?;
        let paper = report.to_paper().map_err(unprintable)?;
        unless_called_off(work)?;
        spooler::print(&paper.bytes, &report.title, &asked.options)
    })?;
    log(desk, "printed", &asked.of, "paper")
}

/// Writes the report among the person's downloads. A spreadsheet takes data out of the house and needs the
/// right to; a sheet of paper to read and sign needs none.
pub fn save(desk: &Desk, asked: ReportFileArgs) -> Result<ReportSaved, RpcError> {
    let file = at_work(desk, "reportFile", &asked.of, |work| {
        let file = made(desk, &asked)?;
        unless_called_off(work)?;
        Ok(file)
    })?;
    let folder = dirs::download_dir()
        .or_else(dirs::home_dir)
        .ok_or_else(|| RpcError::failed("noDownloads"))?;
    let not_written = |error: std::io::Error| RpcError::broken("fileNotWritten", &error);
    std::fs::create_dir_all(&folder).map_err(not_written)?;
    let path = folder.join(file.name);
    std::fs::write(&path, file.bytes).map_err(not_written)?;
    log(desk, "exported", &asked.of, asked.format.ending())?;
    Ok(ReportSaved {
        path: path.display().to_string(),
    })
}

/// A report as a file, before it is written anywhere.
pub struct ReportFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

pub fn made(desk: &Desk, asked: &ReportFileArgs) -> Result<ReportFile, RpcError> {
    let (report, table) = set(desk, &asked.of)?;
    let unwritten = |error| RpcError::broken("fileNotWritten", &error);
    let bytes = match asked.format {
        ReportFormat::Pdf => report.to_paper().map_err(unprintable)?.bytes,
        ReportFormat::Xlsx => {
            desk.with_right(Right::ExportData)?;
            write_xlsx(&report).map_err(unwritten)?.bytes
        }
        ReportFormat::Csv => {
            desk.with_right(Right::ExportData)?;
            write_csv(&with_groups(report.clone(), &table))
                .map_err(unwritten)?
                .bytes
        }
    };
    Ok(ReportFile {
        name: format!(
            "{}-{}.{}",
            table.title,
            report.as_of.format("%Y%m%d-%H%M%S"),
            asked.format.ending()
        ),
        bytes,
    })
}

/// A program that reads rows sees no headings between them, so each row names its group.
fn with_groups(mut report: Report, table: &ReportTable) -> Report {
    if table.grouped_by.is_empty() {
        return report;
    }
    report.columns.insert(
        0,
        ReportColumn {
            heading: table.grouped_by.clone(),
            kind: ColumnKind::Text,
        },
    );
    for group in &mut report.groups {
        let name = group.name.clone().unwrap_or_default();
        for row in &mut group.rows {
            row.insert(0, Shown::Text(name.clone()));
        }
    }
    report
}

/// Writes down who took which report out, by which filters.
fn log(desk: &Desk, action: &str, asked: &ReportArgs, format: &str) -> Result<(), RpcError> {
    let (session, store, _) = allowed(desk, asked)?;
    store.store.write(|writing| {
        privacy::note(
            writing,
            session.person,
            action,
            ("report", RecordId(store.lane.0)),
            &json!({ "report": asked.report, "filters": asked.filters, "format": format }),
        )
    })
}

fn unprintable(error: documents::DocumentError) -> RpcError {
    RpcError::broken("unprintable", &error)
}

/// The report as the engine for papers takes it, beside the table it was made from.
fn set(desk: &Desk, asked: &ReportArgs) -> Result<(Report, ReportTable), RpcError> {
    let (session, store, question) = allowed(desk, asked)?;
    let (table, issuer, made_by) = store.store.read(|connection| {
        let gathered = gather(connection, asked.report, &question)?;
        let person: Option<Person> = rows::entity(connection, session.person)?;
        Ok::<_, RpcError>((
            insight::table(asked.report, &gathered, &question),
            dealerships::house(connection, &store)?.name,
            person.map_or_else(String::new, |person| person.name),
        ))
    })?;
    let issued_at = DateTime::<Utc>::from_timestamp_millis(table.as_of.0).unwrap_or_default();
    let report = Report {
        title: table.title.clone(),
        language: match question.language {
            Language::Chinese => documents::Language::Chinese,
            Language::English => documents::Language::English,
        },
        definition: table.definition.clone(),
        filters: table
            .filters
            .iter()
            .map(|filter| (filter.label.clone(), filter.said().to_owned()))
            .collect(),
        as_of: issued_at.with_timezone(&store.zone).naive_local(),
        issuer,
        logo: dealerships::logo(&store)?,
        made_by,
        columns: table
            .columns
            .iter()
            .map(|column| ReportColumn {
                heading: column.heading.clone(),
                kind: kind(column.unit),
            })
            .collect(),
        groups: table
            .groups
            .iter()
            .map(|group| ReportGroup {
                name: (!group.name.is_empty()).then(|| group.name.clone()),
                rows: group
                    .lines
                    .iter()
                    .map(|line| values(&table.columns, &line.cells))
                    .collect(),
                subtotals: if group.name.is_empty() {
                    Vec::new()
                } else {
                    values(&table.columns, &group.sums)
                },
            })
            .collect(),
        totals: if table.groups.is_empty() {
            Vec::new()
        } else {
            values(&table.columns, &table.totals)
        },
        notes: table.notes.clone(),
        signatures: table.signatures.clone(),
        orientation: match asked.report {
            ReportName::Stock => Orientation::Landscape,
            ReportName::Sales
            | ReportName::CashDay
            | ReportName::Funnel
            | ReportName::TestDrives => Orientation::Portrait,
        },
        issued_at,
    };
    Ok((report, table))
}

const fn kind(unit: ColumnUnit) -> ColumnKind {
    match unit {
        ColumnUnit::Text => ColumnKind::Text,
        ColumnUnit::Money => ColumnKind::Money,
        ColumnUnit::Count => ColumnKind::Count,
        ColumnUnit::Rate => ColumnKind::Rate,
        ColumnUnit::Date => ColumnKind::Date,
    }
}

fn values(columns: &[ReportTableColumn], cells: &[ReportCell]) -> Vec<Shown> {
    columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| match (cell, column.unit) {
            (ReportCell::Empty, ColumnUnit::Rate) => Shown::None,
            (ReportCell::Empty, _) => Shown::Empty,
            (ReportCell::Text(text), ColumnUnit::Date) => text
                .parse::<NaiveDate>()
                .map_or_else(|_| Shown::Text(text.clone()), Shown::Date),
            (ReportCell::Text(text), _) => Shown::Text(text.clone()),
            (ReportCell::Number(number), ColumnUnit::Money) => Shown::Money(Fen(*number)),
            (ReportCell::Number(number), ColumnUnit::Rate) => {
                Shown::Rate(Rate::from_basis_points(*number))
            }
            (ReportCell::Number(number), _) => Shown::Count(*number),
        })
        .collect()
}
