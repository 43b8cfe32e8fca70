//! The versions of the catalogue as a ledger, and as choices of a form.

use std::{cmp::Reverse, collections::HashMap};

use chrono::{Days, NaiveDate};
use domain::{
    catalogue::{BodyClass, Drivetrain, EnergyType, IllustrativeMark, Model, ModelSale},
    ids::ModelId,
    money::Fen,
    rights::Right,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    search::{self, Grouping, SearchLimits},
};
use ts_rs::TS;

use super::shelf::{Shelf, Tongue, popularity};
use crate::{
    Desk, clock,
    error::RpcError,
    lists::{ListArgs, ListPage, Sort},
    narrowing::{Combination, facets},
    search::MODEL,
    stores,
    vehicles::PRICE_BANDS,
};

/// Popularity counts what was asked for in so many days.
const POPULAR_DAYS: u64 = 90;
const DAY: i64 = 86_400_000;
/// More versions than any catalogue holds.
const ALL: usize = 10_000;

const FACETS: [&str; 8] = [
    "brand",
    "class",
    "energy",
    "drivetrain",
    "seats",
    "displacement",
    "price",
    "sale",
];

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueRow {
    pub id: ModelId,
    pub brand: String,
    pub series: String,
    pub name: String,
    pub class: BodyClass,
    pub energy: EnergyType,
    pub drivetrain: Drivetrain,
    pub displacement_ml: Option<u32>,
    pub power_kw: u32,
    pub seats: u32,
    pub guide_price: Fen,
    pub launch_date: NaiveDate,
    pub sale: ModelSale,
    pub illustrative: IllustrativeMark,
    /// Leads, quotes and orders of the last ninety days that name it.
    pub popularity: u32,
}

/// Litres with one decimal, `1.5`; empty for what has no engine.
pub fn litres(displacement_ml: Option<u32>) -> String {
    displacement_ml.map_or_else(String::new, |ml| {
        let tenths = (ml + 50) / 100;
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

fn price_band(price: Fen) -> &'static str {
    let at = PRICE_BANDS.partition_point(|(yuan, _)| yuan * 100 <= price.fen());
    PRICE_BANDS[at.saturating_sub(1)].1
}

/// The versions that a text finds, best first; none when there is no text to look for.
fn found(connection: &Connection, text: &str) -> Result<Option<Vec<ModelId>>, RpcError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = search::search(
        connection,
        text,
        &SearchLimits {
            kinds: &[MODEL],
            grouping: Grouping::Together,
            hits: ALL,
        },
    )?;
    Ok(Some(
        found
            .hits
            .iter()
            .map(|hit| ModelId(uuid::Uuid::from_bytes(hit.id)))
            .collect(),
    ))
}

fn popular(
    connection: &Connection,
    zone: chrono_tz::Tz,
) -> Result<HashMap<ModelId, u32>, StoreError> {
    let now = clock::now();
    let today = now.date_in(zone);
    let since = today
        .checked_sub_days(Days::new(POPULAR_DAYS))
        .unwrap_or(today);
    popularity(connection, since, now.0 - POPULAR_DAYS as i64 * DAY)
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<CatalogueRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeStock)?;
    let tongue = Tongue::of(&stores::language(desk));
    let (shelf, matches, popular) = store.store.read(|connection| {
        Ok::<_, RpcError>((
            Shelf::load(connection)?,
            found(connection, &asked.text)?,
            popular(connection, store.zone)?,
        ))
    })?;
    let mut rows: Vec<CatalogueRow> = shelf
        .models
        .iter()
        .filter(|model| matches.as_ref().is_none_or(|ids| ids.contains(&model.id)))
        .filter_map(|model| told(&shelf, model, tongue, &popular))
        .collect();
    let combinations: Vec<Combination> = rows.iter().map(combination).collect();
    let (total, facets) = facets(&FACETS, &combinations, &asked);
    let mut places = combinations.iter();
    rows.retain(|_| places.next().is_some_and(|one| fits(one, &asked)));
    order(&mut rows, asked.sort.as_ref())?;
    Ok(ListPage {
        total,
        rows: rows
            .into_iter()
            .skip(asked.offset as usize)
            .take(asked.limit as usize)
            .collect(),
        totals: std::collections::BTreeMap::new(),
        facets,
    })
}

fn told(
    shelf: &Shelf,
    model: &Model,
    tongue: Tongue,
    popular: &HashMap<ModelId, u32>,
) -> Option<CatalogueRow> {
    let (series, brand) = shelf.family(model)?;
    let figures = &model.figures.0;
    Some(CatalogueRow {
        id: model.id,
        brand: tongue.pick(&brand.name_zh, &brand.name_en).to_owned(),
        series: tongue.pick(&series.name_zh, &series.name_en).to_owned(),
        name: tongue.pick(&model.name_zh, &model.name_en).to_owned(),
        class: series.class,
        energy: figures.energy,
        drivetrain: figures.drivetrain,
        displacement_ml: figures.displacement_ml,
        power_kw: figures.power_kw,
        seats: figures.seats,
        guide_price: model.guide_price,
        launch_date: model.launch_date,
        sale: model.sale,
        illustrative: model.illustrative,
        popularity: popular.get(&model.id).copied().unwrap_or(0),
    })
}

/// In the order of [`FACETS`].
fn combination(row: &CatalogueRow) -> Combination {
    Combination {
        values: vec![
            row.brand.clone(),
            row.class.word().to_owned(),
            row.energy.word().to_owned(),
            row.drivetrain.word().to_owned(),
            row.seats.to_string(),
            litres(row.displacement_ml),
            price_band(row.guide_price).to_owned(),
            row.sale.word().to_owned(),
        ],
        count: 1,
    }
}

fn fits(one: &Combination, asked: &ListArgs) -> bool {
    FACETS.iter().zip(&one.values).all(|(facet, value)| {
        asked
            .filters
            .get(*facet)
            .is_none_or(|wanted| wanted.is_empty() || wanted.contains(value))
    })
}

/// By popularity and then the newest first, unless another order is asked for.
fn order(rows: &mut [CatalogueRow], sort: Option<&Sort>) -> Result<(), RpcError> {
    let newest = |row: &CatalogueRow| Reverse(row.launch_date);
    let Some(sort) = sort else {
        rows.sort_by_key(|row| (Reverse(row.popularity), newest(row)));
        return Ok(());
    };
    match sort.column.as_str() {
        "guidePrice" => rows.sort_by_key(|row| row.guide_price),
        "launchDate" => rows.sort_by_key(|row| row.launch_date),
        "popularity" => rows.sort_by_key(|row| row.popularity),
        "powerKw" => rows.sort_by_key(|row| row.power_kw),
        "name" => {
            rows.sort_by(|a, b| {
                (&a.brand, &a.series, &a.name).cmp(&(&b.brand, &b.series, &b.name))
            });
        }
        _ => return Err(RpcError::invalid("sort.column", "unknownColumn")),
    }
    if sort.descending {
        rows.reverse();
    }
    Ok(())
}

#[derive(Debug, Deserialize, TS)]
pub struct ChoicesArgs {
    pub text: String,
    pub limit: u32,
}

/// A version that a form may take, with what the form then need not ask.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueChoice {
    pub id: ModelId,
    pub label: String,
    pub detail: String,
    pub guide_price: Option<Fen>,
    pub energy: EnergyType,
    pub displacement_ml: Option<u32>,
    pub power_kw: u32,
    pub seats: u32,
    pub nev_catalogue: bool,
    pub illustrative: IllustrativeMark,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueChoices {
    pub choices: Vec<CatalogueChoice>,
}

pub fn choices(desk: &Desk, asked: ChoicesArgs) -> Result<CatalogueChoices, RpcError> {
    desk.session()?;
    let store = desk.store()?;
    let tongue = Tongue::of(&stores::language(desk));
    let (shelf, matches) = store.store.read(|connection| {
        Ok::<_, RpcError>((Shelf::load(connection)?, found(connection, &asked.text)?))
    })?;
    let mut models: Vec<&Model> = shelf
        .models
        .iter()
        .filter(|model| model.sale == ModelSale::OnSale)
        .collect();
    match matches {
        Some(ids) => {
            let rank: HashMap<ModelId, usize> = ids
                .into_iter()
                .enumerate()
                .map(|(at, id)| (id, at))
                .collect();
            models.retain(|model| rank.contains_key(&model.id));
            models.sort_by_key(|model| rank.get(&model.id).copied());
        }
        None => models.sort_by_key(|model| Reverse(model.launch_date)),
    }
    let choices = models
        .into_iter()
        .take(asked.limit as usize)
        .map(|model| CatalogueChoice {
            id: model.id,
            label: shelf.name(model, tongue),
            detail: litres(model.figures.0.displacement_ml),
            guide_price: Some(model.guide_price),
            energy: model.figures.0.energy,
            displacement_ml: model.figures.0.displacement_ml,
            power_kw: model.figures.0.power_kw,
            seats: model.figures.0.seats,
            nev_catalogue: model.figures.0.nev_catalogue,
            illustrative: model.illustrative,
        })
        .collect();
    Ok(CatalogueChoices { choices })
}
