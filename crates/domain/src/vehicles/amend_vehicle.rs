//! What is known of a car changes, field by field, so that two people who mend different fields both
//! succeed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{
    Vehicle, VehicleRefusal,
    shared::{in_house, named, sound},
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    entity::{ColumnKind, Entity, Row, Value},
    facts::Facts,
    ids::VehicleId,
    refusal::{Concern, GeneralRefusal},
    rights::Right,
};

crate::words! {
    /// A field that is mended by hand. What has a command of its own (state, place, papers, prices,
    /// stop-sale) is not among them.
    pub enum VehicleField {
        Vin => "vin",
        Model => "model",
        Description => "description",
        ExteriorColour => "exteriorColour",
        InteriorColour => "interiorColour",
        EngineNumber => "engineNumber",
        ProducedOn => "producedOn",
        Purpose => "purpose",
        Source => "source",
        ExpectedOn => "expectedOn",
        ArrivedOn => "arrivedOn",
        OdometerKm => "odometerKm",
        GuidePrice => "guidePrice",
        Remark => "remark",
    }
}

impl VehicleField {
    /// The column of [`Vehicle`] that holds it.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Vin => "vin",
            Self::Model => "model",
            Self::Description => "description",
            Self::ExteriorColour => "exterior_colour",
            Self::InteriorColour => "interior_colour",
            Self::EngineNumber => "engine_number",
            Self::ProducedOn => "produced_on",
            Self::Purpose => "purpose",
            Self::Source => "source",
            Self::ExpectedOn => "expected_on",
            Self::ArrivedOn => "arrived_on",
            Self::OdometerKm => "odometer_km",
            Self::GuidePrice => "guide_price",
            Self::Remark => "remark",
        }
    }
}

/// One field: what stood there when the person looked, and what is to stand there. Dates are
/// `2026-11-22`, sums are fen in digits, nothing is the empty text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Amended {
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AmendVehicle {
    pub vehicle: VehicleId,
    pub fields: BTreeMap<VehicleField, Amended>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum AmendConcern {
    /// Somebody changed the field between reading and writing; the later word holds.
    FieldChangedMeanwhile { field: VehicleField },
}

impl Rule for AmendVehicle {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let before = named(facts, self.vehicle)?;
        if self.fields.is_empty() {
            return Err(GeneralRefusal::Empty {
                field: "fields".to_owned(),
            }
            .into());
        }
        let mut row = before.to_row();
        let mut concerns = Vec::new();
        for (field, amended) in &self.fields {
            let found = write(&mut row, *field, &amended.to)
                .filter(|_| Vehicle::from_row(&row).is_ok())
                .ok_or(VehicleRefusal::FieldUnreadable { field: *field })?;
            if amended.from != found && amended.to != found {
                concerns.push(Concern::typed(&AmendConcern::FieldChangedMeanwhile {
                    field: *field,
                }));
            }
        }
        let Ok(vehicle) = Vehicle::from_row(&row) else {
            return Err(GeneralRefusal::Empty {
                field: "fields".to_owned(),
            }
            .into());
        };
        if vehicle.arrived_on.is_none() != before.arrived_on.is_none() {
            return Err(VehicleRefusal::ArrivalDateMissing.into());
        }
        if vehicle.vin != before.vin
            && let Some(there) = in_house(facts, &vehicle.vin)?
        {
            return Err(VehicleRefusal::VinInStock {
                vin: vehicle.vin.to_string(),
                stock_number: there.stock_number,
                vehicle: there.id,
            }
            .into());
        }
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(Outcome { changes, concerns })
    }
}

/// Puts the text into the field and returns what stood there; nothing when it is no such value.
fn write(row: &mut Row, field: VehicleField, text: &str) -> Option<String> {
    let position = Vehicle::TABLE.position(field.column())?;
    let column = Vehicle::TABLE.columns.get(position)?;
    let text = text.trim();
    let value = if text.is_empty() && column.optional {
        Value::Null
    } else {
        match column.kind {
            ColumnKind::Integer => Value::Integer(text.parse().ok()?),
            ColumnKind::Text if field == VehicleField::Vin => {
                Value::Text(crate::identifiers::Vin::parse(text).ok()?.vin.to_string())
            }
            ColumnKind::Text => Value::Text(text.to_owned()),
            ColumnKind::Blob => Value::Blob(Uuid::parse_str(text).ok()?.as_bytes().to_vec()),
        }
    };
    let found = std::mem::replace(row.get_mut(position)?, value);
    Some(match found {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => Uuid::from_slice(&bytes).ok()?.to_string(),
    })
}
