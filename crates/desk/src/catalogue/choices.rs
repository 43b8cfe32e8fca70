//! Versions as a form takes them: found by typing, with what the form then need not ask.

use std::{cmp::Reverse, collections::HashMap};

use domain::{
    catalogue::{
        BodyClass, Drivetrain, EnergyType, IllustrativeMark, Model, ModelColour, ModelSale,
        Transmission,
    },
    ids::ModelId,
    money::Fen,
    refusal::{GeneralRefusal, Refusal},
    tax::{CatalogueListing, PowerSource},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreError, rows};
use ts_rs::TS;

use super::{
    finding::found,
    shelf::{Shelf, Tongue},
};
use crate::{Desk, error::RpcError, stores};

#[derive(Debug, Deserialize, TS)]
pub struct ChoicesArgs {
    pub text: String,
    pub limit: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct CatalogueChoiceArgs {
    pub id: ModelId,
}

/// A version that a form may take, with what the form then need not ask.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueChoice {
    pub id: ModelId,
    /// Brand, series and version in the language of the desk.
    pub label: String,
    pub guide_price: Fen,
    pub class: BodyClass,
    pub energy: EnergyType,
    pub displacement_ml: Option<u32>,
    pub power_kw: Option<u32>,
    pub transmission: Transmission,
    pub drivetrain: Drivetrain,
    pub seats: u32,
    /// As taxes tell cars apart.
    pub power: PowerSource,
    pub listing: CatalogueListing,
    pub sale: ModelSale,
    pub illustrative: IllustrativeMark,
    /// The names of its paints in the language of the desk.
    pub colours: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueChoices {
    pub choices: Vec<CatalogueChoice>,
}

pub fn not_found() -> RpcError {
    Refusal::from(GeneralRefusal::NotFound {
        kind: "model".to_owned(),
        field: "id".to_owned(),
    })
    .into()
}

/// The paints of the catalogue by their codes.
struct Paints(HashMap<String, ModelColour>);

impl Paints {
    fn load(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self(
            rows::all::<ModelColour>(connection)?
                .into_iter()
                .map(|colour| (colour.code.clone(), colour))
                .collect(),
        ))
    }

    fn of(&self, model: &Model, tongue: Tongue) -> Vec<String> {
        model
            .colours
            .0
            .iter()
            .filter_map(|code| self.0.get(code))
            .map(|colour| tongue.pick(&colour.name_zh, &colour.name_en).to_owned())
            .collect()
    }
}

/// Nothing for a version without a series, which no publication leaves behind.
fn told(shelf: &Shelf, paints: &Paints, model: &Model, tongue: Tongue) -> Option<CatalogueChoice> {
    let (series, _) = shelf.family(model)?;
    let figures = &model.figures.0;
    Some(CatalogueChoice {
        id: model.id,
        label: shelf.name(model, tongue),
        guide_price: model.guide_price,
        class: series.class,
        energy: figures.energy,
        displacement_ml: figures.displacement_ml,
        power_kw: figures.power_kw,
        transmission: figures.transmission,
        drivetrain: figures.drivetrain,
        seats: figures.seats,
        power: figures.power_source(),
        listing: figures.listing(),
        sale: model.sale,
        illustrative: model.illustrative,
        colours: paints.of(model, tongue),
    })
}

/// What can be chosen for a new quote or a car that comes in: versions on sale, best hit first.
pub fn choices(desk: &Desk, asked: ChoicesArgs) -> Result<CatalogueChoices, RpcError> {
    desk.session()?;
    let store = desk.store()?;
    let tongue = Tongue::of(&stores::language(desk));
    store.store.read(|connection| {
        let shelf = Shelf::load(connection)?;
        let paints = Paints::load(connection)?;
        let mut models: Vec<&Model> = shelf
            .listed()
            .filter(|model| model.sale == ModelSale::OnSale)
            .collect();
        match found(connection, &asked.text)? {
            Some(places) => {
                models.retain(|model| places.contains_key(&model.id));
                models.sort_by_key(|model| places.get(&model.id).copied());
            }
            None => models.sort_by_key(|model| Reverse(model.launch_date)),
        }
        Ok(CatalogueChoices {
            choices: models
                .into_iter()
                .take(asked.limit as usize)
                .filter_map(|model| told(&shelf, &paints, model, tongue))
                .collect(),
        })
    })
}

/// One version, on sale or not, as the forms and chips of other areas show it.
pub fn choice(desk: &Desk, asked: CatalogueChoiceArgs) -> Result<CatalogueChoice, RpcError> {
    desk.session()?;
    let store = desk.store()?;
    let tongue = Tongue::of(&stores::language(desk));
    store.store.read(|connection| {
        let shelf = Shelf::load(connection)?;
        let paints = Paints::load(connection)?;
        shelf
            .model(asked.id)
            .and_then(|model| told(&shelf, &paints, model, tongue))
            .ok_or_else(not_found)
    })
}
