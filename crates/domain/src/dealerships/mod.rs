//! The dealership: the lane that nearly every row belongs to.

mod change_dealership;
mod found_dealership;
mod load_records;

pub use change_dealership::ChangeDealership;
pub use found_dealership::FoundDealership;
pub use load_records::{LoadRecords, LoadedRow, LoadedValue, MOST_ROWS};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ids::DealershipId, refusal::Refusal, time::Timestamp};

crate::words! {
    /// Whether the figures in this store are anybody's business or for learning.
    pub enum Purpose {
        Trading => "trading",
        Training => "training",
    }
}

/// The company that sells the cars, as its papers name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "dealership")]
pub struct Dealership {
    pub id: DealershipId,
    pub name: String,
    /// Short code in capitals and digits; part of every printed number.
    pub code: String,
    pub purpose: Purpose,
    /// IANA name of the zone in which its days begin and end.
    pub zone: String,
    pub address: String,
    pub phone: String,
    /// 统一社会信用代码, as printed on contracts; empty until known.
    pub credit_code: String,
    pub bank_account: String,
    /// Name (SHA-256) of the kept PNG or JPEG for the head of papers; empty without one.
    pub logo: String,
    pub founded_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DealershipRefusal {
    /// This store already holds a dealership.
    AlreadyFounded { name: String },
    /// A code is two to six capitals or digits.
    DealershipCodeMalformed { given: String },
    /// The zone is not one of the IANA time zone database.
    ZoneUnknown { zone: String },
    /// Records without commands of their own are for training only.
    OnlyForTraining,
    /// A row does not fit its table.
    RecordsMalformed,
    /// The logo is named by something that is no kept file's name.
    LogoNotKept,
}

/// The name of a kept file, or nothing.
fn kept_picture(name: &str) -> Result<(), DealershipRefusal> {
    let fits = name.is_empty()
        || (name.len() == 64
            && name
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)));
    if fits {
        Ok(())
    } else {
        Err(DealershipRefusal::LogoNotKept)
    }
}

impl From<DealershipRefusal> for Refusal {
    fn from(refusal: DealershipRefusal) -> Self {
        let field = match &refusal {
            DealershipRefusal::AlreadyFounded { .. }
            | DealershipRefusal::OnlyForTraining
            | DealershipRefusal::RecordsMalformed => None,
            DealershipRefusal::DealershipCodeMalformed { .. } => Some("code"),
            DealershipRefusal::ZoneUnknown { .. } => Some("zone"),
            DealershipRefusal::LogoNotKept => Some("logo"),
        };
        Self::typed(&refusal, field)
    }
}
