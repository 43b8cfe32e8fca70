//! What a publication replaces, and what it refuses, told as sentences.

use super::*;
use crate::{Command, people::BuiltInRole, testing::House};

fn model(code: &str, price: i64) -> ModelEntry {
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
            torque_nm: Some(141),
            transmission: Transmission::Automatic,
            drivetrain: Drivetrain::FrontWheels,
            seats: 5,
            doors: Some(4),
            length_mm: Some(4_720),
            width_mm: Some(1_806),
            height_mm: Some(1_482),
            wheelbase_mm: Some(2_688),
            curb_weight_kg: Some(1_275),
            fuel_per_100km_x10: Some(56),
            electric_range_km: None,
            battery_kwh_x10: None,
            nev_catalogue: false,
        },
        colours: Vec::new(),
        equipment: Vec::new(),
        illustrative: IllustrativeMark::Illustrative,
    }
}

fn batch(models: Vec<ModelEntry>) -> PublishCatalogue {
    PublishCatalogue {
        source: "maker".to_owned(),
        edition: "2026-11".to_owned(),
        brands: vec![BrandEntry {
            code: "vw".to_owned(),
            name_zh: "大众".to_owned(),
            name_en: "Volkswagen".to_owned(),
            country: "DE".to_owned(),
        }],
        series: vec![SeriesEntry {
            code: "lavida".to_owned(),
            brand: "vw".to_owned(),
            name_zh: "朗逸".to_owned(),
            name_en: "Lavida".to_owned(),
            class: BodyClass::CompactCar,
            launch_year: 2008,
            maker_zh: String::new(),
            maker_en: String::new(),
        }],
        colours: Vec::new(),
        equipment: Vec::new(),
        models,
    }
}

fn give(house: &mut House, batch: PublishCatalogue) -> Result<(), String> {
    house
        .give(Command::PublishCatalogue(batch))
        .map(|_| ())
        .map_err(|refusal| refusal.code)
}

#[test]
fn a_later_publication_replaces_a_version_and_leaves_the_others() {
    let mut house = House::of(BuiltInRole::SalesManager);
    give(
        &mut house,
        batch(vec![model("a", 9_400_000), model("b", 9_900_000)]),
    )
    .expect("published");
    give(&mut house, batch(vec![model("a", 9_200_000)])).expect("published");
    let mut prices: Vec<i64> = house
        .all::<Model>()
        .iter()
        .map(|m| m.guide_price.0)
        .collect();
    prices.sort_unstable();
    assert_eq!(prices, [9_200_000, 9_900_000]);
}

#[test]
fn a_consultant_does_not_publish() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    assert_eq!(
        give(&mut house, batch(vec![])),
        Err("missingRight".to_owned())
    );
}

#[test]
fn a_batch_that_cannot_be_is_refused_whole() {
    let mut house = House::of(BuiltInRole::SalesManager);
    let mut orphan = model("a", 1);
    orphan.series = "nobody".to_owned();
    let mut lost = model("a", 1);
    lost.colours = vec!["plaid".to_owned()];
    let mut absurd = model("a", 1);
    absurd.figures.seats = 0;
    let many = (0..MOST_ROWS).map(|n| model(&n.to_string(), 1)).collect();
    let empty = PublishCatalogue {
        brands: vec![],
        series: vec![],
        ..batch(vec![])
    };
    for (batch, code) in [
        (batch(vec![orphan]), "parentUnknown"),
        (batch(vec![lost]), "partUnknown"),
        (batch(vec![absurd]), "figureAbsurd"),
        (batch(vec![model("a", 1), model("a", 2)]), "codeTwice"),
        (batch(vec![model("a", -1)]), "moneyOutOfRange"),
        (batch(many), "batchTooLarge"),
        (empty, "batchEmpty"),
    ] {
        assert_eq!(give(&mut house, batch), Err(code.to_owned()));
    }
    assert!(house.all::<Brand>().is_empty());
}

#[test]
fn a_version_is_taxed_by_what_moves_it_and_relieved_only_where_the_list_names_it() {
    use crate::tax::{CatalogueListing, PowerSource};
    let told = |energy: EnergyType, nev_catalogue: bool| {
        let figures = ModelFigures {
            energy,
            nev_catalogue,
            ..model("any", 9_400_000).figures
        };
        (figures.power_source(), figures.listing())
    };
    // A hybrid without a plug is no new-energy car, whatever a row says of the list.
    for energy in [EnergyType::Petrol, EnergyType::Diesel, EnergyType::Hybrid] {
        for named in [false, true] {
            let expected = (PowerSource::Fuel, CatalogueListing::NotNewEnergy);
            assert_eq!(told(energy, named), expected);
        }
    }
    for (energy, power) in [
        (EnergyType::PluginHybrid, PowerSource::PluginHybrid),
        (EnergyType::RangeExtended, PowerSource::PluginHybrid),
        (EnergyType::Electric, PowerSource::BatteryElectric),
        (EnergyType::FuelCell, PowerSource::FuelCell),
    ] {
        assert_eq!(
            told(energy, true),
            (power, CatalogueListing::NewEnergyListed)
        );
        assert_eq!(
            told(energy, false),
            (power, CatalogueListing::NewEnergyUnlisted)
        );
    }
}
