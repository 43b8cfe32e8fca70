//! What a publication replaces, and what it refuses, told as sentences.

use uuid::Uuid;

use super::*;
use crate::{
    Command,
    groups::StorePart,
    ids::GroupId,
    people::BuiltInRole,
    testing::{House, store_of_group},
};

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
        group: None,
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

const GROUP: GroupId = GroupId(Uuid::from_u128(70));

/// A house of a group, with the group's lane beside it.
fn of_group(part: StorePart) -> House {
    let mut house = House::of(BuiltInRole::Administrator);
    let mut group = House::of(BuiltInRole::Administrator).in_lane(GROUP.lane());
    group.put(&store_of_group(house.lane, "XC", part));
    house.beside = Some(Box::new(group));
    house
}

fn for_the_group(models: Vec<ModelEntry>) -> Command {
    Command::PublishCatalogue(PublishCatalogue {
        group: Some(GROUP),
        ..batch(models)
    })
}

#[test]
fn what_a_store_publishes_for_its_group_stands_in_the_groups_catalogue_and_not_in_its_own() {
    let mut house = of_group(StorePart::Keeps);
    house.done(for_the_group(vec![model("lavida-15", 9_990_000)]));
    assert!(house.all::<Model>().is_empty());
    let group = house.cross();
    let shared: Vec<Model> = group.all();
    assert_eq!(shared.len(), 1);
    assert_eq!(
        shared[0].id,
        row_id::<ModelId>(GROUP.lane(), "model", "lavida-15")
    );
    // What is published next may build on it.
    let mut house = group.cross();
    let mut next = batch(vec![model("lavida-16", 10_990_000)]);
    next.group = Some(GROUP);
    next.brands.clear();
    next.series.clear();
    next.colours.clear();
    next.equipment.clear();
    house.done(Command::PublishCatalogue(next));
    assert_eq!(house.cross().all::<Model>().len(), 2);
}

#[test]
fn a_store_that_does_not_keep_what_the_group_shares_publishes_for_itself_alone() {
    let mut house = of_group(StorePart::Belongs);
    let refusal = house.refused(for_the_group(vec![model("lavida-15", 9_990_000)]));
    assert_eq!(refusal.code, "storeKeepsNothing");
    house.done(Command::PublishCatalogue(batch(vec![model(
        "lavida-15",
        9_990_000,
    )])));
    assert_eq!(house.all::<Model>().len(), 1);
}

#[test]
fn a_desk_that_does_not_follow_its_group_yet_leaves_a_publication_to_the_platform() {
    let mut house = of_group(StorePart::Keeps);
    house.beside = None;
    let outcome = house.done(for_the_group(vec![model("lavida-15", 9_990_000)]));
    assert!(outcome.changes.0.is_empty());
}
