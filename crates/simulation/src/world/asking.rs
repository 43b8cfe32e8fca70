//! A desk speaks: what its conversation says next, and the request that goes out.

use domain::ids::CommandId;
use protocol::{
    conversation::{Ended, Event as Said, Next},
    wire::{self, Exchange},
};
use store::following::exchange;

use super::{Delivery, MINUTE, PATIENCE, SECOND, Step, World};
use crate::{
    desk::{Doing, Standing},
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

    fn follow(&mut self, place: usize, next: Next) {
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

    fn ask(&mut self, place: usize) {
        let desk = &self.desks[place];
        let asked = match exchange::ask(desk.store(), desk.last_n, exchange::MOST_SENT) {
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

    fn mutate_asked(&mut self, place: usize, mut asked: Exchange) -> Exchange {
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
}
