//! THE list of commands, and what each must answer for itself.
//!
//! Everything a person does that changes data is one of these. Adding one is: a struct with a
//! [`Rule`] in its area's folder, and one line in the list at the foot of this file.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    attentions::Attention,
    changes::Changes,
    context::Context,
    facts::{Facts, Missing},
    ids::LaneId,
    people,
    refusal::{Concern, GeneralRefusal, Refusal},
    rights::Right,
};

/// A claim asks for something scarce or restricted and may be refused. A record says what has
/// physically happened: if authentic it is accepted, and each rule it broke comes back as a concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    Claim,
    Record,
}

/// What a decision brings when it is not a refusal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    pub changes: Changes,
    pub concerns: Vec<Concern>,
}

impl From<Changes> for Outcome {
    fn from(changes: Changes) -> Self {
        Self {
            changes,
            concerns: Vec::new(),
        }
    }
}

/// Why a decision ends without an outcome.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    Refused(Refusal),
    Missing,
}

impl From<Missing> for Stop {
    fn from(_: Missing) -> Self {
        Self::Missing
    }
}

impl<R: Into<Refusal>> From<R> for Stop {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}

pub type Decision = Result<Outcome, Stop>;

/// Printed numbers are drawn when the command is made and travel in it. They are unique offline:
/// the desk's short code is part of each.
pub trait Numbers {
    fn next(&mut self, series: NumberSeries) -> String;
}

crate::words! {
    /// A row of printed numbers.
    pub enum NumberSeries {
        Customer => "customer",
        Lead => "lead",
        Quote => "quote",
        Order => "order",
        Contract => "contract",
        Receipt => "receipt",
        Handover => "handover",
        Stock => "stock",
        ServiceBooking => "serviceBooking",
        RepairOrder => "repairOrder",
        Settlement => "settlement",
        GatePass => "gatePass",
        TestDrive => "testDrive",
        PartOrder => "partOrder",
        PartReceipt => "partReceipt",
        PartPick => "partPick",
        PartReturn => "partReturn",
        Complaint => "complaint",
        Plan => "plan",
        Transfer => "transfer",
        Member => "member",
    }
}

impl NumberSeries {
    /// The letters that a number of this series begins with.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Customer => "C",
            Self::Lead => "L",
            Self::Quote => "Q",
            Self::Order => "SO",
            Self::Contract => "HT",
            Self::Receipt => "SK",
            Self::Handover => "JC",
            Self::Stock => "RK",
            Self::ServiceBooking => "YY",
            Self::RepairOrder => "WX",
            Self::Settlement => "JS",
            Self::GatePass => "CM",
            Self::TestDrive => "SJ",
            Self::PartOrder => "CG",
            Self::PartReceipt => "PJ",
            Self::PartPick => "LL",
            Self::PartReturn => "TL",
            Self::Complaint => "TS",
            Self::Plan => "TC",
            Self::Transfer => "DB",
            Self::Member => "HY",
        }
    }
}

/// What each command answers for itself.
pub trait Rule: Serialize + DeserializeOwned {
    const VERSION: u16 = 1;
    const NATURE: Nature;
    /// The right that its giver needs, unless the rule asks for rights by itself.
    const RIGHT: Option<Right>;

    /// The lanes whose rows it changes beside that of the desk at which it is given. The platform locks all of them
    /// before it decides.
    fn lanes(&self) -> Vec<LaneId> {
        Vec::new()
    }

    /// Fills in the printed numbers that this command needs; called once, when it is made.
    fn draw(&mut self, _numbers: &mut dyn Numbers) {}

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision;
}

/// A command's content that cannot be read into its type: the field and the code of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Malformed {
    /// Path of the field, `administrator.name`.
    pub field: String,
    /// The identifier's or amount's own stable code where it has one, else the parser's message.
    pub message: String,
}

macro_rules! commands {
    ($($area:ident :: $name:ident),+ $(,)?) => {
        /// Any command.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
        #[serde(tag = "type")]
        #[ts(optional_fields)]
        pub enum Command { $($name(crate::$area::$name)),+ }

        impl Command {
            /// The name under which it travels.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name)),+ }
            }

            pub const fn version(&self) -> u16 {
                match self { $(Self::$name(_) => <crate::$area::$name as Rule>::VERSION),+ }
            }

            pub const fn nature(&self) -> Nature {
                match self { $(Self::$name(_) => <crate::$area::$name as Rule>::NATURE),+ }
            }

            pub const fn right(&self) -> Option<Right> {
                match self { $(Self::$name(_) => <crate::$area::$name as Rule>::RIGHT),+ }
            }

            pub fn lanes(&self) -> Vec<LaneId> {
                match self { $(Self::$name(command) => command.lanes()),+ }
            }

            pub fn draw(&mut self, numbers: &mut dyn Numbers) {
                match self { $(Self::$name(command) => command.draw(numbers)),+ }
            }

            fn rule(&self, facts: &dyn Facts, context: &Context) -> Decision {
                match self { $(Self::$name(command) => command.decide(facts, context)),+ }
            }

            /// Reads a command from its name and content; says which field cannot be read and why.
            pub fn parse(name: &str, content: serde_json::Value) -> Result<Self, Malformed> {
                match name {
                    $(stringify!($name) => read(content).map(Self::$name),)+
                    other => Err(Malformed {
                        field: "type".to_owned(),
                        message: format!("unknown command {other}"),
                    }),
                }
            }

            /// The bytes that are signed, stored and sent: the content without its name.
            pub fn payload(&self) -> Vec<u8> {
                let bytes = match self { $(Self::$name(command) => serde_json::to_vec(command)),+ };
                // Only maps with keys that are not strings fail to serialise, and no command has one.
                bytes.unwrap_or_default()
            }
        }
    };
}

fn read<T: DeserializeOwned>(content: serde_json::Value) -> Result<T, Malformed> {
    serde_path_to_error::deserialize(content).map_err(|error| Malformed {
        field: error.path().to_string(),
        message: error.inner().to_string(),
    })
}

/// The one pure, deterministic function that decides everything. Each broken rule of an accepted record
/// is put to a person.
pub fn decide(command: &Command, facts: &dyn Facts, context: &Context) -> Decision {
    if let Some(right) = command.right()
        && !context.may(right)
    {
        return Err(GeneralRefusal::MissingRight { right }.into());
    }
    let mut outcome = command.rule(facts, context)?;
    people::introduce(facts, context, &mut outcome.changes)?;
    if !outcome.concerns.is_empty() {
        let attention = Attention::of_concerns(command, context, &outcome.concerns);
        outcome.changes.put(context.lane, &attention);
    }
    Ok(outcome)
}

commands! {
    dealerships::FoundDealership,
    people::AddPerson,
    people::ChangePerson,
    people::ReplaceKey,
    people::ChangeRole,
    people::GiveNewRights,
    vehicles::TakeIntoStock,
    quotes::SaveQuote,
    quotes::IssueQuote,
    quotes::AcceptQuote,
    quotes::WithdrawQuote,
    quotes::RequestApproval,
    quotes::DecideApproval,
    quotes::SetDiscountAuthority,
    quotes::SetDiscountFloor,
    papers::IssuePaper,
    papers::RecordPrint,
    customers::AddCustomer,
    customers::AmendCustomer,
    customers::MergeCustomers,
    customers::UndoMerge,
    customers::RecordConsent,
    customers::LinkVehicle,
    customers::UnlinkVehicle,
    customers::EraseCustomer,
    leads::TakeInLead,
    leads::AssignLead,
    leads::RecordContact,
    leads::ChangeGrade,
    leads::InvalidateLead,
    leads::ReportLost,
    leads::ReviewLost,
    leads::ReviveLead,
    leads::ReturnToPool,
    leads::TakeFromPool,
    leads::SetLeadPolicy,
    tasks::PlanTask,
    tasks::FinishTask,
    tasks::PostponeTask,
    visits::LogVisit,
    visits::ReceiveVisit,
    visits::LinkVisit,
    visits::EndVisit,
    visits::JoinRotation,
    visits::LeaveRotation,
    vehicles::Arrive,
    vehicles::MoveVehicle,
    vehicles::HandPapers,
    vehicles::AmendVehicle,
    vehicles::SetAskingPrice,
    vehicles::SetCost,
    vehicles::AddCostLine,
    vehicles::StopSale,
    vehicles::AllowSale,
    vehicles::SendAway,
    vehicles::Depart,
    vehicles::ComeBack,
    vehicles::Leave,
    vehicles::SetStockLevel,
    orders::MakeOrder,
    orders::RequestOrder,
    orders::AskOrderApproval,
    orders::DecideOrderApproval,
    orders::SignContract,
    orders::AllocateVehicle,
    orders::ReleaseVehicle,
    orders::RecordFinanceDecision,
    orders::RecordInsurance,
    orders::RecordInspection,
    orders::RecordInvoice,
    orders::RecordRedLetter,
    orders::RecordPlate,
    orders::DeliverVehicle,
    orders::RecordFollowUp,
    orders::CancelOrder,
    payments::TakeDeposit,
    payments::RecordPayment,
    payments::RefundPayment,
    payments::PayCompensation,
    cash_days::OpenCashDay,
    cash_days::CloseCashDay,
    catalogue::PublishCatalogue,
    imports::ImportVehicles,
    imports::ImportCustomers,
    imports::ImportPrices,
    imports::ImportCatalogue,
    imports::UndoImport,
    dealerships::ChangeDealership,
    workshops::SetUpWorkshop,
    workshops::SetOpeningException,
    workshops::SetBay,
    workshops::RecordCertificate,
    workshops::WithdrawCertificate,
    workshops::SetShift,
    workshops::RecordAbsence,
    workshops::CancelAbsence,
    workshops::SetStandardOperation,
    workshops::SetLabourRate,
    serviced_cars::RegisterCar,
    serviced_cars::AmendCar,
    serviced_cars::StateGuarantee,
    service_bookings::BookService,
    service_bookings::RequestService,
    service_bookings::RebookService,
    service_bookings::CancelBooking,
    service_bookings::RecordBookingNoShow,
    service_bookings::ConfirmBooking,
    repair_orders::CheckInCar,
    repair_orders::OpenRepairOrder,
    repair_orders::AddJob,
    repair_orders::AddLine,
    repair_orders::ChangeLine,
    repair_orders::RemoveLine,
    repair_orders::AuthoriseJob,
    repair_orders::DeclineJob,
    repair_orders::ReviveJob,
    repair_orders::PlanJob,
    repair_orders::UnplanJob,
    repair_orders::ClockOn,
    repair_orders::ClockOff,
    repair_orders::NameFault,
    repair_orders::FinishJob,
    repair_orders::InspectJob,
    repair_orders::SettleRepairOrder,
    repair_orders::PaySettlement,
    repair_orders::GrantCredit,
    repair_orders::ReverseSettlement,
    repair_orders::AskWash,
    repair_orders::RecordWash,
    repair_orders::LeaveUnwashed,
    repair_orders::IssueGatePass,
    loaners::LendCar,
    loaners::ExtendLoan,
    loaners::TakeBackCar,
    repair_orders::AddPart,
    parts::SetPart,
    parts::OrderParts,
    parts::CancelPartOrder,
    parts::ReceiveParts,
    parts::ReserveParts,
    parts::ReleaseParts,
    parts::BackOrderPart,
    parts::PickParts,
    parts::ReturnParts,
    parts::CountParts,
    parts::SettleDifference,
    parts::WriteDownPart,
    parts::WantPart,
    parts::ForgoPart,
    test_drives::BookTestDrive,
    test_drives::RequestTestDrive,
    test_drives::RebookTestDrive,
    test_drives::CancelTestDrive,
    test_drives::RecordNoShow,
    test_drives::CheckLicence,
    test_drives::SignAgreement,
    test_drives::HandOutKeys,
    test_drives::ReturnKeys,
    test_drives::RecordFeedback,
    test_drives::RegisterDemoCar,
    test_drives::SetDriveRoute,
    test_drives::SetTestDrivePolicy,
    test_drives::RemoveLicences,
    complaints::TakeInComplaint,
    complaints::AnswerComplaint,
    complaints::RecordComplaintAction,
    complaints::HandOverComplaint,
    complaints::CloseComplaint,
    complaints::ReopenComplaint,
    complaints::EscalateComplaint,
    complaints::SetComplaintPolicy,
    service_intervals::SetMakerInterval,
    recalls::AnnounceRecall,
    recalls::ListRecallCars,
    recalls::UnlistRecallCar,
    recalls::TakeUpRecall,
    recalls::EndRecall,
    service_points::SetServicePoint,
    plans::SellPlan,
    plans::RefundPlan,
    promotions::SetPromotion,
    promotions::StartPromotion,
    promotions::EndPromotion,
    promotions::IssueCoupons,
    promotions::VoidCoupon,
    promotions::TakePromotion,
    promotions::PutPromotionBack,
    people::PostPerson,
    people::ReplaceKeyInStore,
    groups::FoundGroup,
    groups::JoinGroup,
    groups::LeaveGroup,
    groups::InviteStore,
    car_transfers::SendCarToStore,
    car_transfers::ReceiveCarFromStore,
    car_transfers::TakeCarBack,
    members::SetPointsPolicy,
    members::EnrolMember,
    members::LinkMember,
    members::EndMembership,
    members::EarnPoints,
    members::BurnPoints,
    members::ExpirePoints,
    members::ReversePoints,
    members::AdjustPoints,
    rules::PublishRules,
    dealerships::LoadRecords,
    desks::EnrolDesk,
    desks::RevokeDesk,
    desks::ExtendOffline,
    attentions::SettleAttention,
}
