//! Years of a full workshop, as a large house has them behind and before it: every bay works its day through, each
//! car comes when its driver's habit brings it, and the coming weeks are booked more thinly the farther they lie.
//! Who comes is drawn here; what that leaves behind is written by `came`.

use std::collections::{BinaryHeap, HashSet};

use chrono::NaiveDate;
use domain::{
    entity::Json,
    ids::PersonId,
    money::Fen,
    people::{Person, PersonState},
    repair_orders::RepairKind,
    serviced_cars::ServicedCar,
    workshops::{
        Bay, BayState, Certificate, Department, Hours, LabourRate, OperationState, Post, Shift,
        Skill, SkillMinutes, StandardOperation, WeekdayHours, Workshop, days_from, instant,
        total_minutes, work_until,
    },
};
use store::{StoreError, StoreFacts, rows};

use super::{
    Dice, MODELS, Sheet, Size, came, customers::customer_id, damaged, id, service::IntoId, visits,
    words::name_of,
};

/// The kinds of ids of this file; see [`id`].
const PERSON: u128 = 0x5E30;
const BAY: u128 = 0x5E31;
const OPERATION: u128 = 0x5E32;
const CAR: u128 = 0x5E33;
const OTHER: u128 = 0x5E34;

/// How large the workshop is, beside the four bays that every sample has, and for how long it has been full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// Fifteen bays take 200 bookings a day, and two technicians each.
    pub bays: u32,
    /// Full days behind.
    pub days: u32,
    /// Days ahead that have bookings.
    pub ahead: u32,
    /// Cars that come.
    pub cars: u32,
}

impl Years {
    pub const NONE: Self = Self {
        bays: 0,
        days: 0,
        ahead: 0,
        cars: 0,
    };

    fn advisors(self) -> u32 {
        self.bays.div_ceil(3) * 2
    }
}

/// Days of one transaction.
pub const CHUNK_DAYS: u32 = 14;

pub(super) const OPEN: Hours = Hours {
    from: 7 * 60,
    until: 21 * 60,
};
/// Two technicians of a bay come one after the other.
const EARLY: Hours = Hours {
    from: OPEN.from,
    until: 15 * 60,
};
const LATE: Hours = Hours {
    from: 13 * 60,
    until: OPEN.until,
};
pub(super) const LUNCH: Hours = Hours {
    from: 12 * 60,
    until: 13 * 60,
};
pub(super) const BUFFER: u32 = 5;
pub(super) const RECEPTION: u32 = 10;

/// What is done, with its code and name, the skill it takes and its flat minutes.
pub(super) const OPERATIONS: [(&str, &str, Skill, u32); 10] = [
    ("KB-01", "快速保养", Skill::Maintenance, 30),
    ("KB-02", "机油机滤更换", Skill::Maintenance, 30),
    ("KB-03", "轮胎换位", Skill::Mechanical, 20),
    ("KB-04", "制动液更换", Skill::Mechanical, 40),
    ("KB-05", "三滤更换", Skill::Maintenance, 45),
    ("XN-01", "高压安全检查", Skill::HighVoltage, 45),
    ("XN-02", "电池均衡", Skill::HighVoltage, 60),
    ("XN-03", "充电口检修", Skill::Mechanical, 45),
    ("PJ-01", "钣金整形", Skill::Body, 150),
    ("PJ-02", "双面喷漆", Skill::Paint, 180),
];

/// What a bay is for.
#[derive(Clone, Copy)]
struct Line {
    name: &'static str,
    skills: &'static [Skill],
    /// Places in [`OPERATIONS`], the shortest first.
    operations: &'static [usize],
    /// Cars a day.
    cars: u32,
    /// So many of the coming days are full; after them fewer and fewer cars are booked.
    full_days: u32,
}

const QUICK: Line = Line {
    name: "快保",
    skills: &[Skill::Maintenance, Skill::Mechanical],
    operations: &[2, 0, 1, 3, 4],
    cars: 18,
    full_days: 10,
};
const ELECTRIC: Line = Line {
    name: "新能源",
    skills: &[Skill::Mechanical, Skill::HighVoltage],
    operations: &[5, 7, 6],
    cars: 11,
    full_days: 30,
};
const BODY: Line = Line {
    name: "钣喷",
    skills: &[Skill::Body, Skill::Paint],
    operations: &[8, 9],
    cars: 4,
    full_days: 55,
};

/// Eight, four and three of fifteen bays: 200 cars a day.
const LINES: [Line; 15] = [
    QUICK, ELECTRIC, QUICK, BODY, QUICK, QUICK, ELECTRIC, QUICK, BODY, QUICK, ELECTRIC, QUICK,
    BODY, QUICK, ELECTRIC,
];

fn line_of(bay: u32) -> Line {
    LINES[bay as usize % LINES.len()]
}

pub(super) fn bay_id(bay: u32) -> domain::ids::BayId {
    id(BAY, bay).into_id()
}

pub(super) fn operation_id(place: usize) -> domain::ids::StandardOperationId {
    id(OPERATION, place as u32).into_id()
}

pub(super) fn car_id(car: u32) -> domain::ids::ServicedCarId {
    id(CAR, car).into_id()
}

fn technician(bay: u32, shift: u32) -> PersonId {
    id(PERSON, bay * 2 + shift).into_id()
}

pub(super) fn advisor_id(years: Years, advisor: u32) -> PersonId {
    id(PERSON, years.bays * 2 + advisor).into_id()
}

/// An hour of each skill; every flat time comes to whole fen.
pub(super) fn per_hour(skill: Skill) -> Fen {
    Fen(24_000 + 1_200 * (skill as i64))
}

/// The bays, the people with their shifts and certificates, what is done and what it costs.
pub fn house(sheet: &mut Sheet, size: Size) -> Result<(), StoreError> {
    let years = size.years;
    if years.bays == 0 {
        return Ok(());
    }
    let people = rows::all::<Person>(sheet.writing.connection())?;
    let roles_of = |name: &str| {
        people
            .iter()
            .find(|person| person.sign_in_name == name)
            .map_or_else(Vec::new, |person| person.roles.0.clone())
    };
    let (technicians, advisors) = (roles_of("technician"), roles_of("service"));
    let began = sheet.day(years.days + 30);
    for bay in 0..years.bays {
        let line = line_of(bay);
        sheet.put(&Bay {
            id: bay_id(bay),
            name: format!("{} 号{}", bay + 11, line.name),
            ordinal: bay + 11,
            skills: Json(line.skills.to_vec()),
            state: BayState::InUse,
        })?;
        for (shift, hours) in (0..).zip([EARLY, LATE]) {
            let number = bay * 2 + shift;
            let who = Employed {
                number,
                sign_in_name: format!("tech-{:03}", number + 1),
                roles: &technicians,
                post: Post::Technician,
                hours,
                began,
            };
            employ(sheet, &who)?;
            for (place, skill) in (0..).zip(line.skills) {
                sheet.put(&Certificate {
                    id: id(OTHER, 10_000 + number * 10 + place).into_id(),
                    person: technician(bay, shift),
                    skill: *skill,
                    title: "厂家技术认证".to_owned(),
                    number: format!("RZ-{:04}-{place}", number + 100),
                    issued_on: began,
                    expires_on: None,
                    withdrawn_at: None,
                    remark: String::new(),
                })?;
            }
        }
    }
    for advisor in 0..years.advisors() {
        let who = Employed {
            number: years.bays * 2 + advisor,
            sign_in_name: format!("advisor-{:02}", advisor + 1),
            roles: &advisors,
            post: Post::Advisor,
            hours: if advisor.is_multiple_of(2) {
                EARLY
            } else {
                LATE
            },
            began,
        };
        employ(sheet, &who)?;
    }
    for (place, (code, name, skill, minutes)) in OPERATIONS.iter().enumerate() {
        sheet.put(&StandardOperation {
            id: operation_id(place),
            operation_code: (*code).to_owned(),
            name: (*name).to_owned(),
            department: department_of(*skill),
            skill: *skill,
            minutes: *minutes,
            state: OperationState::Offered,
        })?;
    }
    for (place, skill) in (0..).zip(Skill::ALL) {
        let set_at = sheet.hour(began, 0);
        sheet.put(&LabourRate {
            id: id(OTHER, place).into_id(),
            skill: *skill,
            valid_from: began,
            per_hour: per_hour(*skill),
            set_at,
        })?;
    }
    Ok(())
}

pub(super) const fn department_of(skill: Skill) -> Department {
    match skill {
        Skill::Maintenance | Skill::Mechanical | Skill::HighVoltage => Department::Mechanical,
        Skill::Body | Skill::Paint => Department::BodyAndPaint,
        Skill::Fitting => Department::Accessories,
    }
}

struct Employed<'a> {
    number: u32,
    sign_in_name: String,
    roles: &'a [domain::ids::RoleId],
    post: Post,
    hours: Hours,
    began: NaiveDate,
}

/// Somebody with a shift on every day of the week; nobody signs in as them.
fn employ(sheet: &mut Sheet, who: &Employed) -> Result<(), StoreError> {
    let person: PersonId = id(PERSON, who.number).into_id();
    let added_at = sheet.hour(who.began, 0);
    sheet.put(&Person {
        id: person,
        name: name_of(who.number.wrapping_add(77_000)),
        sign_in_name: who.sign_in_name.clone(),
        roles: Json(who.roles.to_vec()),
        state: PersonState::Working,
        added_at,
    })?;
    sheet.put(&Shift {
        id: id(OTHER, 1_000 + who.number).into_id(),
        person,
        post: who.post,
        valid_from: who.began,
        valid_until: None,
        week: Json(
            (1..=7)
                .map(|weekday| WeekdayHours {
                    weekday,
                    from: who.hours.from,
                    until: who.hours.until,
                })
                .collect(),
        ),
    })
}

/// A stretch in a bay.
pub(super) struct Stretch {
    /// Its place in [`OPERATIONS`].
    pub operation: usize,
    pub begin: u32,
    pub end: u32,
}

/// A car that comes, with its place in the day.
pub(super) struct Coming {
    /// Of all that ever came.
    pub number: u32,
    pub car: u32,
    pub km: u32,
    pub day: NaiveDate,
    pub kind: RepairKind,
    pub bay: u32,
    pub technician: PersonId,
    pub advisor: PersonId,
    pub stretches: Vec<Stretch>,
    /// When all would be done without the minutes between two jobs, which is what the customer is told.
    pub told_until: u32,
}

impl Coming {
    pub fn begin(&self) -> u32 {
        self.stretches.first().map_or(0, |first| first.begin)
    }

    pub fn end(&self) -> u32 {
        self.stretches.last().map_or(0, |last| last.end)
    }
}

/// A car as its driver's habit has it.
struct Driven {
    /// Kilometres a day, and those of this time.
    habit: u32,
    rate: u32,
    km: u32,
    /// When it was here last, in days since the first.
    last: u32,
}

impl Driven {
    fn shows(&self, day: u32) -> u32 {
        self.km + self.rate * day.saturating_sub(self.last)
    }
}

/// Everybody who comes, day after day.
pub struct Visitors {
    size: Size,
    years: Years,
    cars: Vec<Driven>,
    /// Whose service comes up, the earliest first.
    due: BinaryHeap<std::cmp::Reverse<(u32, u32)>>,
    number: u32,
    day: u32,
}

impl Visitors {
    pub fn of(size: Size) -> Self {
        let years = size.years;
        let mut due = BinaryHeap::with_capacity(years.cars as usize);
        let cars = (0..years.cars)
            .map(|car| {
                let mut dice = Dice::of(car.wrapping_add(0xCA00_0000));
                let habit = 10 + dice.below(55) + if dice.below(10) == 0 { 60 } else { 0 };
                due.push(std::cmp::Reverse((dice.below(250), car)));
                Driven {
                    habit,
                    rate: habit,
                    km: 500 + dice.below(60_000),
                    last: 0,
                }
            })
            .collect();
        Self {
            size,
            years,
            cars,
            due,
            number: 0,
            day: 0,
        }
    }

    /// Whether days are left to be written.
    pub fn come(&self) -> bool {
        self.years.bays > 0 && self.day <= self.years.days + self.years.ahead
    }

    /// Writes some days, each with its row.
    pub fn days(&mut self, sheet: &mut Sheet) -> Result<(), StoreError> {
        let years = self.years;
        let last = (self.day + CHUNK_DAYS).min(years.days + years.ahead + 1);
        let first = if self.day <= years.days {
            sheet.day(years.days - self.day)
        } else {
            sheet.ahead(self.day - years.days)
        };
        let workshop = rows::all::<Workshop>(sheet.writing.connection())?
            .into_iter()
            .next()
            .ok_or_else(|| damaged("no workshop"))?;
        let mut known = days_from(
            &StoreFacts::new(sheet.writing.connection()),
            sheet.lane,
            &workshop.terms.0,
            first,
            last - self.day,
        )
        .map_err(|_| damaged("days that cannot be reckoned"))?
        .into_iter();
        if self.day == 0 {
            // Orders are found by their cars, so these are known before anybody comes.
            self.cars(sheet)?;
        }
        while self.day < last {
            let mut row = known.next().ok_or_else(|| damaged("a day without a row"))?;
            let mut booked = SkillMinutes::new();
            let coming = self.who_comes(row.day);
            for one in &coming {
                for stretch in &one.stretches {
                    let (_, _, skill, minutes) = OPERATIONS[stretch.operation];
                    *booked.entry(skill).or_default() += minutes;
                }
                came::write(sheet, self.size, one)?;
            }
            row.booked_minutes = total_minutes(&booked);
            row.booked = Json(booked);
            row.bookings = coming.len() as u32;
            sheet.put(&row)?;
            if self.day == years.days {
                self.cars(sheet)?;
            }
            self.day += 1;
        }
        Ok(())
    }

    /// How many cars a bay takes on a day.
    fn share(&self, line: Line) -> u32 {
        let ahead = self.day.saturating_sub(self.years.days);
        let thin = ahead.saturating_sub(line.full_days);
        let left = self.years.ahead.saturating_sub(line.full_days).max(1);
        line.cars - (line.cars * 7 * thin / (10 * left)).min(line.cars)
    }

    /// The bays take their cars one after the other; whoever begins is received by an advisor first.
    fn who_comes(&mut self, day: NaiveDate) -> Vec<Coming> {
        let years = self.years;
        let mut dice = Dice::of(self.day.wrapping_add(0xDA00_0000));
        let mut here = HashSet::new();
        let mut advisors = vec![0; years.advisors() as usize];
        let mut bays: BinaryHeap<std::cmp::Reverse<(u32, u32, u32)>> = (0..years.bays)
            .map(|bay| std::cmp::Reverse((OPEN.from, bay, self.share(line_of(bay)))))
            .collect();
        let mut coming = Vec::new();
        while let Some(std::cmp::Reverse((at, bay, left))) = bays.pop() {
            let line = line_of(bay);
            if left == 0 || at >= OPEN.until {
                continue;
            }
            if (LUNCH.from..LUNCH.until).contains(&at) {
                bays.push(std::cmp::Reverse((LUNCH.until, bay, left)));
                continue;
            }
            let Some((stretches, told_until)) = work(line, at, left, &mut dice) else {
                continue;
            };
            let end = stretches.last().map_or(at, |last| last.end);
            let shift = u32::from(end > EARLY.until || at >= LATE.from);
            if shift == 1 && at < LATE.from {
                bays.push(std::cmp::Reverse((LATE.from, bay, left)));
                continue;
            }
            let free = (0..years.advisors()).find(|advisor| {
                let hours = if advisor.is_multiple_of(2) {
                    EARLY
                } else {
                    LATE
                };
                hours.from <= at
                    && at + RECEPTION <= hours.until
                    && advisors[*advisor as usize] <= at
            });
            let Some(advisor) = free else {
                bays.push(std::cmp::Reverse((at + 5, bay, left)));
                continue;
            };
            advisors[advisor as usize] = at + RECEPTION;
            let operation = stretches.first().map_or(0, |first| first.operation);
            let Some(car) = self.car(OPERATIONS[operation].2, &mut here, &mut dice) else {
                continue;
            };
            self.number += 1;
            coming.push(Coming {
                number: self.number,
                car,
                km: self.cars[car as usize].km,
                day,
                kind: match OPERATIONS[operation].2 {
                    Skill::Maintenance => RepairKind::ScheduledService,
                    Skill::Mechanical | Skill::Fitting => RepairKind::Repair,
                    Skill::HighVoltage => RepairKind::Warranty,
                    Skill::Body | Skill::Paint => RepairKind::Accident,
                },
                bay,
                technician: technician(bay, shift),
                advisor: advisor_id(years, advisor),
                stretches,
                told_until,
            });
            bays.push(std::cmp::Reverse((end + BUFFER, bay, left - 1)));
        }
        coming
    }

    /// Whose service is due comes for it; for everything else comes anybody. Nobody comes twice on a day.
    fn car(&mut self, skill: Skill, here: &mut HashSet<u32>, dice: &mut Dice) -> Option<u32> {
        let day = self.day;
        let mut passed = Vec::new();
        let car = loop {
            let (due, car) = if skill == Skill::Maintenance {
                let std::cmp::Reverse(first) = self.due.pop()?;
                first
            } else {
                (0, dice.below(self.years.cars))
            };
            if here.insert(car) {
                break car;
            }
            if skill == Skill::Maintenance {
                passed.push(std::cmp::Reverse((due, car)));
            }
        };
        self.due.extend(passed);
        let driven = &mut self.cars[car as usize];
        driven.km = driven.shows(day);
        driven.last = day;
        // Nobody drives the same every month.
        let rate = driven.habit * (65 + dice.below(70)) / 100;
        driven.rate = if dice.below(12) == 0 { rate * 2 } else { rate }.max(2);
        if skill == Skill::Maintenance {
            let most_km = 10_000 * (85 + dice.below(40)) / 100;
            let most_days = 365 * (85 + dice.below(40)) / 100;
            let days = (most_km / driven.rate).clamp(20, most_days);
            self.due.push(std::cmp::Reverse((day + days, car)));
        }
        Some(car)
    }

    /// The cars, as they were when they were here last; today is the day that was written last.
    fn cars(&self, sheet: &mut Sheet) -> Result<(), StoreError> {
        let began = sheet.day(self.years.days);
        let added_at = sheet.hour(began, 0);
        for (car, driven) in (0..).zip(&self.cars) {
            let mut dice = Dice::of(car + 0xCB00_0000);
            let model = dice.uneven(&MODELS.each_ref());
            let day = sheet.day(self.years.days.saturating_sub(driven.last));
            let odometer_at = sheet.happened(day, 0);
            sheet.put(&ServicedCar {
                id: car_id(car),
                vin: visits::vin("LSVCC2NJ", car),
                plate: format!("沪{}{:05}", ['F', 'G', 'H', 'J'][car as usize % 4], car),
                description: model.name.to_owned(),
                vehicle: None,
                customer: Some(customer_of(self.size, car)),
                odometer_km: driven.km,
                odometer_at: Some(odometer_at),
                added_at,
            })?;
        }
        Ok(())
    }
}

pub(super) fn customer_of(size: Size, car: u32) -> domain::ids::CustomerId {
    customer_id(car.wrapping_mul(7).wrapping_add(3) % size.customers.max(1))
}

/// What is done to a car that a bay takes at a time, when so many more are to come on the day.
fn work(line: Line, at: u32, left: u32, dice: &mut Dice) -> Option<(Vec<Stretch>, u32)> {
    let shortest = OPERATIONS[line.operations[0]].3;
    let rest = (OPEN.until - at).saturating_sub(if at < LUNCH.from {
        LUNCH.until - LUNCH.from
    } else {
        0
    });
    let longest = rest.saturating_sub((left - 1) * (shortest + BUFFER));
    if longest < shortest {
        return None;
    }
    let chosen = dice.one(line.operations);
    let chosen = if OPERATIONS[chosen].3 <= longest {
        chosen
    } else {
        line.operations[0]
    };
    let minutes = OPERATIONS[chosen].3;
    let first = Stretch {
        operation: chosen,
        begin: at,
        end: work_until(at, minutes, LUNCH),
    };
    // Now and then the tyres change their places as well.
    let (_, _, _, more) = OPERATIONS[2];
    let second_at = first.end + BUFFER;
    let adds = line.cars == QUICK.cars
        && chosen != 2
        && minutes + more + BUFFER <= longest
        && !(LUNCH.from..LUNCH.until).contains(&second_at)
        && dice.below(6) == 0;
    if !adds {
        let end = first.end;
        return Some((vec![first], end));
    }
    let end = work_until(second_at, more, LUNCH);
    let second = Stretch {
        operation: 2,
        begin: second_at,
        end,
    };
    Some((vec![first, second], work_until(at, minutes + more, LUNCH)))
}

/// The instant of a minute of a day.
pub(super) fn at(sheet: &Sheet, day: NaiveDate, minute: u32) -> domain::time::Timestamp {
    instant(day, minute, sheet.zone)
}
