//! Migrations, run in order, each in a transaction of its own. They are additive and never edited
//! once released; `user_version` counts them.

use rusqlite::Connection;

use crate::error::OpenError;

/// THE list of migrations.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/sqlite/0001_foundation.sql"),
    include_str!("../../../migrations/sqlite/0002_customers.sql"),
    crate::search::SCHEMA,
    include_str!("../../../migrations/sqlite/0020_quotes.sql"),
    include_str!("../../../migrations/sqlite/0040_papers.sql"),
    include_str!("../../../migrations/sqlite/0010_customers.sql"),
    include_str!("../../../migrations/sqlite/0030_orders.sql"),
    include_str!("../../../migrations/sqlite/0060_catalogue.sql"),
    include_str!("../../../migrations/sqlite/0080_reports.sql"),
    include_str!("../../../migrations/sqlite/0070_imports.sql"),
    include_str!("../../../migrations/sqlite/0090_people.sql"),
    include_str!("../../../migrations/sqlite/0110_catalogue_named.sql"),
    include_str!("../../../migrations/sqlite/0100_forgotten_papers.sql"),
    include_str!("../../../migrations/sqlite/0200_sync.sql"),
    include_str!("../../../migrations/sqlite/0210_desks.sql"),
    include_str!("../../../migrations/sqlite/0420_service.sql"),
    include_str!("../../../migrations/sqlite/0400_test_drives.sql"),
    include_str!("../../../migrations/sqlite/0430_parts.sql"),
    include_str!("../../../migrations/sqlite/0440_complaints.sql"),
    include_str!("../../../migrations/sqlite/0441_recalls.sql"),
    include_str!("../../../migrations/sqlite/0442_plans.sql"),
    include_str!("../../../migrations/sqlite/0443_next_service.sql"),
    include_str!("../../../migrations/sqlite/0450_warranty.sql"),
    include_str!("../../../migrations/sqlite/0451_leaving.sql"),
    include_str!("../../../migrations/sqlite/0452_photos.sql"),
    include_str!("../../../migrations/sqlite/0460_requests.sql"),
    include_str!("../../../migrations/sqlite/0470_taken.sql"),
    include_str!("../../../migrations/sqlite/0471_maker_intervals.sql"),
    include_str!("../../../migrations/sqlite/0490_offline.sql"),
    include_str!("../../../migrations/sqlite/0500_service_points.sql"),
    include_str!("../../../migrations/sqlite/0510_groups.sql"),
    include_str!("../../../migrations/sqlite/0520_transfer_notes.sql"),
    include_str!("../../../migrations/sqlite/0521_group_invitations.sql"),
    include_str!("../../../migrations/sqlite/0530_promotions.sql"),
    include_str!("../../../migrations/sqlite/0540_members.sql"),
    include_str!("../../../migrations/sqlite/0541_former_keys.sql"),
    include_str!("../../../migrations/sqlite/0550_stock_levels.sql"),
    include_str!("../../../migrations/sqlite/0560_rules.sql"),
];

pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

pub fn run(connection: &mut Connection) -> Result<(), OpenError> {
    let found: i64 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(OpenError::NewerVersion {
            found,
            known: SCHEMA_VERSION,
        });
    }
    let done = usize::try_from(found).unwrap_or(0);
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", index as i64 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
