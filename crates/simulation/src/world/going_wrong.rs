//! What goes wrong on purpose.

use domain::{Command, desks::RevokeDesk, ids::CommandId, people::ReplaceKey, time::Timestamp};
use protocol::conversation::Event as Said;

use super::{MINUTE, MOST_DESKS, NODES, SECOND, Step, World};
use crate::{
    commands,
    desk::{self, Desk, Standing, Wish},
    faults::Fault,
};

impl World {
    pub(super) fn something_goes_wrong(&mut self) {
        let place = self.chance.below(self.desks.len() as u64) as usize;
        if self.desks[place].standing == Standing::Revoked {
            return;
        }
        // What seldom happens has to meet something else that seldom happens, so it happens often here.
        match self.chance.below(100) {
            0..12 => {
                self.hit(Fault::DeskKilled, place);
                self.restart(place);
            }
            12..22 => {
                let at = self.chance.below(NODES as u64) as usize;
                if self.platform.node(at).is_some() {
                    self.hit(Fault::NodeRestarted, place);
                    self.platform.kill(at);
                    let wait = SECOND + self.chance.below(20 * SECOND);
                    self.after(wait, Step::NodeComesBack(at));
                }
            }
            22..32 => {
                if self.desks[place].fill_disk() {
                    self.tell(|| format!("the disk of desk {place} is full"));
                    let wait = 10 * SECOND + self.chance.below(90 * SECOND);
                    self.after(wait, Step::DiskIsFree(place));
                }
            }
            32..40 => {
                self.hit(Fault::ClockJumped, place);
                let days = self.chance.below(9) as i64 - 4;
                self.desks[place].skew = days * Timestamp::DAY;
            }
            40..48 => {
                self.hit(Fault::TokenRanOut, place);
                self.desks[place].token_out = true;
                let wait = 10 * SECOND + self.chance.below(90 * SECOND);
                self.after(wait, Step::TokenIsBack(place));
            }
            48..56 => {
                let wait = MINUTE + self.chance.below(6 * MINUTE);
                self.desks[place].line_down_until = self.now + wait;
                self.hit(Fault::Partition, place);
            }
            56..62 => self.roles_change(place),
            62..66 => self.key_is_replaced(place),
            66..71 => self.gives_unknown(place),
            71..78 => self.disk_is_cloned(place),
            78..85 => self.disk_is_put_back(place),
            85..98 => self.platform_is_put_back(place),
            _ => self.desk_is_revoked(place),
        }
    }

    fn roles_change(&mut self, place: usize) {
        let now = self.platform_time();
        let command = self.drawn(place, now, commands::change_roles);
        if let Some(command) = command
            && self.give(place, self.administrator, command).is_some()
        {
            self.hit(Fault::RoleChanged, place);
        }
    }

    fn key_is_replaced(&mut self, place: usize) {
        let Some(person) = self.chance.one_of(&self.clerks) else {
            return;
        };
        let key = self.new_key();
        let command = Command::ReplaceKey(ReplaceKey { person, key });
        if self.give(place, person, command).is_some() {
            self.hit(Fault::KeyReplaced, place);
        }
    }

    fn gives_unknown(&mut self, place: usize) {
        let wish = Wish {
            id: CommandId(self.chance.id()),
            actor: self.administrator,
            command: Command::OpenCashDay(domain::cash_days::OpenCashDay {
                opening_float: domain::money::Fen(1),
            }),
            salt: self.chance.bytes(),
        };
        let now = self.platform_time();
        let given = self.desks[place].give_unknown(wish, now, &self.keys);
        if self.was_given(place, "a newer command", given).is_some() {
            self.hit(Fault::UnknownCommand, place);
        }
    }

    fn disk_is_cloned(&mut self, place: usize) {
        if place == 0 || self.desks.len() == MOST_DESKS {
            return;
        }
        self.hit(Fault::DiskCloned, place);
        let to = self.folder.join(format!("desk-{}", self.desks.len()));
        self.desks[place].kill();
        let from = self.desks[place].folder.clone();
        let (id, code) = (self.desks[place].id, self.desks[place].code.clone());
        let clone = Desk::new(id, code, to, &from);
        self.desks[place].open();
        self.desks.push(clone);
        self.say(place, Said::Began);
        let other = self.desks.len() - 1;
        self.say(other, Said::Began);
        for _ in 0..6 {
            let wait = self.chance.below(5 * MINUTE);
            self.after(wait, Step::Give(other));
        }
    }

    fn disk_is_put_back(&mut self, place: usize) {
        if place == 0 {
            return;
        }
        if let Some(copy) = self.desks[place].copy.take() {
            self.hit(Fault::DiskRestored, place);
            let before = self.desks[place].outbox();
            self.reopened(place, |desk| {
                desk::copy_folder(&copy, &desk.folder).expect("the copy is put back");
            });
            let after = self.desks[place].outbox();
            self.lost_with_disk
                .extend(before.difference(&after).copied());
            self.say(place, Said::Began);
        } else {
            let to = self.folder.join(format!("copy-{place}-{}", self.steps));
            self.reopened(place, |desk| {
                desk::copy_folder(&desk.folder, &to).expect("a copy");
            });
            self.desks[place].copy = Some(to);
            self.say(place, Said::Began);
        }
    }

    fn platform_is_put_back(&mut self, place: usize) {
        if let Some(copy) = self.platform_copy.take() {
            self.hit(Fault::PlatformRestored, place);
            self.platform.restore(&copy);
        } else {
            let to = self.folder.join("platform-copy");
            self.platform.keep_copy(&to);
            self.platform_copy = Some(to);
        }
    }

    fn desk_is_revoked(&mut self, place: usize) {
        if place == 0 || self.desks.len() < 4 {
            return;
        }
        let command = Command::RevokeDesk(RevokeDesk {
            desk: self.desks[place].id,
            reason: "丢失".to_owned(),
        });
        if self.give(0, self.administrator, command).is_some() {
            self.hit(Fault::DeskRevoked, place);
        }
    }
}
