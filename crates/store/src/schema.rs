//! The test that the hand-written migrations say what the entities' descriptions say.

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use domain::{TABLES, entity::Table};
    use rusqlite::Connection;

    use crate::rows::sql_type;

    fn migrated() -> Connection {
        let mut connection = Connection::open_in_memory().expect("a store in memory");
        crate::migrations::run(&mut connection).expect("migrations run");
        connection
    }

    /// The definition that an entity's description asks for.
    fn definition(table: &Table) -> String {
        let mut sql = format!(
            "create table {} (\n    id blob primary key not null,\n    lane blob not null,\n    seq integer not null default 0",
            table.name
        );
        for column in table.columns.iter().skip(1) {
            let null = if column.optional { "" } else { " not null" };
            let _ = write!(
                sql,
                ",\n    {} {}{null}",
                column.name,
                sql_type(column.kind)
            );
        }
        sql.push_str("\n) strict;\n");
        for index in table.indexes {
            let _ = writeln!(
                sql,
                "create index {} on {} ({});",
                index.name,
                table.name,
                index.columns.join(", ")
            );
        }
        sql
    }

    #[test]
    fn the_schema_says_what_the_descriptions_say() {
        let connection = migrated();
        let mut wrong = String::new();
        for table in TABLES {
            let mut found: Vec<(String, String, bool)> = connection
                .prepare("select name, lower(type), \"notnull\" from pragma_table_info(?1)")
                .and_then(|mut statement| {
                    statement
                        .query_map([table.name], |row| {
                            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                        })?
                        .collect()
                })
                .expect("table info");
            found.sort();
            let mut asked: Vec<(String, String, bool)> = table
                .columns
                .iter()
                .map(|c| (c.name.to_owned(), sql_type(c.kind).to_owned(), !c.optional))
                .collect();
            asked.push(("lane".to_owned(), "blob".to_owned(), true));
            asked.push(("seq".to_owned(), "integer".to_owned(), true));
            asked.sort();
            let indexes_there = table.indexes.iter().all(|index| {
                let columns: Vec<String> = connection
                    .prepare("select name from pragma_index_info(?1) order by seqno")
                    .and_then(|mut statement| {
                        statement
                            .query_map([index.name], |row| row.get(0))?
                            .collect()
                    })
                    .expect("index info");
                columns == index.columns
            });
            if found != asked || !indexes_there {
                wrong.push_str(&definition(table));
            }
        }
        assert!(wrong.is_empty(), "the migrations should hold:\n{wrong}");
    }
}
