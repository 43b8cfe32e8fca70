//! Beginning a lane anew: the platform was restored from a backup, or the desk's past is not its own.
//! Every confirmed row of the lane goes and comes again, in one transaction; the outbox stays. And letting a lane go that
//! this desk does not follow any more: its rows go and do not come again.

use domain::{
    command::{Outcome, Stop},
    entity::Table,
    ids::LaneId,
};
use protocol::{Envelope, ledger::Position, wire::Page};
use rusqlite::params;

use super::{
    entries::drop_entries,
    pages::{Before, TakenIn, TakingError, cursor, group_lane},
};
use crate::{error::StoreError, facts::StoreFacts, open::Writing, rows};

/// What becomes of this desk's commands when a lane begins anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Commands {
    /// They are entered into this lane, and those that are not in it any more wait again.
    WaitAgain,
    StandElsewhere,
}

impl Writing<'_> {
    /// Takes a lane's whole ledger in place of what this desk has of it. Commands that the platform does
    /// not have any more wait again.
    pub fn take_anew(
        &self,
        lane: LaneId,
        epoch: u64,
        pages: &[Page],
        decide_again: impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<TakenIn, TakingError> {
        self.put_anew(lane, epoch, pages, Commands::WaitAgain, decide_again)
    }

    /// The same with a lane that this desk's own commands are not entered into first, such as its group's: what became of
    /// them stands in its own lane.
    pub fn take_shared_anew(
        &self,
        lane: LaneId,
        epoch: u64,
        pages: &[Page],
        decide_again: impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<TakenIn, TakingError> {
        self.put_anew(lane, epoch, pages, Commands::StandElsewhere, decide_again)
    }

    fn put_anew(
        &self,
        lane: LaneId,
        epoch: u64,
        pages: &[Page],
        commands: Commands,
        mut decide_again: impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<TakenIn, TakingError> {
        let connection = self.connection();
        let mut before = Before::new();
        self.put_shadows_back(&mut before)?;
        self.empty_all(lane, &mut before)?;
        // A desk that began from a snapshot has the whole ledger from now on.
        self.forget_beginning()?;
        self.follow(lane, Position::start_of(epoch))?;
        if commands == Commands::WaitAgain {
            // Whatever the pages bring takes its command off this list again.
            connection.execute(
                "insert into waiting (n, command) select n, id from outbox where true
                 on conflict (n) do nothing",
                [],
            )?;
        }
        let mut taken = TakenIn::default();
        for page in pages {
            self.take_page(page, &mut before, &mut taken.settled)?;
        }
        if commands == Commands::WaitAgain {
            self.count_from_what_waits()?;
        }
        self.finish(before, &mut taken, &mut decide_again)?;
        Ok(taken)
    }

    /// Lets every lane go but this desk's own and its group's: its store has left the group that a lane belongs to. Says
    /// which lanes those were.
    pub fn let_others_go(
        &self,
        own: LaneId,
        mut decide_again: impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<(Vec<LaneId>, TakenIn), TakingError> {
        let connection = self.connection();
        let mut taken = TakenIn::default();
        let group = group_lane(connection)?;
        let followed = cursor(connection)?.into_keys();
        let others: Vec<LaneId> = followed
            .filter(|lane| *lane != own && Some(*lane) != group)
            .collect();
        if others.is_empty() {
            return Ok((others, taken));
        }
        let mut before = Before::new();
        self.put_shadows_back(&mut before)?;
        for lane in &others {
            self.empty_all(*lane, &mut before)?;
            connection.execute("delete from lane where id = ?1", [lane.0.as_bytes()])?;
        }
        self.finish(before, &mut taken, &mut decide_again)?;
        Ok((others, taken))
    }

    /// Empties every table and the ledger of a lane.
    fn empty_all(&self, lane: LaneId, before: &mut Before) -> Result<(), StoreError> {
        let connection = self.connection();
        for table in domain::TABLES {
            self.empty(table, lane, before)?;
        }
        // Another ledger may not tell of these erasures, and what they blanked here stays blank.
        connection.execute(
            "insert into store_fact (key, value)
             select distinct 'erased ' || table_name || ' ' || hex(id), 'by a former ledger'
             from ledger_change where lane = ?1 and erases = 1
             on conflict (key) do nothing",
            [lane.0.as_bytes()],
        )?;
        drop_entries(connection, lane)
    }

    fn empty(
        &self,
        table: &'static Table,
        lane: LaneId,
        before: &mut Before,
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare(&format!(
            "select {} from {} where lane = ?1",
            rows::columns(table),
            table.name
        ))?;
        let found =
            statement.query_map([lane.0.as_bytes()], |row| rows::read_row(table, row, 0))?;
        for row in found {
            let row = row?;
            if let Some(id) = rows::id_of(&row) {
                before.entry((table.name, id)).or_insert((table, Some(row)));
            }
        }
        connection.execute(
            &format!("delete from {} where lane = ?1", table.name),
            params![lane.0.as_bytes()],
        )?;
        Ok(())
    }
}
