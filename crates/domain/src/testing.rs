//! A house in memory for the tests of rules: rows by table and id, people with rights, and a clock
//! that the test moves.

use std::{cell::RefCell, collections::BTreeMap};

use chrono_tz::Tz;
use uuid::Uuid;

use crate::{
    Command,
    command::{NumberSeries, Numbers, Outcome, Stop},
    context::Context,
    dealerships::{Dealership, Purpose},
    decide,
    entity::{Entity, Json, Row, RowError, Table, Value},
    facts::{Facts, Lookup, Missing},
    groups::{Affiliation, GroupStore, StorePart},
    ids::{CommandId, DealershipId, DeskId, GroupId, LaneId, PersonId, RecordId, RoleId},
    people::{BuiltInRole, Person, PersonState, Role},
    refusal::Refusal,
    rights::{Right, Rights},
    time::Timestamp,
};

/// An instant on a working day: 2026-11-22 10:00 in Shanghai.
pub const MORNING: Timestamp = Timestamp(1_795_312_800_000);

/// The lane of everything that happens here.
pub const LANE: LaneId = LaneId(Uuid::from_u128(7));

/// Rows by table and id, in the order of their ids.
pub type Rows = BTreeMap<(&'static str, RecordId), Row>;

pub struct House {
    pub rows: Rows,
    pub now: Timestamp,
    actor: PersonId,
    rights: Rights,
    drawn: u32,
    unreadable: RefCell<Option<RowError>>,
    pub lane: LaneId,
    /// Another lane of the same platform, for whoever decides with both at hand.
    pub beside: Option<Box<Self>>,
}

/// An id that the test can name again.
pub fn id<T: From<RecordId>>(number: u128) -> T {
    RecordId(Uuid::from_u128(number)).into()
}

/// The store of a lane, as it was founded.
pub fn dealership(lane: LaneId, code: &str) -> Dealership {
    Dealership {
        id: DealershipId::of_lane(lane),
        name: format!("{code} 店"),
        code: code.to_owned(),
        purpose: Purpose::Trading,
        zone: "Asia/Shanghai".to_owned(),
        address: String::new(),
        phone: String::new(),
        credit_code: String::new(),
        bank_account: String::new(),
        logo: String::new(),
        founded_at: Timestamp(0),
    }
}

/// What a store of a group knows of it.
pub fn affiliation(lane: LaneId, group: GroupId) -> Affiliation {
    Affiliation {
        id: DealershipId::of_lane(lane),
        belongs_to: group,
        group_name: "江南汽车集团".to_owned(),
        joined_at: Timestamp(0),
    }
}

/// What a group knows of one of its stores.
pub fn store_of_group(lane: LaneId, code: &str, part: StorePart) -> GroupStore {
    GroupStore {
        id: DealershipId::of_lane(lane),
        code: code.to_owned(),
        name: format!("{code} 店"),
        part,
        joined_at: Timestamp(0),
        address: String::new(),
        phone: String::new(),
    }
}

impl House {
    /// A house where a person with this role gives the commands.
    pub fn of(role: BuiltInRole) -> Self {
        let mut house = Self {
            rows: BTreeMap::new(),
            now: MORNING,
            actor: id(1),
            rights: Rights::default(),
            drawn: 0,
            unreadable: RefCell::new(None),
            lane: LANE,
            beside: None,
        };
        house.person(1, role);
        house.act_as(1, role);
        house
    }

    /// The same house in another lane, whose commands have ids of their own.
    pub fn in_lane(mut self, lane: LaneId) -> Self {
        self.lane = lane;
        self.drawn = 1_000;
        self
    }

    /// Goes to the house beside; this one is beside that then.
    pub fn cross(mut self) -> Self {
        let mut other = *self.beside.take().expect("a house beside");
        other.beside = Some(Box::new(self));
        other
    }

    /// A colleague with one role; the number is their id.
    pub fn person(&mut self, number: u128, role: BuiltInRole) -> PersonId {
        let role_id: RoleId = id(1_000_000 + role as u128);
        self.put(&Role {
            id: role_id,
            name: role.word().to_owned(),
            rights: Json(role.rights()),
        });
        let person = Person {
            id: id(number),
            name: format!("Colleague {number}"),
            sign_in_name: format!("colleague{number}"),
            roles: Json(vec![role_id]),
            state: PersonState::Working,
            added_at: MORNING,
        };
        self.put(&person);
        person.id
    }

    pub fn act_as(&mut self, number: u128, role: BuiltInRole) {
        self.actor = id(number);
        self.rights = role.rights();
    }

    /// The same with rights that no built-in role has.
    pub fn act_with(&mut self, number: u128, rights: Rights) {
        self.actor = id(number);
        self.rights = rights;
    }

    /// Takes one right away from whoever gives the commands.
    pub fn lose(&mut self, right: Right) {
        self.rights.0.remove(&right);
    }

    pub fn put<T: Entity>(&mut self, entity: &T) {
        self.rows
            .insert((T::TABLE.name, entity.key()), entity.to_row());
    }

    pub fn get<T: Entity>(&self, key: impl Into<RecordId>) -> Option<T> {
        self.rows
            .get(&(T::TABLE.name, key.into()))
            .map(|row| T::from_row(row).expect("a readable row"))
    }

    pub fn all<T: Entity>(&self) -> Vec<T> {
        self.rows
            .iter()
            .filter(|((table, _), _)| *table == T::TABLE.name)
            .map(|(_, row)| T::from_row(row).expect("a readable row"))
            .collect()
    }

    pub fn later(&mut self, milliseconds: i64) {
        self.now = self.now.plus(milliseconds);
    }

    pub fn context(&mut self) -> Context {
        self.drawn += 1;
        Context {
            command: CommandId(Uuid::from_u128(u128::from(self.drawn) << 64)),
            lane: self.lane,
            desk: DeskId(Uuid::from_u128(8)),
            actor: self.actor,
            rights: self.rights.clone(),
            made_at: self.now,
            decided_at: self.now,
            zone: Tz::Asia__Shanghai,
        }
    }

    /// Decides and applies; nothing is applied when it is refused.
    pub fn give(&mut self, mut command: Command) -> Result<Outcome, Refusal> {
        let context = self.context();
        command.draw(&mut Drawn(self.drawn));
        match decide(&command, self, &context) {
            Ok(outcome) => {
                for change in &outcome.changes.0 {
                    let key = (change.table.name, change.id);
                    let rows = match &mut self.beside {
                        Some(beside) if beside.lane == change.lane => &mut beside.rows,
                        Some(_) | None => &mut self.rows,
                    };
                    match &change.row {
                        Some(row) => rows.insert(key, row.clone()),
                        None => rows.remove(&key),
                    };
                }
                Ok(outcome)
            }
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(Stop::Missing) => panic!("unreadable: {:?}", self.unreadable.borrow()),
        }
    }

    /// Gives a command that must be accepted.
    pub fn done(&mut self, command: Command) -> Outcome {
        let name = command.name();
        self.give(command)
            .unwrap_or_else(|refusal| panic!("{name} was refused: {refusal:?}"))
    }

    /// Gives a command that must be refused, and names the refusal.
    pub fn refused(&mut self, command: Command) -> Refusal {
        let name = command.name();
        self.give(command)
            .err()
            .unwrap_or_else(|| panic!("{name} should have been refused"))
    }
}

struct Drawn(u32);

impl Numbers for Drawn {
    fn next(&mut self, series: NumberSeries) -> String {
        format!("{}-{}", series.letters(), self.0)
    }
}

impl Facts for House {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        Ok(self.rows.get(&(table.name, id)).cloned())
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        let places: Vec<usize> = lookup
            .index
            .columns
            .iter()
            .filter_map(|column| lookup.table.position(column))
            .collect();
        let value = |row: &Row, place: usize| -> Value { row[places[place]].clone() };
        let mut found: Vec<Row> = self
            .rows
            .iter()
            .filter(|((table, _), _)| *table == lookup.table.name)
            .map(|(_, row)| row.clone())
            .filter(|row| {
                let equal = lookup
                    .equals
                    .iter()
                    .enumerate()
                    .all(|(place, wanted)| value(row, place) == *wanted);
                let within = lookup.range.as_ref().is_none_or(|(from, until)| {
                    let here = value(row, lookup.equals.len());
                    here >= *from && here < *until
                });
                equal && within
            })
            .collect();
        found.sort_by_key(|row| {
            (0..places.len())
                .map(|place| value(row, place))
                .collect::<Vec<_>>()
        });
        Ok(found)
    }

    fn elsewhere(&self, lane: LaneId) -> Option<&dyn Facts> {
        let beside = self.beside.as_deref()?;
        (beside.lane == lane).then_some(beside as &dyn Facts)
    }

    fn unreadable(&self, error: RowError) -> Missing {
        self.unreadable.borrow_mut().get_or_insert(error);
        Missing
    }
}
