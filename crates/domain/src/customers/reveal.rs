//! Who may see personal data unmasked: whoever has the right, and a consultant of their own
//! customer's phone, since calling the customer is their work.

use super::CustomerRefusal;
use crate::{
    ids::PersonId,
    privacy::PersonalKind,
    rights::{Right, Rights},
};

/// Whether this person may see a value of this kind of a customer whom `owner` looks after.
pub fn may_reveal(
    rights: &Rights,
    person: PersonId,
    owner: Option<PersonId>,
    kind: PersonalKind,
) -> Result<(), CustomerRefusal> {
    if rights.has(Right::UnmaskPersonalData) {
        return Ok(());
    }
    let own = owner == Some(person) && rights.has(Right::SeeCustomers);
    match kind {
        PersonalKind::Mobile | PersonalKind::Name if own => Ok(()),
        PersonalKind::Mobile
        | PersonalKind::Name
        | PersonalKind::ResidentId
        | PersonalKind::BankCard
        | PersonalKind::Vin
        | PersonalKind::Plate
        | PersonalKind::Address
        | PersonalKind::Email
        | PersonalKind::BirthDate
        | PersonalKind::Free => Err(CustomerRefusal::NotYours),
    }
}
