//! The sample is a dealership whose sums hold, and all of it is found.

mod house;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use desk::samples::{self, Size};
use domain::{
    orders::{Order, OrderLine},
    payments::{OrderAccount, Payment},
    vehicles::{Vehicle, VehicleState},
};
use house::House;
use serde_json::json;
use store::{StoreError, rows};

fn filled() -> House {
    let house = House::training();
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    samples::fill(house.desk(), Size::SMALL, today).expect("filled");
    house
}

#[test]
fn every_sum_of_the_sample_holds_and_no_two_orders_hold_one_car() {
    let house = filled();
    house
        .desk()
        .write_rows(|writing, _| {
            let connection = writing.connection();
            let mut lines: HashMap<_, i64> = HashMap::new();
            for line in rows::all::<OrderLine>(connection)? {
                *lines.entry(line.order_id).or_default() += line.amount.fen();
            }
            let mut paid: HashMap<_, i64> = HashMap::new();
            for payment in rows::all::<Payment>(connection)? {
                *paid.entry(payment.order_id).or_default() += payment.amount.fen();
            }
            let orders = rows::all::<Order>(connection)?;
            assert_eq!(orders.len(), 120);
            let mut held = HashSet::new();
            for order in &orders {
                assert_eq!(lines[&order.id], order.total.fen(), "{}", order.number);
                let account: OrderAccount =
                    rows::entity(connection, order.id)?.expect("an account");
                let sum = paid.get(&order.id).copied().unwrap_or(0);
                assert_eq!(account.paid.fen(), sum, "{}", order.number);
                assert!(account.paid <= order.total);
                assert!(order.advance_agreed.fen() * 5 <= order.total.fen());
                if let Some(vehicle) = order.vehicle {
                    assert!(held.insert(vehicle), "a car stands in two orders");
                    let vehicle: Vehicle = rows::entity(connection, vehicle)?.expect("a car");
                    if order.state.is_delivered() {
                        assert_eq!(vehicle.state, VehicleState::Delivered);
                        assert_eq!(account.paid, order.total);
                    } else {
                        assert_eq!(vehicle.held_by, Some(order.id));
                    }
                }
            }
            assert_eq!(rows::all::<Vehicle>(connection)?.len(), 220);
            Ok::<_, StoreError>(())
        })
        .expect("read");
}

#[test]
fn an_order_is_found_by_its_number_its_customers_phone_its_vin_and_its_plate() {
    let house = filled();
    house.sign_in("manager");
    for typed in ["SOS-000010", "13810000010", "000010", "沪A00010"] {
        let answer = house.ask("search.all", json!({"text": typed, "limit": 20}));
        let hits = answer["hits"].as_array().expect("hits");
        assert!(
            hits.iter()
                .any(|hit| hit["kind"] == "order" && hit["title"] == "SOS-000010"),
            "{typed}: {answer}"
        );
    }
    let all = house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "offset": 0, "limit": 5}),
    );
    assert_eq!(all["total"], 220);
}
