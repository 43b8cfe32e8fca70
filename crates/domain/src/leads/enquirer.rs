//! Somebody who turns to the house from outside, as far as they say who they are: a customer whom the house
//! knows by the mobile or a new one, and the lead that is open or is taken in with the request.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Channel, Grade, IntakeTo, Lead, NextFollowUp, TakeInLead, WantedModel, open_lead_of, terms_on,
};
use crate::{
    ahead::Ahead,
    changes::Changes,
    command::{NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::{Customer, CustomerKind, IdentityPaper, NewCustomer, SamePhone, head_of},
    entity::ColumnValue,
    facts::{Ask, Facts},
    identifiers::Mobile,
    ids::{CustomerId, LeadId},
    refusal::{GeneralRefusal, Refusal},
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Enquirer {
    /// The record that is made when the house does not know the mobile.
    pub customer: CustomerId,
    #[serde(default)]
    pub customer_number: String,
    /// The lead that is taken in when the customer has none open.
    pub lead: LeadId,
    #[serde(default)]
    pub lead_number: String,
    pub name: String,
    pub mobile: String,
    /// The language in which they turned to the house.
    pub language: String,
}

/// Whoever asks from outside is answered within the day, or sooner where the house is quicker.
const ANSWERED_WITHIN: i64 = 24 * Timestamp::HOUR;

impl Enquirer {
    /// Draws the numbers of the records that may be made.
    pub(crate) fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.customer_number.is_empty() {
            self.customer_number = numbers.next(NumberSeries::Customer);
        }
        if self.lead_number.is_empty() {
            self.lead_number = numbers.next(NumberSeries::Lead);
        }
    }

    /// By when somebody of the house is to answer.
    pub(crate) fn answered_by(facts: &dyn Facts, context: &Context) -> Result<Timestamp, Stop> {
        let longest = terms_on(facts, context.today())?.longest_wait(Grade::H);
        let within = longest.map_or(ANSWERED_WITHIN, |longest| longest.min(ANSWERED_WITHIN));
        Ok(context.made_at.plus(within))
    }

    /// The customer whom the house knows by this mobile.
    pub(crate) fn known(&self, facts: &dyn Facts) -> Result<Option<Customer>, Stop> {
        let mobile = Mobile::parse(&self.mobile)
            .map_err(|error| Refusal::typed(&error, Some("by.mobile")))?;
        for found in facts.by::<Customer>(Customer::BY_MOBILE, [mobile.to_value()])? {
            let head = head_of(facts, found.id)?;
            if let Some(head) = head.filter(|head| head.erased_at.is_none()) {
                return Ok(Some(head));
            }
        }
        Ok(None)
    }

    /// The lead under which the house goes on with this person: the one that is open, or a new one in the
    /// public pool.
    pub(crate) fn lead(
        &self,
        facts: &dyn Facts,
        context: &Context,
        wanted: &WantedModel,
        what: &str,
        changes: &mut Changes,
    ) -> Result<Lead, Stop> {
        let known = self.known(facts)?;
        if let Some(known) = &known
            && let Some(open) = open_lead_of(facts, known.id)?
        {
            return Ok(open);
        }
        let taken_in = TakeInLead {
            lead: self.lead,
            number: self.lead_number.clone(),
            customer: known.as_ref().map_or(self.customer, |known| known.id),
            new_customer: known.is_none().then(|| self.as_new_customer()),
            customer_number: self.customer_number.clone(),
            channel: Channel::OwnShop,
            channel_detail: String::new(),
            external_key: String::new(),
            cost: None,
            wanted: if wanted.description.is_empty() {
                Vec::new()
            } else {
                vec![wanted.clone()]
            },
            budget: None,
            grade: Grade::H,
            to: IntakeTo::Pool,
            colleague: None,
            next_follow_up: NextFollowUp {
                due: Self::answered_by(facts, context)?,
                what: what.to_owned(),
            },
            remark: String::new(),
        };
        changes.0.extend(taken_in.decide(facts, context)?.changes.0);
        let ahead = Ahead { facts, changes };
        Ok(ahead
            .get::<Lead>(self.lead)?
            .ok_or_else(|| GeneralRefusal::NotFound {
                kind: Lead::KIND.to_owned(),
                field: "by.lead".to_owned(),
            })?)
    }

    fn as_new_customer(&self) -> NewCustomer {
        NewCustomer {
            kind: CustomerKind::Person,
            name: self.name.trim().to_owned(),
            mobile: self.mobile.clone(),
            other_phone: String::new(),
            identity_paper: IdentityPaper::None,
            identity_number: String::new(),
            email: String::new(),
            address: String::new(),
            born_on: String::new(),
            language: self.language.clone(),
            remark: String::new(),
            same_phone: SamePhone::Refuse,
        }
    }
}
