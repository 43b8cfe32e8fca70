//! Personal data on their way to a screen, and out of the house. Everything is masked by what the
//! entity's description says of the column; a value is revealed one at a time, for a reason that is
//! written down (SEC-5).

mod export;
mod log;
mod reveal;

pub use export::{ExportPerson, PersonExport, export};
pub use log::{AccessLog, AccessLogArgs, log};
pub use reveal::{Reveal, Revealed, reveal};

use domain::{
    entity::{Entity, Table},
    ids::{PersonId, RecordId},
    privacy::{PersonalKind, mask},
};
use rusqlite::params;
use serde_json::{Value, json};
use store::Writing;

use crate::{clock, error::RpcError};

/// What the description says of a column.
fn kind_of(table: &Table, column: &str) -> Option<PersonalKind> {
    table
        .columns
        .iter()
        .find(|known| known.name == column)
        .and_then(|known| known.personal)
}

/// A column's value as a screen may show it.
pub fn shown<T: Entity>(column: &str, value: &str) -> String {
    match kind_of(T::TABLE, column) {
        Some(kind) => mask(kind, value),
        None => value.to_owned(),
    }
}

/// Writes down who looked at or took out what, and why.
pub(crate) fn note(
    writing: &Writing,
    person: PersonId,
    action: &str,
    (table, record): (&str, RecordId),
    detail: &Value,
) -> Result<(), RpcError> {
    writing
        .connection()
        .prepare_cached(
            "insert into access_log (at, person, action, table_name, record, detail)
             values (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            clock::now().0,
            person.0.as_bytes(),
            action,
            table,
            record.bytes(),
            detail.to_string(),
        ])?;
    Ok(())
}

/// What the log says beside the record: the field and the reason.
pub(crate) fn detail(field: &str, reason: &str) -> Value {
    json!({ "field": field, "reason": reason })
}

/// `bornOn` of a page is `born_on` of a table.
fn snake_case(name: &str) -> String {
    name.chars()
        .fold(String::with_capacity(name.len() + 4), |mut text, letter| {
            if letter.is_ascii_uppercase() {
                text.push('_');
            }
            text.push(letter.to_ascii_lowercase());
            text
        })
}

#[cfg(test)]
mod tests {
    use domain::{customers::Customer, visits::Visit};

    use super::{shown, snake_case};

    #[test]
    fn a_column_is_masked_by_what_its_description_says() {
        assert_eq!(shown::<Customer>("mobile", "13800000034"), "138****0034");
        assert_eq!(shown::<Customer>("name", "王小明"), "王*明");
        assert_eq!(shown::<Customer>("number", "CA-2611-0001"), "CA-2611-0001");
        assert_eq!(shown::<Visit>("called", "李四"), "李*");
    }

    #[test]
    fn the_names_of_page_and_table_meet() {
        assert_eq!(snake_case("identityNumber"), "identity_number");
        assert_eq!(snake_case("mobile"), "mobile");
    }
}
