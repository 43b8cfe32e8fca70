//! Members of the made-up house and the rules for their points: buyers who were credited what they paid, and one who comes
//! so often that the ledger is long.

use domain::{
    Command,
    ids::{CustomerId, OrderId},
    members::{
        AdjustPoints, BurnPoints, EarnPoints, EnrolMember, PointsLevel, PointsRate, PointsTerms,
        SetPointsPolicy, Spending,
    },
};
use store::StoreError;

use super::{
    Size,
    customers::customer_id,
    id,
    service::{Giver, IntoId},
};

/// The kinds of ids of this file; see [`id`].
const POLICY: u128 = 0x5E0B;
const MEMBER: u128 = 0x5E0C;

/// What points were used for.
const USED: [&str; 4] = ["抵工时费", "换雨伞", "换车载香薰", "抵洗车"];

pub fn members(giver: &mut Giver, size: Size) -> Result<(), StoreError> {
    giver.give(Command::SetPointsPolicy(SetPointsPolicy {
        policy: id(POLICY, 0).into_id(),
        group: None,
        valid_from: giver.today(),
        terms: terms(),
    }))?;
    for number in 0..size.marketing.members {
        giver.give(Command::EnrolMember(EnrolMember {
            member: id(MEMBER, number).into_id(),
            customer: customer_id(number),
            group: None,
            number: String::new(),
        }))?;
        // Not every order is paid, and not all that is paid has been credited.
        if number % 4 > 0 {
            giver.give_what_fits(Command::EarnPoints(EarnPoints {
                customer: customer_id(number),
                group: None,
                spending: Spending::Car,
                source: id_of_order(number).into(),
            }))?;
        }
    }
    if size.marketing.members > 0 {
        comes_often(giver, customer_id(0), size.marketing.entries)?;
    }
    Ok(())
}

fn id_of_order(number: u32) -> OrderId {
    OrderId(id(3, number))
}

/// Points that were brought over from a card of stamps, and used a few at a time.
fn comes_often(giver: &mut Giver, customer: CustomerId, entries: u32) -> Result<(), StoreError> {
    for entry in 0..entries {
        let given = if entry % 4 == 0 {
            Command::AdjustPoints(AdjustPoints {
                customer,
                group: None,
                points: 300 + i64::from(entry % 7) * 50,
                reason: "旧积分卡补录".to_owned(),
            })
        } else {
            Command::BurnPoints(BurnPoints {
                customer,
                group: None,
                points: 20 + i64::from(entry % 6) * 10,
                on: None,
                reason: USED[entry as usize % USED.len()].to_owned(),
            })
        };
        giver.give(given)?;
    }
    Ok(())
}

fn terms() -> PointsTerms {
    let rate = |spending, per_hundred_yuan| PointsRate {
        spending,
        per_hundred_yuan,
    };
    let level = |name: &str, from_points, earns_percent| PointsLevel {
        name: name.to_owned(),
        from_points,
        earns_percent,
    };
    PointsTerms {
        rates: vec![
            rate(Spending::Car, 1),
            rate(Spending::Service, 100),
            rate(Spending::Plan, 50),
        ],
        fen_per_point: 1,
        months: Some(24),
        levels: vec![
            level("普卡", 0, 100),
            level("银卡", 2_000, 110),
            level("金卡", 5_000, 120),
        ],
    }
}
