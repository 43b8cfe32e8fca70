//! What is forgotten of somebody who asks to be forgotten: who complained and in which words. What kind it was
//! and how long it took stays.

use super::{Complaint, ComplaintState, ComplaintStep};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    customers::CustomerRefusal,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::CustomerId,
};

/// Blanks what says something about this person.
pub(crate) fn forget(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    changes: &mut Changes,
) -> Result<(), Stop> {
    for mut complaint in facts.by::<Complaint>(
        Complaint::BY_CUSTOMER_TAKEN_IN_AT,
        [Some(customer).to_value()],
    )? {
        if complaint.state != ComplaintState::Closed {
            return Err(CustomerRefusal::WorkOpen.into());
        }
        for mut step in facts.by::<ComplaintStep>(
            ComplaintStep::BY_COMPLAINT_ORDINAL,
            [complaint.id.to_value()],
        )? {
            step.note = String::new();
            changes.erase(context.lane, &step);
        }
        complaint.called = String::new();
        complaint.phone = String::new();
        complaint.vin = String::new();
        complaint.said = String::new();
        complaint.wants = String::new();
        complaint.customer_said = String::new();
        changes.erase(context.lane, &complaint);
    }
    Ok(())
}
