//! After five wrong passwords in a row a person's sign-in rests for fifteen minutes (FACTS 5.3).
//! Kept in the store, so that restarting the program does not begin the count anew.

use domain::{ids::PersonId, time::Timestamp};
use rusqlite::params;
use store::StoreError;

use crate::{clock, error::RpcError, stores::OpenStore};

/// So many wrong passwords in a row are let pass.
pub const ALLOWED: i64 = 5;
const REST: i64 = Timestamp::HOUR / 4;

/// How many failures since the last success, and when the last one was.
fn failures(store: &OpenStore, person: PersonId) -> Result<(i64, Timestamp), RpcError> {
    store
        .store
        .read(|connection| {
            Ok::<_, StoreError>(
                connection
                    .prepare_cached(
                        "select count(*), ifnull(max(at), 0) from access_log
                 where table_name = 'person' and record = ?1 and action = 'signInFailed'
                   and id > (select ifnull(max(id), 0) from access_log
                             where table_name = 'person' and record = ?1 and action = 'signedIn')",
                    )?
                    .query_row([person.0.as_bytes()], |row| {
                        Ok((row.get(0)?, Timestamp(row.get(1)?)))
                    })?,
            )
        })
        .map_err(RpcError::from)
}

/// How long the sign-in still rests after so many failures.
pub fn minutes_left(count: i64, last: Timestamp) -> Option<i64> {
    let left = last.plus(REST).0 - clock::now().0;
    // A clock set back must not lock anybody out for longer than the rest itself.
    (count >= ALLOWED && left > 0 && left <= REST).then(|| left.div_euclid(60_000) + 1)
}

pub fn check(store: &OpenStore, person: PersonId) -> Result<(), RpcError> {
    let (count, last) = failures(store, person)?;
    match minutes_left(count, last) {
        Some(minutes) => Err(RpcError::refused("lockedOut")
            .on("password")
            .with("minutes", minutes)),
        None => Ok(()),
    }
}

fn note(store: &OpenStore, person: PersonId, action: &str) -> Result<(), RpcError> {
    store.store.write(|writing| {
        writing
            .connection()
            .prepare_cached(
                "insert into access_log (at, person, action, table_name, record, detail)
                 values (?1, ?2, ?3, 'person', ?2, '')",
            )?
            .execute(params![clock::now().0, person.0.as_bytes(), action])?;
        Ok::<_, RpcError>(())
    })
}

/// Notes a failure and says what the person is told.
pub fn failed(store: &OpenStore, person: PersonId) -> Result<RpcError, RpcError> {
    note(store, person, "signInFailed")?;
    let (count, last) = failures(store, person)?;
    Ok(match minutes_left(count, last) {
        Some(minutes) => RpcError::refused("lockedOut").with("minutes", minutes),
        None => RpcError::refused("wrongPassword").with("left", ALLOWED - count),
    }
    .on("password"))
}

/// Notes a sign-in. A full disk keeps nobody out: whoever stands before a customer can still look
/// things up, and every deed says by itself that nothing can be kept.
pub fn succeeded(store: &OpenStore, person: PersonId) -> Result<(), RpcError> {
    match note(store, person, "signedIn") {
        Err(error) if error.code == "diskFull" => Ok(()),
        noted => noted,
    }
}
