//! The least number of cars to have free to sell: who sets it, of what, and what counts towards it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    catalogue::row_id,
    ids::{LaneId, SeriesId},
    testing::LANE,
};

/// The catalogue of a lane: two series with a version each.
fn catalogue(lane: LaneId) -> Command {
    let figures = json!({"energy": "petrol", "transmission": "at", "drivetrain": "fwd", "seats": 5,
        "nevCatalogue": false});
    let series = |code: &str| {
        json!({"code": code, "brand": "vw", "nameZh": code, "nameEn": code,
        "class": "midSizeCar", "launchYear": 2006})
    };
    let model = |code: &str, series: &str| {
        json!({"code": code, "series": series, "nameZh": code, "nameEn": code,
        "modelYear": 2026, "guidePrice": 15_990_000, "launchDate": "2026-01-05", "sale": "onSale",
        "figures": figures, "colours": [], "equipment": [], "illustrative": "fromMaker"})
    };
    let group = (lane != LANE).then_some(lane.0);
    Command::parse(
        "PublishCatalogue",
        json!({"source": "厂家", "edition": "2026-11", "group": group,
            "brands": [{"code": "vw", "nameZh": "大众", "nameEn": "Volkswagen"}],
            "series": [series("magotan"), series("lavida")],
            "models": [model("magotan-380", "magotan"), model("lavida-15", "lavida")]}),
    )
    .expect("a publication")
}

fn with_catalogue() -> House {
    let mut house = House::of(BuiltInRole::SalesManager);
    house.done(catalogue(LANE));
    house
}

fn series(code: &str) -> SeriesId {
    row_id(LANE, "series", code)
}

fn version(code: &str) -> Option<ModelId> {
    Some(row_id(LANE, "model", code))
}

fn level(series: SeriesId, model: Option<ModelId>, least: Option<u32>) -> Command {
    Command::SetStockLevel(SetStockLevel {
        series,
        model,
        least,
    })
}

fn levels(house: &House) -> Vec<u32> {
    let mut levels: Vec<u32> = house
        .all::<StockLevel>()
        .iter()
        .map(|level| level.least)
        .collect();
    levels.sort_unstable();
    levels
}

#[test]
fn a_level_is_set_for_a_series_and_for_a_version_and_taken_away_again() {
    let mut house = with_catalogue();
    house.done(level(series("magotan"), None, Some(3)));
    house.done(level(series("magotan"), version("magotan-380"), Some(1)));
    house.done(level(series("lavida"), None, Some(8)));
    assert_eq!(levels(&house), [1, 3, 8]);
    // Set again it is another number and no second level.
    house.done(level(series("magotan"), None, Some(5)));
    assert_eq!(levels(&house), [1, 5, 8]);
    house.done(level(series("magotan"), None, None));
    assert_eq!(levels(&house), [1, 8], "the version's own stays");
    let refusal = house.refused(level(series("magotan"), None, None));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("notFound", Some("least"))
    );
}

#[test]
fn a_level_of_what_the_catalogue_does_not_know_is_refused() {
    let mut house = with_catalogue();
    for (series, model, field) in [
        (id(99), None, "series"),
        (series("magotan"), Some(id(99)), "model"),
        (series("magotan"), version("lavida-15"), "model"),
    ] {
        let refusal = house.refused(level(series, model, Some(2)));
        assert_eq!(
            (refusal.code.as_str(), refusal.field.as_deref()),
            ("notFound", Some(field))
        );
    }
    assert!(levels(&house).is_empty());
}

#[test]
fn a_level_is_a_number_that_a_yard_holds() {
    let mut house = with_catalogue();
    for least in [0, HIGHEST_STOCK_LEVEL + 1] {
        let refusal = house.refused(level(series("lavida"), None, Some(least)));
        assert_eq!(refusal.code, "stockLevelImplausible");
        assert_eq!(refusal.field.as_deref(), Some("least"));
    }
    house.done(level(series("lavida"), None, Some(HIGHEST_STOCK_LEVEL)));
}

#[test]
fn whoever_may_not_edit_stock_sets_no_level() {
    let mut house = with_catalogue();
    house.act_as(2, BuiltInRole::SalesConsultant);
    let refusal = house.refused(level(series("lavida"), None, Some(2)));
    assert_eq!(refusal.code, "missingRight");
}

#[test]
fn the_same_series_in_the_groups_catalogue_has_the_same_level() {
    let mut house = with_catalogue();
    house.done(level(series("lavida"), None, Some(8)));
    let group = LaneId(uuid::Uuid::from_u128(70));
    // A store reads its group's catalogue beside its own.
    let mut keeper = House::of(BuiltInRole::SalesManager);
    keeper.done(catalogue(LANE));
    for (key, row) in keeper.rows {
        house.rows.entry(key).or_insert(row);
    }
    let mut theirs: crate::catalogue::Series = house.get(series("lavida")).expect("the series");
    theirs.id = row_id(group, "series", "lavida");
    house.put(&theirs);
    house.done(level(theirs.id, None, Some(4)));
    assert_eq!(levels(&house), [4]);
}

#[test]
fn a_level_of_a_series_that_left_the_catalogue_can_be_taken_away() {
    let mut house = with_catalogue();
    house.done(level(series("lavida"), None, Some(8)));
    house
        .rows
        .retain(|(table, _), _| *table != "series" && *table != "model");
    house.done(level(series("lavida"), None, None));
    assert!(levels(&house).is_empty());
}

#[test]
fn only_what_can_be_handed_over_today_counts_as_free() {
    use VehiclePurpose as P;
    use VehicleState as S;
    let of = OnHand::of;
    assert_eq!(
        of(S::InStock, P::ForSale, CarSale::Allowed),
        Some(OnHand::Free)
    );
    assert_eq!(
        of(S::InTransit, P::ForSale, CarSale::Allowed),
        Some(OnHand::OnTheWay)
    );
    for state in [S::Allocated, S::InInspection, S::Ready] {
        for sale in [CarSale::Allowed, CarSale::Stopped] {
            assert_eq!(of(state, P::ForSale, sale), Some(OnHand::Allocated));
        }
    }
    for state in [S::Transferring, S::Delivered, S::Gone] {
        assert_eq!(of(state, P::ForSale, CarSale::Allowed), None);
    }
    assert_eq!(
        of(S::InStock, P::ForSale, CarSale::Stopped),
        None,
        "a recall"
    );
    for purpose in [P::Display, P::Demonstrator, P::Courtesy] {
        for state in S::ALL {
            assert_eq!(of(*state, purpose, CarSale::Allowed), None);
        }
    }
}

#[test]
fn what_is_lacking_is_the_difference_and_never_less_than_nothing() {
    let mut house = with_catalogue();
    house.done(level(series("lavida"), None, Some(3)));
    let level = house.all::<StockLevel>().remove(0);
    assert_eq!([0, 2, 3, 4].map(|free| level.short_by(free)), [3, 1, 0, 0]);
}

proptest! {
    /// Whatever is set and taken away: of each series and version the last number stands, and none twice.
    #[test]
    fn of_each_scope_the_last_number_stands(
        given in proptest::collection::vec((0_usize..4, proptest::option::of(1_u32..20)), 1..40)
    ) {
        let scopes = [
            (series("magotan"), None),
            (series("magotan"), version("magotan-380")),
            (series("lavida"), None),
            (series("lavida"), version("lavida-15")),
        ];
        let mut house = with_catalogue();
        let mut wanted = BTreeMap::new();
        for (place, least) in given {
            let (series, model) = scopes[place];
            let taken = house.give(level(series, model, least));
            if let Some(least) = least {
                wanted.insert((series, model), least);
            } else {
                prop_assert_eq!(taken.is_ok(), wanted.remove(&(series, model)).is_some());
            }
        }
        let stands: Vec<((SeriesId, Option<ModelId>), u32)> = house
            .all::<StockLevel>()
            .into_iter()
            .map(|level| ((level.series, level.model), level.least))
            .collect();
        prop_assert_eq!(stands.len(), wanted.len());
        prop_assert_eq!(stands.into_iter().collect::<BTreeMap<_, _>>(), wanted);
    }
}
