//! Rights by action and by field. A role is an editable set of rights; a person may have several
//! roles. The rules here are the only place that enforces them; a page may grey a button out by
//! asking the same question, it never decides.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

crate::words! {
    /// One thing a person may do or see. The word is its i18n key under `right.<word>`.
    pub enum Right {
        // Stock
        SeeStock => "seeStock",
        TakeIntoStock => "takeIntoStock",
        EditStock => "editStock",
        MoveStock => "moveStock",
        SeeCost => "seeCost",
        EditCost => "editCost",
        HandlePapers => "handlePapers",
        ImportFiles => "importFiles",
        EditCatalogue => "editCatalogue",
        // Customers and leads
        SeeCustomers => "seeCustomers",
        EditCustomers => "editCustomers",
        MergeCustomers => "mergeCustomers",
        TakeInLeads => "takeInLeads",
        AssignLeads => "assignLeads",
        ReviewLostLeads => "reviewLostLeads",
        /// Decides about complaints that colleagues answer for.
        HandleComplaints => "handleComplaints",
        /// Puts members' points right by hand.
        AdjustPoints => "adjustPoints",
        // Quotes and orders
        MakeQuotes => "makeQuotes",
        ApproveDiscounts => "approveDiscounts",
        SeeGross => "seeGross",
        MakeOrders => "makeOrders",
        AllocateVehicles => "allocateVehicles",
        CancelOrders => "cancelOrders",
        /// Prepares, starts and ends promotions, and issues coupons.
        RunPromotions => "runPromotions",
        TakePayments => "takePayments",
        RefundPayments => "refundPayments",
        CloseCashDay => "closeCashDay",
        DeliverVehicles => "deliverVehicles",
        // Reports and data
        SeeReports => "seeReports",
        ExportData => "exportData",
        UnmaskPersonalData => "unmaskPersonalData",
        ErasePersonalData => "erasePersonalData",
        SeeAudit => "seeAudit",
        // The house
        EditPolicies => "editPolicies",
        EditPeople => "editPeople",
        EditRoles => "editRoles",
        EditDealership => "editDealership",
        EnrolDesks => "enrolDesks",
        /// Founds a group of stores, invites others into it, joins one and leaves it.
        RunGroup => "runGroup",
        SettleAttention => "settleAttention",
        BackUp => "backUp",
        Restore => "restore",
        // The service department, whose rules come with its own areas
        SeeService => "seeService",
        EditService => "editService",
        /// Bays, shifts, certificates, standard operations, rates and opening hours.
        RunWorkshop => "runWorkshop",
        /// Books beyond the day's capacity; the booking is marked.
        OverbookService => "overbookService",
        /// Lets a car out before its sheet is paid.
        GrantCredit => "grantCredit",
        /// Takes a settlement sheet back.
        ReverseSettlements => "reverseSettlements",
        SeeParts => "seeParts",
        EditParts => "editParts",
        /// What parts cost, their ledger and the value of the stock.
        SeePartCosts => "seePartCosts",
        BookTestDrives => "bookTestDrives",
    }
}

/// What a person may do: the union of the rights of their roles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Rights(pub BTreeSet<Right>);

impl Rights {
    pub fn all() -> Self {
        Right::ALL.iter().copied().collect()
    }

    pub fn has(&self, right: Right) -> bool {
        self.0.contains(&right)
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self(rights.into_iter().collect())
    }
}
