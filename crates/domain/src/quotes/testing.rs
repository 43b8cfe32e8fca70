//! The house in memory as the tests of quotes use it: whoever gives a command has the rights of their roles,
//! and days go by.

use std::ops::{Deref, DerefMut};

pub use crate::testing::id;
use crate::{
    Command,
    command::Outcome,
    entity::{Entity, Json},
    ids::{PersonId, RecordId, RoleId},
    people::{BuiltInRole, Person, PersonState, Role},
    refusal::Refusal,
    rights::Rights,
    testing,
    time::Timestamp,
};

pub struct House(testing::House);

impl Deref for House {
    type Target = testing::House;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for House {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
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
        let mut house = Self(testing::House::of(BuiltInRole::StoreManager));
        house.on_the_day(year, month, day);
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
        let added_at = self.now;
        self.put(&Person {
            id: person,
            name: format!("person {number}"),
            sign_in_name: format!("p{number}"),
            roles: Json(vec![Self::role(role)]),
            state: PersonState::Working,
            added_at,
        });
        person
    }

    // One's own, so that what is put may be taken from the house in the same breath.
    pub fn put<T: Entity>(&mut self, entity: &T) {
        self.0.put(entity);
    }

    /// Days go by.
    pub fn on_the_day(&mut self, year: i32, month: u32, day: u32) {
        self.now = noon(year, month, day);
    }

    pub fn get<T: Entity>(&self, id: impl Into<RecordId>) -> T {
        self.0
            .get(id)
            .unwrap_or_else(|| panic!("no such {}", T::TABLE.name))
    }

    /// What this person does from here on is done with the rights of their roles.
    fn at_the_desk(&mut self, actor: PersonId) -> &mut testing::House {
        let rights = crate::people::rights_of(&self.0, actor).unwrap_or_else(|_| Rights::default());
        self.act_with(actor.0.as_u128(), rights);
        &mut self.0
    }

    /// Gives a command that must be accepted, and applies it.
    pub fn give(&mut self, actor: PersonId, command: Command) -> Outcome {
        self.at_the_desk(actor).done(command)
    }

    /// Gives a command that must be refused.
    pub fn refused(&mut self, actor: PersonId, command: Command) -> Refusal {
        self.at_the_desk(actor).refused(command)
    }
}
