//! A service point is added, said anew, or closed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Directions, PointOwner, PointRefusal, PointState, PointWork, ServicePoint, Ways};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::ServicePointId,
    provinces::Province,
    refusal::GeneralRefusal,
    rights::Right,
    workshops::{WeekdayHours, week_plausible},
};

/// The name is what its sheet is called by, and a sheet's number has no more room.
const NAME: usize = 60;
/// Longer directions leave no room for the address on one sheet.
const WAY: usize = 300;
/// Whoever lives further away is not sent there.
const FARTHEST_KM: u32 = 5_000;
/// The shortest numbers that people dial have five digits, such as 95518.
const FEWEST_DIGITS: usize = 5;

/// Adds a service point, or says anew what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetServicePoint {
    pub point: ServicePointId,
    pub name: String,
    #[serde(default)]
    pub english_name: String,
    pub owner: PointOwner,
    /// The other house of the group; what stands here of an own point is passed over.
    #[serde(default)]
    pub house: String,
    pub works: Vec<PointWork>,
    #[serde(default)]
    pub province: String,
    #[serde(default)]
    pub city: String,
    #[serde(default)]
    pub district: String,
    pub address: String,
    pub phone: String,
    #[serde(default)]
    pub rescue_phone: String,
    pub week: Vec<WeekdayHours>,
    #[serde(default)]
    pub directions: Directions,
    #[serde(default)]
    pub distance_km: Option<u32>,
    #[serde(default)]
    pub remark: String,
    pub state: PointState,
}

impl Rule for SetServicePoint {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        self.readable()?;
        let name = self.name.trim().to_owned();
        let taken = facts
            .by::<ServicePoint>(ServicePoint::BY_NAME, [name.to_value()])?
            .iter()
            .any(|point| point.id != self.point && point.state == PointState::InUse);
        // Of two that are called alike nobody knows where the customer goes; a closed one is in nobody's way.
        if taken && self.state == PointState::InUse {
            return Err(PointRefusal::PointNameTaken {
                name,
                field: "name".to_owned(),
            }
            .into());
        }
        self.whose_and_what()?;
        if self.week.is_empty() {
            return Err(GeneralRefusal::Empty {
                field: "week".to_owned(),
            }
            .into());
        }
        week_plausible("week", &self.week)?;
        let mut changes = Changes::new();
        changes.put(context.lane, &self.point(name, context));
        Ok(changes.into())
    }
}

impl SetServicePoint {
    /// Every text has its length, and what must be there is.
    fn readable(&self) -> Result<(), GeneralRefusal> {
        checks::filled("name", &self.name, NAME)?;
        checks::fits("englishName", &self.english_name, NAME)?;
        checks::fits("house", &self.house, NAME)?;
        for (field, text) in [
            ("province", &self.province),
            ("city", &self.city),
            ("district", &self.district),
        ] {
            checks::fits(field, text, 20)?;
        }
        checks::filled("address", &self.address, 100)?;
        checks::filled("phone", &self.phone, 40)?;
        checks::fits("rescuePhone", &self.rescue_phone, 40)?;
        let Directions { zh, en } = &self.directions;
        for (language, ways) in [("zh", zh), ("en", en)] {
            for (way, text) in [
                ("metro", &ways.metro),
                ("bus", &ways.bus),
                ("car", &ways.car),
            ] {
                checks::fits(&format!("directions.{language}.{way}"), text, WAY)?;
            }
        }
        checks::fits("remark", &self.remark, checks::LINE)
    }

    /// Whose it is, what is done there, and whom one calls.
    fn whose_and_what(&self) -> Result<(), PointRefusal> {
        if self.owner == PointOwner::Group && self.house.trim().is_empty() {
            return Err(PointRefusal::PointHouseUnnamed {
                field: "house".to_owned(),
            });
        }
        if self.works.is_empty() {
            return Err(PointRefusal::PointDoesNothing {
                field: "works".to_owned(),
            });
        }
        let province = self.province.trim();
        if !province.is_empty() && Province::from_name(province).is_none() {
            return Err(PointRefusal::ProvinceUnknown {
                province: province.to_owned(),
                field: "province".to_owned(),
            });
        }
        for (field, phone) in [("phone", &self.phone), ("rescuePhone", &self.rescue_phone)] {
            if !phone.trim().is_empty() && !can_be_dialled(phone) {
                return Err(PointRefusal::PointPhoneImplausible {
                    field: field.to_owned(),
                });
            }
        }
        if self.works.contains(&PointWork::Rescue) && self.rescue_phone.trim().is_empty() {
            return Err(PointRefusal::RescueWithoutPhone {
                field: "rescuePhone".to_owned(),
            });
        }
        // Nought kilometres away is this house itself, of which nobody says so.
        if self
            .distance_km
            .is_some_and(|km| !(1..=FARTHEST_KM).contains(&km))
        {
            return Err(PointRefusal::DistanceImplausible {
                field: "distanceKm".to_owned(),
            });
        }
        Ok(())
    }

    fn point(&self, name: String, context: &Context) -> ServicePoint {
        let line = |text: &str| text.trim().to_owned();
        let ways = |ways: &Ways| Ways {
            metro: line(&ways.metro),
            bus: line(&ways.bus),
            car: line(&ways.car),
        };
        let mut works = self.works.clone();
        works.sort_unstable();
        works.dedup();
        let mut week = self.week.clone();
        week.sort_unstable_by_key(|hours| hours.weekday);
        ServicePoint {
            id: self.point,
            name,
            english_name: line(&self.english_name),
            owner: self.owner,
            house: match self.owner {
                PointOwner::Own => String::new(),
                PointOwner::Group => line(&self.house),
            },
            works: Json(works),
            province: line(&self.province),
            city: line(&self.city),
            district: line(&self.district),
            address: line(&self.address),
            phone: line(&self.phone),
            rescue_phone: line(&self.rescue_phone),
            week: Json(week),
            directions: Json(Directions {
                zh: ways(&self.directions.zh),
                en: ways(&self.directions.en),
            }),
            distance_km: self.distance_km,
            remark: line(&self.remark),
            state: self.state,
            set_at: context.made_at,
        }
    }
}

/// Digits with what people write between them, an extension 转 among it.
fn can_be_dialled(phone: &str) -> bool {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    digits >= FEWEST_DIGITS
        && phone
            .chars()
            .all(|one| one.is_ascii_digit() || " -+()（）转,，、/".contains(one))
}
