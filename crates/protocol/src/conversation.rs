//! When a desk speaks with the platform: a state machine without clock, network or threads. Events go
//! in, and each is answered by what to do next; whoever runs it brings the time.
//!
//! Every wait ends in an attempt. There is no state in which something waits for an event that may
//! never come: a desk without a line, one whose tokens are refused, and one that has nothing to say all
//! have a time at which they try again. Only a desk that was revoked ends.

/// Milliseconds on a clock that only goes forward.
pub type Instant = u64;

/// A desk with nothing to say asks all the same after so long, since a connection that tells of news may
/// have died without a word.
pub const ASK_AGAIN_AFTER: Instant = 30_000;
/// The wait after the first failure; it doubles with every further one.
pub const FIRST_WAIT: Instant = 500;
/// The longest wait between two attempts.
pub const LONGEST_WAIT: Instant = 30_000;
/// A desk whose tokens are refused asks so seldom whether that still holds.
pub const SIGN_IN_WAIT: Instant = 60_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The program began, or the desk was enrolled: speak now.
    Began,
    /// A command was given.
    Given,
    /// The platform told of news.
    Poked,
    /// A person wants it tried now.
    Wanted,
    /// The time came that the last answer named.
    TimeCame,
    /// An exchange ended.
    Ended(Ended),
}

/// How an exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Both sides have what the other has.
    Level,
    /// It went well, and there is more to send or to fetch.
    More,
    /// The lane was fetched from its beginning and put in place of what was there. Once that is that; when
    /// it does not help, fetching a whole ledger over and over helps nobody.
    BeganAnew,
    /// Nobody answered.
    NoLine,
    /// The platform answered that it cannot answer now.
    Unwell,
    /// The tokens are refused; an administrator enrols the desk anew. Work goes on and waits.
    NeedsSignIn,
    /// Another machine sends under this desk's name: this one is enrolled anew.
    Cloned,
    /// The desk was revoked.
    Revoked,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Send what the platform lacks and fetch what this desk lacks; then say how it ended.
    Exchange,
    /// Nothing until this time, or until something happens.
    WaitUntil(Instant),
    /// Nothing any more.
    Stop,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// An exchange is under way; `again` when something happened since it began.
    Speaking {
        again: bool,
    },
    Waiting {
        until: Instant,
    },
    Stopped,
}

/// One desk's conversation.
#[derive(Debug, Clone)]
pub struct Conversation {
    state: State,
    /// Failures in a row.
    failures: u32,
    last: Option<Ended>,
}

impl Default for Conversation {
    fn default() -> Self {
        Self {
            state: State::Waiting { until: 0 },
            failures: 0,
            last: None,
        }
    }
}

impl Conversation {
    /// How the last exchange ended.
    pub fn last(&self) -> Option<Ended> {
        self.last
    }

    /// When it is tried again, if it waits.
    pub fn waits_until(&self) -> Option<Instant> {
        match self.state {
            State::Waiting { until } => Some(until),
            State::Speaking { .. } | State::Stopped => None,
        }
    }

    /// What to do next. `chance` is a random number; it spreads the attempts of many desks.
    pub fn on(&mut self, event: Event, now: Instant, chance: u32) -> Next {
        match (self.state, event) {
            (State::Stopped, Event::Began) => self.speak(),
            (State::Stopped, _) => Next::Stop,
            (State::Speaking { again }, Event::Ended(ended)) => {
                self.ended(ended, again, now, chance)
            }
            (State::Speaking { .. }, Event::TimeCame) => Next::WaitUntil(now + LONGEST_WAIT),
            (State::Speaking { .. }, _) => {
                self.state = State::Speaking { again: true };
                Next::WaitUntil(now + LONGEST_WAIT)
            }
            (State::Waiting { until }, Event::TimeCame) if now < until => Next::WaitUntil(until),
            // An end that nobody waits for came after the desk was begun anew.
            (State::Waiting { until }, Event::Ended(_)) => Next::WaitUntil(until),
            // While the line is down, a command alone does not shorten the wait: a counter where somebody
            // saves every second would otherwise knock every second.
            (State::Waiting { until }, Event::Given | Event::Poked) if self.failures > 0 => {
                if now >= until {
                    self.speak()
                } else {
                    Next::WaitUntil(until)
                }
            }
            (State::Waiting { .. }, _) => self.speak(),
        }
    }

    fn speak(&mut self) -> Next {
        self.state = State::Speaking { again: false };
        Next::Exchange
    }

    fn ended(&mut self, ended: Ended, again: bool, now: Instant, chance: u32) -> Next {
        let before = self.last.replace(ended);
        let wait = match ended {
            Ended::More => {
                self.failures = 0;
                return self.speak();
            }
            Ended::BeganAnew if before != Some(Ended::BeganAnew) => {
                self.failures = 0;
                return self.speak();
            }
            Ended::Level => {
                self.failures = 0;
                if again {
                    return self.speak();
                }
                spread(ASK_AGAIN_AFTER, chance)
            }
            Ended::NoLine | Ended::Unwell | Ended::BeganAnew => {
                self.failures = self.failures.saturating_add(1);
                let doublings = self.failures.saturating_sub(1).min(16);
                spread((FIRST_WAIT << doublings).min(LONGEST_WAIT), chance)
            }
            Ended::NeedsSignIn | Ended::Cloned => {
                self.failures = self.failures.saturating_add(1);
                spread(SIGN_IN_WAIT, chance)
            }
            Ended::Revoked => {
                self.state = State::Stopped;
                return Next::Stop;
            }
        };
        let until = now + wait;
        self.state = State::Waiting { until };
        Next::WaitUntil(until)
    }
}

/// Between three quarters of a wait and the whole of it.
fn spread(wait: Instant, chance: u32) -> Instant {
    wait - wait / 4 * Instant::from(chance % 1_000) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started() -> Conversation {
        let mut conversation = Conversation::default();
        assert_eq!(conversation.on(Event::Began, 0, 0), Next::Exchange);
        conversation
    }

    #[test]
    fn a_command_given_while_it_speaks_is_sent_right_afterwards() {
        let mut conversation = started();
        conversation.on(Event::Given, 1, 0);
        assert_eq!(
            conversation.on(Event::Ended(Ended::Level), 2, 0),
            Next::Exchange
        );
    }

    #[test]
    fn whatever_happens_it_is_tried_again_within_a_minute() {
        let happenings = [
            Event::Given,
            Event::Poked,
            Event::TimeCame,
            Event::Ended(Ended::Level),
            Event::Ended(Ended::More),
            Event::Ended(Ended::BeganAnew),
            Event::Ended(Ended::NoLine),
            Event::Ended(Ended::Unwell),
            Event::Ended(Ended::NeedsSignIn),
            Event::Ended(Ended::Cloned),
        ];
        // Every sequence of four events, whether or not it makes sense.
        for first in happenings {
            for second in happenings {
                for third in happenings {
                    for fourth in happenings {
                        let mut conversation = started();
                        let mut now = 0;
                        for event in [first, second, third, fourth] {
                            now += 7;
                            conversation.on(event, now, 500);
                        }
                        if let Some(until) = conversation.waits_until() {
                            assert!(until <= now + SIGN_IN_WAIT);
                            assert_eq!(conversation.on(Event::TimeCame, until, 0), Next::Exchange);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn failures_make_it_wait_longer_up_to_half_a_minute_and_a_success_forgets_them() {
        let mut conversation = started();
        let mut waits = Vec::new();
        let mut now = 0;
        for _ in 0..12 {
            let Next::WaitUntil(until) = conversation.on(Event::Ended(Ended::NoLine), now, 0)
            else {
                panic!("it waits");
            };
            waits.push(until - now);
            now = until;
            assert_eq!(conversation.on(Event::TimeCame, now, 0), Next::Exchange);
        }
        assert_eq!(waits[..4], [500, 1_000, 2_000, 4_000]);
        assert_eq!(waits.last(), Some(&LONGEST_WAIT));
        conversation.on(Event::Ended(Ended::Level), now, 0);
        assert_eq!(conversation.on(Event::Given, now + 1, 0), Next::Exchange);
    }

    #[test]
    fn a_lane_that_is_begun_anew_in_vain_is_not_fetched_over_and_over() {
        let mut conversation = started();
        assert_eq!(
            conversation.on(Event::Ended(Ended::BeganAnew), 0, 0),
            Next::Exchange,
            "what comes after the new beginning"
        );
        let mut waits = Vec::new();
        let mut now = 0;
        for _ in 0..8 {
            let next = conversation.on(Event::Ended(Ended::BeganAnew), now, 0);
            let Next::WaitUntil(until) = next else {
                panic!("it waits, and does {next:?}");
            };
            waits.push(until - now);
            now = until;
            assert_eq!(conversation.on(Event::TimeCame, now, 0), Next::Exchange);
        }
        assert_eq!(waits[..3], [500, 1_000, 2_000]);
        assert_eq!(waits.last(), Some(&LONGEST_WAIT));
    }

    #[test]
    fn somebody_who_wants_it_now_has_it_tried_now() {
        let mut conversation = started();
        conversation.on(Event::Ended(Ended::NoLine), 0, 0);
        assert!(matches!(
            conversation.on(Event::Given, 1, 0),
            Next::WaitUntil(_)
        ));
        assert_eq!(conversation.on(Event::Wanted, 2, 0), Next::Exchange);
    }

    #[test]
    fn a_revoked_desk_stops_until_it_begins_anew() {
        let mut conversation = started();
        assert_eq!(
            conversation.on(Event::Ended(Ended::Revoked), 1, 0),
            Next::Stop
        );
        assert_eq!(conversation.on(Event::Wanted, 2, 0), Next::Stop);
        assert_eq!(conversation.on(Event::Began, 3, 0), Next::Exchange);
    }
}
