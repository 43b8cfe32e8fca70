//! Made-up records of a dealership, the same in every run: to train with, to look at, to measure.
//! They are rows without commands, so nobody has to answer for them; every sum in them holds, and
//! what the rules reckon (quotes) is reckoned by the rules.

mod came;
mod cars;
mod cash;
mod customers;
mod dice;
mod drives;
mod leads;
mod levels;
mod members;
mod parts;
mod promotions;
mod quotes;
mod sales;
mod service;
mod service_points;
mod visits;
mod words;
mod years;

use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::AtomicBool,
};

use chrono::{Days, NaiveDate, TimeZone};
use domain::{
    catalogue::Model,
    entity::Entity,
    ids::{DeskId, LaneId, ModelId, PersonId},
    people::Person,
    time::Timestamp,
};
use store::{StoreError, Touched, Writing, rows};
use uuid::Uuid;

use crate::{Desk, error::RpcError, search, stores::OpenStore};
use dice::Dice;
use words::{COLOURS, MODELS, SampleModel};
pub use years::Years;

/// How many records there are. A unit is a customer with what belongs to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub cars: u32,
    pub customers: u32,
    pub orders: u32,
    /// Customers with orders; those beyond the last one order a second time.
    pub buyers: u32,
    /// Leads that are being worked on, of customers without an order.
    pub leads: u32,
    /// Parts on the shelves.
    pub parts: u32,
    /// What brings customers here, and back.
    pub marketing: Marketing,
    /// How full the workshop is, and for how long it has been.
    pub years: Years,
}

impl Size {
    /// What a person trains with.
    pub const SMALL: Self = Self {
        cars: 220,
        customers: 400,
        orders: 120,
        buyers: 120,
        leads: 120,
        parts: 120,
        marketing: Marketing::SOME,
        years: Years::NONE,
    };
    /// A house of some years, to look at.
    pub const MEDIUM: Self = Self {
        cars: 5_000,
        customers: 15_000,
        orders: 14_000,
        buyers: 13_000,
        leads: 1_500,
        parts: 4_000,
        marketing: Marketing::MUCH,
        years: Years {
            bays: 15,
            days: 60,
            ahead: 60,
            cars: 20_000,
        },
    };
    /// What the benches measure.
    pub const LARGE: Self = Self {
        cars: 100_000,
        customers: 300_000,
        orders: 300_000,
        buyers: 275_000,
        leads: 25_000,
        parts: 100_000,
        marketing: Marketing::MUCH,
        years: Years {
            bays: 30,
            days: 3 * 365,
            ahead: 60,
            cars: 42_000,
        },
    };
    /// A full board of the workshop and little else: what dragging is measured on.
    pub const BOARD: Self = Self {
        years: Years {
            bays: 30,
            days: 1,
            ahead: 14,
            cars: 8_000,
        },
        ..Self::SMALL
    };
    /// Orders beyond the large sample, so that a million documents can be searched.
    pub const MILLION: Self = Self {
        orders: 600_000,
        ..Self::LARGE
    };
}

/// How much there is of what brings customers here, and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marketing {
    pub promotions: u32,
    /// Coupons of one of them.
    pub coupons: u32,
    /// Members among the buyers.
    pub members: u32,
    /// Entries in the ledger of whoever comes most often.
    pub entries: u32,
}

impl Marketing {
    pub const NONE: Self = Self {
        promotions: 0,
        coupons: 0,
        members: 0,
        entries: 0,
    };
    pub const SOME: Self = Self {
        promotions: 20,
        coupons: 60,
        members: 25,
        entries: 40,
    };
    /// More than one looks at in one go.
    pub const MUCH: Self = Self {
        promotions: 300,
        coupons: 2_000,
        members: 400,
        entries: 500,
    };
}

/// Units of one transaction: large enough to be quick, small enough to be held in memory.
const CHUNK: u32 = 10_000;

/// Of so many units the work of the day is made: what is due today, what waits for an answer. All
/// others lie behind, so that a large house has no more on its desk than a small one.
const NEAR: u32 = 400;

/// When the samples of benches and proofs are written, so that they are the same whenever that is: noon of
/// 22 November 2026 in Shanghai.
pub const NOON: Timestamp = Timestamp(1_795_320_000_000);

/// Fills the open store with dates relative to `now`; whoever signs in as `sales`, `manager` or
/// `cashier` gets their part.
pub fn fill(desk: &Desk, size: Size, now: Timestamp) -> Result<(), RpcError> {
    let open = desk.store()?;
    let filled = fill_open(&open, size, now);
    open.derivations.forget();
    filled?;
    Ok(search::after_loading(&open, &AtomicBool::new(false))?)
}

/// The same for a store that nobody works in yet.
pub(crate) fn fill_open(open: &OpenStore, size: Size, now: Timestamp) -> Result<(), StoreError> {
    let units = size
        .cars
        .max(size.customers)
        .max(size.orders)
        .max(size.parts);
    let mut cash = cash::Days::default();
    write(open, size, now, 0..units, &mut cash)?;
    let mut given = 0;
    one_transaction(open, now, &mut cash, |sheet| {
        leads::line_up(sheet)?;
        given = service::set_up(sheet, size)?;
        years::house(sheet, size)
    })?;
    let mut visitors = years::Visitors::of(size);
    while visitors.come() {
        one_transaction(open, now, &mut cash, |sheet| visitors.days(sheet))?;
    }
    one_transaction(open, now, &mut cash, |sheet| {
        service::days(sheet, size, given)?;
        visits::years(sheet, size)?;
        drives::drives(sheet, size)?;
        let mut giver = service::Giver::of(sheet, 0);
        levels::levels(&mut giver)?;
        promotions::promotions(&mut giver, size)?;
        members::members(&mut giver, size)?;
        cash::days(sheet)
    })
}

/// Adds the orders from number `from` on to a store that was filled before; their payments are in no cash day.
pub fn add_orders(desk: &Desk, size: Size, from: u32, now: Timestamp) -> Result<(), RpcError> {
    let open = desk.store()?;
    let mut cash = cash::Days::default();
    let added = write(&open, size, now, from..size.orders, &mut cash);
    open.derivations.forget();
    added?;
    Ok(search::after_loading(&open, &AtomicBool::new(false))?)
}

fn write(
    open: &OpenStore,
    size: Size,
    now: Timestamp,
    units: std::ops::Range<u32>,
    cash: &mut cash::Days,
) -> Result<(), StoreError> {
    let mut from = units.start;
    while from < units.end {
        let until = units.end.min(from.saturating_add(CHUNK));
        one_transaction(open, now, cash, |sheet| {
            for number in from..until {
                unit(sheet, size, number)?;
            }
            Ok(())
        })?;
        search::after_loading(open, &AtomicBool::new(false))?;
        from = until;
    }
    Ok(())
}

fn one_transaction(
    open: &OpenStore,
    now: Timestamp,
    cash: &mut cash::Days,
    work: impl FnOnce(&mut Sheet) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    open.store.write(|writing| {
        let mut sheet = Sheet::begin(writing, open, now, cash)?;
        work(&mut sheet)?;
        search::refresh(writing.connection(), &sheet.touched)
    })
}

fn unit(sheet: &mut Sheet, size: Size, number: u32) -> Result<(), StoreError> {
    let unit = Unit::of(sheet, size, number);
    if number < size.customers {
        customers::customer(sheet, size, &unit)?;
    }
    if number < size.cars {
        cars::car(sheet, &unit)?;
    }
    if number < size.parts {
        parts::part(sheet, number)?;
    }
    if unit.order.is_some() {
        sales::order(sheet, size, &unit)?;
    }
    leads::lead(sheet, size, &unit)?;
    quotes::quote(sheet, size, &unit)
}

/// What all records of one number have in common.
struct Unit {
    number: u32,
    model: &'static SampleModel,
    colour: &'static str,
    order: Option<sales::Sale>,
    /// When it all began.
    began: NaiveDate,
    car: cars::Stand,
}

impl Unit {
    fn of(sheet: &Sheet, size: Size, number: u32) -> Self {
        let mut dice = Dice::of(number);
        let model = dice.uneven(&MODELS.each_ref());
        let colour = dice.uneven(&COLOURS);
        let order = sales::Sale::of(size, number, &mut dice);
        let age = match &order {
            Some(sale) => sale.age,
            None if number < NEAR => dice.below(20),
            None => dice.below(170),
        };
        let car = cars::Stand::of(order.as_ref(), &mut dice);
        Self {
            number,
            model,
            colour,
            began: sheet.day(age),
            order,
            car,
        }
    }
}

/// An id of the sample: the number of its unit where a UUIDv7 has its time, and the kind of record.
fn id(kind: u128, number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number) << 80 | 7 << 76 | 1 << 63 | kind)
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!("the sample has {what}"))
}

/// Where the rows of one transaction are written.
struct Sheet<'a> {
    writing: &'a Writing<'a>,
    lane: LaneId,
    desk: DeskId,
    zone: chrono_tz::Tz,
    now: Timestamp,
    today: NaiveDate,
    consultant: PersonId,
    manager: PersonId,
    cashier: PersonId,
    models: HashMap<String, ModelId>,
    cash: &'a mut cash::Days,
    touched: Vec<Touched>,
}

impl<'a> Sheet<'a> {
    fn begin(
        writing: &'a Writing<'a>,
        open: &OpenStore,
        now: Timestamp,
        cash: &'a mut cash::Days,
    ) -> Result<Self, StoreError> {
        let people = rows::all::<Person>(writing.connection())?;
        let who = |name: &str| {
            people
                .iter()
                .find(|person| person.sign_in_name == name)
                .or(people.first())
                .map(|person| person.id)
                .ok_or_else(|| damaged("nobody who works here"))
        };
        let models = rows::all::<Model>(writing.connection())?
            .into_iter()
            .map(|model| (model.code, model.id))
            .collect();
        Ok(Self {
            writing,
            lane: open.lane,
            desk: open.desk,
            zone: open.zone,
            now,
            today: now.date_in(open.zone),
            consultant: who("sales")?,
            manager: who("manager")?,
            cashier: who("cashier")?,
            models,
            cash,
            touched: Vec::new(),
        })
    }

    /// So many days ago.
    fn day(&self, age: u32) -> NaiveDate {
        self.today
            .checked_sub_days(Days::new(u64::from(age)))
            .unwrap_or(self.today)
    }

    /// So many days ahead.
    fn ahead(&self, days: u32) -> NaiveDate {
        self.today
            .checked_add_days(Days::new(u64::from(days)))
            .unwrap_or(self.today)
    }

    /// So many minutes after the house opened at nine on that day.
    fn hour(&self, day: NaiveDate, minutes: u32) -> Timestamp {
        let opening = day
            .and_hms_opt(9, 0, 0)
            .and_then(|opening| self.zone.from_local_datetime(&opening).earliest())
            .map_or(0, |opening| opening.timestamp_millis());
        Timestamp(opening).plus(i64::from(minutes) * MINUTE)
    }

    /// Some time today that is still to come, also for whoever makes the sample in the evening.
    fn later_today(&self, minutes: u32) -> Timestamp {
        let soon = self.now.plus(i64::from(15 + minutes % 120) * MINUTE);
        let midnight = self.hour(self.ahead(1), 0).plus(-9 * Timestamp::HOUR);
        self.hour(self.today, minutes)
            .max(soon)
            .min(midnight.plus(-MINUTE))
    }

    /// The same for what has happened: never later than now.
    fn happened(&self, day: NaiveDate, minutes: u32) -> Timestamp {
        Timestamp(self.hour(day, minutes).0.min(self.now.0 - MINUTE))
    }

    /// Whoever sells to this unit.
    fn seller(&self, number: u32) -> PersonId {
        if Dice::of(number.wrapping_add(0x5E11_0000)).below(4) == 0 {
            self.manager
        } else {
            self.consultant
        }
    }

    fn model(&self, model: &SampleModel) -> Option<ModelId> {
        self.models.get(model.code).copied()
    }

    fn put<T: Entity>(&mut self, entity: &T) -> Result<(), StoreError> {
        self.put_row(T::TABLE, entity.key(), entity.to_row())
    }

    fn put_row(
        &mut self,
        table: &'static domain::entity::Table,
        id: domain::ids::RecordId,
        row: domain::entity::Row,
    ) -> Result<(), StoreError> {
        rows::put(self.writing.connection(), table, self.lane, &row)?;
        self.touched.push(Touched {
            table,
            id,
            before: None,
            after: Some(row),
        });
        Ok(())
    }
}

const MINUTE: i64 = 60_000;

/// Sums by calendar day, in the order of the days.
type ByDay<T> = BTreeMap<NaiveDate, T>;
