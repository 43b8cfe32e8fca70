//! 售后网点指引: what a service point's sheet is filled in with, in the language that the customer reads.

use documents::{Language, forms};
use domain::{
    entity::Entity,
    ids::ServicePointId,
    service_points::{OpenDays, PointWork, ServicePoint, Ways, open_days},
};
use rusqlite::Connection;
use serde_json::Value;
use store::rows;

use crate::{
    error::RpcError,
    orders::papers::{json, on_paper, some, the_dealership},
    papers::not_found,
    stores::OpenStore,
};

pub(crate) fn directions(
    connection: &Connection,
    store: &OpenStore,
    id: ServicePointId,
    language: Language,
) -> Result<Value, RpcError> {
    let point: ServicePoint =
        rows::entity(connection, id)?.ok_or_else(|| not_found(ServicePoint::TABLE.name))?;
    let [metro, bus, car] = ways(&point, language);
    json(&forms::PointDirections {
        dealership: on_paper(&the_dealership(connection, store)?),
        address: point.whole_address(),
        english_name: some(&point.english_name),
        house: some(&point.house),
        phone: point.phone.clone(),
        rescue_phone: some(&point.rescue_phone),
        works: works(&point.works.0, language),
        open: open_days(&point.week.0)
            .into_iter()
            .map(|days| open(days, language))
            .collect(),
        distance_km: point.distance_km.map(i64::from),
        metro,
        bus,
        car,
        remark: some(&point.remark),
        name: point.name,
    })
}

/// By metro, by bus and by car. What is written in one language only is better than nothing in the other.
fn ways(point: &ServicePoint, language: Language) -> [Option<String>; 3] {
    let directions = &point.directions.0;
    let (read, other) = match language {
        Language::Chinese => (&directions.zh, &directions.en),
        Language::English => (&directions.en, &directions.zh),
    };
    let way = |of: fn(&Ways) -> &str| some(of(read)).or_else(|| some(of(other)));
    [
        way(|ways| ways.metro.as_str()),
        way(|ways| ways.bus.as_str()),
        way(|ways| ways.car.as_str()),
    ]
}

fn works(works: &[PointWork], language: Language) -> String {
    let words: Vec<&str> = works.iter().map(|each| work(*each, language)).collect();
    words.join(match language {
        Language::Chinese => "、",
        Language::English => ", ",
    })
}

const fn work(work: PointWork, language: Language) -> &'static str {
    let (chinese, english) = match work {
        PointWork::Repair => ("维修", "repairs"),
        PointWork::QuickService => ("快修快保", "quick service"),
        PointWork::BodyAndPaint => ("钣喷", "body and paint"),
        PointWork::HighVoltage => ("新能源三电", "high-voltage systems"),
        PointWork::Accessories => ("精品加装", "accessories"),
        PointWork::Beauty => ("美容", "detailing"),
        PointWork::Rescue => ("道路救援", "rescue on the road"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

fn open(days: OpenDays, language: Language) -> forms::OpenOn {
    let between = match language {
        Language::Chinese => "至",
        Language::English => " to ",
    };
    let clock = |minute: u32| format!("{}:{:02}", minute / 60, minute % 60);
    let shut = match language {
        Language::Chinese => "休息",
        Language::English => "closed",
    };
    forms::OpenOn {
        days: if days.first == days.last {
            weekday(days.first, language).to_owned()
        } else {
            [
                weekday(days.first, language),
                between,
                weekday(days.last, language),
            ]
            .concat()
        },
        hours: days.hours.map_or_else(
            || shut.to_owned(),
            |hours| format!("{}–{}", clock(hours.from), clock(hours.until)),
        ),
    }
}

const fn weekday(weekday: u32, language: Language) -> &'static str {
    let (chinese, english) = match weekday {
        1 => ("周一", "Monday"),
        2 => ("周二", "Tuesday"),
        3 => ("周三", "Wednesday"),
        4 => ("周四", "Thursday"),
        5 => ("周五", "Friday"),
        6 => ("周六", "Saturday"),
        _ => ("周日", "Sunday"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
