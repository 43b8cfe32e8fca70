//! Who somebody is that a record names: a colleague of the house, or one of another store of the group who gave a command
//! that reached it.

use domain::{
    ids::PersonId,
    people::{OutsideKey, Person},
};
use rusqlite::Connection;
use store::{StoreError, rows};

/// The name under which a person is known here; empty for one of whom nothing is known, such as the platform itself.
pub fn name_of(connection: &Connection, person: PersonId) -> Result<String, StoreError> {
    if let Some(colleague) = rows::entity::<Person>(connection, person)? {
        return Ok(colleague.name);
    }
    let outside: Vec<OutsideKey> = rows::select(
        connection,
        "where person = ?1 order by seq desc limit 1",
        [person.0.as_bytes()],
    )?;
    Ok(outside
        .into_iter()
        .next()
        .map_or_else(String::new, |known| known.name))
}
