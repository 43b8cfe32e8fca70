//! What waits for a manager, with what a decision needs: who asks, why, and whether one may say yes.

use domain::{
    money::Fen,
    quotes::{Approval, DiscountFloor, Standing, standing},
    rights::Right,
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::{limit, name_of, work_out::gross};
use crate::{Desk, error::RpcError, list::Nothing};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingApproval {
    pub approval: Approval,
    pub requested_by_name: String,
    /// Where the price stands for the manager who looks.
    pub standing: Standing,
    /// By right only, and only for a car whose cost is known.
    pub gross: Option<Fen>,
}

/// The oldest first: somebody stands at the counter and waits.
pub fn approvals(desk: &Desk, _: Nothing) -> Result<Vec<WaitingApproval>, RpcError> {
    let (store, session) = desk.with_right(Right::ApproveDiscounts)?;
    let sees_gross = session.rights(&store)?.has(Right::SeeGross);
    let today = crate::clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let own = limit(connection, session.person)?;
        let waiting = rows::select::<Approval>(
            connection,
            "where state = 'waiting' order by requested_at, id",
            [],
        )?;
        waiting
            .into_iter()
            .map(|approval| {
                let floor = match approval.vehicle {
                    Some(vehicle) => rows::entity::<DiscountFloor>(connection, vehicle)?,
                    None => None,
                };
                Ok(WaitingApproval {
                    requested_by_name: name_of(connection, approval.requested_by)?,
                    standing: standing(
                        own,
                        approval.guide_price,
                        approval.discount,
                        floor.map(|row| row.floor),
                    ),
                    gross: if sees_gross {
                        gross(connection, approval.vehicle, approval.car_price, today)?
                    } else {
                        None
                    },
                    approval,
                })
            })
            .collect()
    })
}
