//! Publishing a catalogue of any size: by the training data, or by an import of a maker's list.

use domain::{
    Command,
    catalogue::{
        BrandEntry, ColourEntry, EquipmentEntry, IllustrativeMark, MOST_ROWS, Model, ModelEntry,
        ModelSale, PublishCatalogue, Series, SeriesEntry,
    },
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

/// Gives the rows as publications, in the caller's transaction. A catalogue from a maker takes the
/// place of the training catalogue: what that still has on sale is no longer offered, and stays only
/// for the quotes and cars that name it.
pub fn publish(
    writing: &Writing,
    store: &OpenStore,
    session: &Session,
    rows: CatalogueRows,
) -> Result<Vec<Touched>, RpcError> {
    let from_maker = |entry: &ModelEntry| entry.illustrative == IllustrativeMark::FromMaker;
    let mut batches = batches(&rows);
    if rows.models.iter().any(from_maker) {
        batches.extend(ended_training(writing, &rows)?);
    }
    let mut touched = Vec::new();
    for batch in batches {
        touched.extend(give_within(writing, store, session, Command::PublishCatalogue(batch))?.1);
    }
    Ok(touched)
}

fn empty(source: &str, edition: &str) -> PublishCatalogue {
    PublishCatalogue {
        source: source.to_owned(),
        edition: edition.to_owned(),
        brands: Vec::new(),
        series: Vec::new(),
        colours: Vec::new(),
        equipment: Vec::new(),
        models: Vec::new(),
    }
}

/// What others name comes first, and no batch is larger than the rule allows.
fn batches(rows: &CatalogueRows) -> Vec<PublishCatalogue> {
    let empty = || empty(&rows.source, &rows.edition);
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

/// The training versions that are on sale still and that these rows do not replace, as ended.
fn ended_training(
    writing: &Writing,
    rows: &CatalogueRows,
) -> Result<Vec<PublishCatalogue>, RpcError> {
    let connection = writing.connection();
    let series: Vec<Series> = rows::all(connection)?;
    let ended: Vec<(Model, String)> = rows::all::<Model>(connection)?
        .into_iter()
        .filter(|model| model.illustrative == IllustrativeMark::Illustrative)
        .filter(|model| model.sale == ModelSale::OnSale)
        .filter(|model| rows.models.iter().all(|entry| entry.code != model.code))
        .filter_map(|model| {
            let series = series.iter().find(|series| series.id == model.series)?;
            Some((model, series.code.clone()))
        })
        .collect();
    let Some((first, _)) = ended.first() else {
        return Ok(Vec::new());
    };
    let empty = empty(&first.source, &first.edition);
    Ok(ended
        .chunks(MOST_ROWS)
        .map(|part| PublishCatalogue {
            models: part
                .iter()
                .map(|(model, series)| ended_entry(model, series))
                .collect(),
            ..empty.clone()
        })
        .collect())
}

fn ended_entry(model: &Model, series: &str) -> ModelEntry {
    ModelEntry {
        code: model.code.clone(),
        series: series.to_owned(),
        name_zh: model.name_zh.clone(),
        name_en: model.name_en.clone(),
        model_year: model.model_year,
        guide_price: model.guide_price,
        launch_date: model.launch_date,
        sale: ModelSale::Ended,
        figures: model.figures.0.clone(),
        colours: model.colours.0.clone(),
        equipment: model.equipment.0.clone(),
        illustrative: model.illustrative,
    }
}

#[cfg(test)]
#[path = "publish_tests.rs"]
mod tests;
