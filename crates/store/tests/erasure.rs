//! What a person asked to be erased is gone from the whole file, and what is left is still proved.

use std::{ops::ControlFlow, path::PathBuf};

use domain::{
    Command,
    changes::Changes,
    command::Outcome,
    entity::{Entity, Json},
    ids::{CommandId, CustomerId, DeskId, LaneId, PersonId, PersonKeyId},
    people::{Person, PersonKey, PersonState},
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use protocol::{Envelope, Header};
use store::{Broken, Key, Store, StoreError, Verified, history, verify};
use uuid::Uuid;

const NAME: &str = "欧阳震华";
const LANE: LaneId = LaneId(Uuid::from_u128(1));
const GIVER: PersonId = PersonId(Uuid::from_u128(2));
const CUSTOMER: PersonId = PersonId(Uuid::from_u128(3));

/// A store in a folder of its own. People stand in for customers: the store knows rows, not whom
/// they are about.
struct House {
    store: Store,
    key: SigningKey,
    home: PathBuf,
}

impl House {
    fn new() -> Self {
        let home = std::env::temp_dir().join(format!("forecourt-erasure-{}", Uuid::new_v4()));
        let store = Store::create(&home, Key([7; 32]), Box::new(())).expect("a store");
        let house = Self {
            store,
            key: SigningKey::from_bytes(&[9; 32]),
            home,
        };
        let mut first = Changes::new();
        first.put(LANE, &person(GIVER, "administrator"));
        first.put(
            LANE,
            &PersonKey {
                id: PersonKeyId(Uuid::from_u128(4)),
                person: GIVER,
                public_key: house.key.verifying_key().to_bytes().to_vec(),
                wrapped_key: Vec::new(),
                salt: Vec::new(),
                made_at: Timestamp(0),
                replaced_at: None,
            },
        );
        house.record("founded", first);
        house
    }

    /// Records a command that says `words` and changes these rows.
    fn record(&self, words: &str, changes: Changes) {
        let recorded = self.store.write(|writing| {
            let (n, lamport) = writing.next_place()?;
            let header = Header {
                id: CommandId(Uuid::from_u128(100 + u128::from(n))),
                desk: DeskId(Uuid::from_u128(5)),
                n,
                lamport,
                name: "EraseCustomer".to_owned(),
                version: 1,
                actor: GIVER,
                made_at: Timestamp(1_000),
            };
            let command = Command::EraseCustomer(domain::customers::EraseCustomer {
                customer: CustomerId(CUSTOMER.0),
                reason: words.to_owned(),
            });
            let envelope = Envelope::seal(header, &command, [n as u8; 16], &self.key);
            writing.record(&envelope, &Outcome::from(changes))
        });
        recorded.map(|_| ()).expect("recorded");
    }

    fn verified(&self) -> Verified {
        self.store
            .read(|connection| verify(connection, |_| ControlFlow::Continue(())))
            .expect("readable")
    }

    /// How many columns of how many tables hold these bytes.
    fn traces(&self, of: &str) -> usize {
        let searched: Result<usize, StoreError> = self.store.read(|connection| {
            let mut tables =
                connection.prepare("select name from sqlite_schema where type = 'table'")?;
            let names = tables.query_map([], |row| row.get::<_, String>(0))?;
            let mut found = 0;
            for name in names {
                let mut all = connection.prepare(&format!("select * from {}", name?))?;
                let width = all.column_count();
                let mut rows = all.query([])?;
                while let Some(row) = rows.next()? {
                    for column in 0..width {
                        let bytes = row.get_ref(column)?.as_bytes_or_null().unwrap_or_default();
                        let holds = bytes.unwrap_or_default().windows(of.len());
                        found += usize::from(holds.into_iter().any(|part| part == of.as_bytes()));
                    }
                }
            }
            Ok(found)
        });
        searched.expect("searched")
    }

    fn alter(&self, sql: &str) {
        let altered: Result<usize, StoreError> = self
            .store
            .write(|writing| Ok(writing.connection().execute(sql, [])?));
        assert_eq!(altered.expect("altered"), 1);
    }

    /// Somebody was taken in, renamed and erased, and nobody else was.
    fn with_somebody_erased() -> Self {
        let house = Self::new();
        let mut added = Changes::new();
        added.put(LANE, &person(CUSTOMER, NAME));
        house.record(NAME, added);
        let mut renamed = Changes::new();
        renamed.put(LANE, &person(CUSTOMER, &format!("{NAME}二")));
        renamed.put(LANE, &person(GIVER, "the same command changed another row"));
        house.record(NAME, renamed);
        assert!(house.traces(NAME) > 4);
        let mut erased = Changes::new();
        erased.erase(LANE, &person(CUSTOMER, ""));
        house.record("the person asked in writing", erased);
        house
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

fn person(id: PersonId, name: &str) -> Person {
    Person {
        id,
        name: name.to_owned(),
        sign_in_name: id.to_string(),
        roles: Json(Vec::new()),
        state: PersonState::Working,
        added_at: Timestamp(0),
    }
}

#[test]
fn nothing_of_an_erased_person_is_left_in_any_table_and_the_chain_is_whole() {
    let house = House::with_somebody_erased();
    assert_eq!(house.traces(NAME), 0);
    assert_eq!(
        house.verified(),
        Verified {
            entries: 4,
            erased: 2,
            broken: None
        }
    );
}

#[test]
fn the_history_says_that_it_was_erased_and_keeps_the_rows_of_others() {
    let house = House::with_somebody_erased();
    let read = |id: PersonId| {
        house
            .store
            .read(|connection| history(connection, Person::TABLE, id.into()))
            .expect("a history")
    };
    let erased: Vec<bool> = read(CUSTOMER).iter().map(|entry| entry.erased).collect();
    assert_eq!(erased, [false, true, true]);
    assert!(read(GIVER).iter().all(|entry| entry.after.is_some()));
}

#[test]
fn contents_blanked_without_a_request_are_told_as_an_alteration() {
    let house = House::with_somebody_erased();
    house.alter("update outbox set salt = null, payload = null where n = 1");
    assert_eq!(house.verified().broken, Some(Broken::Chain { n: 1 }));
}

#[test]
fn a_row_blanked_without_a_request_is_told_as_an_alteration() {
    let house = House::with_somebody_erased();
    house.alter("update journal_change set salt = null, after = null where n = 3 and ordinal = 1");
    assert_eq!(house.verified().broken, Some(Broken::Chain { n: 3 }));
}

#[test]
fn a_request_that_was_never_made_cannot_be_claimed() {
    let house = House::with_somebody_erased();
    house.alter("update journal_change set erases = 1 where n = 3 and ordinal = 1");
    assert_eq!(house.verified().broken, Some(Broken::Chain { n: 3 }));
}

#[test]
fn an_altered_image_is_told() {
    let house = House::with_somebody_erased();
    house.alter("update journal_change set after = x'00' where n = 4");
    assert_eq!(house.verified().broken, Some(Broken::Chain { n: 4 }));
}

#[test]
fn an_altered_command_is_told() {
    let house = House::with_somebody_erased();
    house.alter("update outbox set payload = x'00' where n = 4");
    assert_eq!(house.verified().broken, Some(Broken::Signature { n: 4 }));
}
