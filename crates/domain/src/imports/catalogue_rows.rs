//! A row of a maker's list of versions, decided: by the rule of a publication, and undone like any other
//! row of an import.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RowVerdict;
use crate::{
    catalogue::{
        BrandEntry, ColourEntry, Model, ModelEntry, PublishCatalogue, SeriesEntry, published,
        row_id,
    },
    changes::Changes,
    command::Stop,
    context::Context,
    entity::Entity,
    facts::{Ask, Facts},
    ids::{ModelId, RecordId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// A version as a list tells it, with the brand, the series and the paints that the catalogue lacks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueLine {
    pub model: ModelEntry,
    #[serde(default)]
    pub brand: Option<BrandEntry>,
    #[serde(default)]
    pub series: Option<SeriesEntry>,
    #[serde(default)]
    pub colours: Vec<ColourEntry>,
}

/// A version that is not in the catalogue is added, one with the same code is replaced: what was training
/// data becomes the maker's. The brand, the series and the paints travel ahead, so they count for the check
/// and are not among the changes.
pub fn catalogue_row(
    facts: &dyn Facts,
    context: &Context,
    source: &str,
    edition: &str,
    row: &CatalogueLine,
) -> Result<RowVerdict, Stop> {
    allowed(context)?;
    let publication = PublishCatalogue {
        brands: row.brand.iter().cloned().collect(),
        series: row.series.iter().cloned().collect(),
        colours: row.colours.clone(),
        models: vec![row.model.clone()],
        ..PublishCatalogue::empty(source, edition)
    };
    let id: ModelId = row_id(context.lane, Model::TABLE.name, &row.model.code);
    let mut changes = published(&publication, facts, context.lane)?;
    let row_of_version = RecordId::from(id);
    changes.0.retain(|change| change.id == row_of_version);
    let Some(told) = changes.0.first().and_then(|change| change.row.as_ref()) else {
        return Ok(RowVerdict::Same);
    };
    let Some(there) = facts.get::<Model>(id)? else {
        return Ok(RowVerdict::New(changes));
    };
    let told = Model::from_row(told).map_err(|error| facts.unreadable(error))?;
    // Another edition of the same figures says nothing new.
    let same = Model {
        source: there.source.clone(),
        edition: there.edition.clone(),
        ..told
    } == there;
    Ok(if same {
        RowVerdict::Same
    } else {
        RowVerdict::Changed(changes)
    })
}

/// What stands above the versions: a brand or a series that the catalogue lacks. One that somebody has added
/// meanwhile stays as it is.
pub(super) fn parent_row(
    facts: &dyn Facts,
    context: &Context,
    parent: &PublishCatalogue,
) -> Result<RowVerdict, Stop> {
    allowed(context)?;
    let mut fresh = Vec::new();
    for change in published(parent, facts, context.lane)?.0 {
        if facts.row(change.table, change.id)?.is_none() {
            fresh.push(change);
        }
    }
    Ok(if fresh.is_empty() {
        RowVerdict::Same
    } else {
        RowVerdict::New(Changes(fresh))
    })
}

pub(super) fn brand_alone(source: &str, edition: &str, brand: &BrandEntry) -> PublishCatalogue {
    PublishCatalogue {
        brands: vec![brand.clone()],
        ..PublishCatalogue::empty(source, edition)
    }
}

pub(super) fn series_alone(source: &str, edition: &str, series: &SeriesEntry) -> PublishCatalogue {
    PublishCatalogue {
        series: vec![series.clone()],
        ..PublishCatalogue::empty(source, edition)
    }
}

pub(super) fn colour_alone(source: &str, edition: &str, colour: &ColourEntry) -> PublishCatalogue {
    PublishCatalogue {
        colours: vec![colour.clone()],
        ..PublishCatalogue::empty(source, edition)
    }
}

fn allowed(context: &Context) -> Result<(), Stop> {
    if context.may(Right::EditCatalogue) {
        return Ok(());
    }
    Err(GeneralRefusal::MissingRight {
        right: Right::EditCatalogue,
    }
    .into())
}
