//! Parts that somebody types or scans: the one whose number it is, or those that are found by name, pinyin
//! or a piece of the number.

use domain::{
    ids::PartId,
    money::Fen,
    parts::{Part, PartState},
    rights::Right,
};
use serde::{Deserialize, Serialize};
use store::{
    rows,
    search::{self, SearchLimits},
};
use ts_rs::TS;

use crate::{Desk, error::RpcError, search::PART};

#[derive(Debug, Deserialize, TS)]
pub struct PartsFound {
    pub text: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartChoice {
    pub id: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    pub bin: String,
    pub price: Fen,
    pub available: i64,
    pub on_hand: i64,
    pub order_quantity: i64,
}

/// As many as somebody looks through.
const MOST: usize = 30;

pub fn choices(desk: &Desk, asked: PartsFound) -> Result<Vec<PartChoice>, RpcError> {
    let (store, _) = desk.with_one_of([Right::SeeParts, Right::SeeService])?;
    store.store.read(|connection| {
        let typed = asked.text.trim().to_uppercase();
        let mut found = if typed.is_empty() {
            rows::select::<Part>(
                connection,
                &format!("where state = 'carried' order by number limit {MOST}"),
                [],
            )?
        } else {
            rows::select::<Part>(connection, "where number = ?1", [typed.as_str()])?
        };
        // A whole number is that part and no other: that is what a scanner types.
        if found.is_empty() {
            let hits = search::search(
                connection,
                &asked.text,
                &SearchLimits {
                    kinds: &[PART],
                    hits: MOST,
                    ..SearchLimits::default()
                },
            )
            .map_err(store::StoreError::from)?;
            for hit in hits.hits {
                let id = PartId(uuid::Uuid::from_bytes(hit.id));
                found.extend(
                    rows::entity::<Part>(connection, id)?
                        .filter(|part| part.state == PartState::Carried),
                );
            }
        }
        Ok(found.into_iter().map(choice).collect())
    })
}

fn choice(part: Part) -> PartChoice {
    PartChoice {
        available: part.available(),
        id: part.id,
        number: part.number,
        name: part.name,
        unit: part.unit,
        bin: part.bin,
        price: part.price,
        on_hand: part.on_hand,
        order_quantity: part.order_quantity,
    }
}
