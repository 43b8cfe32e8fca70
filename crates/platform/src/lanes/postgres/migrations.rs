//! The tables of a PostgreSQL platform: the migrations of the same names as the embedded store's, and a
//! table of those that have run. Several nodes may start at once; one runs them, the others wait.

use std::collections::BTreeSet;

use deadpool_postgres::Object;

use super::EngineError;

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../../migrations/postgres/", $name, ".sql")))),+]
    };
}

/// THE list of migrations, in the order in which they are run.
pub const MIGRATIONS: &[(&str, &str)] = migrations![
    "0001_foundation",
    "0002_customers",
    "0010_customers",
    "0020_quotes",
    "0030_orders",
    "0040_papers",
    "0060_catalogue",
    "0070_imports",
    "0080_reports",
    "0090_people",
    "0100_forgotten_papers",
    "0110_catalogue_named",
    "0200_sync",
    "0210_desks",
    "0420_service",
    "0400_test_drives",
    "0430_parts",
    "0440_complaints",
    "0441_recalls",
    "0442_plans",
    "0443_next_service",
    "0450_warranty",
    "0451_leaving",
    "0452_photos",
    "0460_requests",
    "0470_taken",
    "0471_maker_intervals",
    "0490_offline",
    "0500_service_points",
    "0510_groups",
    "0520_transfer_notes",
    "0521_group_invitations",
    "0530_promotions",
    "0540_members",
    "0550_stock_levels",
    "0560_rules",
];

/// Tables of the embedded store that the platform's database does without, and why.
pub const ONLY_AT_DESKS: &[(&str, &str)] = &[
    ("store_fact", "says which desk a store belongs to"),
    (
        "outbox",
        "a desk's own commands; here they are in the ledger",
    ),
    ("waiting", "a desk's commands that are not confirmed"),
    (
        "shadow",
        "confirmed rows under a desk's unconfirmed commands",
    ),
    (
        "journal",
        "a desk's own hash chain; here it is the ledger's",
    ),
    (
        "journal_change",
        "a desk's own hash chain; here it is the ledger's",
    ),
    (
        "former_key",
        "keys that a desk had for somebody and has not any more",
    ),
    ("number_series", "numbers are drawn at desks"),
    ("setting", "what a person chose at a desk"),
    ("draft", "what a person typed at a desk"),
    ("kept_photo", "photographs lie at the desk that took them"),
    ("access_log", "who looked at what at a desk"),
    ("import_mapping", "how a desk reads a maker's lists"),
    ("search", "the index of a desk's search"),
];

/// Any number that nobody else locks: whoever holds it migrates.
const LOCK: i64 = 0x464f_5245_434f_5552;

pub async fn run(connection: &mut Object) -> Result<(), EngineError> {
    let transaction = connection.transaction().await?;
    transaction
        .execute("select pg_advisory_xact_lock($1)", &[&LOCK])
        .await?;
    transaction
        .batch_execute(
            "create table if not exists migration (
                 name text collate \"C\" primary key not null,
                 run_at timestamptz not null default now()
             )",
        )
        .await?;
    let done: BTreeSet<String> = transaction
        .query("select name from migration", &[])
        .await?
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<_, _>>()?;
    let known: BTreeSet<&str> = MIGRATIONS.iter().map(|(name, _)| *name).collect();
    if let Some(newer) = done.iter().find(|name| !known.contains(name.as_str())) {
        return Err(EngineError::Database(format!(
            "a newer platform has changed this database ({newer}); start that version"
        )));
    }
    for (name, sql) in MIGRATIONS {
        if !done.contains(*name) {
            transaction.batch_execute(sql).await?;
            transaction
                .execute("insert into migration (name) values ($1)", &[name])
                .await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}
