//! What an import of a maker's list does to the catalogue, and what taking it back leaves, as sentences.

use super::*;
use crate::{
    Command,
    catalogue::{
        BodyClass, Brand, BrandEntry, Drivetrain, EnergyType, IllustrativeMark, Model, ModelEntry,
        ModelFigures, ModelSale, PublishCatalogue, Series, SeriesEntry, Transmission,
    },
    identifiers::Vin,
    ids::ModelId,
    money::Fen,
    people::BuiltInRole,
    testing::{House, id},
    vehicles::{CertificateState, TakeIntoStock, VehiclePurpose, VehicleSource},
};

fn version(code: &str, price: i64, illustrative: IllustrativeMark) -> ModelEntry {
    ModelEntry {
        code: code.to_owned(),
        series: "lavida".to_owned(),
        name_zh: "2026款 1.5L".to_owned(),
        name_en: "2026 1.5L".to_owned(),
        model_year: 2026,
        guide_price: Fen(price),
        launch_date: "2025-10-20".parse().expect("a date"),
        sale: ModelSale::OnSale,
        figures: ModelFigures {
            energy: EnergyType::Petrol,
            displacement_ml: Some(1_498),
            power_kw: Some(81),
            torque_nm: None,
            transmission: Transmission::Automatic,
            drivetrain: Drivetrain::FrontWheels,
            seats: 5,
            doors: None,
            length_mm: None,
            width_mm: None,
            height_mm: None,
            wheelbase_mm: None,
            curb_weight_kg: None,
            fuel_per_100km_x10: None,
            electric_range_km: None,
            battery_kwh_x10: None,
            nev_catalogue: false,
        },
        colours: Vec::new(),
        equipment: Vec::new(),
        illustrative,
    }
}

fn brand() -> BrandEntry {
    BrandEntry {
        code: "vw".to_owned(),
        name_zh: "大众".to_owned(),
        name_en: "Volkswagen".to_owned(),
        country: String::new(),
    }
}

fn series() -> SeriesEntry {
    SeriesEntry {
        code: "lavida".to_owned(),
        brand: "vw".to_owned(),
        name_zh: "朗逸".to_owned(),
        name_en: "Lavida".to_owned(),
        class: BodyClass::CompactCar,
        launch_year: 2008,
        maker_zh: String::new(),
        maker_en: String::new(),
    }
}

fn list() -> ImportCatalogue {
    ImportCatalogue {
        import: id(500),
        file_name: "车型表.xlsx".to_owned(),
        source: "车型表".to_owned(),
        edition: "2026-11-22".to_owned(),
        brands: Vec::new(),
        colours: Vec::new(),
        series: Vec::new(),
        models: Vec::new(),
    }
}

/// The parts of a list as they are given: what others name comes first.
fn take_in(house: &mut House, models: Vec<ModelEntry>) {
    for part in [
        ImportCatalogue {
            brands: vec![brand()],
            ..list()
        },
        ImportCatalogue {
            series: vec![series()],
            ..list()
        },
        ImportCatalogue { models, ..list() },
    ] {
        house.done(Command::ImportCatalogue(part));
    }
}

/// Takes the whole import back, the last batch first.
fn take_back(house: &mut House) -> u32 {
    let batches: Vec<ImportBatch> = house.all();
    let touches = |batch: &ImportBatch, table: &str| {
        batch
            .records
            .0
            .iter()
            .any(|record| record.rows.iter().any(|row| row.table == table))
    };
    for table in ["model", "series", "brand"] {
        for batch in batches.iter().filter(|batch| touches(batch, table)) {
            house.done(Command::UndoImport(UndoImport {
                import: id(500),
                batch: batch.id,
            }));
        }
    }
    run(house).kept
}

fn run(house: &House) -> ImportRun {
    house.all().into_iter().next().expect("the run")
}

fn versions(house: &House) -> Vec<(ModelId, IllustrativeMark, Fen)> {
    house
        .all::<Model>()
        .into_iter()
        .map(|model| (model.id, model.illustrative, model.guide_price))
        .collect()
}

#[test]
fn a_version_of_the_training_data_becomes_the_makers_and_is_training_data_again_when_taken_back() {
    let mut house = House::of(BuiltInRole::SalesManager);
    house.done(Command::PublishCatalogue(PublishCatalogue {
        source: "训练数据".to_owned(),
        edition: "1".to_owned(),
        group: None,
        brands: vec![brand()],
        series: vec![series()],
        colours: Vec::new(),
        equipment: Vec::new(),
        models: vec![
            version("a", 9_400_000, IllustrativeMark::Illustrative),
            version("b", 9_900_000, IllustrativeMark::Illustrative),
        ],
    }));
    let before = versions(&house);
    take_in(
        &mut house,
        vec![version("a", 9_990_000, IllustrativeMark::FromMaker)],
    );
    assert_eq!((run(&house).added, run(&house).changed), (0, 1));
    let marks: Vec<_> = house
        .all::<Model>()
        .into_iter()
        .map(|model| (model.code, model.illustrative))
        .collect();
    assert!(marks.contains(&("a".to_owned(), IllustrativeMark::FromMaker)));
    assert!(marks.contains(&("b".to_owned(), IllustrativeMark::Illustrative)));
    assert_eq!(take_back(&mut house), 0);
    assert_eq!(versions(&house), before);
}

#[test]
fn what_a_list_added_goes_with_its_series_and_brand() {
    let mut house = House::of(BuiltInRole::SalesManager);
    take_in(
        &mut house,
        vec![version("a", 9_990_000, IllustrativeMark::FromMaker)],
    );
    assert_eq!((run(&house).added, run(&house).changed), (1, 0));
    assert_eq!(house.all::<Brand>().len(), 1);
    assert_eq!(take_back(&mut house), 0);
    assert!(versions(&house).is_empty());
    assert!(house.all::<Series>().is_empty() && house.all::<Brand>().is_empty());
}

#[test]
fn a_version_that_a_car_names_stays_with_what_it_belongs_to() {
    let mut house = House::of(BuiltInRole::SalesManager);
    take_in(
        &mut house,
        vec![version("a", 9_990_000, IllustrativeMark::FromMaker)],
    );
    let (model, ..) = versions(&house)[0];
    house.done(Command::TakeIntoStock(TakeIntoStock {
        vehicle: id(700),
        stock_number: "RK-1".to_owned(),
        vin: Vin::parse("LFV3A23C1T3000001").expect("a VIN").vin,
        model: Some(model),
        description: "大众 朗逸".to_owned(),
        exterior_colour: String::new(),
        interior_colour: String::new(),
        engine_number: String::new(),
        produced_on: None,
        purpose: VehiclePurpose::ForSale,
        source: VehicleSource::Maker,
        location: String::new(),
        expected_on: None,
        arrived_on: "2026-11-01".parse().ok(),
        odometer_km: 0,
        guide_price: None,
        asking_price: None,
        key_number: String::new(),
        keys_with: String::new(),
        certificate: CertificateState::InHouse,
        certificate_number: String::new(),
        certificate_with: String::new(),
        certificate_due: None,
        remark: String::new(),
        cost: None,
    }));
    assert_eq!(take_back(&mut house), 3);
    assert_eq!(versions(&house).len(), 1);
    assert_eq!(house.all::<Series>().len(), 1);
}

#[test]
fn a_list_that_is_known_changes_nothing_and_whoever_may_not_edit_the_catalogue_takes_nothing_in() {
    let mut house = House::of(BuiltInRole::SalesManager);
    let models = vec![version("a", 9_990_000, IllustrativeMark::FromMaker)];
    take_in(&mut house, models.clone());
    take_in(&mut house, models);
    assert_eq!((run(&house).added, run(&house).changed), (1, 0));
    house.lose(crate::rights::Right::EditCatalogue);
    let outcome = house.done(Command::ImportCatalogue(ImportCatalogue {
        models: vec![version("b", 1, IllustrativeMark::FromMaker)],
        ..list()
    }));
    assert_eq!(outcome.concerns[0].code, "missingRight");
    assert_eq!(versions(&house).len(), 1);
}
