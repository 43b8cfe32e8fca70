//! The conversation of a desk with its platform: what it asks, how that is carried and lost, and what it does with
//! the answer.

use domain::ids::{CommandId, DeskId};
use protocol::{
    conversation::{Ended, Event as Said, Next},
    ledger::Position,
    wire::{self, Answer, Cursor, Exchange},
};
use store::{SCHEMA_VERSION, StoreError, following::exchange};

use super::{Delivery, MINUTE, PATIENCE, SECOND, Step, World};
use crate::{
    desk::{Desk, Doing, Standing},
    faults::Fault,
    mutants::Mutant,
};

impl World {
    pub(super) fn say(&mut self, place: usize, said: Said) {
        if self.desks[place].standing == Standing::Revoked {
            return;
        }
        let chance = self.chance.draw() as u32;
        let now = self.now;
        let next = self.desks[place].conversation.on(said, now, chance);
        self.follow(place, next);
    }

    pub(super) fn follow(&mut self, place: usize, next: Next) {
        match next {
            Next::Exchange => {
                if self.desks[place].doing.is_none() {
                    self.ask(place);
                }
            }
            Next::WaitUntil(until) => {
                let attempt = self.desks[place].attempt;
                let stuck = self.options.mutant == Some(Mutant::NeverTryAgain)
                    && matches!(
                        self.desks[place].conversation.last(),
                        Some(Ended::NoLine | Ended::Unwell)
                    );
                if self.desks[place].doing.is_none() && !stuck {
                    self.at(until, Step::Timer(place, attempt));
                }
            }
            Next::Stop => {}
        }
    }

    pub(super) fn ask(&mut self, place: usize) {
        let desk = &self.desks[place];
        let asked = match exchange::ask(desk.store(), desk.last_n) {
            Ok(asked) => asked,
            Err(error) => {
                self.wrong.push(format!("desk {place} cannot ask: {error}"));
                return;
            }
        };
        let asked = self.mutate_asked(place, asked);
        self.desks[place].doing = Some(Doing::Exchanging {
            pushed: asked.envelopes.len(),
        });
        self.send(place, &asked);
    }

    pub(super) fn mutate_asked(&mut self, place: usize, mut asked: Exchange) -> Exchange {
        if self.options.mutant == Some(Mutant::ResendWithNewId)
            && self.desks[place].attempt.is_multiple_of(9)
            && let Some(envelope) = asked.envelopes.first_mut()
            && let Ok(command) = envelope.open()
        {
            let mut header = envelope.header.clone();
            header.id = CommandId(self.chance.id());
            let key = self
                .keys
                .values()
                .find(|key| envelope.verify(key.verifying_key().as_bytes()).is_ok());
            if let Some(key) = key {
                *envelope = protocol::Envelope::seal(header, &command, [1; 16], key);
            }
        }
        asked
    }

    pub(super) fn send(&mut self, place: usize, asked: &Exchange) {
        self.desks[place].attempt += 1;
        let desk = &self.desks[place];
        let (attempt, name) = (desk.attempt, desk.id);
        let down = desk.line_down_until > self.now;
        self.after(PATIENCE, Step::GiveUp(place, attempt));
        if down {
            let refused = 5 + self.chance.below(200);
            self.after(
                refused,
                Step::Answer {
                    desk: place,
                    attempt,
                    answer: Err(Ended::NoLine),
                    again: false,
                },
            );
            return;
        }
        let bytes = wire::write(asked);
        let request = |delivery| Step::Request {
            desk: place,
            name,
            attempt,
            bytes: bytes.clone(),
            delivery,
        };
        if self.goes_wrong(12) {
            self.hit(Fault::Doubled, place);
            let wait = 1 + self.chance.below(3_000);
            self.after(wait, request(Delivery::Copy));
        }
        if self.goes_wrong(12) {
            self.hit(Fault::Late, place);
            let wait = 20 * SECOND + self.chance.below(3 * MINUTE);
            self.after(wait, request(Delivery::Copy));
        }
        if self.goes_wrong(15) {
            self.hit(Fault::RequestLost, place);
            return;
        }
        let wait = 2 + self.chance.below(80);
        self.after(wait, request(Delivery::Awaited));
    }

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

    pub(super) fn takes(&mut self, place: usize, answer: &Answer, again: bool) {
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

    pub(super) fn could_not_take(&mut self, place: usize, error: &exchange::ExchangeError) {
        let text = error.to_string();
        if text.contains("full") {
            self.hit(Fault::DiskFull, place);
        } else {
            self.wrong
                .push(format!("desk {place} cannot take the answer in: {text}"));
        }
        self.ended(place, Ended::Unwell);
    }

    pub(super) fn mutate_before_taking(&mut self, place: usize, answer: &Answer) {
        if self.options.mutant == Some(Mutant::SkipShadow)
            && answer.pages.iter().any(|page| !page.entries.is_empty())
        {
            self.sql(place, "delete from shadow");
        }
    }

    pub(super) fn fetch_anew(&mut self, place: usize, here: Position, pages: Vec<wire::Page>) {
        let asked = Exchange {
            first: 1,
            envelopes: Vec::new(),
            cursor: Cursor::from([(self.lane, here)]),
            schema: SCHEMA_VERSION as u32,
        };
        self.desks[place].doing = Some(Doing::Anew { here, pages });
        self.send(place, &asked);
    }

    pub(super) fn goes_on_anew(
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
    pub(super) fn join_anew(&mut self, place: usize) {
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
