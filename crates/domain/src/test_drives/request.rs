//! Somebody asks for a drive from outside. The car, the colleague and the route are found here, and the drive
//! is booked by the very rule that books one at a desk; customer and lead come with it, all of it or nothing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BookTestDrive, DriveKind, DriveOffer, DriveRefusal, TestDrive, WantedCar, offered::around,
};
use crate::{
    ahead::Ahead,
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{ModelId, TestDriveId, VehicleId},
    leads::{Enquirer, WantedModel, open_lead_of},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestTestDrive {
    pub drive: TestDriveId,
    /// Drawn when the command is made.
    #[serde(default)]
    pub number: String,
    pub by: Enquirer,
    pub kind: DriveKind,
    /// The demonstrator that is wanted, or any of this model, or any at all.
    #[serde(default)]
    pub vehicle: Option<VehicleId>,
    #[serde(default)]
    pub model: Option<ModelId>,
    pub starts_at: Timestamp,
    #[serde(default)]
    pub remark: String,
}

impl Rule for RequestTestDrive {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::TestDrive);
        }
        self.by.draw(numbers);
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<TestDrive>(self.drive)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: TestDrive::KIND.to_owned(),
            }
            .into());
        }
        checks::fits("remark", &self.remark, checks::REMARK)?;
        let known = self.by.known(facts)?;
        let open = match &known {
            Some(customer) => open_lead_of(facts, customer.id)?,
            None => None,
        };
        let wanted = WantedCar {
            vehicle: self.vehicle,
            model: self.model,
        };
        let offer = DriveOffer::read(
            facts,
            wanted,
            open.and_then(|lead| lead.owner),
            around(self.starts_at),
            context.made_at,
            context.zone,
        )?
        .ok_or(DriveRefusal::DriveNotOffered)?;
        let Some((vehicle, consultant)) = offer.pair(self.starts_at) else {
            let free = offer.nearest(self.starts_at);
            return Err(DriveRefusal::DriveNoneFree {
                nearest: free.first().copied(),
                free,
            }
            .into());
        };
        let car = offer.cars.iter().find(|car| car.id == vehicle);
        let wanted = WantedModel {
            model: car.and_then(|car| car.model),
            description: car.map_or_else(String::new, |car| car.description.clone()),
        };
        let mut changes = Changes::new();
        let lead = self
            .by
            .lead(facts, context, &wanted, &self.number, &mut changes)?;
        let booking = BookTestDrive {
            drive: self.drive,
            number: self.number.clone(),
            kind: self.kind,
            customer: known.map_or(lead.customer, |known| known.id),
            lead: Some(lead.id),
            vehicle,
            consultant: Some(consultant),
            route: offer.route.id,
            starts_at: self.starts_at,
            ends_at: offer.ends_at(self.starts_at),
            note: self.remark.clone(),
        };
        let ahead = Ahead {
            facts,
            changes: &changes,
        };
        let booked = booking.decide(&ahead, context)?;
        changes.0.extend(booked.changes.0);
        Ok(changes.into())
    }
}
