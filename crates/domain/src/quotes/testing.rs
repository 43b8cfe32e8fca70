//! Facts in memory and a context, for the tests of the rules.

use std::collections::BTreeMap;

use chrono_tz::Asia::Shanghai;
use uuid::Uuid;

use crate::{
    Command,
    changes::Changes,
    command::{Outcome, Stop},
    context::Context,
    decide,
    entity::Json,
    entity::{Entity, Row, RowError, Table, Value},
    facts::{Ask, Facts, Lookup, Missing},
    ids::{CommandId, DeskId, LaneId, PersonId, RecordId, RoleId},
    people::{BuiltInRole, Person, PersonState, Role},
    refusal::Refusal,
    rights::Rights,
    time::Timestamp,
};

/// A dealership in memory: a map of rows, and whoever gives commands.
#[derive(Default)]
pub struct House {
    rows: BTreeMap<(&'static str, RecordId), Row>,
    given: u128,
    now: Timestamp,
}

/// An id that is the same in every run.
pub fn id<T: From<RecordId>>(number: u128) -> T {
    RecordId(Uuid::from_u128(number)).into()
}

/// Noon on a day in Shanghai.
pub fn noon(year: i32, month: u32, day: u32) -> Timestamp {
    let noon = chrono::NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|date| date.and_hms_opt(4, 0, 0))
        .expect("a date");
    Timestamp(noon.and_utc().timestamp_millis())
}

impl House {
    /// A house on a day with its built-in roles.
    pub fn on(year: i32, month: u32, day: u32) -> Self {
        let mut house = Self {
            now: noon(year, month, day),
            ..Self::default()
        };
        for role in BuiltInRole::ALL {
            house.put(&Role {
                id: Self::role(*role),
                name: role.word().to_owned(),
                rights: Json(role.rights()),
            });
        }
        house
    }

    pub fn role(role: BuiltInRole) -> RoleId {
        let place = BuiltInRole::ALL.iter().position(|it| *it == role);
        id(0x9000 + place.unwrap_or_default() as u128)
    }

    /// Somebody who works here in this role.
    pub fn person(&mut self, number: u128, role: BuiltInRole) -> PersonId {
        let person = id(number);
        self.put(&Person {
            id: person,
            name: format!("person {number}"),
            sign_in_name: format!("p{number}"),
            roles: Json(vec![Self::role(role)]),
            state: PersonState::Working,
            added_at: self.now,
        });
        person
    }

    /// Days go by.
    pub fn on_the_day(&mut self, year: i32, month: u32, day: u32) {
        self.now = noon(year, month, day);
    }

    pub fn put<T: Entity>(&mut self, entity: &T) {
        self.rows
            .insert((T::TABLE.name, entity.key()), entity.to_row());
    }

    pub fn get<T: Entity>(&self, id: impl Into<RecordId>) -> T {
        Ask::get::<T>(self, id)
            .ok()
            .flatten()
            .unwrap_or_else(|| panic!("no such {}", T::TABLE.name))
    }

    fn apply(&mut self, changes: &Changes) {
        for change in &changes.0 {
            let key = (change.table.name, change.id);
            match &change.row {
                Some(row) => self.rows.insert(key, row.clone()),
                None => self.rows.remove(&key),
            };
        }
    }

    fn decide(&mut self, actor: PersonId, command: &Command) -> Result<Outcome, Refusal> {
        self.given += 1;
        let rights = crate::people::rights_of(self, actor).unwrap_or_else(|_| Rights::default());
        let context = Context {
            command: CommandId(Uuid::from_u128(0xC000 + self.given)),
            lane: LaneId(Uuid::from_u128(1)),
            desk: DeskId(Uuid::from_u128(2)),
            actor,
            rights,
            made_at: self.now,
            decided_at: self.now,
            zone: Shanghai,
        };
        match decide(command, self, &context) {
            Ok(outcome) => Ok(outcome),
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(Stop::Missing) => panic!("a rule asked in vain"),
        }
    }

    /// Gives a command that must be accepted, and applies it.
    pub fn give(&mut self, actor: PersonId, command: Command) -> Outcome {
        let outcome = self
            .decide(actor, &command)
            .unwrap_or_else(|refusal| panic!("{} was refused: {refusal:?}", command.name()));
        self.apply(&outcome.changes);
        outcome
    }

    /// Gives a command that must be refused.
    pub fn refused(&mut self, actor: PersonId, command: Command) -> Refusal {
        match self.decide(actor, &command) {
            Err(refusal) => refusal,
            Ok(_) => panic!("{} should have been refused", command.name()),
        }
    }
}

impl Facts for House {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        Ok(self.rows.get(&(table.name, id)).cloned())
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        let position = |column: &str| lookup.table.position(column).expect("a column");
        let places: Vec<usize> = lookup.index.columns.iter().map(|c| position(c)).collect();
        let mut found: Vec<&Row> = self
            .rows
            .iter()
            .filter(|((table, _), _)| *table == lookup.table.name)
            .map(|(_, row)| row)
            .filter(|row| {
                let equal = places
                    .iter()
                    .zip(&lookup.equals)
                    .all(|(place, value)| row[*place] == *value);
                let within = lookup.range.as_ref().is_none_or(|(from, until)| {
                    let value = &row[places[lookup.equals.len()]];
                    from <= value && value < until
                });
                equal && within
            })
            .collect();
        found.sort_by_key(|row| {
            places
                .iter()
                .map(|p| row[*p].clone())
                .collect::<Vec<Value>>()
        });
        Ok(found.into_iter().cloned().collect())
    }

    fn unreadable(&self, error: RowError) -> Missing {
        panic!("{error}")
    }
}
