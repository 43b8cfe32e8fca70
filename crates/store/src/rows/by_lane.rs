//! Rows of a file that holds several dealerships, as the platform's does: each stands under its id and its
//! lane, and whoever asks in one lane meets no row of another. Ids may be equal in two lanes, because some
//! are derived from what is the same in every house, such as a day of the cash book.

use std::collections::BTreeSet;

use domain::{
    entity::{Row, Table},
    facts::Lookup,
    ids::{LaneId, RecordId},
};
use rusqlite::{Connection, OptionalExtension};

use super::{Bound, Purpose, columns, find_words, in_order, read_row, statement, upsert};
use crate::error::StoreError;

/// Keys every table of entities by id and lane that is still keyed by id alone, as a desk's are. The rows
/// stay.
pub fn key_tables(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let keyed = keyed_by_lane(&transaction)?;
    for table in domain::TABLES {
        if !keyed.contains(table.name) {
            key(&transaction, table)?;
        }
    }
    transaction.commit()
}

/// Asked for all tables at once, because every start of a node asks.
fn keyed_by_lane(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare(
            "select m.name from sqlite_master m, pragma_table_info(m.name) i
             where m.type = 'table' and i.name = 'lane' and i.pk > 0",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

fn key(connection: &Connection, table: &Table) -> rusqlite::Result<()> {
    let name = table.name;
    let (definitions, names): (String, String) = connection.query_row(
        "select group_concat(
                  '\"' || name || '\" ' || type || iif(\"notnull\" or pk, ' not null', '')
                  || ifnull(' default ' || dflt_value, ''), ', ' order by cid),
                group_concat('\"' || name || '\"', ', ' order by cid)
         from pragma_table_info(?1)",
        [name],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut statement = connection.prepare(
        "select sql from sqlite_master where type = 'index' and tbl_name = ?1 and sql is not null",
    )?;
    let indexes: Vec<String> = statement
        .query_map([name], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let indexes = indexes.join(";\n");
    let has_rows: bool = connection.query_row(
        &format!("select exists (select 1 from {name})"),
        [],
        |row| row.get(0),
    )?;
    // A renaming reads every table and index of the file again: with all tables that is most of a second, and a
    // new file, which has no rows to keep, does without.
    connection.execute_batch(&if has_rows {
        format!(
            "create table {name}_by_lane ({definitions}, primary key (id, lane)) strict;
             insert into {name}_by_lane ({names}) select {names} from {name};
             drop table {name};
             alter table {name}_by_lane rename to {name};
             {indexes};"
        )
    } else {
        format!(
            "drop table {name};
             create table {name} ({definitions}, primary key (id, lane)) strict;
             {indexes};"
        )
    })
}

pub fn get(
    connection: &Connection,
    table: &'static Table,
    lane: LaneId,
    id: RecordId,
) -> Result<Option<Row>, StoreError> {
    let sql = statement(table, Purpose::GetInLane, || {
        format!(
            "select {} from {} where id = ?1 and lane = ?2",
            columns(table),
            table.name
        )
    });
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(rusqlite::params![id.bytes(), lane.0.as_bytes()], |found| {
            read_row(table, found, 0)
        })
        .optional()?)
}

pub fn find(
    connection: &Connection,
    lane: LaneId,
    lookup: &Lookup,
) -> Result<Vec<Row>, StoreError> {
    let table = lookup.table;
    let (index, equals) = (lookup.index.name, lookup.equals.len());
    let purpose = Purpose::FindInLane(index, equals, lookup.range.is_some());
    let sql = statement(table, purpose, || {
        let place = equals + 2 * usize::from(lookup.range.is_some()) + 1;
        find_words(lookup, &format!("lane = ?{place}"))
    });
    let mut statement = connection.prepare_cached(&sql)?;
    let ends = lookup.range.iter().flat_map(|(from, until)| [from, until]);
    let mut place = 0;
    for value in lookup.equals.iter().chain(ends) {
        place += 1;
        statement.raw_bind_parameter(place, Bound(value))?;
    }
    statement.raw_bind_parameter(place + 1, lane.0.as_bytes())?;
    let rows = statement
        .raw_query()
        .mapped(|found| read_row(table, found, 0));
    Ok(in_order(lookup, rows.collect::<Result<_, _>>()?))
}

/// Writes a whole row as entry `seq` of its lane has it.
pub fn put_stamped(
    connection: &Connection,
    table: &Table,
    lane: LaneId,
    seq: u64,
    row: &Row,
) -> Result<(), StoreError> {
    let sql = statement(table, Purpose::PutInLane, || {
        upsert(table, "id, lane", &["lane", "seq"], "seq = excluded.seq")
    });
    let mut statement = connection.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, lane.0.as_bytes())?;
    statement.raw_bind_parameter(2, seq as i64)?;
    for (index, value) in row.iter().enumerate() {
        statement.raw_bind_parameter(index + 3, Bound(value))?;
    }
    statement.raw_execute()?;
    Ok(())
}

pub fn delete(
    connection: &Connection,
    table: &Table,
    lane: LaneId,
    id: RecordId,
) -> Result<(), StoreError> {
    let sql = statement(table, Purpose::DeleteInLane, || {
        format!("delete from {} where id = ?1 and lane = ?2", table.name)
    });
    connection
        .prepare_cached(&sql)?
        .execute(rusqlite::params![id.bytes(), lane.0.as_bytes()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{
        entity::{Entity, Value},
        ids::PersonId,
        people::{Person, PersonState},
        time::Timestamp,
    };
    use uuid::Uuid;

    use super::*;
    use crate::rows;

    fn person(name: &str, id: PersonId) -> Row {
        Person {
            id,
            name: name.to_owned(),
            sign_in_name: "admin".to_owned(),
            roles: domain::entity::Json(Vec::new()),
            state: PersonState::Working,
            added_at: Timestamp(0),
        }
        .to_row()
    }

    #[test]
    fn rows_of_a_file_that_was_keyed_by_id_alone_stay_and_another_lane_has_its_own_beside_them() {
        let mut connection = Connection::open_in_memory().expect("a file");
        crate::migrate(&mut connection).expect("the migrations run");
        let (here, there) = (LaneId(Uuid::now_v7()), LaneId(Uuid::now_v7()));
        let id = PersonId(Uuid::now_v7());
        rows::put_stamped(&connection, Person::TABLE, here, 1, &person("陈", id)).expect("a row");

        key_tables(&mut connection).expect("the tables are keyed");
        key_tables(&mut connection).expect("once is enough");
        crate::migrate(&mut connection).expect("nothing is left to migrate");
        put_stamped(&connection, Person::TABLE, there, 1, &person("李", id)).expect("a row");

        let name = |lane| {
            let row = get(&connection, Person::TABLE, lane, id.into()).expect("an answer");
            row.map(|row| Person::from_row(&row).expect("a person").name)
        };
        assert_eq!(name(here).as_deref(), Some("陈"));
        assert_eq!(name(there).as_deref(), Some("李"));
        let by_name = Lookup {
            table: Person::TABLE,
            index: Person::BY_SIGN_IN_NAME,
            equals: vec![Value::Text("admin".to_owned())],
            range: None,
        };
        assert_eq!(find(&connection, here, &by_name).expect("rows").len(), 1);
        delete(&connection, Person::TABLE, there, id.into()).expect("it goes");
        assert_eq!((name(here).as_deref(), name(there)), (Some("陈"), None));
    }

    #[test]
    fn every_table_keeps_its_indexes_and_columns() {
        let shape = |connection: &Connection| -> Vec<(String, String)> {
            let mut statement = connection
                .prepare(
                    "select m.name, group_concat(i.name || i.\"notnull\" || i.type, ',' order by i.cid)
                     from sqlite_master m, pragma_table_info(m.name) i where m.type = 'table'
                     group by m.name
                     union all select name, sql from sqlite_master where type = 'index' and sql is not null
                     order by 1",
                )
                .expect("words");
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.expect("rows").collect::<Result<_, _>>().expect("rows")
        };
        let mut connection = Connection::open_in_memory().expect("a file");
        crate::migrate(&mut connection).expect("the migrations run");
        let before = shape(&connection);
        key_tables(&mut connection).expect("the tables are keyed");
        assert_eq!(before, shape(&connection));
    }
}
