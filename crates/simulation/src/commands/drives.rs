//! Test drives: few cars, few colleagues and few hours of two days, so that they collide.

use domain::{
    Command,
    customers::Customer,
    test_drives::{DriveRoute, TestDrive},
    time::Timestamp,
    vehicles::Vehicle,
};
use serde_json::json;

use super::{Drawing, booked_time};

/// Drives last so long.
const HALF_AN_HOUR: i64 = 30 * 60_000;

impl Drawing<'_> {
    pub(super) fn of_test_drives(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..62 => self.book_drive(),
            62..82 => self.rebook_drive(),
            82..92 => {
                let drive: TestDrive = self.any("where state = 'booked'")?;
                Self::parsed(
                    "CancelTestDrive",
                    json!({"drive": drive.id, "reason": "客户有事"}),
                )
            }
            _ => {
                let drive: TestDrive = self.any("where state = 'booked'")?;
                Self::parsed("RecordNoShow", json!({"drive": drive.id}))
            }
        }
    }

    fn book_drive(&mut self) -> Option<Command> {
        let customer: Customer = self.any("where erased_at is null and merged_into is null")?;
        let vehicle: Vehicle = self.any("where purpose = 'demonstrator'")?;
        let route: DriveRoute = self.any("")?;
        let consultant = self.chance.one_of(self.clerks)?;
        let starts_at = self.drive_time();
        Self::parsed(
            "BookTestDrive",
            json!({
                "drive": self.chance.id(), "kind": "drive", "customer": customer.id,
                "vehicle": vehicle.id, "consultant": consultant, "route": route.id,
                "startsAt": starts_at, "endsAt": starts_at.plus(HALF_AN_HOUR),
            }),
        )
    }

    fn rebook_drive(&mut self) -> Option<Command> {
        let drive: TestDrive = self.any("where state = 'booked'")?;
        let starts_at = self.drive_time();
        Self::parsed(
            "RebookTestDrive",
            json!({
                "drive": drive.id, "startsAt": starts_at, "endsAt": starts_at.plus(HALF_AN_HOUR),
            }),
        )
    }

    /// On the half hours of two days.
    fn drive_time(&mut self) -> Timestamp {
        booked_time(self.chance.below(2), 10 * 60 + 30 * self.chance.below(10))
    }
}
