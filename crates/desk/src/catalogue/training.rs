//! The training catalogue 训练数据 that comes with the program.

use std::collections::BTreeMap;

use domain::{
    catalogue::{
        BodyClass, BrandEntry, ColourEntry, Drivetrain, EnergyType, EquipmentEntry, EquipmentGroup,
        FittedEquipment, IllustrativeMark, ModelEntry, ModelFigures, ModelSale, SeriesEntry,
        Transmission,
    },
    money::Fen,
};
use store::{Touched, Writing};

use super::{
    csv::{Record, Sheet},
    publish::{CatalogueRows, publish},
};
use crate::{
    Desk, error::RpcError, list::Nothing, session::Session, stores::OpenStore, submit::changed,
};

/// Who publishes it: data that stands beside every price, so it says what it is in both languages.
const SOURCE: &str = "训练数据 Training data";
const EDITION: &str = "1";

const BRANDS: &str = include_str!("../../../../assets/catalogue/brands.csv");
const SERIES: &str = include_str!("../../../../assets/catalogue/series.csv");
const COLOURS: &str = include_str!("../../../../assets/catalogue/colours.csv");
const EQUIPMENT: &str = include_str!("../../../../assets/catalogue/equipment.csv");
const CHOICES: &str = include_str!("../../../../assets/catalogue/equipment_choices.csv");
const MODELS: &str = include_str!("../../../../assets/catalogue/models.csv");

/// Publishes the training catalogue; a later publication replaces it.
pub fn load_training(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let touched = store
        .store
        .write(|writing| load_into(writing, &store, &session))?;
    desk.shell.changed(&changed(&touched));
    Ok(())
}

/// The same within a transaction that is under way: when the training dealership is made.
pub fn load_into(
    writing: &Writing,
    store: &OpenStore,
    session: &Session,
) -> Result<Vec<Touched>, RpcError> {
    let rows = rows().ok_or_else(|| RpcError::failed("catalogueUnreadable"))?;
    publish(writing, store, session, rows)
}

fn rows() -> Option<CatalogueRows> {
    Some(CatalogueRows {
        source: SOURCE.to_owned(),
        edition: EDITION.to_owned(),
        brands: Sheet::read(BRANDS).records().map(|r| brand(&r)).collect(),
        colours: Sheet::read(COLOURS).records().map(|r| colour(&r)).collect(),
        equipment: equipment()?,
        series: Sheet::read(SERIES)
            .records()
            .map(|r| series(&r))
            .collect::<Option<_>>()?,
        models: Sheet::read(MODELS)
            .records()
            .map(|r| model(&r))
            .collect::<Option<_>>()?,
    })
}

fn brand(row: &Record) -> BrandEntry {
    BrandEntry {
        code: row.text("code"),
        name_zh: row.text("name_zh"),
        name_en: row.text("name_en"),
        country: row.text("country"),
    }
}

fn colour(row: &Record) -> ColourEntry {
    ColourEntry {
        code: row.text("code"),
        name_zh: row.text("name_zh"),
        name_en: row.text("name_en"),
        hex: row.text("hex"),
        family: row.text("family"),
    }
}

fn series(row: &Record) -> Option<SeriesEntry> {
    Some(SeriesEntry {
        code: row.text("code"),
        brand: row.text("brand"),
        name_zh: row.text("name_zh"),
        name_en: row.text("name_en"),
        class: BodyClass::from_word(&row.text("class"))?,
        launch_year: row.read("launch_year")?,
        maker_zh: row.text("maker_zh"),
        maker_en: row.text("maker_en"),
    })
}

fn equipment() -> Option<Vec<EquipmentEntry>> {
    let choices: BTreeMap<String, (String, String)> = Sheet::read(CHOICES)
        .records()
        .map(|row| (row.text("code"), (row.text("name_zh"), row.text("name_en"))))
        .collect();
    (1..)
        .zip(Sheet::read(EQUIPMENT).records())
        .map(|(place, row)| {
            let choice = row.text("choice");
            let (choice_zh, choice_en) = choices.get(&choice).cloned().unwrap_or_default();
            Some(EquipmentEntry {
                code: row.text("code"),
                group: EquipmentGroup::from_word(&row.text("group"))?,
                name_zh: row.text("name_zh"),
                name_en: row.text("name_en"),
                choice,
                choice_zh,
                choice_en,
                place,
            })
        })
        .collect()
}

fn model(row: &Record) -> Option<ModelEntry> {
    Some(ModelEntry {
        code: row.text("code"),
        series: row.text("series"),
        name_zh: row.text("name_zh"),
        name_en: row.text("name_en"),
        model_year: row.read("model_year")?,
        guide_price: Fen(row.read("guide_price_fen")?),
        launch_date: row.read("launch_date")?,
        sale: ModelSale::OnSale,
        figures: ModelFigures {
            energy: EnergyType::from_word(&row.text("energy"))?,
            displacement_ml: row.read("displacement_ml"),
            power_kw: row.read("power_kw"),
            torque_nm: row.read("torque_nm"),
            transmission: Transmission::from_word(&row.text("transmission"))?,
            drivetrain: Drivetrain::from_word(&row.text("drivetrain"))?,
            seats: row.read("seats")?,
            doors: row.read("doors"),
            length_mm: row.read("length_mm"),
            width_mm: row.read("width_mm"),
            height_mm: row.read("height_mm"),
            wheelbase_mm: row.read("wheelbase_mm"),
            curb_weight_kg: row.read("curb_weight_kg"),
            fuel_per_100km_x10: row.read("fuel_l_per_100km_x10"),
            electric_range_km: row.read("electric_range_km"),
            battery_kwh_x10: row.read("battery_kwh_x10"),
            nev_catalogue: row.read("nev_catalogue")?,
        },
        colours: row.list("colours"),
        equipment: row
            .list("equipment")
            .into_iter()
            .map(|code| FittedEquipment { code, price: None })
            .collect(),
        illustrative: if row.text("illustrative").is_empty() {
            IllustrativeMark::FromMaker
        } else {
            IllustrativeMark::Illustrative
        },
    })
}
