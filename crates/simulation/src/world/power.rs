//! Power that goes and programs that end: what a desk has when it begins again.

use protocol::conversation::Event as Said;

use super::World;
use crate::{
    desk::{Desk, Log},
    faults::Fault,
    mutants::Mutant,
};

impl World {
    /// Sometimes the power goes while a commit is on its way to the disk: nobody was told that it is done,
    /// and of what it added to the log only a part is there.
    pub(super) fn power_goes_in_the_middle(&mut self, place: usize, before: Log) -> bool {
        let after = self.desks[place].log();
        if after.length <= before.length || !self.goes_wrong(8) {
            return false;
        }
        let added = after.added_since(before);
        if added == 0 {
            return false;
        }
        self.hit(Fault::PowerLostInCommit, place);
        let left = before.length + self.chance.below(added);
        self.loses_power(place, left);
        true
    }

    /// Sometimes it goes just after somebody was told that the command is kept: what the disk has is there.
    pub(super) fn power_goes_after(&mut self, place: usize) {
        if !self.goes_wrong(8) {
            return;
        }
        self.hit(Fault::PowerLostAfterCommit, place);
        let length = self.desks[place].log().length;
        let mutant = self.options.mutant == Some(Mutant::CommitWithoutSync);
        let left = if !mutant && self.desks[place].syncs() {
            length
        } else {
            // Of the last commits nobody knows how much the disk has.
            length - self.chance.below(length.min(200_000))
        };
        self.loses_power(place, left);
    }

    fn loses_power(&mut self, place: usize, left: u64) {
        self.desks[place].lose_power(left);
        self.say(place, Said::Began);
    }

    /// A desk ends, something is done to its folder, and it begins again; its conversation is told by the
    /// caller.
    pub(super) fn reopened(&mut self, place: usize, work: impl FnOnce(&Desk)) {
        let desk = &mut self.desks[place];
        desk.kill();
        work(desk);
        desk.open();
    }

    pub(super) fn restart(&mut self, place: usize) {
        self.reopened(place, |_| {});
        self.say(place, Said::Began);
    }
}
