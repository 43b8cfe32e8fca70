//! What a customer has allowed (个人信息保护法 13-17, 23; 消费者权益保护法 29): one row for each customer
//! and purpose; what was said before is in its history. Withdrawing is as easy as giving.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::family::alive;
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{ConsentId, CustomerId, PersonId},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// What the data are used for beyond the contract itself, which needs no consent.
    pub enum ConsentPurpose {
        /// Offers and events by phone, message or mail.
        Marketing => "marketing",
        /// Reminders of birthday, inspection, insurance, service.
        Care => "care",
        /// Asking how content the customer is.
        Survey => "survey",
        /// Passing data to a lender; a consent of its own, naming the receiver.
        ShareWithLender => "shareWithLender",
        /// Passing data to an insurer.
        ShareWithInsurer => "shareWithInsurer",
        /// Passing data to the maker.
        ShareWithMaker => "shareWithMaker",
    }
}

crate::words! {
    pub enum ConsentState {
        Given => "given",
        Withdrawn => "withdrawn",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "consent", index(customer, purpose))]
pub struct Consent {
    pub id: ConsentId,
    pub customer: CustomerId,
    pub purpose: ConsentPurpose,
    pub state: ConsentState,
    /// Which version of the notice the customer heard or read.
    pub notice_version: String,
    /// How it was said: on paper, on the phone, in the reception.
    pub said: String,
    pub at: Timestamp,
    pub by: PersonId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordConsent {
    pub customer: CustomerId,
    pub purpose: ConsentPurpose,
    pub state: ConsentState,
    #[serde(default)]
    pub notice_version: String,
    #[serde(default)]
    pub said: String,
}

impl Rule for RecordConsent {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditCustomers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let customer = alive(facts, self.customer, "customer")?;
        checks::fits("noticeVersion", &self.notice_version, checks::LINE)?;
        checks::fits("said", &self.said, checks::LINE)?;
        let known = facts
            .by::<Consent>(
                Consent::BY_CUSTOMER_PURPOSE,
                [customer.id.to_value(), self.purpose.to_value()],
            )?
            .into_iter()
            .next();
        let consent = Consent {
            id: known.map_or_else(
                || ConsentId::derived(context.command, self.purpose.word()),
                |consent| consent.id,
            ),
            customer: customer.id,
            purpose: self.purpose,
            state: self.state,
            notice_version: self.notice_version.trim().to_owned(),
            said: self.said.trim().to_owned(),
            at: context.made_at,
            by: context.actor,
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &consent);
        Ok(changes.into())
    }
}
