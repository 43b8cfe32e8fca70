//! The rows that were not taken, with their reasons, as a file that can be mended and taken in again.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::DateTime;
use documents::{
    ColumnKind, Language, Orientation, Report, ReportColumn, ReportGroup, Value, sheets::write_xlsx,
};
use domain::ids::ImportId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RowOutcome, dry_run::line, with_plan};
use crate::{Desk, clock, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct ImportErrorsArgs {
    pub import: ImportId,
    pub title: String,
    /// Heading of the column of reasons.
    pub heading: String,
    /// The page's sentences by the code of the reason.
    pub sentences: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportErrorFile {
    /// Base64 of an xlsx workbook.
    pub contents: String,
    pub rows: u32,
}

pub fn errors(desk: &Desk, asked: ImportErrorsArgs) -> Result<ImportErrorFile, RpcError> {
    let zone = desk.store()?.zone;
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
        let rows = (0..plan.planned.len())
            .filter(|index| match plan.planned[*index].outcome {
                RowOutcome::New | RowOutcome::Changed => false,
                RowOutcome::Duplicate | RowOutcome::Bad => true,
            })
            .map(|index| {
                let line = line(plan, index);
                let mut cells = line.cells;
                cells.resize(width, String::new());
                let code = line.reason.map(|reason| reason.code).unwrap_or_default();
                cells.push(asked.sentences.get(&code).cloned().unwrap_or(code));
                cells.into_iter().map(Value::Text).collect()
            })
            .collect();
        let now = clock::now();
        let instant = DateTime::from_timestamp_millis(now.0).unwrap_or_default();
        let export = write_xlsx(&Report {
            title: asked.title,
            language: Language::Chinese,
            definition: String::new(),
            filters: Vec::new(),
            as_of: instant.with_timezone(&zone).naive_local(),
            issuer: String::new(),
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
        .map_err(|error| RpcError::broken("sheetNotWritten", &error))?;
        Ok(ImportErrorFile {
            contents: STANDARD.encode(&export.bytes),
            rows: u32::try_from(export.rows).unwrap_or(u32::MAX),
        })
    })
}
