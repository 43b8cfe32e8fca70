//! The house's catalogue is published to its group: a store that keeps what the group shares gives the versions that it
//! has to every store. Only what differs from the group's is given, so that doing it again gives nothing.

use std::collections::{BTreeMap, HashMap};

use domain::{
    catalogue::{
        Brand, BrandEntry, ColourEntry, Equipment, EquipmentEntry, Model, ModelColour, ModelEntry,
        Series, SeriesEntry,
    },
    groups::GroupRefusal,
    ids::{BrandId, GroupId, SeriesId},
    refusal::Refusal,
};
use rusqlite::Connection;
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use super::{
    publish::{CatalogueRows, give_batches},
    shelf::Whose,
};
use crate::{Desk, error::RpcError, groups::shared_lane, list::Nothing, submit::changed};

#[derive(Debug, Clone, Serialize, TS)]
pub struct PublishedToGroup {
    /// How many versions the group has now that it had not, or had otherwise.
    pub versions: u32,
}

pub fn publish_to_group(desk: &Desk, _: Nothing) -> Result<PublishedToGroup, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let (versions, touched) = store.store.write(|writing| {
        let Some(lane) = shared_lane(writing.connection())? else {
            return Err(RpcError::from(Refusal::from(GroupRefusal::NoGroup)));
        };
        let mut versions = 0;
        let mut touched = Vec::new();
        for rows in differing(writing.connection())? {
            versions += rows.models.len();
            let group = Some(GroupId(lane.0));
            touched.extend(give_batches(writing, &store, &session, &rows, group)?);
        }
        Ok((versions, touched))
    })?;
    desk.shell.changed(&changed(&touched));
    Ok(PublishedToGroup {
        versions: u32::try_from(versions).unwrap_or(u32::MAX),
    })
}

/// What the house has and its group has not, or has otherwise, in the order in which it is published: paints, items and
/// series before the versions that name them. A source and its edition stand on every version, so the versions of each
/// edition are a publication of their own.
fn differing(connection: &Connection) -> Result<Vec<CatalogueRows>, StoreError> {
    let whose = Whose::read(connection)?;
    let own = Catalogue::read(connection, whose, Side::House)?;
    let shared = Catalogue::read(connection, whose, Side::Group)?;
    let Some(any) = own.models.values().next() else {
        return Ok(Vec::new());
    };
    let mut all = vec![CatalogueRows {
        source: any.source.clone(),
        edition: any.edition.clone(),
        brands: others(own.brands, &shared.brands),
        series: others(own.series, &shared.series),
        colours: others(own.colours, &shared.colours),
        equipment: others(own.equipment, &shared.equipment),
        models: Vec::new(),
    }];
    let mut editions: BTreeMap<(String, String), Vec<ModelEntry>> = BTreeMap::new();
    for version in others(own.models, &shared.models) {
        let edition = (version.source, version.edition);
        editions.entry(edition).or_default().push(version.entry);
    }
    all.extend(
        editions
            .into_iter()
            .map(|((source, edition), models)| CatalogueRows {
                source,
                edition,
                models,
                ..CatalogueRows::default()
            }),
    );
    Ok(all)
}

/// What is new beside what is there, by their codes.
fn others<T: PartialEq>(own: BTreeMap<String, T>, there: &BTreeMap<String, T>) -> Vec<T> {
    own.into_iter()
        .filter(|(code, row)| there.get(code) != Some(row))
        .map(|(_, row)| row)
        .collect()
}

#[derive(PartialEq)]
struct Version {
    source: String,
    edition: String,
    entry: ModelEntry,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    House,
    Group,
}

/// The rows of one of the two catalogues by their codes, as a publication tells them.
struct Catalogue {
    brands: BTreeMap<String, BrandEntry>,
    series: BTreeMap<String, SeriesEntry>,
    colours: BTreeMap<String, ColourEntry>,
    equipment: BTreeMap<String, EquipmentEntry>,
    models: BTreeMap<String, Version>,
}

impl Catalogue {
    fn read(connection: &Connection, whose: Whose, side: Side) -> Result<Self, StoreError> {
        let wanted = |is_the_groups: bool| is_the_groups == (side == Side::Group);
        let mut brands: Vec<Brand> = rows::all(connection)?;
        brands.retain(|row| wanted(whose.is_the_groups::<Brand>(row.id, &row.code)));
        let mut series: Vec<Series> = rows::all(connection)?;
        series.retain(|row| wanted(whose.is_the_groups::<Series>(row.id, &row.code)));
        let mut colours: Vec<ModelColour> = rows::all(connection)?;
        colours.retain(|row| wanted(whose.is_the_groups::<ModelColour>(row.id, &row.code)));
        let mut equipment: Vec<Equipment> = rows::all(connection)?;
        equipment.retain(|row| wanted(whose.is_the_groups::<Equipment>(row.id, &row.code)));
        let mut models: Vec<Model> = rows::all(connection)?;
        models.retain(|row| wanted(whose.is_the_groups::<Model>(row.id, &row.code)));

        let brand_codes: HashMap<BrandId, String> = brands
            .iter()
            .map(|row| (row.id, row.code.clone()))
            .collect();
        let series_codes: HashMap<SeriesId, String> = series
            .iter()
            .map(|row| (row.id, row.code.clone()))
            .collect();
        Ok(Self {
            brands: brands
                .into_iter()
                .map(brand)
                .map(|row| (row.code.clone(), row))
                .collect(),
            series: series
                .into_iter()
                .filter_map(|row| told_series(row, &brand_codes))
                .map(|row| (row.code.clone(), row))
                .collect(),
            colours: colours
                .into_iter()
                .map(colour)
                .map(|row| (row.code.clone(), row))
                .collect(),
            equipment: equipment
                .into_iter()
                .map(item)
                .map(|row| (row.code.clone(), row))
                .collect(),
            models: models
                .into_iter()
                .filter_map(|row| version(row, &series_codes))
                .map(|row| (row.entry.code.clone(), row))
                .collect(),
        })
    }
}

fn brand(row: Brand) -> BrandEntry {
    BrandEntry {
        code: row.code,
        name_zh: row.name_zh,
        name_en: row.name_en,
        country: row.country,
    }
}

/// Nothing for a series without a brand, which no publication leaves behind.
fn told_series(row: Series, brands: &HashMap<BrandId, String>) -> Option<SeriesEntry> {
    Some(SeriesEntry {
        brand: brands.get(&row.brand)?.clone(),
        code: row.code,
        name_zh: row.name_zh,
        name_en: row.name_en,
        class: row.class,
        launch_year: row.launch_year,
        maker_zh: row.maker_zh,
        maker_en: row.maker_en,
    })
}

fn colour(row: ModelColour) -> ColourEntry {
    ColourEntry {
        code: row.code,
        name_zh: row.name_zh,
        name_en: row.name_en,
        hex: row.hex,
        family: row.family,
    }
}

fn item(row: Equipment) -> EquipmentEntry {
    EquipmentEntry {
        code: row.code,
        group: row.equipment_group,
        name_zh: row.name_zh,
        name_en: row.name_en,
        choice: row.choice,
        choice_zh: row.choice_zh,
        choice_en: row.choice_en,
        place: row.place,
    }
}

/// Nothing for a version without a series, likewise.
fn version(row: Model, series: &HashMap<SeriesId, String>) -> Option<Version> {
    Some(Version {
        source: row.source,
        edition: row.edition,
        entry: ModelEntry {
            series: series.get(&row.series)?.clone(),
            code: row.code,
            name_zh: row.name_zh,
            name_en: row.name_en,
            model_year: row.model_year,
            guide_price: row.guide_price,
            launch_date: row.launch_date,
            sale: row.sale,
            figures: row.figures.0,
            colours: row.colours.0,
            equipment: row.equipment.0,
            illustrative: row.illustrative,
        },
    })
}
