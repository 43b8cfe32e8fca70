//! A lead is taken in: from the street, the phone, the maker or a portal. Who it is, what they want,
//! how soon, who follows up and when: one command, in the order in which people speak.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Channel, Grade, Lead, LeadRefusal, LeadState, NextFollowUp, WantedModel, colleague, follow_ups,
    name_of, standing,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    customers::{self, Customer, CustomerRefusal, NewCustomer, family},
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{CustomerId, LeadId, PersonId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

crate::words! {
    /// Who follows up a new lead.
    pub enum IntakeTo {
        /// Whoever takes it in.
        Me => "me",
        /// The colleague who is named.
        Colleague => "colleague",
        /// Nobody yet: the public pool 公海.
        Pool => "pool",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeInLead {
    pub lead: LeadId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub customer: CustomerId,
    /// Who it is, when the house does not know them yet.
    #[serde(default)]
    pub new_customer: Option<NewCustomer>,
    #[serde(default)]
    pub customer_number: String,
    pub channel: Channel,
    #[serde(default)]
    pub channel_detail: String,
    #[serde(default)]
    pub external_key: String,
    #[serde(default)]
    pub cost: Option<Fen>,
    #[serde(default)]
    pub wanted: Vec<WantedModel>,
    #[serde(default)]
    pub budget: Option<Fen>,
    pub grade: Grade,
    pub to: IntakeTo,
    #[serde(default)]
    pub colleague: Option<PersonId>,
    pub next_follow_up: NextFollowUp,
    #[serde(default)]
    pub remark: String,
}

impl Rule for TakeInLead {
    /// A customer has one open lead; two consultants may not both begin.
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Lead);
        }
        if self.new_customer.is_some() && self.customer_number.is_empty() {
            self.customer_number = numbers.next(NumberSeries::Customer);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Lead>(self.lead)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: Lead::KIND.to_owned(),
            }
            .into());
        }
        for (field, text) in [
            ("channelDetail", &self.channel_detail),
            ("externalKey", &self.external_key),
        ] {
            checks::fits(field, text, checks::LINE)?;
        }
        checks::fits("remark", &self.remark, checks::REMARK)?;
        for wanted in &self.wanted {
            checks::filled("wanted", &wanted.description, checks::LINE)?;
        }
        for (field, sum) in [("cost", self.cost), ("budget", self.budget)] {
            if let Some(sum) = sum {
                checks::sum_in_range(field, sum)?;
            }
        }
        if !self.external_key.is_empty()
            && let Some(before) = facts
                .by::<Lead>(Lead::BY_EXTERNAL_KEY, [self.external_key.to_value()])?
                .into_iter()
                .find(|lead| lead.channel == self.channel)
        {
            return Err(LeadRefusal::LeadTakenInBefore {
                lead: before.id,
                number: before.number,
            }
            .into());
        }
        let mut customer = self.customer(facts, context)?;
        let owner = match self.to {
            IntakeTo::Me => Some(context.actor),
            IntakeTo::Colleague => match self.colleague {
                Some(person) => Some(colleague(facts, person, "colleague")?.id),
                None => {
                    return Err(GeneralRefusal::Empty {
                        field: "colleague".to_owned(),
                    }
                    .into());
                }
            },
            IntakeTo::Pool => None,
        };
        let mut lead = self.lead(&customer, owner, context);
        follow_ups::check(facts, context, &lead, &self.next_follow_up)??;
        let mut changes = Changes::new();
        follow_ups::plan(
            facts,
            context,
            &mut lead,
            &self.next_follow_up,
            "",
            &mut changes,
        )?;
        standing::stand(&mut customer, &lead);
        changes
            .put(context.lane, &customer)
            .put(context.lane, &lead);
        Ok(changes.into())
    }
}

impl TakeInLead {
    /// The customer, known or new, without an open lead.
    fn customer(
        &self,
        facts: &dyn Facts,
        context: &Context,
    ) -> Result<Customer, crate::command::Stop> {
        if let Some(details) = &self.new_customer {
            return customers::added(
                facts,
                context,
                self.customer,
                &self.customer_number,
                details,
                "newCustomer",
            );
        }
        let Some(customer) = facts.get::<Customer>(self.customer)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "customer".to_owned(),
                field: "customer".to_owned(),
            }
            .into());
        };
        if let Some(kept) = customer.merged_into {
            return Err(CustomerRefusal::MergedAway { customer: kept }.into());
        }
        if customer.erased_at.is_some() {
            return Err(CustomerRefusal::Erased.into());
        }
        if let Some(open) = standing::open_lead(facts, &family(facts, customer.id)?)? {
            return Err(LeadRefusal::LeadOpen {
                lead: open.id,
                number: open.number,
                owner: name_of(facts, open.owner)?,
            }
            .into());
        }
        Ok(customer)
    }

    fn lead(&self, customer: &Customer, owner: Option<PersonId>, context: &Context) -> Lead {
        Lead {
            id: self.lead,
            number: self.number.clone(),
            customer: customer.id,
            channel: self.channel,
            channel_detail: self.channel_detail.trim().to_owned(),
            external_key: self.external_key.clone(),
            cost: self.cost,
            wanted: Json(self.wanted.clone()),
            budget: self.budget,
            grade: self.grade,
            state: LeadState::New,
            owner,
            pooled_at: owner.is_none().then_some(context.made_at),
            assigned_at: owner.map(|_| context.made_at),
            first_contact_at: None,
            last_contact_at: None,
            next_follow_up: None,
            remark: self.remark.trim().to_owned(),
            lost_reason: None,
            competitor: String::new(),
            lost_remark: String::new(),
            lost_reported_by: None,
            lost_reported_at: None,
            lost_from: None,
            closed_at: None,
            revives: None,
            revived_as: None,
            taken_in_at: context.made_at,
            taken_in_by: context.actor,
        }
    }
}
