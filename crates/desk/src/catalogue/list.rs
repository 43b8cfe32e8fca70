//! The versions of the catalogue as a ledger.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use chrono::NaiveDate;
use domain::{
    catalogue::{BodyClass, Drivetrain, EnergyType, IllustrativeMark, Model, ModelSale},
    ids::ModelId,
    money::Fen,
    rights::Right,
};
use serde::Serialize;
use ts_rs::TS;

use super::{
    finding::found,
    popularity::Popularity,
    shelf::{Shelf, Tongue},
};
use crate::{
    Desk,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage, Sort},
    narrowing::{Combination, facets},
    stores,
    vehicles::PRICE_BANDS,
};

domain::words! {
    /// What the catalogue is filtered by, in the order of the page.
    pub enum ModelFacet {
        Sale => "sale",
        Stock => "stock",
        Brand => "brand",
        Series => "series",
        Class => "class",
        Energy => "energy",
        Price => "price",
        Seats => "seats",
        Drivetrain => "drivetrain",
        Displacement => "displacement",
    }
}

domain::words! {
    /// Whether a car of the version is the house's to sell.
    pub enum ModelStock {
        Here => "here",
        Nowhere => "nowhere",
    }
}

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
    pub power_kw: Option<u32>,
    pub electric_range_km: Option<u32>,
    pub seats: u32,
    pub guide_price: Fen,
    pub launch_date: NaiveDate,
    pub sale: ModelSale,
    pub illustrative: IllustrativeMark,
    /// Leads, quotes and orders of the last ninety days that name it.
    pub popularity: u32,
    /// Cars of it that are the house's still.
    pub in_stock: u32,
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

/// What the house itself adds to a version.
struct Own {
    popular: std::sync::Arc<Popularity>,
    in_stock: HashMap<ModelId, u32>,
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<CatalogueRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeStock)?;
    let tongue = Tongue::of(&stores::language(desk));
    let in_stock = store
        .derivations
        .stock
        .ask(&store.store, crate::vehicles::Board::count_by_model)?;
    let (shelf, places, popular) = store.store.read(|connection| {
        Ok::<_, RpcError>((
            Shelf::load(connection)?,
            found(connection, &asked.text)?,
            store.derivations.popular.ask(connection, store.zone)?,
        ))
    })?;
    let own = Own { popular, in_stock };
    let mut rows: Vec<CatalogueRow> = shelf
        .listed()
        .filter(|model| {
            places
                .as_ref()
                .is_none_or(|places| places.contains_key(&model.id))
        })
        .filter_map(|model| told(&shelf, model, tongue, &own))
        .collect();
    let combinations: Vec<Combination> = rows.iter().map(combination).collect();
    let names: Vec<&str> = ModelFacet::ALL.iter().map(|facet| facet.word()).collect();
    let (total, mut facets) = facets(&names, &combinations, &asked);
    for (facet, told) in ModelFacet::ALL.iter().zip(&mut facets) {
        in_order(*facet, told);
    }
    let mut each = combinations.iter();
    rows.retain(|_| each.next().is_some_and(|one| fits(one, &asked)));
    order(&mut rows, asked.sort.as_ref(), places.as_ref())?;
    Ok(ListPage {
        total,
        rows: rows
            .into_iter()
            .skip(asked.offset as usize)
            .take(asked.limit as usize)
            .collect(),
        totals: BTreeMap::new(),
        facets,
    })
}

fn told(shelf: &Shelf, model: &Model, tongue: Tongue, own: &Own) -> Option<CatalogueRow> {
    let (series, brand) = shelf.family(model)?;
    let figures = &model.figures.0;
    let summed = |counts: &HashMap<ModelId, u32>| {
        shelf
            .ids_of(model)
            .filter_map(|id| counts.get(&id))
            .sum::<u32>()
    };
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
        electric_range_km: figures.electric_range_km,
        seats: figures.seats,
        guide_price: model.guide_price,
        launch_date: model.launch_date,
        sale: model.sale,
        illustrative: model.illustrative,
        popularity: summed(&own.popular),
        in_stock: summed(&own.in_stock),
    })
}

fn combination(row: &CatalogueRow) -> Combination {
    let stock = if row.in_stock > 0 {
        ModelStock::Here
    } else {
        ModelStock::Nowhere
    };
    let value = |facet: &ModelFacet| match facet {
        ModelFacet::Sale => row.sale.word().to_owned(),
        ModelFacet::Stock => stock.word().to_owned(),
        ModelFacet::Brand => row.brand.clone(),
        ModelFacet::Series => row.series.clone(),
        ModelFacet::Class => row.class.word().to_owned(),
        ModelFacet::Energy => row.energy.word().to_owned(),
        ModelFacet::Price => price_band(row.guide_price).to_owned(),
        ModelFacet::Seats => row.seats.to_string(),
        ModelFacet::Drivetrain => row.drivetrain.word().to_owned(),
        ModelFacet::Displacement => litres(row.displacement_ml),
    };
    Combination {
        values: ModelFacet::ALL.iter().map(value).collect(),
        count: 1,
        sums: Vec::new(),
    }
}

fn fits(one: &Combination, asked: &ListArgs) -> bool {
    ModelFacet::ALL
        .iter()
        .zip(&one.values)
        .all(|(facet, value)| {
            asked
                .filters
                .get(facet.word())
                .is_none_or(|wanted| wanted.is_empty() || wanted.contains(value))
        })
}

/// Words and bands in the order in which people run through them, numbers by size, names by count.
fn in_order(facet: ModelFacet, told: &mut Facet) {
    fn by_words<'a>(counts: &mut [FacetCount], words: impl Iterator<Item = &'a str>) {
        let words: Vec<&str> = words.collect();
        counts.sort_by_key(|count| words.iter().position(|word| *word == count.value));
    }
    let counts = &mut told.counts;
    match facet {
        ModelFacet::Sale => by_words(counts, ModelSale::ALL.iter().map(|word| word.word())),
        ModelFacet::Stock => by_words(counts, ModelStock::ALL.iter().map(|word| word.word())),
        ModelFacet::Class => by_words(counts, BodyClass::ALL.iter().map(|word| word.word())),
        ModelFacet::Energy => by_words(counts, EnergyType::ALL.iter().map(|word| word.word())),
        ModelFacet::Drivetrain => {
            by_words(counts, Drivetrain::ALL.iter().map(|word| word.word()));
        }
        ModelFacet::Price => by_words(counts, PRICE_BANDS.iter().map(|(_, word)| *word)),
        ModelFacet::Seats => counts.sort_by_key(|count| count.value.parse::<u32>().ok()),
        ModelFacet::Displacement => {
            counts.sort_by_key(|count| count.value.replace('.', "").parse::<u32>().ok());
        }
        ModelFacet::Brand | ModelFacet::Series => {
            counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        }
    }
}

/// As asked; else the best hit for a text first, and without one the most popular and then the
/// newest, with what is no longer sold at the end.
fn order(
    rows: &mut [CatalogueRow],
    sort: Option<&Sort>,
    places: Option<&HashMap<ModelId, usize>>,
) -> Result<(), RpcError> {
    let newest = |row: &CatalogueRow| Reverse(row.launch_date);
    let Some(sort) = sort else {
        match places {
            Some(places) => rows.sort_by_key(|row| places.get(&row.id).copied()),
            None => rows.sort_by_key(|row| {
                let ended = row.sale == ModelSale::Ended;
                (
                    ended,
                    Reverse(row.popularity),
                    newest(row),
                    row.series.clone(),
                    row.guide_price,
                )
            }),
        }
        return Ok(());
    };
    // Equals stand in an order that is the same on every desk.
    rows.sort_by(|a, b| {
        (&a.series, a.guide_price, &a.name).cmp(&(&b.series, b.guide_price, &b.name))
    });
    match sort.column.as_str() {
        "guidePrice" => rows.sort_by_key(|row| row.guide_price),
        "launchDate" => rows.sort_by_key(|row| row.launch_date),
        "popularity" => rows.sort_by_key(|row| row.popularity),
        "inStock" => rows.sort_by_key(|row| row.in_stock),
        "powerKw" => rows.sort_by_key(|row| row.power_kw),
        "electricRangeKm" => rows.sort_by_key(|row| row.electric_range_km),
        "seats" => rows.sort_by_key(|row| row.seats),
        "class" => rows.sort_by_key(|row| place(BodyClass::ALL, row.class)),
        "energy" => rows.sort_by_key(|row| place(EnergyType::ALL, row.energy)),
        "drivetrain" => rows.sort_by_key(|row| place(Drivetrain::ALL, row.drivetrain)),
        "displacementMl" => rows.sort_by_key(|row| row.displacement_ml),
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

/// Where a word stands in its closed list.
fn place<T: PartialEq>(all: &[T], word: T) -> Option<usize> {
    all.iter().position(|one| *one == word)
}
