//! The bench `schedule`: the workshop of a large house, 400 bookings a day for three years. The board of a day and the
//! earliest time for some jobs over sixty days through the dispatcher; and the rules alone deciding a booking, granted
//! ones apart from refused ones, which also look for the earliest time that could be promised instead.

mod benching;

use benching::{Dice, Figures, Outcome, Taken, Watch, opened, remember_file, sample, sign_in};
use chrono::{Days, NaiveDate};
use desk::{Desk, dispatch, samples::NOON};
use domain::{
    Command,
    command::Stop,
    context::Context,
    decide,
    ids::{CommandId, DealershipId, DeskId, PersonId, ServiceBookingId},
    people::{Person, rights_of},
    service_bookings::{BookService, Overbooking, Transport, WantedJob},
    serviced_cars::ServicedCar,
    time::Timestamp,
    workshops::{OperationState, StandardOperation, instant},
};
use serde_json::{Value, json};
use store::{StoreError, StoreFacts, rows};
use uuid::Uuid;

const QUESTIONS: usize = 500;
const DECISIONS: usize = 4_000;
/// The first ones meet what no person meets twice: statements to be prepared, pages to be read.
const UNCOUNTED: usize = 50;
const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Shanghai;
/// How far ahead the house books.
const AHEAD_DAYS: usize = 60;
/// How far behind it has been full.
const BEHIND_DAYS: usize = 3 * 365;

/// What is asked for, and who could ask.
struct Known {
    operations: Vec<StandardOperation>,
    cars: Vec<ServicedCar>,
}

fn main() -> Outcome<()> {
    let home = sample()?;
    // As after a morning's work, like the bench of search.
    remember_file(&home)?;
    let desk = opened(&home)?;
    sign_in(&desk, "service")?;
    let now = Timestamp(chrono::Utc::now().timestamp_millis());
    let known = known(&desk)?;
    let mut figures = Figures::default();
    let mut dice = Dice(3);
    boards(&desk, now, &mut dice, &mut figures)?;
    earliest(&desk, &known, now, &mut dice, &mut figures)?;
    decisions(&desk, &known, NOON, &mut dice, &mut figures)?;
    figures.print();
    Ok(())
}

fn known(desk: &Desk) -> Outcome<Known> {
    let (mut operations, mut cars) = (Vec::new(), Vec::new());
    desk.write_rows(|writing, _| {
        let connection = writing.connection();
        operations = rows::all::<StandardOperation>(connection)?;
        operations.retain(|operation| operation.state == OperationState::Offered);
        cars =
            rows::select::<ServicedCar>(connection, "where customer is not null order by id", [])?;
        Ok(())
    })
    .map_err(|error| error.code)?;
    if operations.is_empty() || cars.is_empty() {
        return Err("the sample has no workshop".into());
    }
    Ok(Known { operations, cars })
}

fn day(now: Timestamp, dice: &mut Dice, behind: usize, ahead: usize) -> NaiveDate {
    let today = now.date_in(ZONE);
    let first = today - Days::new(behind as u64);
    first + Days::new(dice.below(behind + ahead + 1) as u64)
}

/// Boards of random days of the three years and of the coming weeks.
fn boards(desk: &Desk, now: Timestamp, dice: &mut Dice, figures: &mut Figures) -> Outcome<()> {
    let mut times = Vec::with_capacity(QUESTIONS);
    let (mut blocks, mut fullest) = (0.0, 0.0_f64);
    for number in 0..UNCOUNTED + QUESTIONS {
        let day = day(now, dice, BEHIND_DAYS, AHEAD_DAYS / 2);
        let watch = Watch::start();
        let answer = dispatch(desk, "workshops.board", json!({"day": day}))
            .map_err(|error| format!("workshops.board: {}", error.code))?;
        let taken = watch.stop();
        if number < UNCOUNTED {
            continue;
        }
        times.push(taken);
        let answer: Value = serde_json::from_str(&answer)?;
        let here = answer["blocks"].as_array().map_or(0, Vec::len) as f64;
        blocks += here;
        fullest = fullest.max(here);
    }
    figures.times("board_p50", &times, 0.5);
    figures.times("board_p99", &times, 0.99);
    figures.add("mean_blocks", blocks / QUESTIONS as f64, "");
    figures.add("most_blocks", fullest, "");
    Ok(())
}

/// One to three operations, as a customer asks for them.
fn jobs(known: &Known, dice: &mut Dice) -> Vec<WantedJob> {
    let count = 1 + dice.below(3);
    (0..count)
        .map(|_| WantedJob {
            operation: Some(known.operations[dice.below(known.operations.len())].id),
            words: String::new(),
            skill: None,
            minutes: None,
            department: None,
        })
        .collect()
}

/// From now on, and from random times of the coming weeks on.
fn earliest(
    desk: &Desk,
    known: &Known,
    now: Timestamp,
    dice: &mut Dice,
    figures: &mut Figures,
) -> Outcome<()> {
    let mut times = Vec::with_capacity(QUESTIONS);
    let (mut found, mut days_ahead) = (0.0, 0.0);
    for number in 0..UNCOUNTED + QUESTIONS {
        let asked = serde_json::to_value(jobs(known, dice))?;
        let not_before = if number % 2 == 0 {
            now
        } else {
            now.plus(dice.below(AHEAD_DAYS / 2) as i64 * Timestamp::DAY)
        };
        let arguments = json!({"jobs": asked, "notBefore": not_before});
        let watch = Watch::start();
        let answer = dispatch(desk, "workshops.earliest", arguments)
            .map_err(|error| format!("workshops.earliest: {}", error.code))?;
        let taken = watch.stop();
        if number < UNCOUNTED {
            continue;
        }
        times.push(taken);
        let answer: Value = serde_json::from_str(&answer)?;
        if let Some(at) = answer["slot"]["startsAt"].as_i64() {
            found += 1.0;
            days_ahead += (at - not_before.0) as f64 / Timestamp::DAY as f64;
        }
    }
    figures.times("earliest_slot_p50", &times, 0.5);
    figures.times("earliest_slot_p99", &times, 0.99);
    figures.add(
        "earliest_slots_found",
        found / QUESTIONS as f64 * 100.0,
        "%",
    );
    figures.add("mean_days_ahead", days_ahead / found.max(1.0), "days");
    Ok(())
}

/// Bookings at random times of the weeks that the house was booking when the sample was written; nothing of them is
/// written. Later weeks are days on which a house of this size has no booking at all.
fn decisions(
    desk: &Desk,
    known: &Known,
    now: Timestamp,
    dice: &mut Dice,
    figures: &mut Figures,
) -> Outcome<()> {
    let (mut granted, mut refused) = (Vec::<Taken>::new(), Vec::<Taken>::new());
    let mut missing = false;
    desk.write_rows(|writing, lane| {
        let connection = writing.connection();
        let actor: PersonId = rows::all::<Person>(connection)?
            .iter()
            .find(|person| person.sign_in_name == "service")
            .map(|person| person.id)
            .ok_or_else(|| StoreError::Damaged("no service advisor".to_owned()))?;
        for number in 0..UNCOUNTED + DECISIONS {
            let day = day(now, dice, 0, AHEAD_DAYS - 1);
            let quarter = dice.below(14 * 4) as u32;
            let car = &known.cars[dice.below(known.cars.len())];
            let command = Command::BookService(BookService {
                booking: ServiceBookingId(Uuid::now_v7()),
                number: format!("YYB-{number:06}"),
                dealership: DealershipId(lane.0),
                car: car.id,
                customer: car.customer,
                called: String::new(),
                phone: String::new(),
                jobs: jobs(known, dice),
                starts_at: instant(day, 7 * 60 + quarter * 15, ZONE),
                advisor: None,
                bay: None,
                transport: Transport::Waits,
                overbooking: Overbooking::Refused,
                remark: String::new(),
                wash: None,
            });
            let facts = StoreFacts::new(connection);
            let watch = Watch::start();
            let rights = rights_of(&facts, actor)
                .map_err(|_| StoreError::Damaged("no rights".to_owned()))?;
            let context = Context {
                command: CommandId(Uuid::now_v7()),
                lane,
                desk: DeskId(Uuid::nil()),
                actor,
                rights,
                made_at: now,
                decided_at: now,
                zone: ZONE,
            };
            let decided = decide(&command, &facts, &context);
            let taken = watch.stop();
            if number < UNCOUNTED {
                continue;
            }
            match decided {
                Ok(_) => granted.push(taken),
                Err(Stop::Refused(_)) => refused.push(taken),
                Err(Stop::Missing) => missing = true,
            }
        }
        Ok(())
    })
    .map_err(|error| error.code)?;
    if missing {
        return Err("a rule asked in vain".into());
    }
    figures.times("decide_p50", &granted, 0.5);
    figures.times("decide_p99", &granted, 0.99);
    figures.add("granted", granted.len() as f64, "");
    figures.times("decide_refused_p50", &refused, 0.5);
    figures.times("decide_refused_p99", &refused, 0.99);
    figures.add("refused", refused.len() as f64, "");
    Ok(())
}
