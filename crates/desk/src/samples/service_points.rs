//! Service points of a made-up group: the house's own, a body shop of another house, and one that was closed. Their
//! remarks say that they are training data, so that nobody is sent to an address that is not there.

use domain::{
    Command,
    service_points::{Directions, PointOwner, PointState, PointWork, SetServicePoint, Ways},
    workshops::WeekdayHours,
};
use store::StoreError;

use super::{
    id,
    service::{Giver, IntoId},
};

/// The kind of ids of this file; see [`id`].
const POINT: u128 = 0x5E09;
const REMARK: &str = "训练数据，地址和电话不是真的。";

pub fn points(giver: &mut Giver) -> Result<(), StoreError> {
    for point in [own(), body_shop(), closed()] {
        giver.give(Command::SetServicePoint(point))?;
    }
    Ok(())
}

/// From Monday to the last weekday that is named, from one minute of the day to another.
fn until(last: u32, from: u32, until: u32) -> impl Iterator<Item = WeekdayHours> {
    (1..=last).map(move |weekday| WeekdayHours {
        weekday,
        from,
        until,
    })
}

fn own() -> SetServicePoint {
    SetServicePoint {
        point: id(POINT, 0).into_id(),
        name: "示例汽车滨江售后中心".to_owned(),
        english_name: "Sample Motors Riverside Service".to_owned(),
        owner: PointOwner::Own,
        house: String::new(),
        works: vec![
            PointWork::Repair,
            PointWork::QuickService,
            PointWork::HighVoltage,
            PointWork::Rescue,
        ],
        province: "上海市".to_owned(),
        city: String::new(),
        district: "浦东新区".to_owned(),
        address: "滨江示例路 1 号".to_owned(),
        phone: "021-0000 1000".to_owned(),
        rescue_phone: "400-000 1001".to_owned(),
        week: until(7, 8 * 60 + 30, 17 * 60 + 30).collect(),
        directions: Directions {
            zh: Ways {
                metro: "2 号线示例站 3 号口出，沿示例路向东步行 6 分钟。".to_owned(),
                bus: "示例 1 路滨江示例路站下。".to_owned(),
                car: "内环示例路出口下，第二个红绿灯右转，门前可停车。".to_owned(),
            },
            en: Ways {
                metro: "Line 2 to Shili station, exit 3; six minutes on foot to the east."
                    .to_owned(),
                bus: "Bus Shili 1 to Binjiang Shili Road.".to_owned(),
                car:
                    "Leave the inner ring at Shili Road, right at the second lights; park in front."
                        .to_owned(),
            },
        },
        distance_km: None,
        remark: REMARK.to_owned(),
        state: PointState::InUse,
    }
}

fn body_shop() -> SetServicePoint {
    SetServicePoint {
        point: id(POINT, 1).into_id(),
        name: "示例汽车北郊钣喷中心".to_owned(),
        english_name: "Sample Motors Body Shop North".to_owned(),
        owner: PointOwner::Group,
        house: "示例汽车北郊店".to_owned(),
        works: vec![PointWork::BodyAndPaint, PointWork::Repair],
        province: "上海市".to_owned(),
        city: String::new(),
        district: "宝山区".to_owned(),
        address: "北郊示例公路 88 号".to_owned(),
        phone: "021-0000 2000".to_owned(),
        rescue_phone: String::new(),
        week: until(6, 9 * 60, 17 * 60).collect(),
        directions: Directions {
            zh: Ways {
                metro: "1 号线北示例站 1 号口，换示例 12 路三站。".to_owned(),
                bus: String::new(),
                car: "外环示例公路出口下，向北 3 公里，右手边。".to_owned(),
            },
            en: Ways::default(),
        },
        distance_km: Some(23),
        remark: REMARK.to_owned(),
        state: PointState::InUse,
    }
}

fn closed() -> SetServicePoint {
    SetServicePoint {
        point: id(POINT, 2).into_id(),
        name: "示例汽车老城快修点".to_owned(),
        english_name: String::new(),
        works: vec![PointWork::QuickService],
        district: "黄浦区".to_owned(),
        address: "老城示例街 5 号".to_owned(),
        phone: "021-0000 3000".to_owned(),
        distance_km: Some(7),
        state: PointState::Closed,
        ..body_shop()
    }
}
