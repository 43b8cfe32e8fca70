//! The answer is back at the desk, or nothing is.

use domain::ids::DeskId;
use protocol::{
    conversation::{Ended, Event as Said},
    ledger::Position,
    wire::{self, Answer, Cursor, Exchange},
};
use store::{SCHEMA_VERSION, StoreError, following::exchange};

use super::World;
use crate::{
    desk::{Desk, Doing, Standing},
    faults::Fault,
    mutants::Mutant,
};

impl World {
    pub(super) fn is_answered(
        &mut self,
        place: usize,
        attempt: u64,
        answer: Result<Vec<u8>, Ended>,
        again: bool,
    ) {
        if self.desks[place].attempt != attempt || self.desks[place].doing.is_none() {
            return;
        }
        if self.goes_wrong(6) {
            self.hit(Fault::DeskKilled, place);
            self.restart(place);
            return;
        }
        let answer: Result<Answer, Ended> =
            answer.and_then(|bytes| wire::read(&bytes).map_err(|_| Ended::Unwell));
        let doing = self.desks[place].doing.take();
        match (answer, doing) {
            (Err(ended), _) => self.ended(place, ended),
            (Ok(answer), Some(Doing::Exchanging { .. })) => self.takes(place, &answer, again),
            (Ok(answer), Some(Doing::Anew { here, pages })) => {
                self.goes_on_anew(place, here, pages, answer);
            }
            (Ok(_), None) => {}
        }
    }

    fn takes(&mut self, place: usize, answer: &Answer, again: bool) {
        self.mutate_before_taking(place, answer);
        let before = self.desks[place].position(self.lane);
        let following = Desk::following(self.lane);
        let taken = exchange::take(self.desks[place].store(), following, answer);
        if again && taken.is_ok() {
            // A page that is there already is refused by its position and changes nothing.
            drop(exchange::take(self.desks[place].store(), following, answer));
        }
        match taken {
            Ok(brought) => {
                if self.options.mutant == Some(Mutant::ForgetCursor) && self.chance.percent(4) {
                    let done = self.desks[place]
                        .store()
                        .write(|writing| writing.follow(self.lane, before));
                    done.expect("the mutant writes");
                }
                self.desks[place].last_n =
                    Some(if self.options.mutant == Some(Mutant::TrustLastNumber) {
                        answer.last_n
                    } else {
                        brought.last_n
                    });
                if self.goes_wrong(6) {
                    self.hit(Fault::DeskKilledAfterCommit, place);
                    self.restart(place);
                    return;
                }
                match brought.anew {
                    Some((_, epoch)) => {
                        self.tell(|| format!("desk {place} begins anew in epoch {epoch}"));
                        self.fetch_anew(place, Position::start_of(epoch), Vec::new());
                    }
                    None => self.ended(place, brought.ended),
                }
            }
            Err(error) => self.could_not_take(place, &error),
        }
    }

    fn could_not_take(&mut self, place: usize, error: &exchange::ExchangeError) {
        let text = error.to_string();
        if text.contains("full") {
            self.hit(Fault::DiskFull, place);
        } else {
            self.wrong
                .push(format!("desk {place} cannot take the answer in: {text}"));
        }
        self.ended(place, Ended::Unwell);
    }

    fn mutate_before_taking(&mut self, place: usize, answer: &Answer) {
        if self.options.mutant == Some(Mutant::SkipShadow)
            && answer.pages.iter().any(|page| !page.entries.is_empty())
        {
            self.sql(place, "delete from shadow");
        }
    }

    fn fetch_anew(&mut self, place: usize, here: Position, pages: Vec<wire::Page>) {
        let asked = Exchange {
            first: 1,
            envelopes: Vec::new(),
            cursor: Cursor::from([(self.lane, here)]),
            schema: SCHEMA_VERSION as u32,
        };
        self.desks[place].doing = Some(Doing::Anew { here, pages });
        self.send(place, &asked);
    }

    fn goes_on_anew(
        &mut self,
        place: usize,
        here: Position,
        mut pages: Vec<wire::Page>,
        answer: Answer,
    ) {
        let Some(page) = answer
            .pages
            .into_iter()
            .next()
            .filter(|page| page.anew.is_none())
        else {
            self.ended(place, Ended::Unwell);
            return;
        };
        let here = exchange::after(here, &page);
        let done = page.entries.is_empty() || here.seq >= page.head;
        pages.push(page);
        if !done {
            self.fetch_anew(place, here, pages);
            return;
        }
        if self.options.mutant == Some(Mutant::AnewDropsOutbox) {
            self.sql(
                place,
                "delete from waiting; delete from journal_change; delete from journal; delete from outbox",
            );
        }
        let following = Desk::following(self.lane);
        let counted_from = self.desks[place].read(store::following::sent_before);
        match exchange::take_anew(self.desks[place].store(), following, here.epoch, &pages) {
            Ok(_) => {
                if self.options.mutant == Some(Mutant::AnewKeepsCount) {
                    self.sql(
                        place,
                        &format!("update store_fact set value = '{counted_from}' where key = 'sent_before'"),
                    );
                }
                self.ended(place, Ended::BeganAnew);
            }
            Err(error) => self.could_not_take(place, &error),
        }
    }

    pub(super) fn ended(&mut self, place: usize, ended: Ended) {
        self.desks[place].doing = None;
        if matches!(
            ended,
            Ended::NoLine | Ended::Unwell | Ended::NeedsSignIn | Ended::Cloned | Ended::Revoked
        ) {
            self.tell(|| format!("desk {place}: {ended:?}"));
        }
        match ended {
            Ended::Cloned => self.join_anew(place),
            Ended::Revoked => {
                // Its unsent work lies sealed at the platform for a manager.
                self.desks[place].standing = Standing::Revoked;
            }
            Ended::Level | Ended::More | Ended::BeganAnew => {
                self.desks[place].standing = Standing::Works;
                self.say(place, Said::Ended(ended));
            }
            Ended::NoLine | Ended::Unwell | Ended::NeedsSignIn => {
                self.say(place, Said::Ended(ended));
            }
        }
    }

    /// A desk that was cloned or put back gets a new name, and counts what it sends from 1.
    fn join_anew(&mut self, place: usize) {
        let id = DeskId(self.chance.id());
        let code = self.new_code();
        let desk = &mut self.desks[place];
        desk.id = id;
        desk.code = code;
        desk.last_n = None;
        desk.standing = Standing::Joining;
        desk.conversation = protocol::conversation::Conversation::default();
        let mutant = self.options.mutant == Some(Mutant::RenumberPastWaiting);
        let counted: Result<(), StoreError> = self.desks[place].store().write(|writing| {
            if mutant {
                writing.connection().execute(
                    "insert into store_fact (key, value)
                     values ('sent_before', cast((select max(n) from outbox) as text))
                     on conflict (key) do update set value = excluded.value",
                    [],
                )?;
                Ok(())
            } else {
                writing.count_anew()
            }
        });
        if counted.is_err() {
            // No room: it is tried again with the next answer, which says the same.
            self.tell(|| format!("desk {place} has no room to count anew"));
        }
        let enrolment = self.enrolment(place);
        self.give(0, self.administrator, enrolment);
        self.say(place, Said::Began);
    }
}
