//! Taking the good rows in, batch by batch, and taking a whole import back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    Command,
    ids::{ImportBatchId, ImportId, RecordId},
    imports::{
        CatalogueLine, ImportCatalogue, ImportCustomers, ImportKind, ImportPrices, ImportRun,
        ImportVehicles, UndoImport,
    },
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Map;
use store::{StoreError, rows};
use ts_rs::TS;
use uuid::Uuid;

use super::{Content, Plan, allowed, still_here, with_plan};
use crate::{Desk, clock, error::RpcError, list::Nothing, submit};

/// Rows of one command: a tenth of a second's work, so that other people's work gets in between, and
/// as many as are worth a segment of the search index that need not be merged at once.
const BATCH: usize = 1_000;

#[derive(Debug, Deserialize, TS)]
pub struct CommitImport {
    pub import: ImportId,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportDone {
    pub added: u32,
    pub changed: u32,
    pub left_out: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct UndoImportArgs {
    pub import: ImportId,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ImportUndone {
    /// Rows that stay, since somebody worked on them meanwhile.
    pub kept: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportRunRow {
    pub run: ImportRun,
    /// Whether anything of it can still be taken back.
    pub undoable: bool,
}

pub fn commit(desk: &Desk, asked: CommitImport) -> Result<ImportDone, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let (commands, file_name) = with_plan(desk, asked.import, |plan| {
        if plan.taken {
            return Err(RpcError::refused("importTaken"));
        }
        if plan.planned.is_empty() {
            return Err(RpcError::refused("importNotTried"));
        }
        plan.taken = true;
        let today = clock::now().date_in(store.zone);
        Ok((commands(plan, today), plan.file_name.clone()))
    })?;
    let total: u64 = commands.iter().map(|(rows, _)| rows).sum();
    let label = Map::from_iter([("file".to_owned(), file_name.into())]);
    desk.work(&asked.import.0.to_string(), "import", label, |work| {
        let mut done = 0;
        for (rows, command) in commands {
            if work.progress(done, Some(total)).is_break() {
                let run = run(desk, asked.import)?;
                return Err(RpcError::refused("importCancelled")
                    .with("rows", run.map_or(0, |run| run.added + run.changed)));
            }
            still_here(desk, session.person)?;
            submit::give(desk, &store, &session, command)?;
            done += rows;
        }
        // All of it is in by now, so a cancellation comes too late.
        let _ = work.progress(done, Some(total));
        Ok(())
    })?;
    let run = run(desk, asked.import)?;
    Ok(ImportDone {
        added: run.as_ref().map_or(0, |run| run.added),
        changed: run.as_ref().map_or(0, |run| run.changed),
        left_out: run.as_ref().map_or(0, |run| run.left_out),
    })
}

/// The commands that take the planned rows in, each with how many; a plan is taken only once.
fn commands(plan: &mut Plan, today: NaiveDate) -> Vec<(u64, Command)> {
    let (mut vehicles, mut customers, mut versions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cars, mut models) = (Vec::new(), Vec::new());
    for planned in &mut plan.planned {
        match planned.content.take() {
            Some(Content::Vehicle(row)) => vehicles.push(*row),
            Some(Content::Customer(row)) => customers.push(*row),
            Some(Content::Version(row)) => versions.push(*row),
            Some(Content::Prices {
                cars: rows,
                version,
            }) => {
                cars.extend(rows);
                models.extend(version);
            }
            None => {}
        }
    }
    let import = plan.id;
    let file_name = &plan.file_name;
    match plan.kind {
        ImportKind::Vehicles => batches(vehicles, |rows| {
            Command::ImportVehicles(ImportVehicles {
                import,
                file_name: file_name.clone(),
                rows,
            })
        }),
        ImportKind::Customers => batches(customers, |rows| {
            Command::ImportCustomers(ImportCustomers {
                import,
                file_name: file_name.clone(),
                rows,
            })
        }),
        ImportKind::Prices => {
            let prices = |rows, models| {
                Command::ImportPrices(ImportPrices {
                    import,
                    file_name: file_name.clone(),
                    rows,
                    models,
                })
            };
            let mut commands = batches(cars, |rows| prices(rows, Vec::new()));
            commands.extend(batches(models, |models| prices(Vec::new(), models)));
            commands
        }
        ImportKind::Catalogue => {
            let (source, edition) = plan.publication(today);
            let list = ImportCatalogue {
                import,
                file_name: file_name.clone(),
                source,
                edition,
                brands: Vec::new(),
                colours: Vec::new(),
                series: Vec::new(),
                models: Vec::new(),
            };
            catalogue_commands(&list, versions)
        }
    }
}

/// What others name comes first, each brand, paint and series once.
fn catalogue_commands(list: &ImportCatalogue, rows: Vec<CatalogueLine>) -> Vec<(u64, Command)> {
    let (mut brands, mut colours, mut series) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut models = Vec::with_capacity(rows.len());
    for row in rows {
        brands.extend(row.brand.map(|entry| (entry.code.clone(), entry)));
        series.extend(row.series.map(|entry| (entry.code.clone(), entry)));
        colours.extend(
            row.colours
                .into_iter()
                .map(|entry| (entry.code.clone(), entry)),
        );
        models.push(row.model);
    }
    let part = |part: ImportCatalogue| (0, Command::ImportCatalogue(part));
    let mut commands = Vec::new();
    if !brands.is_empty() || !colours.is_empty() {
        commands.push(part(ImportCatalogue {
            brands: brands.into_values().collect(),
            colours: colours.into_values().collect(),
            ..list.clone()
        }));
    }
    if !series.is_empty() {
        commands.push(part(ImportCatalogue {
            series: series.into_values().collect(),
            ..list.clone()
        }));
    }
    commands.extend(batches(models, |models| {
        Command::ImportCatalogue(ImportCatalogue {
            models,
            ..list.clone()
        })
    }));
    commands
}

fn batches<T>(rows: Vec<T>, command: impl Fn(Vec<T>) -> Command) -> Vec<(u64, Command)> {
    let mut rows = rows.into_iter().peekable();
    let mut commands = Vec::new();
    while rows.peek().is_some() {
        let batch: Vec<T> = rows.by_ref().take(BATCH).collect();
        commands.push((batch.len() as u64, command(batch)));
    }
    commands
}

/// The whole import in one action, the last batch first. Cancelled in the middle it can go on later.
pub fn undo(desk: &Desk, asked: UndoImportArgs) -> Result<ImportUndone, RpcError> {
    let session = desk.session()?;
    allowed(desk)?;
    let store = desk.store()?;
    let batches = store
        .store
        .read(|connection| Ok::<_, StoreError>(open_batches(connection, asked.import)?))?;
    if batches.is_empty() {
        return Err(RpcError::refused("importUndone"));
    }
    let total = batches.len() as u64;
    let id = format!("undo-{}", asked.import.0);
    desk.work(&id, "importUndo", Map::new(), |work| {
        for (done, batch) in batches.into_iter().enumerate() {
            if work.progress(done as u64, Some(total)).is_break() {
                return Err(RpcError::refused("importUndoCancelled"));
            }
            still_here(desk, session.person)?;
            let command = Command::UndoImport(UndoImport {
                import: asked.import,
                batch,
            });
            submit::give(desk, &store, &session, command)?;
        }
        let _ = work.progress(total, Some(total));
        Ok(())
    })?;
    Ok(ImportUndone {
        kept: run(desk, asked.import)?.map_or(0, |run| run.kept),
    })
}

fn open_batches(connection: &Connection, import: ImportId) -> rusqlite::Result<Vec<ImportBatchId>> {
    let mut statement = connection.prepare_cached(
        "select b.id from import_batch b
         left join journal_change c on c.table_name = 'import_batch' and c.id = b.id
         where b.import_id = ?1 and b.undone_at is null
         group by b.id order by max(c.n) desc",
    )?;
    let found = statement.query_map([import.0.as_bytes()], |row| {
        Ok(ImportBatchId(Uuid::from_bytes(row.get(0)?)))
    })?;
    found.collect()
}

fn run(desk: &Desk, import: ImportId) -> Result<Option<ImportRun>, RpcError> {
    desk.store()?
        .store
        .read(|connection| Ok(rows::entity::<ImportRun>(connection, RecordId(import.0))?))
}

/// The imports of the house, the latest first.
pub fn list(desk: &Desk, _: Nothing) -> Result<Vec<ImportRunRow>, RpcError> {
    allowed(desk)?;
    desk.store()?.store.read(|connection| {
        let mut statement = connection.prepare_cached(
            "select r.id, exists (select 1 from import_batch b
                where b.import_id = r.id and b.undone_at is null)
             from import_run r order by r.began_at desc limit 200",
        )?;
        let found = statement
            .query_map([], |row| {
                Ok((Uuid::from_bytes(row.get(0)?), row.get::<_, bool>(1)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut runs = Vec::with_capacity(found.len());
        for (id, undoable) in found {
            if let Some(run) = rows::entity::<ImportRun>(connection, RecordId(id))? {
                runs.push(ImportRunRow { run, undoable });
            }
        }
        Ok::<_, RpcError>(runs)
    })
}
