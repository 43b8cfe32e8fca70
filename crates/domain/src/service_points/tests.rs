//! Service points, told as sentences.

use super::*;
use crate::{
    Command,
    people::BuiltInRole,
    refusal::Refusal,
    testing::{House, id},
    workshops::Hours,
};

const POINT: u128 = 900;
const OTHER: u128 = 901;

fn whole_week(from: u32, until: u32) -> Vec<WeekdayHours> {
    (1..=7)
        .map(|weekday| WeekdayHours {
            weekday,
            from,
            until,
        })
        .collect()
}

fn point() -> SetServicePoint {
    SetServicePoint {
        point: id(POINT),
        name: " 嘉定售后中心 ".to_owned(),
        english_name: "Jiading Service Centre".to_owned(),
        owner: PointOwner::Own,
        house: String::new(),
        works: vec![
            PointWork::BodyAndPaint,
            PointWork::Repair,
            PointWork::Repair,
        ],
        province: "上海市".to_owned(),
        city: "上海市".to_owned(),
        district: "嘉定区".to_owned(),
        address: "安亭镇墨玉路 28 号".to_owned(),
        phone: "021-5955 0000".to_owned(),
        rescue_phone: String::new(),
        week: whole_week(8 * 60 + 30, 17 * 60 + 30),
        directions: Directions::default(),
        distance_km: None,
        remark: String::new(),
        state: PointState::InUse,
    }
}

fn house() -> House {
    House::of(BuiltInRole::WorkshopController)
}

fn refused(change: impl FnOnce(&mut SetServicePoint)) -> Refusal {
    let mut set = point();
    change(&mut set);
    house().refused(Command::SetServicePoint(set))
}

fn field(refusal: &Refusal) -> (&str, &str) {
    (
        refusal.code.as_str(),
        refusal.field.as_deref().unwrap_or_default(),
    )
}

#[test]
fn a_point_is_kept_as_one_writes_it_and_its_address_says_the_municipality_once() {
    let mut house = house();
    house.done(Command::SetServicePoint(point()));
    let kept: ServicePoint = house
        .get(id::<crate::ids::ServicePointId>(POINT))
        .expect("it");
    assert_eq!(kept.name, "嘉定售后中心");
    assert_eq!(kept.works.0, [PointWork::Repair, PointWork::BodyAndPaint]);
    assert_eq!(kept.whole_address(), "上海市嘉定区安亭镇墨玉路 28 号");
    let elsewhere = ServicePoint {
        province: "江苏省".to_owned(),
        city: "昆山市".to_owned(),
        district: String::new(),
        address: "花桥镇绿地大道 1 号".to_owned(),
        ..kept
    };
    assert_eq!(elsewhere.whole_address(), "江苏省昆山市花桥镇绿地大道 1 号");
}

#[test]
fn no_two_points_in_use_have_one_name_and_a_closed_one_is_in_nobodys_way() {
    let mut house = house();
    house.done(Command::SetServicePoint(point()));
    let again = SetServicePoint {
        point: id(OTHER),
        name: "嘉定售后中心".to_owned(),
        ..point()
    };
    let refusal = house.refused(Command::SetServicePoint(again.clone()));
    assert_eq!(field(&refusal), ("pointNameTaken", "name"));
    house.done(Command::SetServicePoint(SetServicePoint {
        state: PointState::Closed,
        ..point()
    }));
    house.done(Command::SetServicePoint(again));
    let refusal = house.refused(Command::SetServicePoint(point()));
    assert_eq!(field(&refusal), ("pointNameTaken", "name"));
}

#[test]
fn what_is_not_so_is_refused_at_its_field() {
    let refusals = [
        refused(|set| set.name = " ".to_owned()),
        refused(|set| set.works.clear()),
        refused(|set| set.owner = PointOwner::Group),
        refused(|set| set.province = "南海省".to_owned()),
        refused(|set| set.phone = "前台".to_owned()),
        refused(|set| set.phone = "110".to_owned()),
        refused(|set| set.works = vec![PointWork::Rescue]),
        refused(|set| set.rescue_phone = "打前台电话 02159550000".to_owned()),
        refused(|set| set.distance_km = Some(0)),
        refused(|set| set.week.clear()),
        refused(|set| set.week = whole_week(600, 500)),
        refused(|set| set.directions.en.bus = "x".repeat(301)),
    ];
    let fields: Vec<_> = refusals.iter().map(field).collect();
    assert_eq!(
        fields,
        [
            ("empty", "name"),
            ("pointDoesNothing", "works"),
            ("pointHouseUnnamed", "house"),
            ("provinceUnknown", "province"),
            ("pointPhoneImplausible", "phone"),
            ("pointPhoneImplausible", "phone"),
            ("rescueWithoutPhone", "rescuePhone"),
            ("pointPhoneImplausible", "rescuePhone"),
            ("distanceImplausible", "distanceKm"),
            ("empty", "week"),
            ("hoursImplausible", "week"),
            ("tooLong", "directions.en.bus"),
        ]
    );
}

#[test]
fn another_house_of_the_group_is_named_and_an_own_point_forgets_it() {
    let mut house = house();
    let group = SetServicePoint {
        owner: PointOwner::Group,
        house: "浦东店".to_owned(),
        ..point()
    };
    let named = |house: &House| {
        let kept: Option<ServicePoint> = house.get(id::<crate::ids::ServicePointId>(POINT));
        kept.expect("it").house
    };
    house.done(Command::SetServicePoint(group.clone()));
    assert_eq!(named(&house), "浦东店");
    house.done(Command::SetServicePoint(SetServicePoint {
        owner: PointOwner::Own,
        ..group
    }));
    assert_eq!(named(&house), "");
}

#[test]
fn only_whoever_runs_a_workshop_sets_points() {
    let mut advisor = House::of(BuiltInRole::ServiceAdvisor);
    let refusal = advisor.refused(Command::SetServicePoint(point()));
    assert_eq!(refusal.code, "missingRight");
}

#[test]
fn days_that_are_alike_are_said_in_one_breath() {
    let day = Hours {
        from: 510,
        until: 1_050,
    };
    let saturday = Hours {
        from: 540,
        until: 960,
    };
    let mut week = whole_week(day.from, day.until);
    week.truncate(5);
    week.push(WeekdayHours {
        weekday: 6,
        from: saturday.from,
        until: saturday.until,
    });
    let days = |first, last, hours| OpenDays { first, last, hours };
    assert_eq!(
        open_days(&week),
        [
            days(1, 5, Some(day)),
            days(6, 6, Some(saturday)),
            days(7, 7, None)
        ]
    );
    assert_eq!(open_days(&[]), [days(1, 7, None)]);
}
