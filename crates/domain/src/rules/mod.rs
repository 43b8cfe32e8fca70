//! The dated rules of law 现行规则: taxes, subsidies, insurance, deposits, lending, guarantees, working days, retention and
//! licences. Each set is published whole, as an edition that is newer than the one before. The platform gives every
//! dealership the newest; where it has given none, the one that the program brings along holds.

mod edition;
mod in_force;
mod publishing;
mod reading;
mod refusals;
mod sets;

#[cfg(test)]
mod tests;

pub use edition::Edition;
pub use in_force::{rules_in_force, rules_then};
pub use publishing::PublishRules;
pub use reading::{RuleTable, RuleVersion, check, edition_of, set_of, tables};
pub use refusals::RuleRefusal;
pub use sets::LawSet;

use std::fmt::Write;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    entity::Json,
    ids::{RuleSetId, RuleTextId},
    time::Timestamp,
};

crate::words! {
    /// Rules that are published together.
    pub enum RuleSetName {
        /// 税费与补贴
        Tax => "tax",
        /// 交强险
        Insurance => "insurance",
        /// 定金
        Deposits => "deposits",
        /// 汽车贷款
        Lending => "lending",
        /// 三包与维修质保
        Warranty => "warranty",
        /// 节假日与法定期限
        Calendars => "calendars",
        /// 资料保存期限
        Retention => "retention",
        /// 准驾车型
        DrivingLicences => "drivingLicences",
    }
}

crate::words! {
    /// Who published an edition.
    pub enum RuleOrigin {
        /// It came with the platform's program.
        Program => "program",
        /// Whoever runs the platform.
        Platform => "platform",
    }
}

impl RuleSetName {
    /// The row of this set, the same in every lane.
    pub fn id(self) -> RuleSetId {
        let digest = Sha256::new()
            .chain_update(b"forecourt rule set ")
            .chain_update(self.word())
            .finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        RuleSetId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

/// Which edition of a set holds in a dealership. Read at every decision that asks for the set, so its text stands
/// apart.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "rule_set")]
pub struct RuleSet {
    pub id: RuleSetId,
    pub name: RuleSetName,
    pub edition: Edition,
    /// SHA-256 of the text, in lower-case hexadecimal.
    pub digest: String,
    pub origin: RuleOrigin,
    /// What whoever published it says of it.
    pub note: String,
    pub published_at: Timestamp,
    /// What held before, the latest first: a desk that was away made its quotes by it.
    pub former: Json<Vec<FormerEdition>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormerEdition {
    pub edition: Edition,
    pub digest: String,
    pub published_at: Timestamp,
}

/// The rules of an edition, as JSON. It stays when another takes its place.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "rule_text")]
pub struct RuleText {
    pub id: RuleTextId,
    pub text: String,
}

impl RuleText {
    /// The row of the text with this digest.
    pub fn id_of(digest: &str) -> RuleTextId {
        let digest = Sha256::digest(digest.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        RuleTextId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

/// By which a text is known again.
pub fn digest_of(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
