//! What is known of a customer changes, field by field, so that two people who mend different fields
//! both succeed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CustomerField, SamePhone, add_customer::mobile_free, family::alive};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::Facts,
    ids::CustomerId,
    privacy::mask,
    refusal::{Concern, GeneralRefusal},
    rights::Right,
};

/// One field: what stood there when the person looked, masked or not, and what stands there now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CustomerChange {
    pub field: CustomerField,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AmendCustomer {
    pub customer: CustomerId,
    pub changes: Vec<CustomerChange>,
    #[serde(default = "refuse")]
    pub same_phone: SamePhone,
}

const fn refuse() -> SamePhone {
    SamePhone::Refuse
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum AmendConcern {
    /// Somebody changed the field between reading and writing; the later word holds.
    FieldChangedMeanwhile { field: CustomerField },
}

impl Rule for AmendCustomer {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditCustomers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut customer = alive(facts, self.customer, "customer")?;
        let mut concerns = Vec::new();
        // The paper says how its number is read, so it is written before the number.
        let mut changes: Vec<&CustomerChange> = self.changes.iter().collect();
        changes.sort_by_key(|change| change.field);
        for change in changes {
            let found = change.field.read(&customer);
            let masked = change.field.personal().map(|kind| mask(kind, &found));
            if change.from != found && Some(&change.from) != masked.as_ref() && change.to != found {
                concerns.push(Concern::typed(&AmendConcern::FieldChangedMeanwhile {
                    field: change.field,
                }));
            }
            change
                .field
                .write(&mut customer, &change.to, change.field.word(), context)?;
        }
        let changed = |field| self.changes.iter().any(|change| change.field == field);
        if changed(CustomerField::IdentityPaper) && !changed(CustomerField::IdentityNumber) {
            let number = customer.identity_number.clone();
            CustomerField::IdentityNumber.write(
                &mut customer,
                &number,
                "identityNumber",
                context,
            )?;
        }
        if changed(CustomerField::Mobile) && self.same_phone == SamePhone::Refuse {
            mobile_free(facts, &customer, "mobile")?;
        }
        if self.changes.is_empty() {
            return Err(GeneralRefusal::Empty {
                field: "changes".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &customer);
        Ok(Outcome { changes, concerns })
    }
}
