//! A customer becomes known.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Customer, CustomerField, CustomerKind, CustomerRefusal, CustomerStage, IdentityPaper, head_of,
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    identifiers::Mobile,
    ids::{CustomerId, PersonId},
    refusal::GeneralRefusal,
    rights::Right,
};

crate::words! {
    /// What to do when another customer has the very same mobile.
    pub enum SamePhone {
        /// Refuse, and name the record that is there.
        Refuse => "refuse",
        /// It is another customer with the same phone: a couple, a driver, a secretary.
        AnotherCustomer => "anotherCustomer",
    }
}

/// What people say about a new customer, as they typed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewCustomer {
    pub kind: CustomerKind,
    pub name: String,
    #[serde(default)]
    pub mobile: String,
    #[serde(default)]
    pub other_phone: String,
    #[serde(default = "no_paper")]
    pub identity_paper: IdentityPaper,
    #[serde(default)]
    pub identity_number: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub born_on: String,
    #[serde(default = "chinese")]
    pub language: String,
    #[serde(default)]
    pub remark: String,
    #[serde(default = "refuse")]
    pub same_phone: SamePhone,
}

const fn no_paper() -> IdentityPaper {
    IdentityPaper::None
}

fn chinese() -> String {
    "zh-CN".to_owned()
}

const fn refuse() -> SamePhone {
    SamePhone::Refuse
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddCustomer {
    pub customer: CustomerId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub details: NewCustomer,
    /// Who looks after the customer; whoever adds it, unless somebody else is named.
    #[serde(default)]
    pub owner: Option<PersonId>,
}

impl Rule for AddCustomer {
    /// One mobile is one customer, unless a person says otherwise.
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditCustomers);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Customer);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut customer = added(
            facts,
            context,
            self.customer,
            &self.number,
            &self.details,
            "details",
        )?;
        customer.owner = Some(self.owner.unwrap_or(context.actor));
        let mut changes = Changes::new();
        changes.put(context.lane, &customer);
        Ok(changes.into())
    }
}

/// The new record, checked; `at` is where the details stand in the command.
pub(crate) fn added(
    facts: &dyn Facts,
    context: &Context,
    id: CustomerId,
    number: &str,
    details: &NewCustomer,
    at: &str,
) -> Result<Customer, Stop> {
    if facts.get::<Customer>(id)?.is_some() {
        return Err(GeneralRefusal::AlreadyExists {
            kind: "customer".to_owned(),
        }
        .into());
    }
    let mut customer = Customer {
        id,
        number: number.to_owned(),
        kind: details.kind,
        name: String::new(),
        name_sound: String::new(),
        mobile: None,
        other_phone: String::new(),
        identity_paper: details.identity_paper,
        identity_number: String::new(),
        email: String::new(),
        address: String::new(),
        born_on: None,
        language: String::new(),
        owner: None,
        channel: None,
        grade: None,
        stage: CustomerStage::Known,
        remark: String::new(),
        merged_into: None,
        added_at: context.made_at,
        erased_at: None,
    };
    for (field, typed) in [
        (CustomerField::Name, &details.name),
        (CustomerField::Mobile, &details.mobile),
        (CustomerField::OtherPhone, &details.other_phone),
        (CustomerField::IdentityNumber, &details.identity_number),
        (CustomerField::Email, &details.email),
        (CustomerField::Address, &details.address),
        (CustomerField::BornOn, &details.born_on),
        (CustomerField::Language, &details.language),
        (CustomerField::Remark, &details.remark),
    ] {
        field.write(
            &mut customer,
            typed,
            &format!("{at}.{}", field.word()),
            context,
        )?;
    }
    if details.same_phone == SamePhone::Refuse {
        mobile_free(facts, &customer, &format!("{at}.mobile"))?;
    }
    Ok(customer)
}

/// Refuses a mobile that is another customer's.
pub(super) fn mobile_free(facts: &dyn Facts, customer: &Customer, at: &str) -> Result<(), Stop> {
    let Some(mobile) = &customer.mobile else {
        return Ok(());
    };
    for known in with_mobile(facts, mobile)? {
        // A record that was merged stands for the one that took it in.
        let head = head_of(facts, known.id)?;
        if let Some(head) = head.filter(|head| head.id != customer.id) {
            return Err(CustomerRefusal::MobileKnown {
                customer: head.id,
                number: head.number,
                field: at.to_owned(),
            }
            .into());
        }
    }
    Ok(())
}

fn with_mobile(facts: &dyn Facts, mobile: &Mobile) -> Result<Vec<Customer>, Stop> {
    Ok(facts.by::<Customer>(Customer::BY_MOBILE, [mobile.to_value()])?)
}
