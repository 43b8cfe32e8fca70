//! What people give at a desk: a day of the whole house in any order, drawn over what the desk knows just
//! then. Cars, telephone numbers, bays, times and parts are few on purpose, so that several desks claim the
//! same.

mod beside;
mod bookings;
mod drives;
mod house;
mod members;
mod parts;
mod promotions;
mod repair_orders;
mod sales;

pub use house::{Furniture, furnished};

use domain::{
    Command,
    customers::Customer,
    entity::Entity,
    identifiers::Vin,
    ids::{CommandId, LaneId, PersonId, RecordId},
    people::BuiltInRole,
    time::Timestamp,
    workshops::instant,
};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use store::rows;

use crate::{chance::Chance, desk::ZONE};

/// Vehicle identification numbers with a check digit that fits.
pub fn vins() -> Vec<String> {
    (1..=14).filter_map(vin).collect()
}

fn vin(number: u32) -> Option<String> {
    "0123456789X".chars().find_map(|check| {
        let text = format!("LFV3A23C{check}T30{number:05}");
        Vin::parse(&text).is_ok().then_some(text)
    })
}

/// An id as SQL writes it.
fn literal(id: impl Into<RecordId>) -> String {
    format!("x'{}'", id.into().0.simple())
}

pub struct Drawing<'a> {
    pub chance: &'a mut Chance,
    pub connection: &'a Connection,
    pub vins: &'a [String],
    /// People other than the administrator.
    pub clerks: &'a [PersonId],
    pub founding: CommandId,
    pub lane: LaneId,
    pub now: Timestamp,
}

impl Drawing<'_> {
    /// Any row of a table; `rest` narrows it down.
    fn any<T: Entity>(&mut self, rest: &str) -> Option<T> {
        let table = T::TABLE.name;
        let count: i64 = self
            .connection
            .prepare_cached(&format!("select count(*) from {table} {rest}"))
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .ok()?;
        if count == 0 {
            return None;
        }
        let place = self.chance.below(count as u64);
        let id: [u8; 16] = self
            .connection
            .prepare_cached(&format!(
                "select id from {table} {rest} order by id limit 1 offset {place}"
            ))
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
            .ok()??;
        rows::entity(self.connection, RecordId(uuid::Uuid::from_bytes(id))).ok()?
    }

    fn parsed(name: &str, content: Value) -> Option<Command> {
        match Command::parse(name, content) {
            Ok(command) => Some(command),
            Err(error) => panic!("{name} cannot be read: {error}"),
        }
    }

    /// A time of today or tomorrow among a few, so that several ask for the same.
    fn time_among(&mut self, minutes: &[u32]) -> Option<Timestamp> {
        let today = self.now.date_in(ZONE);
        let day = if self.chance.percent(70) {
            today
        } else {
            today.succ_opt()?
        };
        Some(instant(day, self.chance.one_of(minutes)?, ZONE))
    }

    /// Somebody who is still a customer of their own.
    fn customer(&mut self) -> Option<Customer> {
        self.any("where erased_at is null and merged_into is null")
    }
}

/// The next thing that somebody does; nothing where the house has no use for it yet.
pub fn deed(drawing: &mut Drawing<'_>) -> Option<Command> {
    match drawing.chance.below(114) {
        0..44 => drawing.sale(),
        44..58 => drawing.drive(),
        58..66 => drawing.booking(),
        66..86 => drawing.repair_order(),
        86..94 => drawing.part(),
        94..100 => drawing.beside(),
        100..107 => drawing.member(),
        _ => drawing.promoted(),
    }
}

/// A colleague gets other roles.
pub fn change_roles(drawing: &mut Drawing<'_>) -> Option<Command> {
    let person = drawing.chance.one_of(drawing.clerks)?;
    let roles: Vec<_> = [
        BuiltInRole::StoreManager,
        BuiltInRole::SalesConsultant,
        BuiltInRole::SalesManager,
        BuiltInRole::Cashier,
        BuiltInRole::ServiceAdvisor,
        BuiltInRole::Parts,
    ]
    .into_iter()
    .filter(|_| drawing.chance.percent(50))
    .map(|role| role.id(drawing.founding))
    .collect();
    Drawing::parsed("ChangePerson", json!({"person": person, "roles": roles}))
}
