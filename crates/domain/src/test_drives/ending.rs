//! A drive that does not take place: the customer cancels, or does not come.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DriveRefusal, DriveStep, forget_licence, found, put, take_step};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::TestDriveId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CancelTestDrive {
    pub drive: TestDriveId,
    pub reason: String,
}

impl Rule for CancelTestDrive {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let mut drive = found(facts, self.drive)?;
        take_step(&mut drive, DriveStep::Cancel)?;
        self.reason.trim().clone_into(&mut drive.cancel_reason);
        drive.closed_at = Some(context.made_at);
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        // Nothing was driven, so nothing is left to prove by the licence.
        forget_licence(facts, context, drive.id, &mut changes)?;
        Ok(changes.into())
    }
}

/// The customer did not come 爽约. Only known once the drive should have begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordNoShow {
    pub drive: TestDriveId,
}

impl Rule for RecordNoShow {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut drive = found(facts, self.drive)?;
        if context.made_at < drive.starts_at {
            return Err(DriveRefusal::DriveTimeImplausible {
                field: "drive".to_owned(),
            }
            .into());
        }
        take_step(&mut drive, DriveStep::NoShow)?;
        drive.closed_at = Some(context.made_at);
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        // Nothing was driven, so nothing is left to prove by the licence.
        forget_licence(facts, context, drive.id, &mut changes)?;
        Ok(changes.into())
    }
}
