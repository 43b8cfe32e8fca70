//! Made-up records of a dealership, the same in every run: to look at, to train with, to measure.
//! They are rows without commands, so nobody has to answer for them; every sum in them holds.

mod dice;
mod sales;

use chrono::NaiveDate;
use domain::{
    entity::Entity,
    ids::{LaneId, PersonId},
    people::Person,
};
use store::{StoreError, Touched, Writing, rows};

use crate::{Desk, error::RpcError, search};

/// How many records there are. A unit is a customer with what belongs to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub cars: u32,
    pub customers: u32,
    pub orders: u32,
    pub leads: u32,
}

impl Size {
    pub const SMALL: Self = Self {
        cars: 220,
        customers: 400,
        orders: 120,
        leads: 250,
    };
    pub const LARGE: Self = Self {
        cars: 100_000,
        customers: 300_000,
        orders: 300_000,
        leads: 150_000,
    };
}

/// Units of one transaction: large enough to be quick, small enough to be held in memory.
const CHUNK: u32 = 10_000;

/// Fills the open store with dates relative to `today`; every person of the house who signs in as
/// `sales` or `cashier` gets their part.
pub fn fill(desk: &Desk, size: Size, today: NaiveDate) -> Result<(), RpcError> {
    let units = size.cars.max(size.customers);
    let mut from = 0;
    while from < units {
        let until = units.min(from + CHUNK);
        desk.write_rows(|writing, lane| {
            let mut sheet = Sheet::begin(writing, lane, today)?;
            for unit in from..until {
                sales::unit(&mut sheet, size, unit)?;
            }
            search::refresh(writing.connection(), &sheet.touched)
        })?;
        from = until;
    }
    Ok(())
}

/// Where the rows of one transaction are written.
struct Sheet<'a> {
    writing: &'a Writing<'a>,
    lane: LaneId,
    today: NaiveDate,
    consultant: PersonId,
    cashier: PersonId,
    touched: Vec<Touched>,
}

impl<'a> Sheet<'a> {
    fn begin(writing: &'a Writing<'a>, lane: LaneId, today: NaiveDate) -> Result<Self, StoreError> {
        let people = rows::all::<Person>(writing.connection())?;
        let who = |name: &str| {
            people
                .iter()
                .find(|person| person.sign_in_name == name)
                .or(people.first())
                .map(|person| person.id)
                .ok_or_else(|| StoreError::Damaged("nobody works here".to_owned()))
        };
        Ok(Self {
            writing,
            lane,
            today,
            consultant: who("sales")?,
            cashier: who("cashier")?,
            touched: Vec::new(),
        })
    }

    fn put<T: Entity>(&mut self, entity: &T) -> Result<(), StoreError> {
        let row = entity.to_row();
        rows::put(self.writing.connection(), T::TABLE, self.lane, &row)?;
        self.touched.push(Touched {
            table: T::TABLE,
            id: entity.key(),
            before: None,
            after: Some(row),
        });
        Ok(())
    }
}
