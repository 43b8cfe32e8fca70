//! The service points 售后网点 of the group: where cars are looked after, what is done there, when it is open, and how
//! one gets there, in words. A customer is given this on a sheet; the houses of the group set it themselves.

mod opening;
mod refusals;
mod setting;

#[cfg(test)]
mod tests;

pub use opening::{OpenDays, open_days};
pub use refusals::PointRefusal;
pub use setting::SetServicePoint;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    entity::Json, ids::ServicePointId, provinces::Province, time::Timestamp,
    workshops::WeekdayHours,
};

crate::words! {
    /// What a service point does.
    pub enum PointWork {
        /// 维修
        Repair => "repair",
        /// 快修快保
        QuickService => "quickService",
        /// 钣喷
        BodyAndPaint => "bodyAndPaint",
        /// 新能源三电
        HighVoltage => "highVoltage",
        /// 精品加装
        Accessories => "accessories",
        /// 美容
        Beauty => "beauty",
        /// 道路救援
        Rescue => "rescue",
    }
}

crate::words! {
    /// Whose it is.
    pub enum PointOwner {
        /// This house's own.
        Own => "own",
        /// Another house's of the group.
        Group => "group",
    }
}

crate::words! {
    pub enum PointState {
        InUse => "inUse",
        /// It takes no cars any more; nobody is sent there.
        Closed => "closed",
    }
}

/// How one gets there, in the words of one language; each may be left empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ways {
    #[serde(default)]
    pub metro: String,
    #[serde(default)]
    pub bus: String,
    #[serde(default)]
    pub car: String,
}

/// The same for whoever reads Chinese, and for whoever reads English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Directions {
    #[serde(default)]
    pub zh: Ways,
    #[serde(default)]
    pub en: Ways,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "service_point", index(name), index(state, owner))]
pub struct ServicePoint {
    pub id: ServicePointId,
    pub name: String,
    /// What whoever reads no Chinese calls it; may be empty.
    pub english_name: String,
    pub owner: PointOwner,
    /// The other house of the group; empty for an own one.
    pub house: String,
    pub works: Json<Vec<PointWork>>,
    /// As one writes an address; in a municipality the city is left out or the same.
    pub province: String,
    pub city: String,
    pub district: String,
    pub address: String,
    pub phone: String,
    /// Answered also when the doors are shut; empty where there is none.
    pub rescue_phone: String,
    pub week: Json<Vec<WeekdayHours>>,
    pub directions: Json<Directions>,
    /// From this house by road; nothing where nobody has measured it.
    pub distance_km: Option<u32>,
    pub remark: String,
    pub state: PointState,
    pub set_at: Timestamp,
}

impl ServicePoint {
    /// The address as one writes it on an envelope, each part once.
    pub fn whole_address(&self) -> String {
        let city = if same_place(&self.province, &self.city) {
            ""
        } else {
            self.city.as_str()
        };
        [
            self.province.as_str(),
            city,
            self.district.as_str(),
            self.address.as_str(),
        ]
        .concat()
    }
}

/// Whether a city is the municipality itself: 上海 and 上海市.
fn same_place(province: &str, city: &str) -> bool {
    let place = |name: &str| name.trim_end_matches('市').to_owned();
    !city.is_empty() && Province::from_name(province).is_some() && place(province) == place(city)
}
