//! Months of a dealership that no two seeds have alike: who sold, when, for how much, of which kinds of
//! lines, at which cost or none, how it was paid and given back, and who came in.

use chrono::{Days, NaiveDate};
use desk::samples::{self, Marketing, Size, Years};
use domain::{
    customers::Customer,
    entity::Entity,
    ids::{LaneId, OrderLineId, PaymentId, VisitId},
    leads::{Channel, Lead},
    money::Fen,
    orders::{Order, OrderLine, OrderLineKind},
    payments::{OrderAccount, Payment, PaymentKind, PaymentMethod},
    people::Person,
    time::Timestamp,
    vehicles::{Vehicle, VehicleCost, VehicleState},
    visits::{Visit, VisitCount, VisitPurpose},
};
use store::{StoreError, Writing, rows};
use uuid::Uuid;

use crate::house::House;

/// The same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }

    /// An amount that does not come out even.
    fn fen(&mut self, most: u64) -> Fen {
        Fen(1 + self.below(most) as i64)
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.below(u64::MAX), self.below(u64::MAX))
    }
}

pub fn house(seed: u64, today: NaiveDate) -> House {
    let house = House::training();
    let size = Size {
        cars: 70,
        customers: 100,
        orders: 70,
        buyers: 70,
        leads: 25,
        parts: 20,
        marketing: Marketing::NONE,
        years: Years::NONE,
    };
    let now = today.and_hms_opt(2, 0, 0).expect("an hour").and_utc();
    samples::fill(house.desk(), size, Timestamp(now.timestamp_millis())).expect("filled");
    house
        .desk()
        .write_rows(|writing, lane| {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
            stir(writing, lane, &mut dice, today)
        })
        .expect("stirred");
    house
}

fn at(day: NaiveDate) -> Timestamp {
    let noon = day.and_hms_opt(4, 0, 0).expect("noon in Shanghai");
    Timestamp(noon.and_utc().timestamp_millis())
}

fn stir(
    writing: &Writing,
    lane: LaneId,
    dice: &mut Dice,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let connection = writing.connection();
    fn put<T: Entity>(writing: &Writing, lane: LaneId, entity: &T) -> Result<(), StoreError> {
        rows::put(writing.connection(), T::TABLE, lane, &entity.to_row())
    }
    let people = rows::all::<Person>(connection)?;
    let some_day = |dice: &mut Dice| {
        today
            .checked_sub_days(Days::new(dice.below(40)))
            .expect("a day")
    };
    for customer in rows::all::<Customer>(connection)? {
        let channel = (dice.below(5) > 0).then(|| *dice.one(Channel::ALL));
        put(
            writing,
            lane,
            &Customer {
                channel,
                ..customer
            },
        )?;
    }
    for lead in rows::all::<Lead>(connection)? {
        let lead = Lead {
            channel: *dice.one(Channel::ALL),
            owner: (dice.below(4) > 0).then(|| dice.one(&people).id),
            taken_in_at: at(some_day(dice)),
            ..lead
        };
        put(writing, lane, &lead)?;
        put(
            writing,
            lane,
            &Visit {
                id: VisitId(dice.id()),
                customer: (dice.below(3) > 0).then_some(lead.customer),
                lead: (dice.below(2) > 0).then_some(lead.id),
                called: "欧阳先生".to_owned(),
                people: 2,
                purpose: *dice.one(VisitPurpose::ALL),
                count: VisitCount::First,
                arrived_at: at(some_day(dice)),
                left_at: None,
                received_by: lead.owner,
                received_how: None,
                received_at: None,
                remark: String::new(),
            },
        )?;
    }
    for vehicle in rows::all::<Vehicle>(connection)? {
        let cost: VehicleCost = rows::entity(connection, vehicle.id)?.expect("a cost");
        if dice.below(6) == 0 {
            rows::delete(connection, VehicleCost::TABLE, cost.key())?;
        } else {
            let extras = dice.fen(900_000);
            put(writing, lane, &VehicleCost { extras, ..cost })?;
        }
        if vehicle.state == VehicleState::InStock && dice.below(4) == 0 {
            let coming = Vehicle {
                state: VehicleState::InTransit,
                arrived_on: None,
                ..vehicle
            };
            put(writing, lane, &coming)?;
        }
    }
    for line in rows::all::<OrderLine>(connection)? {
        rows::delete(connection, OrderLine::TABLE, line.key())?;
    }
    for order in rows::all::<Order>(connection)? {
        let mut total = 0;
        for (ordinal, kind) in (0..).zip(OrderLineKind::ALL) {
            if *kind != OrderLineKind::Car && dice.below(2) == 0 {
                continue;
            }
            let most = if *kind == OrderLineKind::Car {
                60_000_000
            } else {
                900_000
            };
            let amount = dice.fen(most).fen() * if kind.lowers() { -1 } else { 1 };
            total += amount;
            put(
                writing,
                lane,
                &OrderLine {
                    id: OrderLineId(dice.id()),
                    order_id: order.id,
                    ordinal,
                    kind: *kind,
                    label: "一行".to_owned(),
                    amount: Fen(amount),
                },
            )?;
        }
        let account: OrderAccount = rows::entity(connection, order.id)?.expect("an account");
        let due = if order.state.is_cancelled() {
            account.due
        } else {
            Fen(total)
        };
        put(writing, lane, &OrderAccount { due, ..account })?;
        for n in 0..dice.below(3) as u32 {
            let amount = dice.fen(8_000_000);
            let out = dice.below(4) == 0;
            put(
                writing,
                lane,
                &Payment {
                    id: PaymentId(dice.id()),
                    order_id: order.id,
                    n: 10 + n,
                    kind: if out {
                        PaymentKind::Refund
                    } else {
                        *dice.one(&PaymentKind::ALL[..3])
                    },
                    method: *dice.one(PaymentMethod::ALL),
                    amount: if out { Fen(-amount.fen()) } else { amount },
                    balance_after: Fen::ZERO,
                    receipt_number: format!("SK-{}-{n}", order.number),
                    reference: String::new(),
                    payer: "司马相如".to_owned(),
                    refunds: None,
                    refunded: Fen::ZERO,
                    confirmation: PaymentMethod::Cash.confirmation(),
                    day: if dice.below(3) == 0 {
                        some_day(dice)
                    } else {
                        today
                    },
                    cashier: order.consultant,
                    remark: String::new(),
                    paid_at: at(today),
                },
            )?;
        }
        let made_on = some_day(dice);
        put(
            writing,
            lane,
            &Order {
                total: Fen(total),
                consultant: dice.one(&people).id,
                made_on,
                signed_at: order.signed_at.map(|_| at(made_on)),
                delivered_at: order.delivered_at.map(|_| at(some_day(dice))),
                invoiced_on: order.invoiced_on.filter(|_| dice.below(2) == 0),
                ..order
            },
        )?;
    }
    Ok(())
}
