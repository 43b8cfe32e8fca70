//! The certificate of conformity or the keys change hands (INV-6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CertificateState, VehicleState,
    shared::{named, sound},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::Facts,
    ids::VehicleId,
    refusal::{Concern, GeneralRefusal},
    rights::Right,
};

/// Where the certificate is from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificatePlace {
    pub state: CertificateState,
    /// The bank or the person; must be named when the certificate is pledged or lent.
    #[serde(default)]
    pub with: String,
    /// When it is to be back, or redeemed.
    #[serde(default)]
    pub due: Option<NaiveDate>,
}

/// Only what is given changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandPapers {
    pub vehicle: VehicleId,
    #[serde(default)]
    pub certificate: Option<CertificatePlace>,
    #[serde(default)]
    pub certificate_number: Option<String>,
    #[serde(default)]
    pub key_number: Option<String>,
    #[serde(default)]
    pub keys_with: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum PapersConcern {
    /// The certificate went to the customer while the car has not.
    CertificateGivenBeforeDelivery { stock_number: String },
}

impl Rule for HandPapers {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::HandlePapers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        let texts = [
            (&self.certificate_number, &mut vehicle.certificate_number),
            (&self.key_number, &mut vehicle.key_number),
            (&self.keys_with, &mut vehicle.keys_with),
        ];
        if self.certificate.is_none() && texts.iter().all(|(given, _)| given.is_none()) {
            return Err(GeneralRefusal::Empty {
                field: "certificate.state".to_owned(),
            }
            .into());
        }
        for (given, field) in texts {
            if let Some(text) = given {
                text.trim().clone_into(field);
            }
        }
        let mut concerns = Vec::new();
        if let Some(place) = &self.certificate {
            let away = match place.state {
                CertificateState::Pledged | CertificateState::Lent => {
                    checks::filled("certificate.with", &place.with, checks::LINE)?;
                    true
                }
                CertificateState::HandedOver => {
                    if vehicle.state != VehicleState::Delivered {
                        concerns.push(Concern::typed(
                            &PapersConcern::CertificateGivenBeforeDelivery {
                                stock_number: vehicle.stock_number.clone(),
                            },
                        ));
                    }
                    false
                }
                CertificateState::InTransit | CertificateState::InHouse => false,
            };
            vehicle.certificate = place.state;
            place.with.trim().clone_into(&mut vehicle.certificate_with);
            vehicle.certificate_due = place.due.filter(|_| away);
        }
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(Outcome { changes, concerns })
    }
}
