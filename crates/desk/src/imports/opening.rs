//! A file is opened: its rows are read, its headings found, its columns guessed or remembered.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use documents::sheets::{ReadOptions, Sheet, SheetCell, SheetError, SheetRow, read, read_bytes};
use domain::{ids::ImportId, imports::ImportKind};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use store::StoreError;
use ts_rs::TS;
use uuid::Uuid;

use super::{EquipmentField, OpenPlan, Plan, allowed, columns, equipment, with_plan};
use crate::{Desk, error::RpcError};

/// A file by its path, or by its name and contents when the page was handed it.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenImport {
    pub kind: ImportKind,
    pub name: String,
    #[serde(default)]
    pub path: Option<String>,
    /// Base64.
    #[serde(default)]
    pub contents: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct MapImport {
    pub import: ImportId,
    /// Column by field, from 0.
    pub columns: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportOpened {
    pub import: ImportId,
    pub kind: ImportKind,
    pub file_name: String,
    pub sheet: String,
    pub rows: u32,
    pub headers: Vec<String>,
    pub fields: Vec<String>,
    /// Items of equipment that a column of its own can stand for.
    pub equipment: Vec<EquipmentField>,
    pub columns: BTreeMap<String, u32>,
    /// Whether the columns are mapped as somebody mapped the same headings before.
    pub remembered: bool,
    pub samples: Vec<Vec<String>>,
}

const SAMPLES: usize = 5;

pub fn open(desk: &Desk, asked: OpenImport) -> Result<ImportOpened, RpcError> {
    let session = desk.session()?;
    allowed(desk)?;
    let (name, rows) = match (&asked.path, &asked.contents) {
        (Some(path), _) => rows_of(read(Path::new(path), &ReadOptions::default()))?,
        (None, Some(contents)) => rows_of_contents(&asked.name, contents)?,
        (None, None) => return Err(RpcError::invalid("path", "fileMissing")),
    };
    let header = header_row(desk, asked.kind, &rows)?;
    let mut rows = rows;
    let body = rows.split_off(header + 1);
    let headers = rows.pop().ok_or_else(|| RpcError::refused("sheetEmpty"))?;
    if body.is_empty() {
        return Err(RpcError::refused("sheetEmpty"));
    }
    let equipment = match asked.kind {
        ImportKind::Catalogue => desk.store()?.store.read(equipment::fields)?,
        ImportKind::Vehicles | ImportKind::Customers | ImportKind::Prices => Vec::new(),
    };
    let kept = remembered(desk, asked.kind, &columns::fingerprint(&headers))?;
    let remembered = kept.is_some();
    let columns = if let Some(mut kept) = kept {
        // An item that the house's sheet has lost since is no field any more.
        kept.retain(|field, _| is_field(asked.kind, &equipment, field));
        kept
    } else {
        let mut guessed = columns::guessed(asked.kind, &headers);
        equipment::guess(&mut guessed, &headers, &equipment);
        guessed
    };
    let plan = Plan {
        id: ImportId(Uuid::now_v7()),
        kind: asked.kind,
        file_name: asked.name,
        sheet: name,
        remembered,
        columns,
        equipment,
        headers,
        rows: body,
        planned: Vec::new(),
        taken: false,
    };
    let opened = shown(&plan);
    let open = OpenPlan {
        id: plan.id,
        person: session.person,
        plan: Mutex::new(plan),
    };
    *desk.import.held() = Some(Arc::new(open));
    // Who signed out while the file was read leaves nothing behind.
    let here = desk.state().session.as_ref().map(|session| session.person);
    desk.import.keep_only_for(here);
    Ok(opened)
}

/// Maps the columns otherwise. What was tried dry with the old mapping is void.
pub fn map(desk: &Desk, asked: MapImport) -> Result<ImportOpened, RpcError> {
    with_plan(desk, asked.import, |plan| {
        if !asked
            .columns
            .keys()
            .all(|field| is_field(plan.kind, &plan.equipment, field))
        {
            return Err(RpcError::invalid("columns", "fieldUnknown"));
        }
        plan.columns = asked.columns;
        plan.planned.clear();
        Ok(shown(plan))
    })
}

/// Whether a column of such a list can mean this.
fn is_field(kind: ImportKind, equipment: &[EquipmentField], name: &str) -> bool {
    columns::words(kind).iter().any(|field| field.name == name)
        || equipment.iter().any(|item| item.field == name)
}

/// Keeps the mapping for the next list with these headings.
pub(super) fn remember(desk: &Desk, plan: &Plan) -> Result<(), RpcError> {
    let kept = serde_json::to_string(&plan.columns).unwrap_or_default();
    desk.store()?.store.write(|writing| {
        writing.connection().execute(
            "insert into import_mapping (kind, headers, columns) values (?1, ?2, ?3)
             on conflict (kind, headers) do update set columns = excluded.columns",
            (plan.kind.word(), columns::fingerprint(&plan.headers), kept),
        )?;
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

/// The row of headings: one that was mapped before, else the one in which most columns are understood.
fn header_row(desk: &Desk, kind: ImportKind, rows: &[SheetRow]) -> Result<usize, RpcError> {
    for (index, row) in rows.iter().take(columns::TITLE_ROWS).enumerate() {
        if remembered(desk, kind, &columns::fingerprint(row))?.is_some() {
            return Ok(index);
        }
    }
    Ok(columns::header_row(kind, rows))
}

/// The mapping of a list with these headings. An error file has one column more, and is read as the list
/// that it came from.
fn remembered(
    desk: &Desk,
    kind: ImportKind,
    headers: &str,
) -> Result<Option<BTreeMap<String, u32>>, RpcError> {
    let kept: Option<String> = desk.store()?.store.read(|connection| {
        Ok::<_, StoreError>(
            connection
                .query_row(
                    "select columns from import_mapping
                     where kind = ?1 and (headers = ?2 or substr(?2, 1, length(headers) + 1) = headers || '|')
                     order by length(headers) desc limit 1",
                    (kind.word(), headers),
                    |row| row.get(0),
                )
                .optional()?,
        )
    })?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

fn shown(plan: &Plan) -> ImportOpened {
    let text = |row: &SheetRow| row.cells.iter().map(SheetCell::as_text).collect::<Vec<_>>();
    ImportOpened {
        import: plan.id,
        kind: plan.kind,
        file_name: plan.file_name.clone(),
        sheet: plan.sheet.clone(),
        rows: u32::try_from(plan.rows.len()).unwrap_or(u32::MAX),
        headers: text(&plan.headers),
        fields: columns::words(plan.kind)
            .iter()
            .map(|field| field.name.to_owned())
            .collect(),
        equipment: plan.equipment.clone(),
        columns: plan.columns.clone(),
        remembered: plan.remembered,
        samples: plan.rows.iter().take(SAMPLES).map(text).collect(),
    }
}

/// The sheet's name and all its rows.
type SheetRows = (String, Vec<SheetRow>);

fn rows_of(sheet: Result<Sheet, SheetError>) -> Result<SheetRows, RpcError> {
    let sheet = sheet.map_err(|error| said(&error))?;
    let name = sheet.name.clone();
    let rows = sheet
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| said(&error))?;
    Ok((name, rows))
}

/// The contents are read where they are: what a person handed in must not lie on the disk in clear.
fn rows_of_contents(name: &str, contents: &str) -> Result<SheetRows, RpcError> {
    let bytes = STANDARD
        .decode(contents)
        .map_err(|_| RpcError::invalid("contents", "malformed"))?;
    rows_of(read_bytes(name, bytes, &ReadOptions::default()))
}

/// Why a file cannot be read, as a refusal.
pub(crate) fn said(error: &SheetError) -> RpcError {
    match error {
        SheetError::CannotOpen(cause) => {
            RpcError::refused("sheetCannotOpen").with("detail", cause.to_string())
        }
        SheetError::Broken { .. } => RpcError::refused("sheetBroken"),
        SheetError::PasswordProtected => RpcError::refused("sheetPassword"),
        SheetError::NotASpreadsheet => RpcError::refused("sheetUnknown"),
        SheetError::WebPage => RpcError::refused("sheetWebPage"),
        SheetError::TooManyRows { limit, found } => RpcError::refused("sheetTooManyRows")
            .with("limit", *limit)
            .with("found", *found),
        SheetError::TooLarge { limit, .. } => {
            RpcError::refused("sheetTooLarge").with("limit", *limit)
        }
        SheetError::Empty => RpcError::refused("sheetEmpty"),
        SheetError::NoSuchSheet { name } => {
            RpcError::refused("sheetAbsent").with("name", name.clone())
        }
        SheetError::UnknownEncoding => RpcError::refused("sheetEncoding"),
        SheetError::CannotWrite { reason } => RpcError::broken("sheetNotWritten", reason),
    }
}
