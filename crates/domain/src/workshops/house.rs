//! The house in memory with a workshop: two bays, three technicians, two advisors, a few operations and
//! rates, and cars to work on.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::*;
pub use crate::testing::id;
use crate::{
    Command, ids::RecordId, money::Fen, people::BuiltInRole, rights::Rights,
    serviced_cars::ServicedCar, testing, time::Timestamp,
};

pub const OPEN: Hours = Hours {
    from: 8 * 60 + 30,
    until: 17 * 60 + 30,
};
pub const LUNCH: Hours = Hours {
    from: 12 * 60,
    until: 13 * 60,
};

/// Ids of those who are there from the beginning.
pub const GENERAL_BAY: u128 = 301;
pub const BODY_BAY: u128 = 302;
pub const ADVISORS: [u128; 2] = [21, 22];
/// Maintenance and mechanical; mechanical and high voltage; body and paint.
pub const TECHNICIANS: [u128; 3] = [11, 12, 13];
pub const SERVICE_60: u128 = 401;
pub const BRAKES_120: u128 = 402;
pub const BATTERY_90: u128 = 403;
pub const DENT_180: u128 = 404;
pub const CARS: [u128; 4] = [501, 502, 503, 504];

pub struct House(testing::House);

impl Deref for House {
    type Target = testing::House;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for House {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// A day of November 2026; the tests begin on the 22nd.
pub fn november(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

pub fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
    instant(november(day), hour * 60 + minute, Tz::Asia__Shanghai)
}

pub fn whole_week(hours: Hours) -> Vec<WeekdayHours> {
    (1..=7)
        .map(|weekday| WeekdayHours {
            weekday,
            from: hours.from,
            until: hours.until,
        })
        .collect()
}

pub fn terms() -> WorkshopTerms {
    WorkshopTerms {
        week: whole_week(OPEN),
        lunch: LUNCH,
        statutory_days: HolidayOpening::Open,
        buffer_minutes: 10,
        reception_minutes: 15,
        no_show_minutes: 30,
        furthest_days: 60,
        bookable_percent: 100,
        follow_up_days: 3,
    }
}

impl House {
    pub fn new() -> Self {
        let mut house = Self(testing::House::of(BuiltInRole::StoreManager));
        house.act_with(1, Rights::all());
        house.done(Command::SetUpWorkshop(SetUpWorkshop { terms: terms() }));
        for (bay, ordinal, skills) in [
            (
                GENERAL_BAY,
                1,
                vec![Skill::Maintenance, Skill::Mechanical, Skill::HighVoltage],
            ),
            (BODY_BAY, 2, vec![Skill::Body, Skill::Paint]),
        ] {
            house.done(Command::SetBay(SetBay {
                bay: id(bay),
                name: format!("{ordinal} 号工位"),
                ordinal,
                skills,
                state: BayState::InUse,
            }));
        }
        for (technician, skills) in [
            (TECHNICIANS[0], [Skill::Maintenance, Skill::Mechanical]),
            (TECHNICIANS[1], [Skill::Mechanical, Skill::HighVoltage]),
            (TECHNICIANS[2], [Skill::Body, Skill::Paint]),
        ] {
            house.person(technician, BuiltInRole::Technician);
            house.shift(technician, Post::Technician);
            for (place, skill) in skills.into_iter().enumerate() {
                house.certificate(technician * 10 + place as u128, technician, skill, None);
            }
        }
        for advisor in ADVISORS {
            house.person(advisor, BuiltInRole::ServiceAdvisor);
            house.shift(advisor, Post::Advisor);
        }
        for (operation, name, skill, minutes) in [
            (SERVICE_60, "小保养", Skill::Maintenance, 60),
            (BRAKES_120, "更换前制动片", Skill::Mechanical, 120),
            (BATTERY_90, "高压电池检测", Skill::HighVoltage, 90),
            (DENT_180, "车门钣金修复", Skill::Body, 180),
        ] {
            house.done(Command::SetStandardOperation(SetStandardOperation {
                operation: id(operation),
                operation_code: format!("OP{operation}"),
                name: name.to_owned(),
                department: Department::Mechanical,
                skill,
                minutes,
                state: OperationState::Offered,
            }));
        }
        for (place, skill) in Skill::ALL.iter().enumerate() {
            house.done(Command::SetLabourRate(SetLabourRate {
                rate: id(600 + place as u128),
                skill: *skill,
                valid_from: november(22),
                per_hour: Fen(20_000),
            }));
        }
        for (place, car) in CARS.into_iter().enumerate() {
            let added_at = house.now;
            house.put(&ServicedCar {
                id: id(car),
                vin: String::new(),
                plate: format!("京A1000{place}"),
                description: "大众 迈腾".to_owned(),
                vehicle: None,
                customer: None,
                odometer_km: 20_000,
                odometer_at: None,
                added_at,
            });
        }
        house
    }

    pub fn shift(&mut self, person: u128, post: Post) {
        self.done(Command::SetShift(SetShift {
            shift: id(person * 100),
            person: id(person),
            post,
            valid_from: november(1),
            valid_until: None,
            week: whole_week(OPEN),
        }));
    }

    pub fn certificate(
        &mut self,
        certificate: u128,
        person: u128,
        skill: Skill,
        expires_on: Option<NaiveDate>,
    ) {
        self.done(Command::RecordCertificate(RecordCertificate {
            certificate: id(certificate),
            person: id(person),
            skill,
            title: "厂家技术培训".to_owned(),
            number: String::new(),
            issued_on: november(1),
            expires_on,
        }));
    }

    pub fn find<T: crate::entity::Entity>(&self, key: impl Into<RecordId>) -> T {
        self.get(key).expect("the record")
    }

    /// The row of a November day.
    pub fn day(&self, day: u32) -> WorkshopDay {
        self.find(day_id(testing::LANE, november(day)))
    }

    pub fn slots(&self) -> Vec<WorkshopSlot> {
        self.all()
    }

    /// Nobody and nothing is taken twice at a time.
    pub fn assert_nothing_is_taken_twice(&self) {
        let slots = self.slots();
        for (place, one) in slots.iter().enumerate() {
            for other in &slots[place + 1..] {
                let apart = one.resource != other.resource
                    || one.ends_at <= other.starts_at
                    || other.ends_at <= one.starts_at
                    || one.holder == other.holder && one.resource_kind != other.resource_kind;
                assert!(apart, "{one:?} collides with {other:?}");
            }
        }
    }
}
