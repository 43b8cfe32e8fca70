//! Test drives: a few times of two demonstrators that every desk gives away, and each drive's way from
//! its booking to what the customer said.

use domain::{
    Command,
    customers::Customer,
    papers::Paper,
    test_drives::{DriveKind, DriveRoute, DriveState, TestDrive},
    time::Timestamp,
    vehicles::Vehicle,
};
use serde_json::json;
use store::rows;

use super::{Drawing, literal};

const MINUTE: i64 = 60_000;
/// The hash of an agreement, which nobody prints here.
const HASH: &str = "aa11bb22cc33dd44ee55ff66aa77bb88cc99dd00ee11ff22aa33bb44cc55dd66";
/// When drives begin, in minutes after midnight.
const STARTS: [u32; 5] = [630, 645, 675, 720, 900];
/// Somebody born in 1990, with a number whose check character fits.
const LICENCE: &str = "110105199003077876";

impl Drawing<'_> {
    /// What goes on around a test drive.
    pub(super) fn drive(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..36 => self.book_drive(),
            36..46 => self.rebook_drive(),
            46..51 => {
                let drive: TestDrive =
                    self.any("where state in ('booked', 'checked', 'signed')")?;
                Self::parsed(
                    "CancelTestDrive",
                    json!({"drive": drive.id, "reason": "下雨"}),
                )
            }
            51..54 => {
                let drive: TestDrive = self.any("where state in ('booked', 'checked')")?;
                Self::parsed("RecordNoShow", json!({"drive": drive.id}))
            }
            _ => self.go_on_with_drive(),
        }
    }

    fn demonstrator(&mut self) -> Option<Vehicle> {
        self.any("where purpose = 'demonstrator'")
    }

    fn book_drive(&mut self) -> Option<Command> {
        let customer = self.customer()?;
        let car = self.demonstrator()?;
        let route: DriveRoute = self.any("")?;
        let starts_at = self.time_among(&STARTS)?;
        let kind = if self.chance.percent(70) {
            "ride"
        } else {
            "drive"
        };
        Self::parsed(
            "BookTestDrive",
            json!({
                "drive": self.chance.id(), "kind": kind, "customer": customer.id, "vehicle": car.id,
                "consultant": self.chance.one_of(self.clerks)?, "route": route.id,
                "startsAt": starts_at, "endsAt": starts_at.plus(30 * MINUTE),
            }),
        )
    }

    fn rebook_drive(&mut self) -> Option<Command> {
        let drive: TestDrive = self.any("where state in ('booked', 'checked', 'signed')")?;
        let starts_at = self.time_among(&STARTS)?;
        let car = self.demonstrator()?;
        Self::parsed(
            "RebookTestDrive",
            json!({
                "drive": drive.id, "vehicle": car.id,
                "startsAt": starts_at, "endsAt": starts_at.plus(30 * MINUTE),
            }),
        )
    }

    fn go_on_with_drive(&mut self) -> Option<Command> {
        let drive: TestDrive =
            self.any("where state in ('booked', 'checked', 'signed', 'out', 'returned')")?;
        match (drive.state, drive.kind) {
            (DriveState::Booked, DriveKind::Drive) => self.check_licence(&drive),
            (DriveState::Booked, DriveKind::Ride) | (DriveState::Checked, _) => {
                self.agreement(&drive)
            }
            (DriveState::Signed, _) => {
                let car: Vehicle = rows::entity(self.connection, drive.vehicle).ok()??;
                Self::parsed(
                    "HandOutKeys",
                    json!({
                        "drive": drive.id, "percent": 80,
                        "odometerKm": u64::from(car.odometer_km) + self.chance.below(3),
                    }),
                )
            }
            (DriveState::Out, _) => self.bring_back(&drive),
            (DriveState::Returned, _) => Self::parsed(
                "RecordFeedback",
                json!({
                    "drive": drive.id, "score": 1 + self.chance.below(5), "feedback": "动力很好",
                    "nextFollowUp": {"due": self.now.plus(Timestamp::DAY), "what": "报价"},
                }),
            ),
            (DriveState::Finished | DriveState::Cancelled | DriveState::NoShow, _) => None,
        }
    }

    fn check_licence(&mut self, drive: &TestDrive) -> Option<Command> {
        let customer: Customer = rows::entity(self.connection, drive.customer).ok()??;
        Self::parsed(
            "CheckLicence",
            json!({
                "drive": drive.id, "name": customer.name, "number": LICENCE, "classes": ["C1"],
                "validUntil": "2028-05-06", "seen": "original",
            }),
        )
    }

    /// The agreement is issued first, and signed when it is there.
    fn agreement(&mut self, drive: &TestDrive) -> Option<Command> {
        let paper: Option<Paper> = self.any(&format!("where subject = {}", literal(drive.id)));
        match paper {
            Some(paper) => Self::parsed(
                "SignAgreement",
                json!({"drive": drive.id, "paper": paper.id, "sha256": HASH}),
            ),
            None => Self::parsed(
                "IssuePaper",
                json!({
                    "paper": self.chance.id(), "form": "driveAgreement", "number": drive.number,
                    "subject": drive.id, "language": "zh-CN", "templateVersion": "1",
                    "sha256": HASH, "data": "{}", "pages": 1,
                }),
            ),
        }
    }

    fn bring_back(&mut self, drive: &TestDrive) -> Option<Command> {
        if self.chance.percent(25) {
            return Self::parsed(
                "RebookTestDrive",
                json!({"drive": drive.id, "endsAt": drive.ends_at.plus(15 * MINUTE)}),
            );
        }
        let (condition, damage) = if self.chance.percent(85) {
            ("sound", "")
        } else {
            ("damaged", "右前轮毂刮伤")
        };
        let out_km = u64::from(drive.out_km.unwrap_or_default());
        Self::parsed(
            "ReturnKeys",
            json!({
                "drive": drive.id, "odometerKm": out_km + self.chance.below(20), "percent": 70,
                "condition": condition, "damage": damage,
            }),
        )
    }
}
