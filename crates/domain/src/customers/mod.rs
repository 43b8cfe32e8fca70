//! Customers: persons and companies, one record each.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    identifiers::Mobile,
    ids::{CustomerId, PersonId},
    time::Timestamp,
};

crate::words! {
    pub enum CustomerKind {
        Person => "person",
        Company => "company",
    }
}

crate::words! {
    /// Which paper proves who the customer is.
    pub enum IdentityPaper {
        ResidentId => "residentId",
        Passport => "passport",
        TravelPermit => "travelPermit",
        OfficerCard => "officerCard",
        CreditCode => "creditCode",
        None => "none",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "customer",
    index(mobile),
    index(identity_number),
    index(owner)
)]
pub struct Customer {
    pub id: CustomerId,
    pub number: String,
    pub kind: CustomerKind,
    #[column(personal = Name)]
    pub name: String,
    #[column(personal = Mobile)]
    pub mobile: Option<Mobile>,
    /// A landline or a foreign number, as it was given.
    #[column(personal = Free)]
    pub other_phone: String,
    pub identity_paper: IdentityPaper,
    #[column(personal = ResidentId)]
    pub identity_number: String,
    #[column(personal = Email)]
    pub email: String,
    #[column(personal = Address)]
    pub address: String,
    #[column(personal = BirthDate)]
    pub born_on: Option<NaiveDate>,
    /// The language of this customer's papers, a BCP 47 tag: `zh-CN` or `en`.
    pub language: String,
    /// The consultant who looks after this customer.
    pub owner: Option<PersonId>,
    pub remark: String,
    /// The record that took this one in when the two turned out to be one customer.
    pub merged_into: Option<CustomerId>,
    pub added_at: Timestamp,
}
