//! How far each role may go, for whoever sets it.

use domain::{
    people::BuiltInRole,
    quotes::{DiscountAuthority, FloorRule},
    rights::Right,
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{Desk, error::RpcError, list::Nothing, people::roles_in_order};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoleAuthority {
    pub role: domain::ids::RoleId,
    /// The word of a built-in role, or the house's own name.
    pub name: String,
    pub max_basis_points: u32,
    pub floor: FloorRule,
}

/// Every role that may make quotes or approve them.
pub fn authorities(desk: &Desk, _: Nothing) -> Result<Vec<RoleAuthority>, RpcError> {
    let (store, _) = desk.with_right(Right::EditPolicies)?;
    store.store.read(|connection| {
        let mut authorities = Vec::new();
        for role in roles_in_order(connection)? {
            let rights = &role.rights.0;
            if !rights.has(Right::MakeQuotes) && !rights.has(Right::ApproveDiscounts) {
                continue;
            }
            let founded = BuiltInRole::from_word(&role.name).map(DiscountAuthority::at_founding);
            let own = rows::entity::<DiscountAuthority>(connection, role.id)?;
            let (max_basis_points, floor) = match (own, founded) {
                (Some(own), _) => (own.max_basis_points, own.floor),
                (None, Some(limit)) => (limit.max_basis_points, limit.floor),
                (None, None) => (0, FloorRule::AtOrAbove),
            };
            authorities.push(RoleAuthority {
                role: role.id,
                name: role.name,
                max_basis_points,
                floor,
            });
        }
        Ok(authorities)
    })
}
