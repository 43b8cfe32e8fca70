//! What people do: a command is drawn, given at a desk and kept there.

use domain::{
    Command,
    ids::{CommandId, PersonId},
    time::Timestamp,
};
use protocol::conversation::Event as Said;
use store::StoreError;

use super::World;
use crate::{
    commands::{self, Drawing},
    desk::{Standing, Wish},
    faults::Fault,
    mutants::Mutant,
};

impl World {
    pub(super) fn give(
        &mut self,
        place: usize,
        actor: PersonId,
        command: Command,
    ) -> Option<CommandId> {
        let wish = Wish {
            id: CommandId(self.chance.id()),
            actor,
            command,
            salt: self.chance.bytes(),
        };
        let name = wish.command.name();
        if self.options.told == usize::MAX {
            let content = serde_json::to_string(&wish.command).unwrap_or_default();
            self.tell(|| format!("desk {place} is given {content}"));
        }
        let now = self.platform_time();
        let log = self.desks[place].log();
        let given = self.desks[place].give(self.lane, wish, now, &self.keys);
        if matches!(given, Ok(Some(_))) && self.power_goes_in_the_middle(place, log) {
            return None;
        }
        self.was_given(place, name, given)
    }

    pub(super) fn was_given(
        &mut self,
        place: usize,
        name: &str,
        given: Result<Option<CommandId>, StoreError>,
    ) -> Option<CommandId> {
        match given {
            Ok(Some(id)) => {
                self.given.insert(id, place as u64);
                self.tell(|| format!("desk {place}: {name} {id:?}"));
                self.mutate_given(place);
                self.power_goes_after(place);
                self.say(place, Said::Given);
                Some(id)
            }
            Ok(None) => None,
            Err(StoreError::DiskFull) => {
                self.table.hit(Fault::DiskFull, self.phase(place));
                self.tell(|| format!("desk {place}: no room for {name}"));
                None
            }
            Err(error) => {
                self.wrong
                    .push(format!("desk {place} could not keep {name}: {error}"));
                None
            }
        }
    }

    /// The bugs that a desk could have where it keeps a command.
    fn mutate_given(&mut self, place: usize) {
        self.desks[place].given += 1;
        if self.options.mutant == Some(Mutant::LoseOutboxRow) && self.desks[place].given % 20 == 7 {
            self.sql(
                place,
                "delete from waiting where n = (select max(n) from outbox);
                 delete from journal_change where n = (select max(n) from outbox);
                 delete from journal where n = (select max(n) from outbox);
                 delete from outbox where n = (select max(n) from outbox)",
            );
        }
    }

    pub(super) fn sql(&self, place: usize, text: &str) {
        let done: Result<(), StoreError> = self.desks[place].store().write(|writing| {
            writing
                .connection()
                .execute_batch("pragma defer_foreign_keys = on")?;
            writing.connection().execute_batch(text)?;
            Ok(())
        });
        done.expect("the mutant writes");
    }

    /// What somebody draws over what a desk knows just then.
    pub(super) fn drawn(
        &mut self,
        place: usize,
        now: Timestamp,
        draw: impl FnOnce(&mut Drawing<'_>) -> Option<Command>,
    ) -> Option<Command> {
        let Self {
            desks,
            chance,
            vins,
            clerks,
            founding,
            lane,
            ..
        } = self;
        desks[place].read(|connection| {
            Ok(draw(&mut Drawing {
                chance,
                connection,
                vins,
                clerks,
                founding: *founding,
                lane: *lane,
                now,
            }))
        })
    }

    pub(super) fn somebody_gives(&mut self, place: usize) {
        if self.desks[place].standing == Standing::Revoked {
            return;
        }
        let administrator = self.administrator;
        let actor = if self.chance.percent(25) {
            administrator
        } else {
            self.chance.one_of(&self.clerks).unwrap_or(administrator)
        };
        let now = self.platform_time().plus(self.desks[place].skew);
        // A draw that the house has no use for yet is drawn again.
        for _ in 0..6 {
            let command = self.drawn(place, now, commands::deed);
            if let Some(command) = command
                && self.give(place, actor, command).is_some()
            {
                break;
            }
        }
        if self.goes_wrong(8) {
            self.hit(Fault::DeskKilledAfterCommit, place);
            self.restart(place);
        }
    }
}
