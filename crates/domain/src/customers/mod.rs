//! Customers: persons and companies, one record each, and what the house may do with what it knows
//! of them.

mod add_customer;
mod amend_customer;
mod consents;
mod erase_customer;
mod family;
mod fields;
mod links;
mod merges;
mod reveal;
mod sound;

#[cfg(test)]
mod tests;

pub(crate) use add_customer::added;
pub use add_customer::{AddCustomer, NewCustomer, SamePhone};
pub use amend_customer::{AmendCustomer, CustomerChange};
pub use consents::{Consent, ConsentPurpose, ConsentState, RecordConsent};
pub use erase_customer::{
    EraseCustomer, KeptBecause, KeptRecord, RetentionRules, RetentionTerms, VoucherTerms,
    kept_because,
};
pub(crate) use family::alive;
pub use family::{family, head_of};
pub use fields::CustomerField;
pub use links::{CustomerVehicle, LinkVehicle, UnlinkVehicle, VehicleRole};
pub(crate) use links::{hand_to_owner, normal_plate, normal_vin, plate_of_owner};
pub use merges::{CustomerMerge, MergeCustomers, Replaced, UndoMerge};
pub use reveal::may_reveal;
pub use sound::sound_of;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    identifiers::Mobile,
    ids::{CustomerId, CustomerMergeId, PersonId},
    leads::{Channel, Grade},
    refusal::Refusal,
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

crate::words! {
    /// Where the house stands with a customer; follows the customer's latest lead.
    pub enum CustomerStage {
        /// Known, without a lead 留档.
        Known => "known",
        /// A lead is alive 潜客.
        Prospect => "prospect",
        /// Has bought here 保有客户.
        Owner => "owner",
        /// The last lead was lost 战败.
        Lost => "lost",
    }
}

/// `channel`, `grade` and `stage` repeat what the customer's latest lead says, so that a list of
/// hundreds of thousands can be filtered by them; the leads' commands keep them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "customer",
    index(mobile),
    index(identity_number),
    index(name),
    index(name_sound),
    index(number),
    index(merged_into, added_at),
    index(merged_into, stage, owner, grade, channel)
)]
pub struct Customer {
    pub id: CustomerId,
    pub number: String,
    pub kind: CustomerKind,
    #[column(personal = Name)]
    pub name: String,
    /// How the name sounds, for finding the same person written otherwise; see [`sound_of`].
    #[column(personal = Free)]
    pub name_sound: String,
    #[column(personal = Mobile)]
    pub mobile: Option<Mobile>,
    /// A landline or a foreign number, as it was given.
    #[column(personal = Mobile)]
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
    /// How the customer first came to the house.
    pub channel: Option<Channel>,
    pub grade: Option<Grade>,
    pub stage: CustomerStage,
    pub remark: String,
    /// The record that took this one in when the two turned out to be one customer.
    pub merged_into: Option<CustomerId>,
    pub added_at: Timestamp,
    /// When the personal data were erased at the person's request.
    pub erased_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CustomerRefusal {
    /// Another customer has this very mobile; say that it is another customer, or take that record.
    MobileKnown {
        customer: CustomerId,
        number: String,
        field: String,
    },
    /// An e-mail address has one @ with something on both sides.
    EmailMalformed { field: String },
    /// The language is one in which the house prints.
    LanguageUnknown { field: String, given: String },
    /// A value that is no word of the field's list.
    WordUnknown { field: String, given: String },
    /// A date that is none.
    DateMalformed { field: String },
    /// The number does not fit the paper; without a number the paper says none.
    IdentityNumberMissing { field: String },
    /// The record was merged into another; work goes on there.
    MergedAway { customer: CustomerId },
    /// The personal data were erased; the record only keeps the books together.
    Erased,
    /// A customer cannot be merged with itself.
    SameCustomer,
    /// This merge was undone already.
    MergeUndone { merge: CustomerMergeId },
    /// The records were merged further since; undo that merge first.
    MergedFurther { customer: CustomerId },
    /// A person of the house may see this value by right, or of their own customers.
    NotYours,
    /// The law requires the record to be kept until then.
    MustBeKept {
        because: String,
        until: NaiveDate,
        source: String,
    },
    /// The work on this customer is not finished.
    WorkOpen,
    /// A link to a car names the car by its VIN, its plate, or the stock record.
    VehicleMissing { field: String },
    /// The same car stands there already in the same role.
    LinkedAlready,
}

impl From<CustomerRefusal> for Refusal {
    fn from(refusal: CustomerRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
