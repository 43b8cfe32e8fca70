//! A car between two stores of a group, told as sentences: first as the platform decides, which has both stores at hand,
//! and then as a desk does, which has its own.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::{
    Command,
    catalogue::{
        Drivetrain, EnergyType, IllustrativeMark, Model, ModelFigures, ModelSale, Transmission,
        row_id,
    },
    entity::Json,
    identifiers::Vin,
    ids::{LaneId, PersonKeyId},
    money::Fen,
    people::{BuiltInRole, OutsideKey, PersonKey},
    rights::Right,
    testing::{House, LANE, MORNING, affiliation, dealership, id},
    vehicles::{
        Arrive, CertificateState, ComeBack, Depart, Leave, LeaveReason, TakeIntoStock, Vehicle,
        VehicleCost, VehiclePurpose, VehicleSource, VehicleState, VehicleStep,
    },
};

const THERE: LaneId = LaneId(Uuid::from_u128(9));
const VIN: &str = "LFV3A23C1T3000001";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn store(lane: LaneId, code: &str, group: u128) -> House {
    let mut house = House::of(BuiltInRole::SalesManager).in_lane(lane);
    house.put(&dealership(lane, code));
    house.put(&affiliation(lane, id(group)));
    house
}

fn taken_in() -> Command {
    Command::TakeIntoStock(TakeIntoStock {
        vehicle: id(10),
        stock_number: String::new(),
        vin: Vin::parse(VIN).expect("a VIN").vin,
        model: None,
        description: "大众 迈腾 380TSI".to_owned(),
        exterior_colour: "黑".to_owned(),
        interior_colour: String::new(),
        engine_number: String::new(),
        produced_on: None,
        purpose: VehiclePurpose::ForSale,
        source: VehicleSource::Maker,
        location: "A12".to_owned(),
        expected_on: None,
        arrived_on: Some(day("2026-11-01")),
        odometer_km: 12,
        guide_price: Some(Fen(21_990_000)),
        asking_price: Some(Fen(19_990_000)),
        key_number: "K7".to_owned(),
        keys_with: "前台".to_owned(),
        certificate: CertificateState::InHouse,
        certificate_number: String::new(),
        certificate_with: String::new(),
        certificate_due: None,
        remark: String::new(),
        cost: None,
    })
}

/// A desk of the first store, with car 10 in its stock, as it decides by itself.
fn desk() -> House {
    let mut house = store(LANE, "XC", 70);
    house.put(&PersonKey {
        id: PersonKeyId(Uuid::from_u128(5)),
        person: id(1),
        public_key: vec![3; 32],
        wrapped_key: vec![4; 48],
        salt: vec![5; 16],
        made_at: MORNING,
        replaced_at: None,
    });
    house.done(taken_in());
    house
}

/// The same with the other store at hand, as the platform decides.
fn both() -> House {
    let mut house = desk();
    house.beside = Some(Box::new(store(THERE, "CN", 70)));
    house
}

fn send() -> SendCarToStore {
    SendCarToStore {
        transfer: id(30),
        vehicle: id(10),
        store: DealershipId::of_lane(THERE),
        number: String::new(),
        expected_on: Some(day("2026-11-25")),
        price: None,
        note: "客户在城南".to_owned(),
    }
}

fn the_car(house: &House) -> Vehicle {
    let cars: Vec<Vehicle> = house.all();
    assert_eq!(cars.len(), 1, "one record of one car");
    cars.into_iter().next().expect("the car")
}

fn the_transfer(house: &House) -> CarTransfer {
    house.all().into_iter().next().expect("the transfer")
}

fn received(house: &House) -> Command {
    Command::ReceiveCarFromStore(ReceiveCarFromStore {
        transfer: the_transfer(house).id,
        store: DealershipId::of_lane(LANE),
        arrived_on: day("2026-11-22"),
        odometer_km: 30,
        location: "展厅".to_owned(),
        keys_with: "值班".to_owned(),
    })
}

fn back() -> Command {
    Command::TakeCarBack(TakeCarBack {
        transfer: id(30),
        store: DealershipId::of_lane(THERE),
        on: day("2026-11-22"),
        location: "B1".to_owned(),
        odometer_km: 40,
    })
}

/// The other store, with the car on its way to it.
fn on_its_way() -> House {
    let mut house = both();
    house.done(Command::SendCarToStore(send()));
    house.cross()
}

#[test]
fn a_car_that_was_sent_is_on_its_way_at_once_also_at_a_desk_alone_and_is_not_sold() {
    let mut desk = desk();
    desk.done(Command::SendCarToStore(send()));
    let car = the_car(&desk);
    assert_eq!(car.state, VehicleState::Transferring);
    assert_eq!(VehicleStep::Allocate.from(car.state), None);
    let transfer = the_transfer(&desk);
    assert_eq!(
        (transfer.way, transfer.state, transfer.sent_by_name.as_str()),
        (TransferWay::Out, TransferState::OnTheWay, "Colleague 1")
    );
    let twice = SendCarToStore {
        transfer: id(31),
        ..send()
    };
    assert_eq!(
        desk.refused(Command::SendCarToStore(twice)).code,
        "stepNotPossible"
    );
}

#[test]
fn the_platform_says_of_the_sending_store_what_its_desk_said() {
    let (mut desk, mut both) = (desk(), both());
    desk.done(Command::SendCarToStore(send()));
    both.done(Command::SendCarToStore(send()));
    assert_eq!(desk.rows, both.rows);
}

#[test]
fn the_other_store_sees_the_car_coming_under_a_record_of_its_own() {
    let there = on_its_way();
    let car = the_car(&there);
    assert_ne!(car.id, id(10));
    assert_eq!(
        (car.state, car.source, car.vin.as_str()),
        (VehicleState::InTransit, VehicleSource::Transfer, VIN)
    );
    assert!(
        car.stock_number.starts_with("XC-DB-"),
        "{}",
        car.stock_number
    );
    assert_eq!((car.asking_price, car.arrived_on), (None, None));
    assert_eq!(
        VehicleStep::Allocate.from(car.state),
        Some(VehicleState::Allocated)
    );
    let transfer = the_transfer(&there);
    assert_eq!(
        (
            transfer.way,
            transfer.store,
            transfer.vehicle,
            transfer.vehicle_there
        ),
        (TransferWay::In, DealershipId::of_lane(LANE), car.id, id(10))
    );
    assert!(there.all::<VehicleCost>().is_empty());
}

/// The version of this code in one catalogue.
fn version(catalogue: LaneId) -> Model {
    Model {
        id: row_id(catalogue, "model", "magotan-380"),
        series: id(1),
        code: "magotan-380".to_owned(),
        name_zh: "380TSI".to_owned(),
        name_en: "380TSI".to_owned(),
        model_year: 2026,
        guide_price: Fen(21_990_000),
        launch_date: day("2026-01-01"),
        sale: ModelSale::OnSale,
        figures: Json(ModelFigures {
            energy: EnergyType::Petrol,
            displacement_ml: None,
            power_kw: None,
            torque_nm: None,
            transmission: Transmission::DoubleClutch,
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
        }),
        colours: Json(Vec::new()),
        equipment: Json(Vec::new()),
        illustrative: IllustrativeMark::FromMaker,
        source: "maker".to_owned(),
        edition: "2026-11".to_owned(),
    }
}

#[test]
fn a_car_of_a_version_that_the_group_has_as_well_comes_under_the_groups() {
    let own = version(LANE);
    let group = version(LaneId(Uuid::from_u128(70)));
    let of_version = |known_there: Option<&Model>| {
        let mut house = both();
        house.put(&own);
        let car = Vehicle {
            model: Some(own.id),
            ..the_car(&house)
        };
        house.put(&car);
        if let (Some(there), Some(known)) = (house.beside.as_mut(), known_there) {
            there.put(known);
        }
        house.done(Command::SendCarToStore(send()));
        the_car(&house.cross()).model
    };
    assert_eq!(of_version(Some(&group)), Some(group.id));
    assert_eq!(
        of_version(None),
        None,
        "a stranger's version says nothing there"
    );
}

#[test]
fn what_arrives_is_in_stock_here_and_gone_there() {
    let mut there = on_its_way();
    there.done(received(&there));
    let car = the_car(&there);
    assert_eq!(
        (
            car.state,
            car.arrived_on,
            car.location.as_str(),
            car.odometer_km
        ),
        (VehicleState::InStock, Some(day("2026-11-22")), "展厅", 30)
    );
    assert_eq!(the_transfer(&there).state, TransferState::Arrived);
    assert_eq!(there.refused(received(&there)).code, "transferEnded");
    let mut here = there.cross();
    assert_eq!(the_car(&here).state, VehicleState::Gone);
    let sent = the_transfer(&here);
    assert_eq!(
        (sent.state, sent.ended_by_name.as_str()),
        (TransferState::Arrived, "Colleague 1")
    );
    assert_eq!(here.refused(back()).code, "transferEnded");
}

#[test]
fn a_car_that_was_promised_on_its_way_keeps_its_order_when_it_arrives() {
    let mut there = on_its_way();
    let promised = Vehicle {
        state: VehicleState::Allocated,
        held_by: Some(id(50)),
        ..the_car(&there)
    };
    there.put(&promised);
    there.done(received(&there));
    let car = the_car(&there);
    assert_eq!(
        (car.state, car.held_by),
        (VehicleState::Allocated, Some(id(50)))
    );
}

#[test]
fn a_car_that_went_on_before_its_arrival_was_confirmed_keeps_its_state_and_the_sender_lets_go() {
    for state in [VehicleState::Ready, VehicleState::Delivered] {
        let mut there = on_its_way();
        let went_on = Vehicle {
            state,
            ..the_car(&there)
        };
        there.put(&went_on);
        there.done(received(&there));
        assert_eq!(the_car(&there).state, state);
        assert_eq!(the_car(&there.cross()).state, VehicleState::Gone);
    }
}

#[test]
fn a_car_that_is_back_is_for_sale_again_and_comes_to_the_other_store_no_more() {
    let mut here = on_its_way().cross();
    here.done(back());
    let car = the_car(&here);
    assert_eq!(
        (car.state, car.location.as_str(), car.odometer_km),
        (VehicleState::InStock, "B1", 40)
    );
    assert_eq!(the_transfer(&here).state, TransferState::TakenBack);
    let mut there = here.cross();
    assert_eq!(the_car(&there).state, VehicleState::Gone);
    assert_eq!(there.refused(received(&there)).code, "transferEnded");
}

#[test]
fn a_car_that_the_other_store_has_promised_or_has_is_not_taken_back() {
    for state in [
        VehicleState::Allocated,
        VehicleState::InStock,
        VehicleState::Delivered,
    ] {
        let mut there = on_its_way();
        let held = Vehicle {
            state,
            ..the_car(&there)
        };
        there.put(&held);
        let mut here = there.cross();
        assert_eq!(here.refused(back()).code, "heldThere", "{state:?}");
        assert_eq!(the_car(&here).state, VehicleState::Transferring);
    }
}

#[test]
fn while_a_car_is_between_two_stores_nothing_but_its_transfer_ends_its_way() {
    let mut there = on_its_way();
    let coming = the_car(&there).id;
    for command in [
        Command::Arrive(Arrive {
            vehicle: coming,
            arrived_on: day("2026-11-22"),
            odometer_km: 0,
            location: String::new(),
            keys_with: String::new(),
        }),
        Command::Leave(Leave {
            vehicle: coming,
            reason: LeaveReason::Cancelled,
            remark: "不要了".to_owned(),
        }),
    ] {
        assert_eq!(there.refused(command).code, "betweenStores");
    }
    assert_eq!(there.refused(taken_in()).code, "vinInStock");
    let mut here = there.cross();
    for command in [
        Command::Depart(Depart { vehicle: id(10) }),
        Command::ComeBack(ComeBack {
            vehicle: id(10),
            on: day("2026-11-22"),
            location: String::new(),
            odometer_km: 12,
        }),
    ] {
        assert_eq!(here.refused(command).code, "betweenStores");
    }
}

#[test]
fn a_car_goes_to_another_store_of_the_same_group_and_to_nobody_else() {
    let mut alone = both();
    alone.rows.retain(|(table, _), _| *table != "affiliation");
    assert_eq!(
        alone.refused(Command::SendCarToStore(send())).code,
        "noGroup"
    );

    let mut strangers = both();
    strangers.beside = Some(Box::new(store(THERE, "CN", 71)));
    assert_eq!(
        strangers.refused(Command::SendCarToStore(send())).code,
        "storeNotOfGroup"
    );

    let to_itself = SendCarToStore {
        store: DealershipId::of_lane(LANE),
        ..send()
    };
    assert_eq!(
        both().refused(Command::SendCarToStore(to_itself)).code,
        "sameStore"
    );
}

#[test]
fn a_car_that_the_other_store_took_in_by_hand_is_not_sent_there() {
    let mut there = both().cross();
    there.done(taken_in());
    let refusal = there.cross().refused(Command::SendCarToStore(send()));
    assert_eq!(refusal.code, "carThere");
    assert!(refusal.values["stockNumber"].as_str().is_some());
}

#[test]
fn a_car_that_came_back_by_a_second_transfer_has_a_new_record_beside_the_closed_one() {
    let mut there = on_its_way();
    there.done(received(&there));
    let home = SendCarToStore {
        transfer: id(40),
        vehicle: the_car(&there).id,
        store: DealershipId::of_lane(LANE),
        ..send()
    };
    there.done(Command::SendCarToStore(home));
    let mut states: Vec<VehicleState> = there
        .cross()
        .all::<Vehicle>()
        .into_iter()
        .map(|car| car.state)
        .collect();
    states.sort();
    assert_eq!(states, [VehicleState::InTransit, VehicleState::Gone]);
}

#[test]
fn what_the_other_store_owes_is_said_by_one_who_may_edit_cost_and_stands_in_its_books() {
    let priced = SendCarToStore {
        price: Some(Fen(18_500_000)),
        ..send()
    };
    let mut house = both();
    house.lose(Right::EditCost);
    assert_eq!(
        house.refused(Command::SendCarToStore(priced.clone())).code,
        "missingRight"
    );
    let mut house = both();
    house.done(Command::SendCarToStore(priced));
    assert!(house.all::<VehicleCost>().is_empty());
    let owed: CarTransferPrice = house.get(the_transfer(&house).id).expect("what is owed");
    assert_eq!(owed.price, Fen(18_500_000), "the sender knows it as well");
    let there = house.cross();
    let cost: VehicleCost = there.get(the_car(&there).id).expect("its cost");
    assert_eq!(cost.purchase_price, Fen(18_500_000));
    let owes: CarTransferPrice = there.get(the_transfer(&there).id).expect("what it owes");
    assert_eq!(owes.price, owed.price);
}

#[test]
fn whoever_sent_is_known_there_by_name_and_key_and_nothing_else_of_them() {
    let there = on_its_way();
    let known: Vec<OutsideKey> = there.all();
    assert_eq!(known.len(), 1);
    assert_eq!(
        (known[0].name.as_str(), known[0].store, known[0].person),
        ("Colleague 1", DealershipId::of_lane(LANE), id(1))
    );
    assert_eq!(known[0].public_key, vec![3; 32]);
    assert!(there.all::<PersonKey>().is_empty());
    let here = there.cross();
    assert!(here.all::<OutsideKey>().is_empty());
}

#[test]
fn a_transfer_is_named_by_its_own_side_and_its_own_store() {
    let mut here = on_its_way().cross();
    let wrong_store = TakeCarBack {
        transfer: id(30),
        store: id(99),
        on: day("2026-11-22"),
        location: String::new(),
        odometer_km: 40,
    };
    assert_eq!(
        here.refused(Command::TakeCarBack(wrong_store)).code,
        "notFound"
    );
    let as_if_it_came = ReceiveCarFromStore {
        transfer: id(30),
        store: DealershipId::of_lane(THERE),
        arrived_on: day("2026-11-22"),
        odometer_km: 0,
        location: String::new(),
        keys_with: String::new(),
    };
    assert_eq!(
        here.refused(Command::ReceiveCarFromStore(as_if_it_came))
            .code,
        "notFound"
    );
}
