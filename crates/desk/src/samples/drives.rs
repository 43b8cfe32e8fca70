//! Test drives: those of some weeks behind, today's with one car out and one overdue, and those that
//! leads have asked for; with routes and what is known of the demonstrators and of the courtesy car.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    customers::Customer,
    entity::Json,
    ids::{CustomerId, DriveRouteId, LeadId, PersonId, RecordId, TestDriveId, VehicleId},
    tasks::Task,
    test_drives::*,
    time::Timestamp,
    vehicles::{Vehicle, VehiclePurpose},
};
use store::{StoreError, rows};

use super::{MINUTE, Sheet, Size, customers::customer_id, dice::Dice, id};

/// How far back drives go, and on how many cars, in a small house and in a large one.
const SMALL: (u32, usize) = (20, 4);
const LARGE: (u32, usize) = (365, 24);
/// The house's usual drive and buffer, as the rules that the program brings along have them.
const LENGTH: i64 = 30 * MINUTE;
const BUFFER: i64 = 15 * MINUTE;
/// Minutes after nine at which a drive of the sample may begin.
const STARTS: [u32; 6] = [30, 90, 150, 300, 360, 420];

/// What holds a car or a person when.
#[derive(Default)]
struct Holds(HashMap<RecordId, Vec<(Timestamp, Timestamp)>>);

impl Holds {
    fn free(&self, who: RecordId, from: Timestamp, until: Timestamp) -> bool {
        self.0.get(&who).is_none_or(|holds| {
            holds
                .iter()
                .all(|(begins, ends)| *ends <= from || until <= *begins)
        })
    }

    fn take(&mut self, who: RecordId, from: Timestamp, until: Timestamp) {
        self.0.entry(who).or_default().push((from, until));
    }
}

/// A drive before it is known how it went.
struct Planned {
    number: u32,
    car: usize,
    consultant: PersonId,
    customer: CustomerId,
    lead: Option<LeadId>,
    starts_at: Timestamp,
}

struct Fleet {
    cars: Vec<Vehicle>,
    routes: [DriveRouteId; 2],
    holds: Holds,
    next: u32,
}

pub fn drives(sheet: &mut Sheet, size: Size) -> Result<(), StoreError> {
    let (days, most) = if size.customers > Size::SMALL.customers {
        LARGE
    } else {
        SMALL
    };
    let mut cars: Vec<Vehicle> = rows::select(
        sheet.writing.connection(),
        "where purpose = 'demonstrator' and state = 'inStock' and stop_sale = '' order by stock_number limit ?1",
        [most as i64],
    )?;
    cars.truncate(most);
    let routes = routes(sheet)?;
    for (place, car) in cars.iter().enumerate() {
        particulars(sheet, car, place)?;
    }
    let mut fleet = Fleet {
        cars,
        routes,
        holds: Holds::default(),
        next: 0,
    };
    if fleet.cars.is_empty() {
        return Ok(());
    }
    under_way(sheet, &mut fleet)?;
    courtesy_car(sheet)?;
    asked_for(sheet, &mut fleet)?;
    behind(sheet, &mut fleet, days, size)
}

fn routes(sheet: &mut Sheet) -> Result<[DriveRouteId; 2], StoreError> {
    let ids = [DriveRouteId(id(80, 0)), DriveRouteId(id(80, 1))];
    for (route, name, description, length_hm, minutes) in [
        (ids[0], "城区环线", "店门—滨江路—中心大道—店门", 86, 20),
        (
            ids[1],
            "快速路环线",
            "店门—绕城快速路—东收费站—店门",
            184,
            30,
        ),
    ] {
        sheet.put(&DriveRoute {
            id: route,
            name: name.to_owned(),
            description: description.to_owned(),
            length_hm,
            minutes,
            state: RouteState::InUse,
        })?;
    }
    Ok(ids)
}

/// One car of the house bridges the time of a repair and nothing else, so that there is always one to lend: the newest
/// in stock that nobody was offered.
fn courtesy_car(sheet: &mut Sheet) -> Result<(), StoreError> {
    let found: Vec<Vehicle> = rows::select(
        sheet.writing.connection(),
        "where purpose = 'forSale' and state = 'inStock' and stop_sale = ''
           and id not in (select vehicle from quote where vehicle is not null)
         order by taken_in_at desc, id limit 1",
        [],
    )?;
    let Some(car) = found.into_iter().next() else {
        return Ok(());
    };
    sheet.put(&DemoCar {
        id: car.id,
        gearbox: Gearbox::Automatic,
        plate: "沪A60990".to_owned(),
        temporary_plate: String::new(),
        temporary_until: None,
        covers: Json(DriveCover::ALL.to_vec()),
        insured_until: Some(sheet.ahead(200)),
    })?;
    sheet.put(&Vehicle {
        purpose: VehiclePurpose::Courtesy,
        odometer_km: 8_600,
        asking_price: None,
        location: "售后 1".to_owned(),
        ..car
    })
}

/// Most are in order; the last one's insurance ran out, so that the list of what is missing shows it.
fn particulars(sheet: &mut Sheet, car: &Vehicle, place: usize) -> Result<(), StoreError> {
    let run_out = place == 3;
    let insured_until = if run_out {
        sheet.day(6)
    } else {
        sheet.ahead(120 + place as u32)
    };
    let gearbox = if place == 1 {
        Gearbox::Manual
    } else {
        Gearbox::Automatic
    };
    sheet.put(&DemoCar {
        id: car.id,
        gearbox,
        plate: format!("沪A{:05}", 60_100 + place * 37),
        temporary_plate: String::new(),
        temporary_until: None,
        covers: Json(DriveCover::ALL.to_vec()),
        insured_until: Some(insured_until),
    })
}

impl Fleet {
    /// The first car and consultant that are free from then on; nothing when none is.
    fn find(&self, sheet: &Sheet, starts_at: Timestamp, first: usize) -> Option<(usize, PersonId)> {
        let until = starts_at.plus(LENGTH + BUFFER);
        let consultant = [sheet.consultant, sheet.manager]
            .into_iter()
            .find(|person| self.holds.free((*person).into(), starts_at, until))?;
        (0..self.cars.len())
            .map(|place| (place + first) % self.cars.len())
            .find(|place| {
                self.holds
                    .free(self.cars[*place].id.into(), starts_at, until)
            })
            .map(|place| (place, consultant))
    }

    fn plan(
        &mut self,
        car: usize,
        consultant: PersonId,
        customer: CustomerId,
        lead: Option<LeadId>,
        starts_at: Timestamp,
    ) -> Planned {
        let until = starts_at.plus(LENGTH + BUFFER);
        let vehicle: VehicleId = self.cars[car].id;
        for who in [vehicle.into(), consultant.into(), RecordId::from(customer)] {
            self.holds.take(who, starts_at, until);
        }
        let number = self.next;
        self.next += 1;
        Planned {
            number,
            car,
            consultant,
            customer,
            lead,
            starts_at,
        }
    }

    fn drive(&self, planned: &Planned) -> TestDrive {
        TestDrive {
            id: TestDriveId(id(81, planned.number)),
            number: format!("SJS-{:06}", planned.number),
            kind: DriveKind::Drive,
            state: DriveState::Booked,
            customer: planned.customer,
            lead: planned.lead,
            vehicle: self.cars[planned.car].id,
            consultant: planned.consultant,
            route: self.routes[0],
            starts_at: planned.starts_at,
            ends_at: planned.starts_at.plus(LENGTH),
            held_until: planned.starts_at.plus(LENGTH + BUFFER),
            note: String::new(),
            booked_by: planned.consultant,
            booked_at: planned.starts_at.plus(-26 * Timestamp::HOUR),
            licence_checked_at: None,
            agreement: None,
            agreement_sha256: String::new(),
            signed_at: None,
            out_at: None,
            out_km: None,
            out_percent: None,
            handed_out_by: None,
            returned_at: None,
            returned_km: None,
            returned_percent: None,
            taken_back_by: None,
            condition: None,
            damage: String::new(),
            score: None,
            aspects: Json(Vec::new()),
            feedback: String::new(),
            feedback_at: None,
            cancel_reason: String::new(),
            closed_at: None,
        }
    }

    /// The same drive with its keys out.
    fn out(&self, planned: &Planned, dice: &mut Dice) -> TestDrive {
        let starts_at = planned.starts_at;
        TestDrive {
            state: DriveState::Out,
            licence_checked_at: Some(starts_at.plus(-6 * MINUTE)),
            signed_at: Some(starts_at.plus(-3 * MINUTE)),
            out_at: Some(starts_at.plus(MINUTE)),
            out_km: Some(self.cars[planned.car].odometer_km),
            out_percent: Some(60 + dice.below(40)),
            handed_out_by: Some(planned.consultant),
            ..self.drive(planned)
        }
    }
}

/// One car is out and should have been back ten minutes ago; another has just left.
fn under_way(sheet: &mut Sheet, fleet: &mut Fleet) -> Result<(), StoreError> {
    for (place, minutes_ago) in [(0_usize, 40), (1, 12)] {
        if place >= fleet.cars.len() {
            return Ok(());
        }
        let consultant = [sheet.consultant, sheet.manager][place];
        let customer = customer_id(11 + place as u32 * 7);
        let starts_at = sheet.now.plus(-minutes_ago * MINUTE);
        let planned = fleet.plan(place, consultant, customer, None, starts_at);
        let mut dice = Dice::of(0xD21E_0000 + place as u32);
        let drive = fleet.out(&planned, &mut dice);
        licence(sheet, &drive)?;
        sheet.put(&drive)?;
        let due = drive.ends_at;
        task_of(sheet, &drive, due)?;
    }
    Ok(())
}

fn task_of(sheet: &mut Sheet, drive: &TestDrive, due: Timestamp) -> Result<(), StoreError> {
    sheet.put(&Task {
        id: domain::ids::TaskId(id(82, drive_number(drive))),
        kind: domain::tasks::TaskKind::TestDrive,
        subject_kind: TestDrive::KIND.to_owned(),
        subject: Some(drive.id.into()),
        customer: Some(drive.customer),
        owner: Some(drive.consultant),
        due,
        note: drive.note.clone(),
        state: domain::tasks::TaskState::Open,
        done_at: None,
        done_by: None,
        outcome: String::new(),
        made_at: drive.booked_at,
    })
}

fn drive_number(drive: &TestDrive) -> u32 {
    (drive.id.0.as_u128() >> 80) as u32
}

/// What leads have asked for stands in somebody's day already; it becomes a booking, at the nearest
/// quarter of an hour at which a car and a colleague are free.
fn asked_for(sheet: &mut Sheet, fleet: &mut Fleet) -> Result<(), StoreError> {
    let open: Vec<Task> = rows::select(
        sheet.writing.connection(),
        "where state = 'open' and kind = 'testDrive' and subject_kind <> 'test_drive' order by due, id",
        [],
    )?;
    for task in open {
        let (Some(customer), Some(owner)) = (task.customer, task.owner) else {
            continue;
        };
        let quarter = 15 * MINUTE;
        let mut starts_at = Timestamp(task.due.0.div_euclid(quarter) * quarter);
        let latest = starts_at.plus(3 * Timestamp::HOUR);
        let mut found = fleet.find(sheet, starts_at, task.customer.map_or(0, first_car));
        while found.is_none() && starts_at < latest {
            starts_at = starts_at.plus(quarter);
            found = fleet.find(sheet, starts_at, first_car(customer));
        }
        let Some((car, consultant)) = found else {
            continue;
        };
        let lead = task.subject.map(LeadId::from);
        let planned = fleet.plan(car, consultant, customer, lead, starts_at);
        let drive = TestDrive {
            note: task.note.clone(),
            ..fleet.drive(&planned)
        };
        sheet.put(&drive)?;
        sheet.put(&Task {
            subject_kind: TestDrive::KIND.to_owned(),
            subject: Some(drive.id.into()),
            due: starts_at,
            owner: Some(if consultant == owner {
                owner
            } else {
                consultant
            }),
            ..task
        })?;
    }
    Ok(())
}

fn first_car(customer: CustomerId) -> usize {
    customer.0.as_bytes()[5] as usize
}

/// The drives of the days behind: driven and judged, cancelled, or nobody came.
fn behind(sheet: &mut Sheet, fleet: &mut Fleet, days: u32, size: Size) -> Result<(), StoreError> {
    let mut dice = Dice::of(0xD21E_FFFF);
    for age in 1..=days {
        let day = sheet.day(age);
        for minutes in STARTS {
            let wanted = 1 + dice.below(2);
            for _ in 0..wanted {
                let starts_at = sheet.hour(day, minutes);
                let customer = customer_id(dice.below(size.customers));
                let until = starts_at.plus(LENGTH + BUFFER);
                let first = dice.below(fleet.cars.len() as u32) as usize;
                let Some((car, consultant)) = fleet.find(sheet, starts_at, first) else {
                    continue;
                };
                if !fleet.holds.free(customer.into(), starts_at, until) {
                    continue;
                }
                let planned = fleet.plan(car, consultant, customer, None, starts_at);
                let drive = ended(fleet, &planned, &mut dice);
                // A licence is kept for thirty days.
                if age <= 30 && drive.returned_at.is_some() {
                    licence(sheet, &drive)?;
                }
                sheet.put(&drive)?;
            }
        }
    }
    Ok(())
}

fn ended(fleet: &Fleet, planned: &Planned, dice: &mut Dice) -> TestDrive {
    let starts_at = planned.starts_at;
    match dice.below(12) {
        0 => TestDrive {
            state: DriveState::Cancelled,
            cancel_reason: "客户临时有事".to_owned(),
            closed_at: Some(starts_at.plus(-2 * Timestamp::HOUR)),
            ..fleet.drive(planned)
        },
        1 => TestDrive {
            state: DriveState::NoShow,
            closed_at: Some(starts_at.plus(20 * MINUTE)),
            ..fleet.drive(planned)
        },
        _ => {
            let out = fleet.out(planned, dice);
            let back = starts_at.plus(i64::from(22 + dice.below(14)) * MINUTE);
            let out_km = out.out_km.unwrap_or(0).saturating_sub(20);
            TestDrive {
                state: DriveState::Finished,
                out_km: Some(out_km),
                returned_at: Some(back),
                returned_km: Some(out_km + 8 + dice.below(11)),
                returned_percent: out.out_percent.map(|percent| percent - 4),
                taken_back_by: Some(planned.consultant),
                condition: Some(ReturnCondition::Sound),
                score: Some(3 + dice.below(3)),
                aspects: Json(
                    DriveAspect::ALL
                        .iter()
                        .map(|aspect| AspectScore {
                            aspect: *aspect,
                            score: 3 + dice.below(3),
                        })
                        .collect(),
                ),
                feedback: "动力满意，后排空间再看看".to_owned(),
                feedback_at: Some(back.plus(8 * MINUTE)),
                closed_at: Some(back.plus(8 * MINUTE)),
                ..out
            }
        }
    }
}

fn licence(sheet: &mut Sheet, drive: &TestDrive) -> Result<(), StoreError> {
    let Some(customer) = rows::entity::<Customer>(sheet.writing.connection(), drive.customer)?
    else {
        return Ok(());
    };
    let on = drive.starts_at.date_in(sheet.zone);
    let last = on
        .checked_add_days(chrono::Days::new(30))
        .unwrap_or(NaiveDate::MAX);
    sheet.put(&DrivingLicence {
        id: drive.id,
        name: customer.name,
        number: if customer.identity_number.is_empty() {
            format!("DL{:012}", drive_number(drive))
        } else {
            customer.identity_number
        },
        classes: Json(vec![LicenceClass::C1]),
        first_issued_on: NaiveDate::from_ymd_opt(2015, 6, 1),
        valid_until: NaiveDate::from_ymd_opt(2031, 6, 1),
        born_on: None,
        seen: LicenceSeen::Original,
        checked_by: drive.consultant,
        checked_at: drive
            .licence_checked_at
            .unwrap_or_else(|| drive.starts_at.plus(-6 * MINUTE)),
        keep_until: Some(last),
        removed_at: None,
    })
}
