//! Time goes on, until everybody is level.

use std::fmt::Write;

use domain::ids::DeskId;
use protocol::conversation::{Ended, Event as Said};
use rusqlite::Connection;

use super::{BOUND, DAY, MINUTE, NODES, SECOND, Step, World};
use crate::desk::Standing;

impl World {
    fn step(&mut self) -> bool {
        let Some(((time, _), step)) = self.queue.pop_first() else {
            return false;
        };
        self.now = time;
        self.steps += 1;
        match step {
            Step::Give(place) => self.somebody_gives(place),
            Step::Timer(place, attempt) => {
                if self.desks[place].attempt == attempt && self.desks[place].doing.is_none() {
                    self.say(place, Said::TimeCame);
                }
            }
            Step::Poke(place) => self.say(place, Said::Poked),
            Step::Request {
                desk,
                name,
                attempt,
                bytes,
                delivery,
            } => self.arrives(desk, name, attempt, &bytes, delivery),
            Step::Answer {
                desk,
                attempt,
                answer,
                again,
            } => self.is_answered(desk, attempt, answer, again),
            Step::GiveUp(place, attempt) => {
                if self.desks[place].attempt == attempt && self.desks[place].doing.is_some() {
                    self.ended(place, Ended::NoLine);
                }
            }
            Step::Fault => self.something_goes_wrong(),
            Step::NodeComesBack(at) => {
                if self.platform.node(at).is_none() {
                    self.platform.start(at);
                }
            }
            Step::DiskIsFree(place) => {
                self.desks[place].free_disk();
            }
            Step::TokenIsBack(place) => self.desks[place].token_out = false,
            Step::Look => {}
        }
        true
    }

    /// The day in which things go wrong.
    pub fn day(&mut self) {
        let end = self.now + DAY;
        while self.now < end && self.wrong.is_empty() && self.step() {}
    }

    /// Everything is well again; says whether everybody came level in time.
    pub fn evening(&mut self) -> bool {
        for at in 0..NODES {
            if self.platform.node(at).is_none() {
                self.platform.start(at);
            }
        }
        for place in 0..self.desks.len() {
            self.desks[place].free_disk();
            self.desks[place].token_out = false;
            self.desks[place].line_down_until = 0;
        }
        self.calm_since = Some(self.now);
        self.run_until_level()
    }

    pub(super) fn run_until_level(&mut self) -> bool {
        let began = self.now;
        let mut look = self.now;
        // Nobody puts the file back any more; opening it for every look would take longer than the looks.
        let connection = self.platform.look();
        while self.now < began + BOUND && self.wrong.is_empty() {
            if self.now >= look {
                if self.is_level(&connection) {
                    return true;
                }
                self.enrol_who_is_not(&connection);
                // Whoever is not level after a minute seldom is within the next second.
                let wait = if self.now < began + MINUTE {
                    SECOND
                } else {
                    15 * SECOND
                };
                look = self.now + wait;
                self.at(look, Step::Look);
            }
            if !self.step() {
                break;
            }
        }
        self.is_level(&connection)
    }

    /// A desk whose enrolment went with an older copy of the platform or of a disk is enrolled again.
    fn enrol_who_is_not(&mut self, connection: &Connection) {
        if self.desks[0].waits() > 0 || self.now < self.enrol_again_at {
            return;
        }
        self.enrol_again_at = self.now + MINUTE;
        for place in 1..self.desks.len() {
            let id = self.desks[place].id;
            if self.desks[place].standing != Standing::Revoked
                && !Self::is_enrolled(connection, id)
                && Self::platform_has_people(connection)
            {
                let enrolment = self.enrolment(place);
                self.give(0, self.administrator, enrolment);
            }
        }
    }

    fn is_enrolled(connection: &Connection, id: DeskId) -> bool {
        connection
            .query_row(
                "select exists (select 1 from desk where id = ?1)",
                [id.0.as_bytes()],
                |row| row.get(0),
            )
            .unwrap_or(false)
    }

    fn platform_has_people(connection: &Connection) -> bool {
        connection
            .query_row("select exists (select 1 from person)", [], |row| row.get(0))
            .unwrap_or(false)
    }

    /// Whether nothing waits and everybody is where the platform is.
    fn is_level(&self, connection: &Connection) -> bool {
        let Ok(Some(head)) = store::following::position(connection, self.lane) else {
            return false;
        };
        let requests = self
            .queue
            .values()
            .any(|step| matches!(step, Step::Request { .. } | Step::Give(_)));
        !requests
            && self
                .desks
                .iter()
                .filter(|desk| desk.standing != Standing::Revoked)
                .all(|desk| desk.waits() == 0 && desk.position(self.lane) == head)
    }

    /// Who is behind, for a seed that did not come level.
    pub fn who_is_behind(&self) -> String {
        let connection = self.platform.look();
        let head = store::following::position(&connection, self.lane)
            .ok()
            .flatten();
        let mut text = format!(
            "the platform is at {:?}",
            head.map(|head| (head.epoch, head.seq))
        );
        for (place, desk) in self.desks.iter().enumerate() {
            let here = desk.position(self.lane);
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "; desk {place} ({:?}, last {:?}, platform has {:?}) is at ({}, {}) and {} wait",
                desk.standing,
                desk.conversation.last(),
                desk.last_n,
                here.epoch,
                here.seq,
                desk.waits()
            );
        }
        text
    }
}
