//! A car sets out for another store of the group.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CarTransfer, CarTransferPrice, TransferRefusal, TransferState, TransferWay, name_of_giver,
};
use crate::{
    catalogue::{Model, row_id},
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    dealerships::Dealership,
    entity::Entity,
    facts::{Ask, Facts, Missing},
    groups::{Affiliation, another_store, of_the_same_group, own_group},
    ids::{CarTransferId, DealershipId, LaneId, ModelId, VehicleId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
    vehicles::{
        Vehicle, VehicleCost, VehicleSource, VehicleState, VehicleStep, car_expected, car_in_house,
        car_named, car_step,
    },
};

/// The car leaves this store's stock for sale at once; it stays on its books until the other store has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendCarToStore {
    pub transfer: CarTransferId,
    pub vehicle: VehicleId,
    /// The store it goes to.
    pub store: DealershipId,
    /// Drawn by the desk when the command is made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_on: Option<NaiveDate>,
    /// What the other store owes for it 调拨价, VAT included; only one who may edit cost says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Fen>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Rule for SendCarToStore {
    /// The other store must not have the car already, and the car must not be promised here.
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MoveStock);

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.store.lane()]
    }

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Transfer);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<CarTransfer>(self.transfer)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "car_transfer".to_owned(),
            }
            .into());
        }
        let mut vehicle = car_named(facts, self.vehicle)?;
        let lane_there = another_store(self.store, context)?;
        let own = own_group(facts, context)?;
        self.sound(context)?;
        let stood = vehicle.clone();
        car_step(&mut vehicle, VehicleStep::SendAway)?;
        vehicle.location.clear();

        let sent = self.out(name_of_giver(facts, context)?, context);
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle).put(context.lane, &sent);
        if let Some(price) = self.price {
            let id = sent.id;
            changes.put(context.lane, &CarTransferPrice { id, price });
        }
        if let Some(there) = facts.elsewhere(lane_there) {
            self.can_go(there, &own, &stood)?;
            let house = facts.get::<Dealership>(DealershipId::of_lane(context.lane))?;
            let code = house.map_or_else(String::new, |house| house.code);
            let number = format!("{code}-{}", self.number);
            let coming = Vehicle {
                model: known_there(facts, there, &own, stood.model)?,
                ..self.coming(&stood, number.clone(), context)
            };
            if let Some(price) = self.price {
                let id = sent.there;
                changes.put(lane_there, &CarTransferPrice { id, price });
                changes.put(
                    lane_there,
                    &VehicleCost {
                        id: coming.id,
                        purchase_price: price,
                        extras: Fen(0),
                        floor_plan_basis_points: 0,
                        financed_on: None,
                    },
                );
            }
            changes.put(lane_there, &coming).put(
                lane_there,
                &CarTransfer {
                    id: sent.there,
                    number,
                    way: TransferWay::In,
                    vehicle: sent.vehicle_there,
                    store: DealershipId::of_lane(context.lane),
                    there: sent.id,
                    vehicle_there: sent.vehicle,
                    ..sent
                },
            );
        }
        Ok(changes.into())
    }
}

impl SendCarToStore {
    fn sound(&self, context: &Context) -> Result<(), Stop> {
        checks::fits("note", &self.note, checks::LINE)?;
        if let Some(day) = self.expected_on {
            car_expected("expectedOn", day, context.today())?;
        }
        let Some(price) = self.price else {
            return Ok(());
        };
        checks::sum_in_range("price", price)?;
        if !context.may(Right::EditCost) {
            return Err(GeneralRefusal::MissingRight {
                right: Right::EditCost,
            }
            .into());
        }
        Ok(())
    }

    /// This store's side. The ids of the other side follow from the command, so that the desk names them without it.
    fn out(&self, sent_by_name: String, context: &Context) -> CarTransfer {
        CarTransfer {
            id: self.transfer,
            number: self.number.clone(),
            way: TransferWay::Out,
            vehicle: self.vehicle,
            store: self.store,
            there: CarTransferId::derived(context.command, "transfer there"),
            vehicle_there: VehicleId::derived(context.command, "vehicle there"),
            state: TransferState::OnTheWay,
            expected_on: self.expected_on,
            note: self.note.trim().to_owned(),
            sent_at: context.made_at,
            sent_by: context.actor,
            sent_by_name,
            ended_at: None,
            ended_by_name: String::new(),
        }
    }

    /// Whether the other store is of the group and has no record of this car.
    fn can_go(&self, there: &dyn Facts, own: &Affiliation, car: &Vehicle) -> Result<(), Stop> {
        of_the_same_group(there, self.store, own)?;
        if let Some(other) = car_in_house(there, &car.vin)? {
            return Err(TransferRefusal::CarThere {
                vin: car.vin.to_string(),
                stock_number: other.stock_number,
            }
            .into());
        }
        Ok(())
    }

    /// The record with which the other store sees the car coming. What the house asks for it, where it stands and who has
    /// its keys is each store's own.
    fn coming(&self, car: &Vehicle, stock_number: String, context: &Context) -> Vehicle {
        Vehicle {
            id: VehicleId::derived(context.command, "vehicle there"),
            stock_number,
            state: VehicleState::InTransit,
            source: VehicleSource::Transfer,
            location: String::new(),
            expected_on: self.expected_on,
            arrived_on: None,
            asking_price: None,
            keys_with: String::new(),
            certificate_with: String::new(),
            held_by: None,
            held_at: None,
            remark: self.note.trim().to_owned(),
            taken_in_at: context.made_at,
            ..car.clone()
        }
    }
}

/// The version of the catalogue under which the other store knows the car, if it has it: the same, or the group's for
/// one that stands in this store's own catalogue.
fn known_there(
    here: &dyn Facts,
    there: &dyn Facts,
    own: &Affiliation,
    model: Option<ModelId>,
) -> Result<Option<ModelId>, Missing> {
    let Some(model) = model else { return Ok(None) };
    if there.get::<Model>(model)?.is_some() {
        return Ok(Some(model));
    }
    let Some(known) = here.get::<Model>(model)? else {
        return Ok(None);
    };
    let shared: ModelId = row_id(own.belongs_to.lane(), Model::TABLE.name, &known.code);
    Ok(there.get::<Model>(shared)?.map(|known| known.id))
}
