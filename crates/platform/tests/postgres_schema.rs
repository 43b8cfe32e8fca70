//! The tables of the PostgreSQL platform say what the entities' descriptions say, as those of the
//! embedded store do, and nobody writes a row beside the ledger.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
};

use common::{House, engines::Database};
use domain::{
    TABLES,
    entity::{ColumnKind, Entity, Table},
    people::Person,
};
use platform::lanes::{ONLY_AT_DESKS, Postgres};
use tokio_postgres::Client;

fn sql_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "bigint",
        ColumnKind::Text => "text",
        ColumnKind::Blob => "bytea",
    }
}

/// The server cuts longer names off.
fn cut(name: &str) -> &str {
    &name[..name.len().min(63)]
}

/// The columns of an index: the lane stands second, so that each index answers its own look-ups and no
/// other index seems to do as well while the tables are new.
fn in_a_lane(columns: &[&'static str]) -> Vec<&'static str> {
    let (first, rest) = columns.split_first().expect("an index has columns");
    [&[*first, "lane"], rest, &["id"]].concat()
}

/// The definition that an entity's description asks for.
fn definition(table: &Table) -> String {
    let mut sql = format!(
        "create table {} (\n    lane bytea not null,\n    id bytea not null,\n    seq bigint not null",
        table.name
    );
    for column in table.columns.iter().skip(1) {
        let order = if column.kind == ColumnKind::Text {
            " collate \"C\""
        } else {
            ""
        };
        let null = if column.optional { "" } else { " not null" };
        let _ = write!(
            sql,
            ",\n    {} {}{order}{null}",
            column.name,
            sql_type(column.kind)
        );
    }
    sql.push_str(",\n    primary key (id, lane)\n);\n");
    for index in table.indexes {
        let _ = writeln!(
            sql,
            "create index {} on {} ({});",
            index.name,
            table.name,
            in_a_lane(index.columns).join(", ")
        );
    }
    let _ = writeln!(sql, "select only_entries_write('{}');", table.name);
    sql
}

async fn texts(client: &Client, question: &str, of: &str) -> Vec<String> {
    client
        .query(question, &[&of])
        .await
        .expect("the catalogue answers")
        .iter()
        .map(|row| row.get(0))
        .collect()
}

#[tokio::test]
async fn the_schema_says_what_the_descriptions_say() {
    let database = Database::new().await;
    let client = database.client().await;
    let mut wrong = String::new();
    for table in TABLES {
        let found: BTreeSet<String> = texts(
            &client,
            "select concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
                 case when a.attnotnull then 'not null' end,
                 (select c.collname from pg_collation c where c.oid = a.attcollation))
             from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped",
            table.name,
        )
        .await
        .into_iter()
        .collect();
        let mut asked: BTreeSet<String> = table
            .columns
            .iter()
            .map(|column| {
                let null = if column.optional { "" } else { " not null" };
                let order = if column.kind == ColumnKind::Text {
                    " C"
                } else {
                    ""
                };
                format!("{} {}{null}{order}", column.name, sql_type(column.kind))
            })
            .collect();
        asked.insert("lane bytea not null".to_owned());
        asked.insert("seq bigint not null".to_owned());

        let mut indexes_there = true;
        let key = (format!("{}_pkey", table.name), vec!["id", "lane"]);
        let indexes = table.indexes.iter().map(|index| {
            let columns = in_a_lane(index.columns);
            (index.name.to_owned(), columns)
        });
        for (name, columns) in indexes.chain([key]) {
            let found = texts(
                &client,
                "select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indexrelid
                 where i.indexrelid = to_regclass($1) order by a.attnum",
                cut(&name),
            )
            .await;
            indexes_there &= found == columns;
        }
        let triggers = texts(
            &client,
            "select tgname::text from pg_trigger where tgrelid = to_regclass($1) order by tgname",
            table.name,
        )
        .await;
        if found != asked
            || !indexes_there
            || triggers != ["emptied_by_nobody", "written_by_an_entry"]
        {
            wrong.push_str(&definition(table));
        }
    }
    assert!(wrong.is_empty(), "the migrations should hold:\n{wrong}");
}

fn migrations(kind: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(kind);
    std::fs::read_dir(folder)
        .expect("the folder of migrations")
        .map(|entry| {
            let file = entry.expect("a file").path();
            let name = file.file_name().expect("a name").to_string_lossy();
            let text = std::fs::read_to_string(&file).expect("SQL");
            (name.into_owned(), text)
        })
        .collect()
}

/// The tables that a migration makes or changes.
fn tables_of(sql: &str) -> BTreeSet<String> {
    sql.lines()
        .filter_map(|line| {
            let rest = line
                .strip_prefix("create table ")
                .or_else(|| line.strip_prefix("alter table "))?;
            Some(rest.split_whitespace().next()?.to_owned())
        })
        .collect()
}

#[test]
fn both_stores_have_the_same_migrations_but_for_what_is_only_at_desks() {
    let only_at_desks: BTreeSet<&str> = ONLY_AT_DESKS.iter().map(|(table, _)| *table).collect();
    let (sqlite, postgres) = (migrations("sqlite"), migrations("postgres"));
    for (name, sql) in &sqlite {
        let mut tables = tables_of(sql);
        tables.retain(|table| !only_at_desks.contains(table.as_str()));
        let other = postgres.get(name).map(|sql| tables_of(sql));
        let lacking: Vec<&String> = match &other {
            Some(other) => tables.difference(other).collect(),
            None => tables.iter().collect(),
        };
        assert!(
            lacking.is_empty(),
            "migrations/postgres/{name} lacks {lacking:?}; add them there, or to ONLY_AT_DESKS with the reason"
        );
    }
    for name in postgres.keys() {
        assert!(
            sqlite.contains_key(name),
            "migrations/sqlite/{name} is missing"
        );
    }
}

#[tokio::test]
async fn whoever_writes_a_row_beside_the_ledger_is_refused() {
    let house = House::<Postgres>::with_a_dealership().await;
    let client = house.ground.client().await;
    let person = Person::TABLE.name;
    for bypass in [
        format!("update {person} set name = '别人'"),
        format!("update {person} set name = '别人', seq = seq + 1"),
        format!("update {person} set lane = '\\x00'"),
        format!("delete from {person}"),
        format!("truncate {person}"),
        format!(
            "insert into {person} (lane, id, seq, name, sign_in_name, roles, state, added_at)
             select lane, '\\x01', seq, '别人', 'other', roles, state, added_at from {person}"
        ),
    ] {
        let refused = client.batch_execute(&bypass).await.expect_err(&bypass);
        let code = refused.code().map(|code| code.code().to_owned());
        assert_eq!(code.as_deref(), Some("23000"), "{bypass}: {refused:?}");
    }
    let names = texts(&client, "select name from person where name <> $1", "").await;
    assert_eq!(names, ["陈管理"]);
}
