//! One car with its story.

use domain::{
    entity::{Entity, Row, Table, Value},
    groups::GroupStore,
    ids::{CommandId, VehicleId},
    privacy::mask,
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    time::Timestamp,
    vehicles::{
        AgeBadge, HoldingCost, StockRules, Vehicle, VehicleCost, VehicleCostLine, age_days,
        holding_cost,
    },
};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::list::shown_vin;
use crate::{
    Desk,
    car_transfers::{OpenTransfer, open_of as open_of_car},
    clock,
    error::RpcError,
    groups::other_stores,
    people::name_of,
    recalls::{OpenRecall, open_of},
};

#[derive(Debug, Deserialize, TS)]
pub struct VehicleCardArgs {
    pub id: VehicleId,
}

/// One line of a record's timeline.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    pub command: CommandId,
    /// The command's name, an i18n key under `command.<name>`.
    pub what: String,
    pub who: String,
    pub at: Timestamp,
    pub pending: bool,
    /// What it changed; empty for the entry that began the record.
    pub changes: Vec<TimelineChange>,
}

/// A field before and after; sums in fen, days as `2026-11-22`, nothing as the empty text.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineChange {
    /// The field as the record calls it, `keysWith`.
    pub field: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VehicleCard {
    /// The record; its VIN as the reader may see it.
    #[ts(as = "Vehicle")]
    pub vehicle: serde_json::Value,
    pub age_days: Option<u32>,
    pub age_badge: Option<AgeBadge>,
    /// Cost, its lines and what the days cost: by right only.
    pub cost: Option<VehicleCost>,
    pub cost_lines: Vec<VehicleCostLine>,
    pub holding: Option<HoldingCost>,
    /// What the maker has put right on it and is not done; a recall keeps it from being sold.
    pub recalls: Vec<OpenRecall>,
    /// The way on which it is to or from another store of the group.
    pub transfer: Option<OpenTransfer>,
    /// The other stores of the group.
    pub stores: Vec<GroupStore>,
    pub timeline: Vec<TimelineEntry>,
}

pub fn card(desk: &Desk, asked: VehicleCardArgs) -> Result<VehicleCard, RpcError> {
    let (store, session) = desk.with_right(Right::SeeStock)?;
    let rights = session.rights(&store)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let Some(vehicle) = rows::entity::<Vehicle>(connection, asked.id)? else {
            return Err(Refusal::from(GeneralRefusal::NotFound {
                kind: "vehicle".to_owned(),
                field: "id".to_owned(),
            })
            .into());
        };
        let (mut cost, mut cost_lines, mut holding) = (None, Vec::new(), None);
        if rights.has(Right::SeeCost) {
            cost = rows::entity::<VehicleCost>(connection, asked.id)?;
            cost_lines = rows::select(
                connection,
                "where vehicle = ?1 order by added_at, id",
                [asked.id.0.as_bytes()],
            )?;
            // A sum beyond what can be counted is no sum to show.
            holding = cost
                .as_ref()
                .and_then(|cost| holding_cost(cost, today).ok().flatten());
        }
        let vin = shown_vin(&vehicle, &rights);
        let vin_masked = vin != vehicle.vin.as_str();
        let mut timeline = Vec::new();
        for entry in store::history(connection, Vehicle::TABLE, asked.id.into())? {
            let who = name_of(connection, entry.header.actor)?;
            timeline.push(TimelineEntry {
                command: entry.header.id,
                what: entry.header.name,
                who,
                at: entry.header.made_at,
                pending: false,
                changes: match (&entry.before, &entry.after) {
                    (Some(before), Some(after)) => {
                        changes(Vehicle::TABLE, before, after, vin_masked)
                    }
                    (None, _) | (_, None) => Vec::new(),
                },
            });
        }
        let recalls = open_of(connection, vehicle.vin.as_str(), today)?;
        let age_days = age_days(&vehicle, today);
        let mut shown = serde_json::to_value(&vehicle)
            .map_err(|error| RpcError::broken("unserialisable", &error))?;
        shown["vin"] = vin.into();
        Ok(VehicleCard {
            vehicle: shown,
            age_days,
            age_badge: age_days.map(|days| AgeBadge::of(days, StockRules::shipped())),
            cost,
            cost_lines,
            holding,
            recalls,
            transfer: open_of_car(connection, asked.id, &rights)?,
            stores: other_stores(connection, store.lane)?,
            timeline,
        })
    })
}

/// The fields that differ. References to other records say nothing to a reader and are left out.
fn changes(table: &Table, before: &Row, after: &Row, personal_masked: bool) -> Vec<TimelineChange> {
    table
        .columns
        .iter()
        .zip(before.iter().zip(after))
        .filter(|(_, (from, to))| from != to)
        .filter_map(|(column, (from, to))| {
            let told = |value: &Value| -> Option<String> {
                let text = match value {
                    Value::Null => String::new(),
                    Value::Integer(number) => number.to_string(),
                    Value::Text(text) => text.clone(),
                    Value::Blob(_) => return None,
                };
                Some(match column.personal {
                    Some(kind) if personal_masked => mask(kind, &text),
                    Some(_) | None => text,
                })
            };
            Some(TimelineChange {
                field: camel(column.name),
                from: told(from)?,
                to: told(to)?,
            })
        })
        .collect()
}

fn camel(column: &str) -> String {
    let mut words = column.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
