//! The papers of the service department: from the booking 服务预约单 to the gate pass 出门证. All but the booking's speak
//! of one repair order; each prints what it needs of it.

use super::{Consultant, Contents, Dealership, Form, sums_to};
use crate::DocumentError;
use domain::money::Fen;
use serde::{Deserialize, Serialize};

/// The car in the workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CarInService {
    /// As a person would call it.
    pub description: String,
    /// Its plate.
    #[serde(default)]
    pub plate: Option<String>,
    /// Its VIN, where somebody has read it.
    #[serde(default)]
    pub vin: Option<String>,
    /// Odometer in kilometres.
    #[serde(default)]
    pub km: Option<i64>,
}

/// A job that is booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookedWork {
    /// The standard operation, or what the customer says.
    pub title: String,
    /// What the customer says beside it.
    #[serde(default)]
    pub words: Option<String>,
    /// Estimated hours, as written: `1.5`.
    pub hours: String,
}

/// 服务预约单
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceAppointment {
    /// The number of the booking.
    pub number: String,
    /// Where the car is expected.
    pub dealership: Dealership,
    /// Who brings it.
    pub customer: String,
    /// Their telephone.
    pub customer_phone: String,
    /// Who receives it.
    pub advisor: Consultant,
    /// The car.
    pub car: CarInService,
    /// Expected at, local time.
    pub starts_at: String,
    /// When the work is done, local time.
    pub ends_at: String,
    /// How the customer goes on meanwhile, in words.
    pub transport: String,
    /// What is to be done.
    pub jobs: Vec<BookedWork>,
    /// What else was said.
    #[serde(default)]
    pub remark: Option<String>,
}

impl Contents for ServiceAppointment {
    const FORM: Form = Form::ServiceAppointment;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    /// A booking has no sums.
    fn check(&self) -> Result<(), DocumentError> {
        Ok(())
    }
}

/// A line of a job: labour, a part, work given to others, a fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkLine {
    /// Kind, in words.
    pub kind: String,
    /// What it is.
    pub name: String,
    /// Part number, or the number of the other's bill.
    #[serde(default)]
    pub reference: Option<String>,
    /// Hours or pieces, as written.
    pub quantity: String,
    /// For one hour or one piece.
    pub unit_price: Fen,
    /// What it comes to.
    pub amount: Fen,
    /// Who pays, in words.
    pub payer: String,
}

/// One job, from what the customer said to what was found right at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// Its place on the order, from 1.
    pub place: i64,
    /// What is done.
    pub title: String,
    /// Whether it was found while the car was here 增项.
    pub supplementary: bool,
    /// What the customer says.
    #[serde(default)]
    pub concern: Option<String>,
    /// What was found.
    #[serde(default)]
    pub cause: Option<String>,
    /// What was done.
    #[serde(default)]
    pub correction: Option<String>,
    /// Flat time in hours, as written.
    pub hours: String,
    /// The department that does it, in words; on the work order only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub technician: Option<String>,
    /// Where.
    #[serde(default)]
    pub bay: Option<String>,
    /// Planned from, local time.
    #[serde(default)]
    pub planned_from: Option<String>,
    /// Planned until, local time.
    #[serde(default)]
    pub planned_until: Option<String>,
    /// Its lines.
    pub lines: Vec<WorkLine>,
    /// Their sum.
    pub amount: Fen,
    /// Who said yes, how and when, in words.
    #[serde(default)]
    pub authorised: Option<String>,
    /// Why the customer would not have it done; absent unless declined.
    #[serde(default)]
    pub declined: Option<String>,
    /// Who found it right, and when, in words.
    #[serde(default)]
    pub inspected: Option<String>,
    /// What the inspection remarked.
    #[serde(default)]
    pub inspection_remark: Option<String>,
}

/// A mark on the car's outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkOnPaper {
    /// Which side, in words.
    pub side: String,
    /// Where on it, in words.
    pub place: String,
    /// What kind of damage, in words.
    pub kind: String,
    /// What was noted.
    #[serde(default)]
    pub note: Option<String>,
    /// The side's name in the drawing; empty on papers from before there was one.
    #[serde(default)]
    pub view: String,
    /// From the left, in thousandths of the side.
    #[serde(default)]
    pub x: u32,
    /// From the top, in thousandths of the side.
    #[serde(default)]
    pub y: u32,
    /// Whether a picture of it is kept.
    #[serde(default)]
    pub photo: bool,
}

/// What was seen when the car came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedCar {
    /// Who brought it.
    #[serde(default)]
    pub brought_by: Option<String>,
    /// Fuel or charge in percent.
    pub percent: i64,
    /// What lies in it.
    #[serde(default)]
    pub belongings: Option<String>,
    /// What the customer says.
    #[serde(default)]
    pub concern: Option<String>,
    /// Why the odometer shows less than before.
    #[serde(default)]
    pub odometer_reason: Option<String>,
    /// Damage that was there already.
    pub marks: Vec<MarkOnPaper>,
    /// Who received it.
    pub received_by: String,
    /// When, local time.
    pub received_at: String,
}

/// What one payer pays, and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// Who pays, in words.
    pub payer: String,
    /// Labour of the lines.
    pub labour: Fen,
    /// Parts of the lines.
    pub parts: Fen,
    /// Everything else.
    pub other: Fen,
    /// What was paid already.
    pub paid: Fen,
    /// What is still to be paid.
    pub left: Fen,
    /// When it was made, local time.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// How long and how far the repair is warranted, in words; absent where no rule is known.
    #[serde(default)]
    pub warranty: Option<String>,
}

/// One payer's part of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// Who pays, in words.
    pub payer: String,
    /// How much.
    pub amount: Fen,
}

/// A repair order, as its papers tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RepairSheet {
    /// The number of the paper: the order's, the sheet's or the pass's.
    pub number: String,
    /// The number of the order.
    pub order_number: String,
    /// Who repairs.
    pub dealership: Dealership,
    /// What kind of visit it is, in words.
    pub kind: String,
    /// The car.
    pub car: CarInService,
    /// Whose it is; the house's own name for a car of the house.
    pub customer: String,
    /// The telephone.
    #[serde(default)]
    pub customer_phone: Option<String>,
    /// Who looks after it.
    pub advisor: Consultant,
    /// Opened, local time.
    pub opened_at: String,
    /// Promised, local time.
    #[serde(default)]
    pub promised_at: Option<String>,
    /// What else was said.
    #[serde(default)]
    pub remark: Option<String>,
    /// Its jobs, as far as they belong to this paper.
    pub jobs: Vec<Work>,
    /// The sum over the jobs that were not declined.
    pub total: Fen,
    /// Who pays how much of it.
    pub shares: Vec<Share>,
    /// What was seen when it came in.
    #[serde(default)]
    pub received: Option<ReceivedCar>,
    /// For a settlement.
    #[serde(default)]
    pub settled: Option<Settled>,
    /// When it may leave, local time; for a gate pass.
    #[serde(default)]
    pub leaves_at: Option<String>,
    /// Who lets it out.
    #[serde(default)]
    pub let_out_by: Option<String>,
}

impl RepairSheet {
    fn sums(&self) -> Result<(), DocumentError> {
        for job in &self.jobs {
            sums_to("job", job.lines.iter().map(|line| line.amount), job.amount)?;
        }
        let asked_for = self.jobs.iter().filter(|job| job.declined.is_none());
        sums_to("total", asked_for.map(|job| job.amount), self.total)?;
        sums_to(
            "shares",
            self.shares.iter().map(|share| share.amount),
            self.total,
        )?;
        if let Some(settled) = &self.settled {
            sums_to(
                "settlement",
                [settled.labour, settled.parts, settled.other],
                self.total,
            )?;
        }
        Ok(())
    }
}

macro_rules! papers_of_a_repair {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub RepairSheet);

        impl Contents for $name {
            const FORM: Form = Form::$name;

            fn number(&self) -> &str {
                &self.0.number
            }

            fn dealership(&self) -> &Dealership {
                &self.0.dealership
            }

            /// Each job is the sum of its lines, the whole that of its jobs.
            fn check(&self) -> Result<(), DocumentError> {
                self.0.sums()
            }
        }
    )+};
}

papers_of_a_repair! {
    /// 接车检查单
    CheckInRecord,
    /// 维修估价单
    RepairEstimate,
    /// 维修委托书
    RepairAuthorisation,
    /// 维修增项单
    SupplementaryWork,
    /// 派工单
    WorkOrder,
    /// 终检单
    FinalInspection,
    /// 维修结算单
    RepairSettlement,
    /// 出门证
    GatePass,
}
