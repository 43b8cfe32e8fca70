//! The pick list of a repair order 领料单: by the places on the shelves, with what was taken and what is
//! still to be taken.

use documents::{Language, forms};
use domain::{
    customers::Customer,
    entity::Entity,
    ids::RepairOrderId,
    parts::{Part, PartNeed, UNIT},
    repair_orders::RepairOrder,
    serviced_cars::ServicedCar,
};
use rusqlite::Connection;
use serde_json::Value;
use store::rows;

use super::person;
use crate::{
    error::RpcError,
    orders::papers::{json, local, on_paper, some, the_dealership},
    papers::{language, not_found},
    privacy::shown,
    stores::OpenStore,
};

pub fn pick_list(
    connection: &Connection,
    store: &OpenStore,
    id: RepairOrderId,
) -> Result<(Language, Value), RpcError> {
    let order: RepairOrder =
        rows::entity(connection, id)?.ok_or_else(|| not_found(RepairOrder::TABLE.name))?;
    let customer: Option<Customer> = match order.customer {
        Some(customer) => rows::entity(connection, customer)?,
        None => None,
    };
    let language = customer.map_or(Language::Chinese, |customer| language(&customer.language));
    let car: Option<ServicedCar> = rows::entity(connection, order.car)?;
    let needs = rows::select::<PartNeed>(
        connection,
        "where holder = ?1 and state = 'open' order by made_at, id",
        [order.id.0.as_bytes().as_slice()],
    )?;
    let mut lines = Vec::with_capacity(needs.len());
    for need in needs {
        let Some(part) = rows::entity::<Part>(connection, need.part)? else {
            continue;
        };
        lines.push(forms::PickLine {
            wanted: pieces(need.wanted),
            taken: pieces(need.out()),
            open: pieces(need.open()),
            number: part.number,
            name: part.name,
            bin: some(&part.bin),
            unit: part.unit,
        });
    }
    lines.sort_by(|one, other| (&one.bin, &one.number).cmp(&(&other.bin, &other.number)));
    let contents = forms::PickList {
        number: order.number,
        dealership: on_paper(&the_dealership(connection, store)?),
        plate: car
            .as_ref()
            .and_then(|car| some(&shown::<ServicedCar>("plate", &car.plate))),
        vehicle: car.map_or_else(String::new, |car| car.description),
        advisor: person(connection, Some(order.advisor))?,
        opened_at: local(order.opened_at, store.zone),
        promised_at: order.promised_at.map(|at| local(at, store.zone)),
        lines,
    };
    Ok((language, json(&contents)?))
}

/// Thousandths as a person counts: `4`, `0.5`.
fn pieces(thousandths: i64) -> String {
    let whole = thousandths / UNIT;
    let rest = thousandths % UNIT;
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:03}")
        .trim_end_matches('0')
        .to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousandths_are_written_as_a_person_counts() {
        let written = [1_000, 500, 4_250, 12, 0].map(super::pieces);
        assert_eq!(written, ["1", "0.5", "4.25", "0.012", "0"]);
    }
}
