//! Roles: editable sets of rights. A new dealership starts with the nine that every house knows.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    entity::Json,
    ids::{CommandId, RoleId},
    rights::{Right, Rights},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "role")]
pub struct Role {
    pub id: RoleId,
    /// The word of a [`BuiltInRole`], shown translated, or a name of the house's own.
    pub name: String,
    pub rights: Json<Rights>,
}

crate::words! {
    /// The roles of FACTS 7.1 that a dealership is founded with.
    pub enum BuiltInRole {
        SalesConsultant => "salesConsultant",
        SalesManager => "salesManager",
        ServiceAdvisor => "serviceAdvisor",
        WorkshopController => "workshopController",
        Technician => "technician",
        Parts => "parts",
        Cashier => "cashier",
        StoreManager => "storeManager",
        Administrator => "administrator",
    }
}

impl BuiltInRole {
    /// The id of this role in the dealership that the command founds.
    pub fn id(self, founding: CommandId) -> RoleId {
        RoleId::derived(founding, self.word())
    }

    pub(crate) fn founded(self, founding: CommandId) -> Role {
        Role {
            id: self.id(founding),
            name: self.word().to_owned(),
            rights: Json(self.rights()),
        }
    }

    /// What the role may do until the house edits it.
    pub fn rights(self) -> Rights {
        // The lists below read as sentences; every word in them is a right.
        use Right::*;
        match self {
            Self::SalesConsultant => Rights::from_iter([
                SeeStock,
                SeeCustomers,
                EditCustomers,
                TakeInLeads,
                MakeQuotes,
                MakeOrders,
                AllocateVehicles,
                DeliverVehicles,
                BookTestDrives,
            ]),
            Self::SalesManager => Rights::from_iter([
                SeeStock,
                TakeIntoStock,
                EditStock,
                MoveStock,
                SeeCost,
                EditCost,
                HandlePapers,
                ImportFiles,
                EditCatalogue,
                SeeCustomers,
                EditCustomers,
                MergeCustomers,
                TakeInLeads,
                AssignLeads,
                ReviewLostLeads,
                HandleComplaints,
                MakeQuotes,
                ApproveDiscounts,
                SeeGross,
                MakeOrders,
                AllocateVehicles,
                CancelOrders,
                RunPromotions,
                DeliverVehicles,
                SeeReports,
                ExportData,
                UnmaskPersonalData,
                SeeAudit,
                BookTestDrives,
            ]),
            Self::ServiceAdvisor => Rights::from_iter([
                SeeStock,
                SeeCustomers,
                EditCustomers,
                SeeService,
                EditService,
                SeeParts,
                BookTestDrives,
            ]),
            Self::WorkshopController => Rights::from_iter([
                SeeStock,
                SeeService,
                EditService,
                RunWorkshop,
                OverbookService,
                HandleComplaints,
                SeeParts,
            ]),
            Self::Technician => Rights::from_iter([SeeService]),
            Self::Parts => Rights::from_iter([
                SeeStock,
                SeeService,
                SeeParts,
                EditParts,
                SeePartCosts,
                HandlePapers,
            ]),
            Self::Cashier => Rights::from_iter([
                SeeStock,
                SeeCustomers,
                TakePayments,
                RefundPayments,
                CloseCashDay,
                SeeReports,
            ]),
            Self::StoreManager => Right::ALL
                .iter()
                .copied()
                .filter(|right| !matches!(right, EditRoles | Restore))
                .collect(),
            Self::Administrator => Rights::all(),
        }
    }
}
