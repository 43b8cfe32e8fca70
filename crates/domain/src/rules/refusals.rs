//! Why an edition is not published, with the row that is at fault.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Edition, RuleSetName};
use crate::refusal::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RuleRefusal {
    /// What holds by law is published by the platform, not by a person of a house.
    #[error("rules of law are published by the platform alone")]
    RulesByPlatformOnly,
    /// The text is not JSON, or not of the shape of its set.
    #[error("it cannot be read: {place}: {message}")]
    RulesUnreadable { place: String, message: String },
    /// It says something that this version of the program knows nothing of.
    #[error("{place} is unknown to this version of the program")]
    RulesNotUnderstood { place: String },
    #[error("its head names no set of this platform, or another: \"set\": \"tax\"")]
    RulesOfNoSet,
    #[error("it names no edition; at its head stands \"edition\": \"2026-11-22\"")]
    RulesWithoutEdition,
    #[error("{table}: the version from {from} ends before it begins")]
    RuleEndsBeforeItBegins { table: String, from: NaiveDate },
    #[error("{table}: two versions hold on {on}; the one before has to end the day before")]
    RulesOverlap { table: String, on: NaiveDate },
    #[error("{table}: the version from {from} names no source")]
    RuleWithoutSource { table: String, from: NaiveDate },
    /// An edition is newer than the one that stands, or it is not taken.
    #[error("edition {given} of {} is not newer than {standing}, which is there", set.word())]
    EditionNotNewer {
        set: RuleSetName,
        given: Edition,
        standing: Edition,
    },
}

impl From<RuleRefusal> for Refusal {
    fn from(refusal: RuleRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
