//! Records that are one customer. A merge rewrites nothing: the record that was taken in points to
//! the one that is kept, and whoever asks about the customer asks about the whole family. So undoing
//! a merge is exact whatever happened meanwhile.

use super::{Customer, CustomerRefusal};
use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::CustomerId,
    refusal::GeneralRefusal,
};

/// A chain longer than this is damage, not merging.
const LONGEST_CHAIN: usize = 32;

/// The record in which this customer goes on today, or nothing when there is no such record.
pub fn head_of(facts: &dyn Facts, customer: CustomerId) -> Result<Option<Customer>, Missing> {
    let mut found = facts.get::<Customer>(customer)?;
    for _ in 0..LONGEST_CHAIN {
        match found.as_ref().and_then(|one| one.merged_into) {
            Some(next) => found = facts.get::<Customer>(next)?,
            None => break,
        }
    }
    Ok(found)
}

/// This record and all that were merged into it, itself first.
pub fn family(facts: &dyn Facts, customer: CustomerId) -> Result<Vec<CustomerId>, Missing> {
    let mut members = vec![customer];
    let mut next = 0;
    while let Some(&member) = members.get(next) {
        next += 1;
        for taken in facts.by::<Customer>(
            Customer::BY_MERGED_INTO_STAGE_OWNER_GRADE_CHANNEL,
            [Some(member).to_value()],
        )? {
            if !members.contains(&taken.id) {
                members.push(taken.id);
            }
        }
    }
    Ok(members)
}

/// The customer that a command works on: there, not merged away, not erased.
pub(crate) fn alive(
    facts: &dyn Facts,
    customer: CustomerId,
    field: &str,
) -> Result<Customer, Stop> {
    let found = facts.get::<Customer>(customer)?.ok_or_else(|| {
        Stop::from(GeneralRefusal::NotFound {
            kind: "customer".to_owned(),
            field: field.to_owned(),
        })
    })?;
    if let Some(kept) = found.merged_into {
        return Err(CustomerRefusal::MergedAway { customer: kept }.into());
    }
    if found.erased_at.is_some() {
        return Err(CustomerRefusal::Erased.into());
    }
    Ok(found)
}
