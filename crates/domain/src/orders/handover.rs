//! The check list of a hand-over (FACTS 3.5): what is given, shown and explained with the car.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

crate::words! {
    /// Part of the check list.
    pub enum HandoverGroup {
        Papers => "papers",
        Things => "things",
        Condition => "condition",
        Explained => "explained",
    }
}

crate::words! {
    /// One item of the check list.
    pub enum HandoverItem {
        Invoice => "invoice",
        Certificate => "certificate",
        Conformity => "conformity",
        Manual => "manual",
        ThreeGuarantees => "threeGuarantees",
        MaintenanceBook => "maintenanceBook",
        ThingsList => "thingsList",
        Policy => "policy",
        TaxReceipt => "taxReceipt",
        Plates => "plates",
        Keys => "keys",
        Tools => "tools",
        ChargingGear => "chargingGear",
        Exterior => "exterior",
        Interior => "interior",
        Functions => "functions",
        GuaranteeTerms => "guaranteeTerms",
        SafetyReading => "safetyReading",
        AppBinding => "appBinding",
        ServiceAdvisor => "serviceAdvisor",
        FirstService => "firstService",
    }
}

impl HandoverItem {
    pub const fn group(self) -> HandoverGroup {
        match self {
            Self::Invoice
            | Self::Certificate
            | Self::Conformity
            | Self::Manual
            | Self::ThreeGuarantees
            | Self::MaintenanceBook
            | Self::ThingsList
            | Self::Policy
            | Self::TaxReceipt
            | Self::Plates => HandoverGroup::Papers,
            Self::Keys | Self::Tools | Self::ChargingGear => HandoverGroup::Things,
            Self::Exterior | Self::Interior | Self::Functions => HandoverGroup::Condition,
            Self::GuaranteeTerms
            | Self::SafetyReading
            | Self::AppBinding
            | Self::ServiceAdvisor
            | Self::FirstService => HandoverGroup::Explained,
        }
    }
}

crate::words! {
    /// How an item stands.
    pub enum HandoverState {
        Done => "done",
        /// Does not belong to this car.
        NotApplicable => "notApplicable",
        Open => "open",
    }
}

/// A ticked item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandoverTick {
    pub item: HandoverItem,
    pub state: HandoverState,
    /// Number of the paper, or a remark.
    #[serde(default)]
    pub note: String,
}
