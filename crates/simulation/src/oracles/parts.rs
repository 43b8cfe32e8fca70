//! Never more pieces are kept than are there, and a part says what its ledger adds up to.

use std::collections::BTreeMap;

use domain::{
    ids::PartOrderId,
    parts::{
        DifferenceState, Part, PartCost, PartDifference, PartMovement, PartNeed, PartOrder,
        PartOrderLine, PartOrderState,
    },
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let movements: Vec<PartMovement> = rows::all(connection)?;
    let needs: Vec<PartNeed> = rows::all(connection)?;
    let differences: Vec<PartDifference> = rows::all(connection)?;
    let coming = coming(connection)?;
    for part in rows::all::<Part>(connection)? {
        let own = || movements.iter().filter(|movement| movement.part == part.id);
        let wanted = || needs.iter().filter(|need| need.part == part.id);
        let cost: Option<PartCost> = rows::entity(connection, part.id)?;
        let sums = [
            ("on hand", part.on_hand, own().map(|m| m.quantity).sum()),
            ("kept", part.reserved, own().map(|m| m.reserved).sum()),
            (
                "kept for needs",
                part.reserved,
                wanted().map(|n| n.reserved).sum(),
            ),
            (
                "waited for",
                part.waiting,
                wanted().map(|n| n.waiting).sum(),
            ),
            ("moved", part.movements, own().count() as i64),
            (
                "worth",
                cost.map_or(0, |cost| cost.value.0),
                own().map(|m| m.value.0).sum(),
            ),
            (
                "on order",
                part.on_order,
                coming.get(&part.id).copied().unwrap_or(0),
            ),
        ];
        for (what, says, sum) in sums {
            if says != sum {
                broken.push(format!(
                    "part {}, {what}: it says {says}, and there is {sum}",
                    part.number
                ));
            }
        }
        if part.reserved > part.on_hand.max(0) {
            broken.push(format!(
                "part {}: {} are kept of {}",
                part.number, part.reserved, part.on_hand
            ));
        }
        let told = differences.iter().any(|difference| {
            difference.part == part.id && difference.state == DifferenceState::Open
        });
        if part.on_hand < 0 && !told {
            broken.push(format!(
                "part {} is below nought, and nobody is told",
                part.number
            ));
        }
    }
    for need in needs {
        let sound = need.returned <= need.picked
            && need.reserved >= 0
            && need.waiting >= 0
            && need.reserved + need.waiting <= need.open();
        if !sound {
            broken.push(format!("more is kept than is wanted: {need:?}"));
        }
    }
    Ok(())
}

/// What open orders still bring, by part.
fn coming(connection: &Connection) -> Result<BTreeMap<domain::ids::PartId, i64>, StoreError> {
    let orders: BTreeMap<PartOrderId, PartOrderState> = rows::all::<PartOrder>(connection)?
        .into_iter()
        .map(|order| (order.id, order.state))
        .collect();
    let mut coming = BTreeMap::new();
    for line in rows::all::<PartOrderLine>(connection)? {
        if orders.get(&line.part_order) == Some(&PartOrderState::Open) {
            *coming.entry(line.part).or_default() += line.coming();
        }
    }
    Ok(coming)
}
