//! Publishing a catalogue of any size, in parts that a command carries.

use std::collections::HashSet;

use domain::{
    Command,
    catalogue::{
        BrandEntry, ColourEntry, EquipmentEntry, IllustrativeMark, MOST_ROWS, Model, ModelEntry,
        PublishCatalogue, SeriesEntry,
    },
    ids::GroupId,
};
use store::{Touched, Writing, rows};

use crate::{error::RpcError, session::Session, stores::OpenStore, submit::give_within};

/// A catalogue, or a part of one. Rows replace those with the same code.
#[derive(Debug, Clone, Default)]
pub struct CatalogueRows {
    /// Who publishes it, as it stands on every card.
    pub source: String,
    pub edition: String,
    pub brands: Vec<BrandEntry>,
    pub series: Vec<SeriesEntry>,
    pub colours: Vec<ColourEntry>,
    pub equipment: Vec<EquipmentEntry>,
    pub models: Vec<ModelEntry>,
}

/// Gives the rows as publications, in the caller's transaction. The training catalogue never takes the
/// place of what a maker's list has told.
pub fn publish(
    writing: &Writing,
    store: &OpenStore,
    session: &Session,
    mut rows: CatalogueRows,
) -> Result<Vec<Touched>, RpcError> {
    let told: HashSet<String> = rows::all::<Model>(writing.connection())?
        .into_iter()
        .filter(|model| model.illustrative == IllustrativeMark::FromMaker)
        .map(|model| model.code)
        .collect();
    rows.models.retain(|entry| {
        entry.illustrative == IllustrativeMark::FromMaker || !told.contains(&entry.code)
    });
    give_batches(writing, store, session, &rows, None)
}

/// Gives the rows for the catalogue of this group, or for the house's own.
pub(super) fn give_batches(
    writing: &Writing,
    store: &OpenStore,
    session: &Session,
    rows: &CatalogueRows,
    group: Option<GroupId>,
) -> Result<Vec<Touched>, RpcError> {
    let mut touched = Vec::new();
    for batch in batches(rows, group) {
        touched.extend(give_within(writing, store, session, Command::PublishCatalogue(batch))?.1);
    }
    Ok(touched)
}

/// What others name comes first, and no batch is larger than the rule allows.
fn batches(rows: &CatalogueRows, group: Option<GroupId>) -> Vec<PublishCatalogue> {
    let empty = || PublishCatalogue {
        group,
        ..PublishCatalogue::empty(&rows.source, &rows.edition)
    };
    let mut batches = Vec::new();
    batches.extend(rows.brands.chunks(MOST_ROWS).map(|part| PublishCatalogue {
        brands: part.to_vec(),
        ..empty()
    }));
    batches.extend(rows.colours.chunks(MOST_ROWS).map(|part| PublishCatalogue {
        colours: part.to_vec(),
        ..empty()
    }));
    batches.extend(
        rows.equipment
            .chunks(MOST_ROWS)
            .map(|part| PublishCatalogue {
                equipment: part.to_vec(),
                ..empty()
            }),
    );
    batches.extend(rows.series.chunks(MOST_ROWS).map(|part| PublishCatalogue {
        series: part.to_vec(),
        ..empty()
    }));
    batches.extend(rows.models.chunks(MOST_ROWS).map(|part| PublishCatalogue {
        models: part.to_vec(),
        ..empty()
    }));
    batches
}

#[cfg(test)]
#[path = "publish_tests.rs"]
mod tests;
