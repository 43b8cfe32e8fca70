//! The rows that were not taken, with their reasons, as a file that can be mended and taken in again.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::DateTime;
use documents::{
    ColumnKind, Language, Orientation, Report, ReportColumn, ReportGroup, Value,
    sheets::{Export, write_xlsx},
};
use domain::ids::ImportId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Plan, RowOutcome, dry_run::line, with_plan};
use crate::{Desk, clock, dealerships, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct ImportReasonsArgs {
    pub import: ImportId,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct ImportErrorsArgs {
    pub import: ImportId,
    pub title: String,
    /// Heading of the column of reasons.
    pub heading: String,
    /// The page's sentence for each row that is not taken, in the order of [`reasons`].
    pub sentences: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportErrorFile {
    /// Base64 of an xlsx workbook.
    pub contents: String,
    pub rows: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportErrorFileSaved {
    pub path: String,
    pub rows: u32,
}

/// The rows that are not taken, as they stand in the file.
fn refused(plan: &Plan) -> impl Iterator<Item = usize> + '_ {
    (0..plan.planned.len()).filter(|index| match plan.planned[*index].outcome {
        RowOutcome::New | RowOutcome::Changed => false,
        RowOutcome::Duplicate | RowOutcome::Bad => true,
    })
}

/// Why rows are not taken, row by row; the page puts each into words.
pub fn reasons(desk: &Desk, asked: ImportReasonsArgs) -> Result<Vec<Option<RpcError>>, RpcError> {
    with_plan(desk, asked.import, |plan| {
        Ok(refused(plan)
            .skip(asked.offset as usize)
            .take(asked.limit.min(5_000) as usize)
            .map(|index| plan.planned[index].reason.clone().map(RpcError::from))
            .collect())
    })
}

/// The error file among the person's downloads.
pub fn save_errors(desk: &Desk, asked: ImportErrorsArgs) -> Result<ImportErrorFileSaved, RpcError> {
    let title = asked.title.replace(['/', '\\'], "-");
    let file = workbook(desk, asked)?;
    let folder = dirs::download_dir()
        .or_else(dirs::home_dir)
        .ok_or_else(|| RpcError::failed("noDownloads"))?;
    let not_written = |error: std::io::Error| RpcError::broken("fileNotWritten", &error);
    std::fs::create_dir_all(&folder).map_err(not_written)?;
    let path = folder.join(format!("{title}.xlsx"));
    std::fs::write(&path, &file.bytes).map_err(not_written)?;
    Ok(ImportErrorFileSaved {
        path: path.display().to_string(),
        rows: u32::try_from(file.rows).unwrap_or(u32::MAX),
    })
}

pub fn errors(desk: &Desk, asked: ImportErrorsArgs) -> Result<ImportErrorFile, RpcError> {
    let file = workbook(desk, asked)?;
    Ok(ImportErrorFile {
        contents: STANDARD.encode(&file.bytes),
        rows: u32::try_from(file.rows).unwrap_or(u32::MAX),
    })
}

fn workbook(desk: &Desk, asked: ImportErrorsArgs) -> Result<Export, RpcError> {
    let store = desk.store()?;
    let zone = store.zone;
    let issuer = store
        .store
        .read(|connection| dealerships::house(connection, &store))?
        .name;
    with_plan(desk, asked.import, |plan| {
        let text = |heading: String| ReportColumn {
            heading,
            kind: ColumnKind::Text,
        };
        let mut columns: Vec<ReportColumn> = plan
            .headers
            .cells
            .iter()
            .map(|cell| text(cell.as_text()))
            .collect();
        let width = columns.len();
        columns.push(text(asked.heading));
        let mut sentences = asked.sentences.into_iter();
        let rows = refused(plan)
            .map(|index| {
                let line = line(plan, index);
                let mut cells = line.cells;
                cells.resize(width, String::new());
                let code = || line.reason.map(|reason| reason.code).unwrap_or_default();
                cells.push(sentences.next().unwrap_or_else(code));
                cells.into_iter().map(Value::Text).collect()
            })
            .collect();
        let now = clock::now();
        let instant = DateTime::from_timestamp_millis(now.0).unwrap_or_default();
        write_xlsx(&Report {
            title: asked.title,
            language: Language::Chinese,
            definition: String::new(),
            filters: Vec::new(),
            as_of: instant.with_timezone(&zone).naive_local(),
            issuer,
            logo: None,
            made_by: String::new(),
            columns,
            groups: vec![ReportGroup {
                name: None,
                rows,
                subtotals: Vec::new(),
            }],
            totals: Vec::new(),
            notes: Vec::new(),
            signatures: Vec::new(),
            orientation: Orientation::Landscape,
            issued_at: instant,
        })
        .map_err(|error| RpcError::broken("sheetNotWritten", &error))
    })
}
