//! By when a complaint is answered and solved. The clock begins when it is taken in, also at a desk that
//! stands alone.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Complaint, ComplaintKind, ComplaintState, complaint_terms_on};
use crate::{
    calendars::{CalendarRules, DeadlineKind},
    command::Stop,
    context::Context,
    facts::{Facts, Missing},
    rules::rules_in_force,
    time::Timestamp,
    workshops::instant,
};

/// The deadlines of a complaint.
pub(super) struct Deadlines {
    pub answer_due: Timestamp,
    pub solution_due: Timestamp,
    pub lawful_until: Option<NaiveDate>,
}

impl Deadlines {
    /// Those of a complaint of this kind that is taken in, or opened again, now.
    pub fn from_now(
        facts: &dyn Facts,
        context: &Context,
        kind: ComplaintKind,
    ) -> Result<Self, Stop> {
        let today = context.today();
        let terms = complaint_terms_on(facts, today)?.of(kind, today)?;
        let hours = |hours: u32| context.made_at.plus(i64::from(hours) * Timestamp::HOUR);
        let lawful_until = lawful_until(facts, kind, today)?;
        let last = lawful_until
            .and_then(|day| day.succ_opt())
            .map(|after| instant(after, 0, context.zone));
        let solution_due = hours(terms.solution_within_hours);
        Ok(Self {
            answer_due: hours(terms.answer_within_hours),
            solution_due: last.map_or(solution_due, |last| last.min(solution_due)),
            lawful_until,
        })
    }
}

/// A year whose working days are not known gives no lawful day: the card says so, and nobody guesses.
fn lawful_until(
    facts: &dyn Facts,
    kind: ComplaintKind,
    start: NaiveDate,
) -> Result<Option<NaiveDate>, Missing> {
    if kind == ComplaintKind::Suggestion {
        return Ok(None);
    }
    let calendars: Arc<CalendarRules> = rules_in_force(facts)?;
    Ok(calendars.due(DeadlineKind::ComplaintResult, start).ok())
}

impl Complaint {
    /// The deadline that counts in its state. One for which it went up does not make it go up again.
    pub(super) fn reckon_due(&mut self) {
        self.due = match self.state {
            ComplaintState::Open => Some(self.answer_due),
            ComplaintState::Answered => Some(self.solution_due),
            ComplaintState::Closed => None,
        };
        self.escalates_at = match (self.state, self.escalates_at) {
            (ComplaintState::Closed, _) | (_, None) => None,
            (ComplaintState::Open, Some(at)) => Some(at),
            (ComplaintState::Answered, Some(_)) => Some(self.solution_due),
        };
    }
}
