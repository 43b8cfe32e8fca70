//! Forecourt's rules. Entities, commands, and the one pure, deterministic function that decides
//! them: `decide(command, facts, context) -> changes and concerns, or a refusal`.
//!
//! Nothing here reads a clock, a random source, a file, a socket or the environment. Rights, state
//! machines, money, tax, capacity and uniqueness live here and nowhere else.

#![allow(
    clippy::duplicated_attributes,
    reason = "two indexes of one entity may well share a column"
)]

pub mod calendars;
pub mod dated;
pub mod deposits;
pub mod identifiers;
pub mod insurance;
pub mod kpi;
pub mod lending;
pub mod money;
pub mod privacy;
pub mod provinces;
pub mod tax;
pub mod warranty;

pub mod ahead;
pub mod changes;
pub mod checks;
pub mod command;
pub mod context;
pub mod entity;
pub mod facts;
pub mod ids;
pub mod refusal;
pub mod rights;
pub mod time;

pub mod attentions;
pub mod car_transfers;
pub mod cash_days;
pub mod catalogue;
pub mod complaints;
pub mod customers;
pub mod dealerships;
pub mod desks;
pub mod groups;
pub mod imports;
pub mod leads;
pub mod loaners;
pub mod members;
pub mod orders;
pub mod papers;
pub mod parts;
pub mod payments;
pub mod people;
pub mod plans;
pub mod promotions;
pub mod quotes;
pub mod recalls;
pub mod repair_orders;
pub mod rules;
pub mod service_bookings;
pub mod service_intervals;
pub mod service_points;
pub mod serviced_cars;
pub mod tasks;
pub mod test_drives;
pub mod vehicles;
pub mod visits;
pub mod workshops;

#[cfg(test)]
pub mod testing;

pub use command::{Command, decide};

use entity::{Entity, Table};

/// THE list of entities, in the order in which a store is filled.
pub const TABLES: &[&Table] = &[
    dealerships::Dealership::TABLE,
    people::Role::TABLE,
    people::Person::TABLE,
    people::PersonKey::TABLE,
    people::OutsideKey::TABLE,
    people::Posting::TABLE,
    vehicles::Vehicle::TABLE,
    vehicles::VehicleCost::TABLE,
    vehicles::VehicleCostLine::TABLE,
    vehicles::StockLevel::TABLE,
    customers::Customer::TABLE,
    quotes::Quote::TABLE,
    quotes::QuoteLine::TABLE,
    quotes::LoanPlan::TABLE,
    quotes::Approval::TABLE,
    quotes::DiscountAuthority::TABLE,
    quotes::DiscountFloor::TABLE,
    papers::Paper::TABLE,
    customers::CustomerVehicle::TABLE,
    customers::CustomerMerge::TABLE,
    customers::Consent::TABLE,
    leads::LeadPolicy::TABLE,
    leads::Lead::TABLE,
    leads::Contact::TABLE,
    tasks::Task::TABLE,
    visits::Visit::TABLE,
    visits::ReceptionTurn::TABLE,
    orders::Order::TABLE,
    orders::OrderLine::TABLE,
    orders::Invoice::TABLE,
    payments::OrderAccount::TABLE,
    payments::Payment::TABLE,
    cash_days::CashDay::TABLE,
    catalogue::Brand::TABLE,
    catalogue::Series::TABLE,
    catalogue::ModelColour::TABLE,
    catalogue::Equipment::TABLE,
    catalogue::Model::TABLE,
    imports::ImportRun::TABLE,
    imports::ImportBatch::TABLE,
    imports::ImportBatchCost::TABLE,
    workshops::Workshop::TABLE,
    workshops::OpeningException::TABLE,
    workshops::Bay::TABLE,
    workshops::Certificate::TABLE,
    workshops::Shift::TABLE,
    workshops::Absence::TABLE,
    workshops::StandardOperation::TABLE,
    workshops::LabourRate::TABLE,
    workshops::WorkshopDay::TABLE,
    workshops::WorkshopSlot::TABLE,
    serviced_cars::ServicedCar::TABLE,
    serviced_cars::CarGuarantee::TABLE,
    service_bookings::ServiceBooking::TABLE,
    repair_orders::CheckIn::TABLE,
    repair_orders::RepairOrder::TABLE,
    repair_orders::Job::TABLE,
    repair_orders::JobStep::TABLE,
    repair_orders::JobFault::TABLE,
    repair_orders::RepairLine::TABLE,
    repair_orders::ClockEntry::TABLE,
    repair_orders::SettlementSheet::TABLE,
    repair_orders::SettlementPayment::TABLE,
    repair_orders::GatePass::TABLE,
    repair_orders::CarWash::TABLE,
    loaners::CarLoan::TABLE,
    loaners::LoanLicence::TABLE,
    parts::Part::TABLE,
    parts::PartCost::TABLE,
    parts::PartMovement::TABLE,
    parts::PartNeed::TABLE,
    parts::PartNeedCost::TABLE,
    parts::SettlementCost::TABLE,
    parts::PartOrder::TABLE,
    parts::PartOrderLine::TABLE,
    parts::PartDifference::TABLE,
    test_drives::DriveRoute::TABLE,
    test_drives::DemoCar::TABLE,
    test_drives::TestDrivePolicy::TABLE,
    test_drives::TestDrive::TABLE,
    test_drives::DrivingLicence::TABLE,
    service_intervals::MakerInterval::TABLE,
    complaints::ComplaintPolicy::TABLE,
    complaints::Complaint::TABLE,
    complaints::ComplaintStep::TABLE,
    recalls::Recall::TABLE,
    recalls::RecallCar::TABLE,
    service_points::ServicePoint::TABLE,
    plans::PrepaidPlan::TABLE,
    plans::PlanEntry::TABLE,
    promotions::Promotion::TABLE,
    promotions::PromotionEntry::TABLE,
    promotions::PromotionUse::TABLE,
    promotions::Coupon::TABLE,
    groups::Group::TABLE,
    groups::GroupStore::TABLE,
    groups::Affiliation::TABLE,
    groups::GroupInvitation::TABLE,
    car_transfers::CarTransfer::TABLE,
    car_transfers::CarTransferPrice::TABLE,
    members::PointsPolicy::TABLE,
    members::Member::TABLE,
    members::Membership::TABLE,
    members::PointsEntry::TABLE,
    members::PointsLot::TABLE,
    rules::RuleSet::TABLE,
    rules::RuleText::TABLE,
    desks::EnrolledDesk::TABLE,
    attentions::Attention::TABLE,
];

/// The entities of which a store reads its group's rows beside its own.
const SHARED: &[&Table] = &[
    catalogue::Brand::TABLE,
    catalogue::Series::TABLE,
    catalogue::ModelColour::TABLE,
    catalogue::Equipment::TABLE,
    catalogue::Model::TABLE,
];

/// Whether what the stores of a group share stands in this table beside a store's own.
pub fn is_shared(table: &Table) -> bool {
    SHARED.contains(&table)
}

/// The entity kind with this table name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}
