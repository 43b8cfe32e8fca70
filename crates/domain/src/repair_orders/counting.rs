//! Work that no booking has asked for takes of the day's capacity too: cars that come unasked, and what
//! is found while a car is here. It has happened, so it is counted and never refused.

use super::{Job, RepairConcern, open_order::OpenOrder};
use crate::{
    command::Stop,
    facts::Ask,
    refusal::Refusal,
    workshops::{
        SkillMinutes, WorkshopDay, WorkshopRefusal, counted_day, day_id, shortage, workshop,
    },
};

impl OpenOrder<'_> {
    /// Counts a job on today, when the workshop counts at all.
    pub(super) fn count(&mut self, job: &mut Job) -> Result<(), Stop> {
        let terms = match workshop(self.facts, self.context.lane) {
            Ok(terms) => terms,
            // A house without a workshop of its own still puts its new cars right.
            Err(Stop::Refused(refusal))
                if refusal == Refusal::from(WorkshopRefusal::WorkshopNotSetUp) =>
            {
                return Ok(());
            }
            Err(stop) => return Err(stop),
        };
        let today = self.context.today();
        let asked = SkillMinutes::from([(job.skill, job.flat_minutes)]);
        let mut row = counted_day(&self.ahead(), self.context, &terms, today)?;
        // All that the day has is there for it, also what was kept from booking.
        if let Some(short) = shortage(&row.capacity.0, 100, &row.booked.0, &asked) {
            self.concerns.push(
                RepairConcern::DayBeyondCapacity {
                    number: self.order.number.clone(),
                    minutes: short.minutes,
                    repair_order: self.order.id,
                }
                .into(),
            );
        }
        row.take_unasked(&asked);
        self.put(&row);
        job.counted_on = Some(today);
        Ok(())
    }

    /// Gives back what a job that is not done has taken.
    pub(super) fn uncount(&mut self, job: &mut Job) -> Result<(), Stop> {
        let Some(day) = job.counted_on.take() else {
            return Ok(());
        };
        let row = self
            .ahead()
            .get::<WorkshopDay>(day_id(self.context.lane, day))?;
        if let Some(mut row) = row {
            row.give_back_unasked(&SkillMinutes::from([(job.skill, job.flat_minutes)]));
            self.put(&row);
        }
        Ok(())
    }
}
