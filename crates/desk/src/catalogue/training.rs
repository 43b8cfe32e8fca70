//! The training catalogue 训练数据 that comes with the program, as publications.

use std::collections::BTreeMap;

use domain::{
    Command,
    catalogue::{
        BodyClass, BrandEntry, ColourEntry, Drivetrain, EnergyType, EquipmentEntry, EquipmentGroup,
        FittedEquipment, IllustrativeMark, MOST_ROWS, ModelEntry, ModelFigures, ModelSale,
        PublishCatalogue, SeriesEntry, Transmission,
    },
    money::Fen,
};
use store::{Touched, Writing};

use super::csv::{Record, Sheet};
use crate::{
    Desk,
    error::RpcError,
    list::Nothing,
    session::Session,
    stores::OpenStore,
    submit::{changed, give_within},
};

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
        .write(|writing| publish(writing, &store, &session))?;
    desk.shell.changed(&changed(&touched));
    Ok(())
}

fn publish(
    writing: &Writing,
    store: &OpenStore,
    session: &Session,
) -> Result<Vec<Touched>, RpcError> {
    let mut touched = Vec::new();
    for batch in batches().ok_or_else(|| RpcError::failed("catalogueUnreadable"))? {
        touched.extend(give_within(writing, store, session, Command::PublishCatalogue(batch))?.1);
    }
    Ok(touched)
}

/// What others name comes first, and no batch is larger than the rule allows.
fn batches() -> Option<Vec<PublishCatalogue>> {
    let empty = || PublishCatalogue {
        source: "训练数据".to_owned(),
        edition: "1".to_owned(),
        brands: Vec::new(),
        series: Vec::new(),
        colours: Vec::new(),
        equipment: Vec::new(),
        models: Vec::new(),
    };
    let brands = Sheet::read(BRANDS).records().map(|r| brand(&r)).collect();
    let colours = Sheet::read(COLOURS).records().map(|r| colour(&r)).collect();
    let series: Vec<SeriesEntry> = Sheet::read(SERIES)
        .records()
        .map(|r| series(&r))
        .collect::<Option<_>>()?;
    let models: Vec<ModelEntry> = Sheet::read(MODELS)
        .records()
        .map(|r| model(&r))
        .collect::<Option<_>>()?;
    let mut batches = vec![
        PublishCatalogue {
            brands,
            colours,
            ..empty()
        },
        PublishCatalogue {
            equipment: equipment()?,
            ..empty()
        },
    ];
    batches.extend(series.chunks(MOST_ROWS).map(|part| PublishCatalogue {
        series: part.to_vec(),
        ..empty()
    }));
    batches.extend(models.chunks(MOST_ROWS).map(|part| PublishCatalogue {
        models: part.to_vec(),
        ..empty()
    }));
    Some(batches)
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
            power_kw: row.read("power_kw")?,
            torque_nm: row.read("torque_nm")?,
            transmission: Transmission::from_word(&row.text("transmission"))?,
            drivetrain: Drivetrain::from_word(&row.text("drivetrain"))?,
            seats: row.read("seats")?,
            doors: row.read("doors")?,
            length_mm: row.read("length_mm")?,
            width_mm: row.read("width_mm")?,
            height_mm: row.read("height_mm")?,
            wheelbase_mm: row.read("wheelbase_mm")?,
            curb_weight_kg: row.read("curb_weight_kg")?,
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
