//! Customer and house sign the agreement 试乘试驾协议书. The drive remembers which paper that was, by
//! its hash, so that no other can be put in its place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DriveRefusal, DriveStep, found, not_found, put, take_step};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{PaperId, RecordId, TestDriveId},
    papers::{Paper, PaperForm},
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignAgreement {
    pub drive: TestDriveId,
    /// The paper as it was issued and printed.
    pub paper: PaperId,
    /// The hash of what lies on the table.
    pub sha256: String,
}

impl Rule for SignAgreement {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut drive = found(facts, self.drive)?;
        let paper = facts
            .get::<Paper>(self.paper)?
            .ok_or_else(|| not_found("paper", "paper"))?;
        if paper.form != PaperForm::DriveAgreement || paper.subject != RecordId::from(drive.id) {
            return Err(DriveRefusal::AgreementOfAnother.into());
        }
        if paper.sha256 != self.sha256 {
            return Err(DriveRefusal::AgreementAltered.into());
        }
        take_step(&mut drive, DriveStep::Sign)?;
        drive.agreement = Some(paper.id);
        drive.agreement_sha256 = paper.sha256;
        drive.signed_at = Some(context.made_at);
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        Ok(changes.into())
    }
}
