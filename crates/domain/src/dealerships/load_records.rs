//! Sample records of a training dealership come in as commands, too, so that they reach every desk
//! and the ledger has no hole. Nothing else can be written this way.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Dealership, DealershipRefusal, Purpose};
use crate::{
    changes::{Change, Changes, Past},
    command::{Decision, Nature, Rule},
    context::Context,
    entity::{Column, ColumnKind, ColumnValue, Row, Value},
    facts::{Ask, Facts},
    ids::{DealershipId, RecordId},
    rights::Right,
};

/// So many rows travel in one command at most, so that nobody else in the lane waits long.
pub const MOST_ROWS: usize = 200;

/// One value of a loaded row. Bytes travel as lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum LoadedValue {
    Null(()),
    Integer(i64),
    Text(String),
    Blob { hex: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoadedRow {
    /// The table's name.
    pub table: String,
    /// In the order of the table's columns; the first is the id.
    pub values: Vec<LoadedValue>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoadRecords {
    pub rows: Vec<LoadedRow>,
}

impl LoadedValue {
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null(()),
            Value::Integer(number) => Self::Integer(*number),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Blob(bytes) => Self::Blob { hex: hex(bytes) },
        }
    }

    fn read(&self, column: &Column) -> Option<Value> {
        match self {
            Self::Null(()) => column.optional.then_some(Value::Null),
            Self::Integer(number) => {
                (column.kind == ColumnKind::Integer).then_some(Value::Integer(*number))
            }
            Self::Text(text) => {
                (column.kind == ColumnKind::Text).then(|| Value::Text(text.clone()))
            }
            Self::Blob { hex } => (column.kind == ColumnKind::Blob)
                .then(|| unhex(hex).map(Value::Blob))
                .flatten(),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

impl Rule for LoadRecords {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditRoles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let training = facts
            .get::<Dealership>(DealershipId(context.lane.0))?
            .is_some_and(|house| house.purpose == Purpose::Training);
        if !training {
            return Err(DealershipRefusal::OnlyForTraining.into());
        }
        if self.rows.len() > MOST_ROWS {
            return Err(DealershipRefusal::RecordsMalformed.into());
        }
        let mut changes = Changes::new();
        for loaded in &self.rows {
            let Some(change) = read(loaded, context) else {
                return Err(DealershipRefusal::RecordsMalformed.into());
            };
            changes.0.push(change);
        }
        Ok(changes.into())
    }
}

fn read(loaded: &LoadedRow, context: &Context) -> Option<Change> {
    let table = crate::table(&loaded.table)?;
    if loaded.values.len() != table.columns.len() {
        return None;
    }
    let row: Row = loaded
        .values
        .iter()
        .zip(table.columns)
        .map(|(value, column)| value.read(column))
        .collect::<Option<_>>()?;
    let id = RecordId::from_value(row.first()?).ok()?;
    Some(Change {
        lane: context.lane,
        table,
        id,
        row: Some(row),
        past: Past::Kept,
    })
}

#[cfg(test)]
mod tests {
    use super::{LoadRecords, LoadedRow, LoadedValue};
    use crate::{
        Command,
        dealerships::{Dealership, Purpose},
        entity::Entity,
        ids::DealershipId,
        people::BuiltInRole,
        tasks::Task,
        testing::{House, MORNING, id},
    };

    fn house(purpose: Purpose) -> House {
        let mut house = House::of(BuiltInRole::Administrator);
        house.put(&Dealership {
            id: id::<DealershipId>(7),
            name: "培训店".to_owned(),
            code: "PX".to_owned(),
            purpose,
            zone: "Asia/Shanghai".to_owned(),
            address: String::new(),
            phone: String::new(),
            credit_code: String::new(),
            bank_account: String::new(),
            logo: String::new(),
            founded_at: MORNING,
        });
        house
    }

    fn dealership_row() -> (Dealership, LoadRecords) {
        let mut other = house(Purpose::Training)
            .get::<Dealership>(id::<DealershipId>(7))
            .expect("the house");
        other.phone = "021-5555 0100".to_owned();
        let values = other.to_row().iter().map(LoadedValue::of).collect();
        let load = LoadRecords {
            rows: vec![LoadedRow {
                table: Dealership::TABLE.name.to_owned(),
                values,
            }],
        };
        (other, load)
    }

    #[test]
    fn sample_records_of_a_training_house_come_as_they_are_also_through_json() {
        let (row, load) = dealership_row();
        let text = serde_json::to_string(&load).expect("JSON");
        let mut house = house(Purpose::Training);
        house.done(Command::LoadRecords(
            serde_json::from_str(&text).expect("what was written"),
        ));
        assert_eq!(house.get::<Dealership>(row.id), Some(row));
    }

    #[test]
    fn nothing_is_loaded_into_a_house_that_trades() {
        let (_, load) = dealership_row();
        let refusal = house(Purpose::Trading).refused(Command::LoadRecords(load));
        assert_eq!(refusal.code, "onlyForTraining");
    }

    #[test]
    fn a_row_that_does_not_fit_its_table_is_refused() {
        let (_, load) = dealership_row();
        let mut narrow = load.clone();
        narrow.rows[0].values.pop();
        let mut elsewhere = load.clone();
        elsewhere.rows[0].table = Task::TABLE.name.to_owned();
        let mut foreign = load;
        foreign.rows[0].table = "store_fact".to_owned();
        for malformed in [narrow, elsewhere, foreign] {
            let refusal = house(Purpose::Training).refused(Command::LoadRecords(malformed));
            assert_eq!(refusal.code, "recordsMalformed");
        }
    }
}
