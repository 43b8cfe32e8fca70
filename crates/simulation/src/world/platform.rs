//! A request arrives at a node, is answered, and the answer goes back.

use domain::{desks::DeskState, ids::DeskId};
use protocol::{
    conversation::Ended,
    wire::{self, Answer, Exchange},
};

use super::{Delivery, MINUTE, NODES, PATIENCE, SECOND, Step, World};
use crate::{engine::Crash, faults::Fault, mutants::Mutant, platform_nodes::set_clock};

impl World {
    pub(super) fn arrives(
        &mut self,
        place: usize,
        name: DeskId,
        attempt: u64,
        bytes: &[u8],
        delivery: Delivery,
    ) {
        let at = self.chance.below(NODES as u64) as usize;
        let Some(node) = self.platform.node(at) else {
            self.answers(place, attempt, Err(Ended::NoLine), delivery);
            return;
        };
        let asked: Exchange = match wire::read(bytes) {
            Ok(asked) => asked,
            Err(error) => {
                self.wrong
                    .push(format!("a request cannot be read: {error}"));
                return;
            }
        };
        let welcome = match self
            .platform
            .runtime
            .block_on(node.enrolled(platform::node::Access {
                desk: name,
                lane: self.lane,
            })) {
            Ok(Some(desk)) => match desk.state {
                DeskState::Active => Ok(()),
                DeskState::Revoked => Err(Ended::Revoked),
            },
            Ok(None) if name == self.founder => Ok(()),
            Ok(None) => Err(Ended::NeedsSignIn),
            Err(error) => {
                self.wrong
                    .push(format!("node {at} cannot say who is enrolled: {error}"));
                Err(Ended::Unwell)
            }
        };
        let welcome = if self.desks[place].token_out {
            Err(Ended::NeedsSignIn)
        } else {
            welcome
        };
        if let Err(ended) = welcome {
            self.answers(place, attempt, Err(ended), delivery);
            return;
        }
        let pushed = asked.envelopes.len();
        if pushed > 0 {
            let crash = [Crash::BeforeCommit, Crash::AfterCommit, Crash::Deaf]
                .into_iter()
                .find(|_| self.goes_wrong(20));
            self.platform.hands[at].plan().crash = crash;
            if self.options.mutant == Some(Mutant::TakeRetriedTwice) && delivery == Delivery::Copy {
                self.platform.forget_received(name, asked.first);
            }
        }
        set_clock(self.platform_time());
        let log = self.platform.log();
        let Some(node) = self.platform.node(at) else {
            return;
        };
        let answer = self
            .platform
            .runtime
            .block_on(node.exchange(name, self.lane, asked));
        let (died, was_deaf) = {
            let mut plan = self.platform.hands[at].plan();
            plan.crash = None;
            (plan.died.take(), plan.was_deaf.take())
        };
        if was_deaf.is_some() {
            self.hit(Fault::DatabaseLineLost, place);
        }
        if let Some(crash) = died {
            let fault = match crash {
                Crash::BeforeCommit => Fault::NodeKilledBefore,
                Crash::AfterCommit | Crash::Deaf => Fault::NodeKilledAfter,
            };
            self.hit(fault, place);
            self.platform.kill(at);
            let wait = SECOND + self.chance.below(10 * SECOND);
            self.after(wait, Step::NodeComesBack(at));
            return;
        }
        if pushed > 0 && self.goes_wrong(10) {
            self.hit(Fault::PlatformPowerLost, place);
            let added = self.platform.log().added_since(log);
            // Also in the middle of the commit, of which nobody has heard yet.
            let left = log.length + self.chance.below(added + 1);
            self.platform
                .lose_power(if added == 0 { u64::MAX } else { left });
            return;
        }
        match answer {
            Ok(answer) => {
                if pushed > 0 {
                    for other in 0..self.desks.len() {
                        if other != place && self.chance.percent(80) {
                            let wait = 1 + self.chance.below(60);
                            self.after(wait, Step::Poke(other));
                        }
                    }
                }
                self.answers(place, attempt, Ok(answer), delivery);
            }
            Err(error) => {
                self.wrong.push(format!("node {at} failed: {error}"));
                self.answers(place, attempt, Err(Ended::Unwell), delivery);
            }
        }
    }

    fn answers(
        &mut self,
        place: usize,
        attempt: u64,
        answer: Result<Answer, Ended>,
        delivery: Delivery,
    ) {
        match delivery {
            Delivery::Copy => return,
            Delivery::Awaited => {}
        }
        let mut wait = 2 + self.chance.below(80);
        let answer = match answer {
            Err(ended) => Err(ended),
            Ok(answer) => {
                if self.goes_wrong(15) {
                    self.hit(Fault::AnswerLost, place);
                    return;
                }
                if self.goes_wrong(10) {
                    self.hit(Fault::Delayed, place);
                    wait += PATIENCE + self.chance.below(MINUTE);
                }
                let mut bytes = wire::write(&self.mutate_answer(answer));
                if self.goes_wrong(10) {
                    self.hit(Fault::Cut, place);
                    let left = self.chance.below(bytes.len() as u64) as usize;
                    bytes.truncate(left);
                }
                Ok(bytes)
            }
        };
        let again = answer.is_ok() && self.goes_wrong(12);
        if again {
            self.hit(Fault::AnswerDoubled, place);
        }
        self.after(
            wait,
            Step::Answer {
                desk: place,
                attempt,
                answer,
                again,
            },
        );
    }

    fn mutate_answer(&mut self, mut answer: Answer) -> Answer {
        if self.options.mutant == Some(Mutant::HideAnEntry) && self.chance.percent(5) {
            use protocol::wire::Seen;
            for page in &mut answer.pages {
                if let Some(seen) = page.entries.first_mut()
                    && let Seen::Entry(entry) = seen
                {
                    *seen = Seen::Hidden(entry.digest());
                }
            }
        }
        answer
    }
}
