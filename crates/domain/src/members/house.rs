//! The house in memory with rules for points and a customer who pays, for the tests of members.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::{
    Command,
    customers::AddCustomer,
    groups::{Group, StorePart},
    ids::{CustomerId, LaneId, SettlementId},
    people::BuiltInRole,
    repair_orders::{SettlementSheet, SettlementState},
    testing::{House, LANE, affiliation, dealership, id, store_of_group},
};

pub const CUSTOMER: u128 = 40;
pub const MEMBER: u128 = 50;
pub const GROUP: LaneId = LaneId(Uuid::from_u128(70));
pub const THERE: LaneId = LaneId(Uuid::from_u128(9));

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A point for ten yuan in the workshop and for a hundred on a car, worth ten fen, for a year.
pub fn terms() -> PointsTerms {
    let level = |name: &str, from_points, earns_percent| PointsLevel {
        name: name.to_owned(),
        from_points,
        earns_percent,
    };
    PointsTerms {
        rates: vec![
            PointsRate {
                spending: Spending::Service,
                per_hundred_yuan: 10,
            },
            PointsRate {
                spending: Spending::Car,
                per_hundred_yuan: 1,
            },
            PointsRate {
                spending: Spending::Plan,
                per_hundred_yuan: 5,
            },
        ],
        fen_per_point: 10,
        months: Some(12),
        levels: vec![
            level("普卡", 0, 100),
            level("银卡", 100, 120),
            level("金卡", 1_000, 150),
        ],
    }
}

pub fn rules(terms: PointsTerms, group: Option<GroupId>) -> Command {
    Command::SetPointsPolicy(SetPointsPolicy {
        policy: id(90),
        group,
        valid_from: day("2026-11-22"),
        terms,
    })
}

pub fn customer(number: u128, mobile: &str) -> Command {
    let customer: AddCustomer = serde_json::from_value(json!({
        "customer": id::<CustomerId>(number),
        "details": {"kind": "person", "name": "王小明", "mobile": mobile, "samePhone": "anotherCustomer"},
    }))
    .expect("a customer");
    Command::AddCustomer(customer)
}

/// A house of its own with a customer.
pub fn house() -> House {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.done(customer(CUSTOMER, "13800000034"));
    house
}

/// The same with rules and the customer a member.
pub fn with_member() -> House {
    let mut house = house();
    house.done(rules(terms(), None));
    house.done(enrol(None));
    house
}

pub fn of_group() -> Option<GroupId> {
    Some(GroupId(GROUP.0))
}

/// A store of a group whose lane is beside it.
pub fn store(lane: LaneId, code: &str, part: StorePart) -> House {
    let mut house = house().in_lane(lane);
    house.put(&dealership(lane, code));
    house.put(&affiliation(lane, GroupId(GROUP.0)));
    let mut group = House::of(BuiltInRole::StoreManager).in_lane(GROUP);
    group.put(&Group {
        id: GroupId(GROUP.0),
        name: "江南汽车集团".to_owned(),
        founded_at: Timestamp(0),
    });
    group.put(&store_of_group(lane, code, part));
    house.beside = Some(Box::new(group));
    house
}

pub fn keeper() -> House {
    store(LANE, "XC", StorePart::Keeps)
}

pub fn enrol(group: Option<GroupId>) -> Command {
    Command::EnrolMember(EnrolMember {
        member: id(MEMBER),
        customer: id(CUSTOMER),
        group,
        number: String::new(),
    })
}

/// A settlement sheet that the customer has paid at the counter.
pub fn sheet(number: u128, customer: u128, paid: i64) -> SettlementSheet {
    serde_json::from_value(json!({
        "id": id::<SettlementId>(number), "repairOrder": id::<SettlementId>(number + 1),
        "number": format!("JS-{number}"), "payer": "customer", "car": id::<SettlementId>(500),
        "customer": id::<CustomerId>(customer), "amount": paid, "paid": paid, "entries": 1, "state": "paid",
        "creditBy": null, "creditUntil": null, "reason": "", "madeBy": id::<SettlementId>(1),
        "madeAt": 0, "reversedAt": null,
    }))
    .expect("a sheet")
}

pub fn paid(house: &mut House, number: u128, yuan: i64) {
    house.put(&sheet(number, CUSTOMER, yuan * 100));
}

/// The sheet is taken back with its money.
pub fn taken_back(house: &mut House, number: u128) {
    let known = sheet(number, CUSTOMER, 0);
    house.put(&SettlementSheet {
        state: SettlementState::Reversed,
        ..known
    });
}

/// Part of the money goes back.
pub fn given_back(house: &mut House, number: u128, yuan_left: i64) {
    house.put(&sheet(number, CUSTOMER, yuan_left * 100));
}

pub fn earn(number: u128, group: Option<GroupId>) -> Command {
    Command::EarnPoints(EarnPoints {
        customer: id(CUSTOMER),
        group,
        spending: Spending::Service,
        source: id(number),
    })
}

pub fn burn(points: i64, on: Option<u128>, group: Option<GroupId>) -> Command {
    Command::BurnPoints(BurnPoints {
        customer: id(CUSTOMER),
        group,
        points,
        on: on.map(|number| BurnedOn {
            spending: Spending::Service,
            source: id(number),
        }),
        reason: "抵工时费".to_owned(),
    })
}

pub fn reverse(number: u128, group: Option<GroupId>) -> Command {
    Command::ReversePoints(ReversePoints {
        customer: id(CUSTOMER),
        group,
        spending: Spending::Service,
        source: id(number),
        reason: "客户退款".to_owned(),
    })
}

pub fn adjust(points: i64) -> Command {
    Command::AdjustPoints(AdjustPoints {
        customer: id(CUSTOMER),
        group: None,
        points,
        reason: "活动补分".to_owned(),
    })
}

pub fn expire(before: &str) -> Command {
    Command::ExpirePoints(ExpirePoints {
        member: id(MEMBER),
        group: None,
        before: day(before),
    })
}

pub fn member(house: &House) -> Member {
    house.get(id::<MemberId>(MEMBER)).expect("the member")
}

pub fn balance(house: &House) -> i64 {
    member(house).balance
}

/// The ledger of all members, each in its order.
pub fn ledger(house: &House) -> Vec<PointsEntry> {
    let mut entries: Vec<PointsEntry> = house.all();
    entries.sort_by_key(|entry| (entry.member, entry.n));
    entries
}

/// Every head is the sum of its ledger and of its lots, and no lot gave more than it had.
pub fn books_hold(house: &House) {
    let entries = ledger(house);
    let lots: Vec<PointsLot> = house.all();
    for member in house.all::<Member>() {
        let own: Vec<&PointsEntry> = entries
            .iter()
            .filter(|entry| entry.member == member.id)
            .collect();
        assert_eq!(own.len(), member.entries as usize);
        let mut sum = 0;
        for (place, entry) in own.iter().enumerate() {
            assert_eq!(entry.n as usize, place + 1, "the ledger has no gap");
            sum += entry.points;
            assert_eq!(sum, entry.balance_after);
            if entry.deed == PointsDeed::Burned {
                assert!(entry.balance_after >= 0, "burned beyond the balance");
            }
        }
        assert_eq!(sum, member.balance, "the head is the ledger's sum");
        let of_member = || lots.iter().filter(|lot| lot.member == member.id);
        let remaining: i64 = of_member().map(|lot| lot.remaining).sum();
        assert_eq!(remaining - member.owed, member.balance);
        assert!(member.owed == 0 || remaining == 0, "owed while points lie");
        for lot in of_member() {
            assert!(lot.remaining >= 0 && lot.expired >= 0 && lot.reversed >= 0);
            assert!(
                lot.expired + lot.remaining <= lot.points,
                "expiry took what was used"
            );
            assert!(
                lot.reversed <= lot.points,
                "reversed beyond what was earned"
            );
            assert_eq!(lot.open, lot.remaining > 0);
        }
    }
    let mut sources: Vec<_> = lots.iter().filter_map(|lot| lot.source).collect();
    sources.sort_unstable();
    let all = sources.len();
    sources.dedup();
    assert_eq!(sources.len(), all, "a source was earned twice");
}
