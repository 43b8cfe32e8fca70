//! Taking in whole files (INT-1): open, map the columns, try it dry, take it in, take it back.
//!
//! The dry run reads from a snapshot and writes nothing. The commit gives one command for each batch,
//! each in a transaction of its own, so that other people's work gets in between. Cancelled in the
//! middle, the batches that are in stay in, are told, and can be undone like a whole import.

mod columns;
mod dry_run;
mod equipment;
mod errors;
mod opening;
mod reading;
mod taking;
mod version_words;
mod versions;

pub use dry_run::{ImportCounts, ImportRows, ImportRowsArgs, dry_run, rows};
pub use equipment::EquipmentField;
pub use errors::{
    ImportErrorFile, ImportErrorFileSaved, ImportErrorsArgs, ImportReasonsArgs, errors, reasons,
    save_errors,
};
pub(crate) use opening::said as sheet_refused;
pub use opening::{ImportOpened, MapImport, OpenImport, map, open};
pub use taking::{
    CommitImport, ImportDone, ImportRunRow, ImportUndone, UndoImportArgs, commit, list, undo,
};

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::NaiveDate;
use documents::sheets::SheetRow;
use domain::{
    ids::{ImportId, PersonId},
    imports::{
        CatalogueLine, ImportKind, ImportedCustomerLine, ImportedModelPriceLine, ImportedPriceLine,
        ImportedVehicleLine,
    },
    refusal::Refusal,
    rights::Right,
};
use serde::Deserialize;
use ts_rs::TS;

use crate::{Desk, error::RpcError};

/// The file that is being taken in. One at a time: a second takes the place of the first. It is let go
/// as soon as the person who opened it has gone, since it says in clear what the store keeps encrypted.
#[derive(Default)]
pub struct OpenFile(Mutex<Option<Arc<OpenPlan>>>);

/// An open file under its own lock, so that the desk can let go of it while long work goes on with it.
struct OpenPlan {
    id: ImportId,
    person: PersonId,
    plan: Mutex<Plan>,
}

impl OpenFile {
    fn held(&self) -> MutexGuard<'_, Option<Arc<OpenPlan>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of the open file unless it is this person's.
    pub(crate) fn keep_only_for(&self, person: Option<PersonId>) {
        self.held().take_if(|open| Some(open.person) != person);
    }
}

pub(crate) struct Plan {
    id: ImportId,
    kind: ImportKind,
    file_name: String,
    sheet: String,
    headers: SheetRow,
    rows: Vec<SheetRow>,
    columns: BTreeMap<String, u32>,
    /// What columns can stand for besides the fields of the kind.
    equipment: Vec<EquipmentField>,
    remembered: bool,
    /// One for each row, once it was tried dry.
    planned: Vec<Planned>,
    taken: bool,
}

impl Plan {
    /// Who publishes what stands in the file, and which edition it is, as every card of the catalogue says.
    fn publication(&self, today: NaiveDate) -> (String, String) {
        let stem = Path::new(&self.file_name).file_stem().map_or_else(
            || self.file_name.clone(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        (stem, today.to_string())
    }
}

struct Planned {
    outcome: RowOutcome,
    reason: Option<Refusal>,
    /// What the row is, when it is to be taken in.
    content: Option<Content>,
}

enum Content {
    Vehicle(Box<ImportedVehicleLine>),
    Customer(Box<ImportedCustomerLine>),
    Version(Box<CatalogueLine>),
    Prices {
        cars: Vec<ImportedPriceLine>,
        version: Option<ImportedModelPriceLine>,
    },
}

domain::words! {
    pub enum RowOutcome {
        New => "new",
        Changed => "changed",
        Duplicate => "duplicate",
        Bad => "bad",
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct ImportArgs {
    pub import: ImportId,
}

/// The open file, when it is this one and this person's.
fn with_plan<R>(
    desk: &Desk,
    import: ImportId,
    act: impl FnOnce(&mut Plan) -> Result<R, RpcError>,
) -> Result<R, RpcError> {
    let session = desk.session()?;
    allowed(desk)?;
    let open = desk
        .import
        .held()
        .clone()
        .filter(|open| open.id == import && open.person == session.person)
        .ok_or_else(|| RpcError::refused("importNotOpen"))?;
    let mut plan = open.plan.lock().unwrap_or_else(PoisonError::into_inner);
    act(&mut plan)
}

/// Stops long work as soon as the person in whose name it is done has signed out.
fn still_here(desk: &Desk, person: PersonId) -> Result<(), RpcError> {
    let here = desk.state().session.as_ref().map(|session| session.person);
    if here == Some(person) {
        Ok(())
    } else {
        Err(RpcError::signed_out())
    }
}

fn allowed(desk: &Desk) -> Result<(), RpcError> {
    let store = desk.store()?;
    if desk.session()?.rights(&store)?.has(Right::ImportFiles) {
        Ok(())
    } else {
        Err(RpcError::refused("missingRight").with("right", Right::ImportFiles.word()))
    }
}
