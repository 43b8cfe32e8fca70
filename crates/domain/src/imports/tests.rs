//! What an import puts, keeps and takes back, told as sentences.

use super::*;
use crate::{
    Command,
    customers::{Customer, CustomerKind, IdentityPaper, NewCustomer, SamePhone},
    identifiers::Vin,
    ids::{ImportBatchId, VehicleId},
    money::Fen,
    people::BuiltInRole,
    quotes::{DiscountFloor, SetDiscountFloor},
    rights::Right,
    testing::{House, id},
    vehicles::{
        CertificateState, MoveVehicle, StockCost, TakeIntoStock, Vehicle, VehicleCost,
        VehiclePurpose, VehicleSource, VehicleState,
    },
};

const VIN: &str = "LFV3A23C1T3000001";
const OTHER_VIN: &str = "LFV3A23C3T3000002";

fn line(number: u128, vin: &str) -> ImportedVehicleLine {
    ImportedVehicleLine {
        known: None,
        car: TakeIntoStock {
            vehicle: id(number),
            stock_number: String::new(),
            vin: Vin::parse(vin).expect("a VIN").vin,
            model: None,
            description: "大众 迈腾 380TSI".to_owned(),
            exterior_colour: "黑".to_owned(),
            interior_colour: String::new(),
            engine_number: String::new(),
            produced_on: None,
            purpose: VehiclePurpose::ForSale,
            source: VehicleSource::Maker,
            location: String::new(),
            expected_on: None,
            arrived_on: "2026-11-01".parse().ok(),
            odometer_km: 0,
            guide_price: Some(Fen(21_990_000)),
            asking_price: None,
            key_number: String::new(),
            keys_with: String::new(),
            certificate: CertificateState::InHouse,
            certificate_number: String::new(),
            certificate_with: String::new(),
            certificate_due: None,
            remark: String::new(),
            cost: None,
        },
    }
}

fn with_cost(mut line: ImportedVehicleLine, price: i64) -> ImportedVehicleLine {
    line.car.cost = Some(StockCost {
        purchase_price: Fen(price),
        extras: Fen::ZERO,
        floor_plan_basis_points: 0,
        financed_on: None,
    });
    line
}

fn cars(rows: Vec<ImportedVehicleLine>) -> Command {
    Command::ImportVehicles(ImportVehicles {
        import: id(500),
        file_name: "list.xlsx".to_owned(),
        rows,
    })
}

fn prices(rows: Vec<ImportedPriceLine>) -> Command {
    Command::ImportPrices(ImportPrices {
        import: id(500),
        file_name: "prices.xlsx".to_owned(),
        rows,
        models: Vec::new(),
    })
}

fn price(vehicle: u128) -> ImportedPriceLine {
    ImportedPriceLine {
        vehicle: id(vehicle),
        guide_price: None,
        asking_price: None,
        floor: None,
    }
}

fn person(number: u128, mobile: &str) -> ImportedCustomerLine {
    ImportedCustomerLine {
        customer: id(number),
        number: String::new(),
        details: NewCustomer {
            kind: CustomerKind::Person,
            name: "王小明".to_owned(),
            mobile: mobile.to_owned(),
            other_phone: String::new(),
            identity_paper: IdentityPaper::None,
            identity_number: String::new(),
            email: String::new(),
            address: String::new(),
            born_on: String::new(),
            language: "zh-CN".to_owned(),
            remark: String::new(),
            same_phone: SamePhone::Refuse,
        },
    }
}

fn customers(rows: Vec<ImportedCustomerLine>) -> Command {
    Command::ImportCustomers(ImportCustomers {
        import: id(500),
        file_name: "people.xlsx".to_owned(),
        rows,
    })
}

fn house() -> House {
    House::of(BuiltInRole::SalesManager)
}

fn run(house: &House) -> ImportRun {
    house.get(id::<ImportId>(500)).expect("the import")
}

fn batches(house: &House) -> Vec<ImportBatchId> {
    let mut batches = house.all::<ImportBatch>();
    batches.retain(|batch| batch.undone_at.is_none());
    batches.into_iter().map(|batch| batch.id).collect()
}

fn undo(house: &mut House) {
    for batch in batches(house) {
        house.done(Command::UndoImport(UndoImport {
            import: id(500),
            batch,
        }));
    }
}

fn car(house: &House, number: u128) -> Option<Vehicle> {
    house.get(id::<VehicleId>(number))
}

#[test]
fn a_line_that_is_refused_is_left_out_and_does_not_take_the_others_with_it() {
    let mut house = house();
    let mut nameless = line(11, OTHER_VIN);
    nameless.car.description = "  ".to_owned();
    let outcome = house.done(cars(vec![line(10, VIN), nameless]));
    assert_eq!(outcome.concerns.len(), 1);
    assert!(car(&house, 10).is_some());
    assert!(car(&house, 11).is_none());
    assert_eq!((run(&house).added, run(&house).left_out), (1, 1));
}

#[test]
fn a_car_that_stands_twice_in_a_batch_is_taken_once() {
    let mut house = house();
    let outcome = house.done(cars(vec![line(10, VIN), line(11, VIN)]));
    assert_eq!(outcome.concerns[0].code, "twiceInFile");
    assert_eq!(house.all::<Vehicle>().len(), 1);
}

#[test]
fn an_empty_cell_never_wipes_out_what_the_house_wrote() {
    let mut house = house();
    house.done(cars(vec![line(10, VIN)]));
    let mut silent = line(11, VIN);
    silent.car.exterior_colour = String::new();
    silent.car.guide_price = None;
    silent.car.interior_colour = "棕".to_owned();
    house.done(cars(vec![silent]));
    let car = car(&house, 10).expect("the car");
    assert_eq!(car.exterior_colour, "黑");
    assert_eq!(car.interior_colour, "棕");
    assert_eq!(car.guide_price, Some(Fen(21_990_000)));
}

#[test]
fn a_car_on_its_way_arrives_when_the_list_says_so_and_a_car_that_is_here_stays_as_it_is() {
    let mut house = house();
    let mut coming = line(10, VIN);
    coming.car.arrived_on = None;
    house.done(cars(vec![coming]));
    assert_eq!(
        car(&house, 10).map(|car| car.state),
        Some(VehicleState::InTransit)
    );
    house.done(cars(vec![line(11, VIN)]));
    assert_eq!(
        car(&house, 10).map(|car| car.state),
        Some(VehicleState::InStock)
    );
}

#[test]
fn what_an_import_added_goes_and_what_it_changed_is_as_before() {
    let mut house = house();
    house.done(Command::TakeIntoStock(line(10, VIN).car));
    let before = house.rows.clone();
    let mut other = line(11, VIN);
    other.car.exterior_colour = "白".to_owned();
    house.done(cars(vec![
        with_cost(other, 18_000_000),
        with_cost(line(12, OTHER_VIN), 17_000_000),
    ]));
    assert_eq!(house.all::<Vehicle>().len(), 2);
    undo(&mut house);
    let mut after = house.rows.clone();
    after.retain(|(table, _), _| !table.starts_with("import_"));
    assert_eq!(after, before);
    assert_eq!(run(&house).kept, 0);
}

#[test]
fn what_somebody_worked_on_since_stays_whole_and_is_counted() {
    let mut house = house();
    house.done(cars(vec![
        with_cost(line(10, VIN), 18_000_000),
        line(11, OTHER_VIN),
    ]));
    house.done(Command::MoveVehicle(MoveVehicle {
        vehicle: id(10),
        location: Some("A12".to_owned()),
        keys_with: None,
    }));
    undo(&mut house);
    assert!(car(&house, 10).is_some());
    assert!(house.get::<VehicleCost>(id::<VehicleId>(10)).is_some());
    assert!(car(&house, 11).is_none());
    assert_eq!(run(&house).kept, 1);
}

#[test]
fn a_car_whose_floor_was_set_since_stays_with_its_floor() {
    let mut house = house();
    house.done(cars(vec![line(10, VIN)]));
    house.done(Command::SetDiscountFloor(SetDiscountFloor {
        vehicle: id(10),
        floor: Some(Fen(20_000_000)),
    }));
    undo(&mut house);
    assert!(car(&house, 10).is_some());
    assert_eq!(run(&house).kept, 1);
}

#[test]
fn a_batch_is_taken_back_only_once() {
    let mut house = house();
    house.done(cars(vec![line(10, VIN)]));
    let batch = batches(&house)[0];
    undo(&mut house);
    let again = Command::UndoImport(UndoImport {
        import: id(500),
        batch,
    });
    assert_eq!(house.refused(again).code, "importUndone");
    assert_eq!(
        house.refused(cars(vec![line(10, VIN)])).code,
        "importUndone"
    );
}

#[test]
fn costs_are_kept_apart_from_what_everybody_who_imports_may_read() {
    let mut house = house();
    house.done(cars(vec![with_cost(line(10, VIN), 18_000_000)]));
    house.done(cars(vec![with_cost(line(11, VIN), 17_000_000)]));
    let open = house.all::<ImportBatch>();
    let tables: Vec<&str> = open
        .iter()
        .flat_map(|batch| &batch.records.0)
        .flat_map(|record| &record.rows)
        .map(|row| row.table.as_str())
        .collect();
    assert_eq!(tables, ["vehicle"]);
    let costs = house.all::<ImportBatchCost>();
    assert_eq!(costs.len(), 2);
    let table = crate::table("import_batch_cost").expect("the table");
    assert_eq!(table.right, Some(Right::SeeCost));
}

#[test]
fn whoever_may_not_edit_costs_does_not_take_costs_back() {
    let mut house = house();
    house.done(cars(vec![with_cost(line(10, VIN), 18_000_000)]));
    let batch = batches(&house)[0];
    house.lose(Right::EditCost);
    let refusal = house.refused(Command::UndoImport(UndoImport {
        import: id(500),
        batch,
    }));
    assert_eq!(refusal.code, "missingRight");
    assert!(car(&house, 10).is_some());
}

#[test]
fn a_list_with_costs_from_one_who_may_not_edit_them_is_left_out_line_by_line() {
    let mut house = house();
    house.lose(Right::EditCost);
    let outcome = house.done(cars(vec![
        with_cost(line(10, VIN), 18_000_000),
        line(11, OTHER_VIN),
    ]));
    assert_eq!(outcome.concerns[0].code, "missingRight");
    assert!(car(&house, 10).is_none());
    assert!(car(&house, 11).is_some());
}

#[test]
fn a_price_list_sets_prices_and_floor_and_undo_takes_all_three_back() {
    let mut house = house();
    house.done(Command::TakeIntoStock(line(10, VIN).car));
    house.done(prices(vec![ImportedPriceLine {
        guide_price: Some(Fen(20_990_000)),
        asking_price: Some(Fen(20_500_000)),
        floor: Some(Fen(19_800_000)),
        ..price(10)
    }]));
    let floor = |house: &House| house.get::<DiscountFloor>(id::<VehicleId>(10));
    assert_eq!(floor(&house).map(|row| row.floor), Some(Fen(19_800_000)));
    let now = car(&house, 10).expect("the car");
    assert_eq!(now.asking_price, Some(Fen(20_500_000)));
    undo(&mut house);
    assert_eq!(floor(&house), None);
    let after = car(&house, 10).expect("the car");
    assert_eq!(after.guide_price, Some(Fen(21_990_000)));
    assert_eq!(after.asking_price, None);
}

#[test]
fn a_floor_needs_the_right_that_setting_one_by_hand_needs() {
    let mut house = house();
    house.done(Command::TakeIntoStock(line(10, VIN).car));
    house.lose(Right::EditCost);
    let outcome = house.done(prices(vec![ImportedPriceLine {
        floor: Some(Fen(19_800_000)),
        ..price(10)
    }]));
    assert_eq!(outcome.concerns[0].code, "missingRight");
    assert!(house.all::<DiscountFloor>().is_empty());
}

#[test]
fn a_line_without_any_price_and_an_absurd_price_are_left_out() {
    let mut house = house();
    house.done(Command::TakeIntoStock(line(10, VIN).car));
    let outcome = house.done(prices(vec![price(10)]));
    assert_eq!(outcome.concerns[0].code, "priceMissing");
    for absurd in [-1, i64::MAX] {
        let outcome = house.done(prices(vec![ImportedPriceLine {
            guide_price: Some(Fen(absurd)),
            ..price(10)
        }]));
        assert_eq!(outcome.concerns.len(), 1, "{absurd} fen");
    }
    assert_eq!(
        car(&house, 10).and_then(|car| car.guide_price),
        Some(Fen(21_990_000))
    );
}

#[test]
fn a_known_person_is_never_overwritten_by_a_list() {
    let mut house = house();
    house.done(customers(vec![person(20, "13817660034")]));
    let mut again = person(21, "13817660034");
    again.details.name = "王晓明".to_owned();
    let outcome = house.done(customers(vec![again]));
    assert_eq!(outcome.concerns[0].code, "mobileKnown");
    assert_eq!(house.all::<Customer>().len(), 1);
    assert_eq!(house.all::<Customer>()[0].name, "王小明");
}

#[test]
fn a_person_whom_nobody_could_find_again_is_left_out() {
    let mut house = house();
    let outcome = house.done(customers(vec![person(20, "")]));
    assert_eq!(outcome.concerns[0].code, "nothingToFindBy");
}

#[test]
fn who_may_not_import_imports_nothing() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    assert_eq!(
        house.refused(cars(vec![line(10, VIN)])).code,
        "missingRight"
    );
}
