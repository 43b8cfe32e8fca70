//! Whatever is booked, moved and called off in whatever order: nothing is taken twice, and each day's row
//! says what its bookings add up to.

use proptest::prelude::*;

use super::{tests::book, *};
use crate::{
    Command,
    time::Timestamp,
    workshops::{CancelAbsence, RecordAbsence, SkillMinutes, house::*, total_minutes},
};

#[derive(Debug, Clone)]
enum Deed {
    Book {
        booking: u128,
        car: usize,
        at: u32,
        work: Vec<u128>,
        over: Overbooking,
    },
    Move {
        booking: u128,
        at: u32,
        over: Overbooking,
    },
    Ask {
        booking: u128,
        plate: u128,
        at: u32,
        work: Vec<u128>,
    },
    Cancel {
        booking: u128,
    },
    Miss {
        booking: u128,
    },
    Away {
        technician: usize,
        absence: u128,
    },
    Back {
        absence: u128,
    },
    Wait {
        hours: i64,
    },
}

/// Quarter hours from the 23rd on, over three days.
fn time_of(quarter: u32) -> Timestamp {
    at(23 + quarter / 40, 8, 0).plus(i64::from(quarter % 40) * 15 * 60_000)
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let booking = 1_u128..8;
    let over = prop_oneof![Just(Overbooking::Refused), Just(Overbooking::Allowed)];
    let work = proptest::collection::vec(
        proptest::sample::select(vec![SERVICE_60, BRAKES_120, BATTERY_90, DENT_180]),
        1..4,
    );
    prop_oneof![
        3 => (booking.clone(), 0_u128..6, 0_u32..120, work.clone())
            .prop_map(|(booking, plate, at, work)| Deed::Ask { booking, plate, at, work }),
        4 => (booking.clone(), 0..CARS.len(), 0_u32..120, work, over.clone())
            .prop_map(|(booking, car, at, work, over)| Deed::Book { booking, car, at, work, over }),
        3 => (booking.clone(), 0_u32..120, over).prop_map(|(booking, at, over)| Deed::Move { booking, at, over }),
        1 => booking.clone().prop_map(|booking| Deed::Cancel { booking }),
        1 => booking.prop_map(|booking| Deed::Miss { booking }),
        1 => (0_usize..3, 950_u128..953).prop_map(|(technician, absence)| Deed::Away { technician, absence }),
        1 => (950_u128..953).prop_map(|absence| Deed::Back { absence }),
        1 => (1_i64..12).prop_map(|hours| Deed::Wait { hours }),
    ]
}

fn command(deed: &Deed) -> Option<Command> {
    Some(match deed {
        Deed::Book {
            booking,
            car,
            at,
            work,
            over,
        } => Command::BookService(BookService {
            overbooking: *over,
            ..book(*booking, CARS[*car], time_of(*at), work)
        }),
        Deed::Ask {
            booking,
            plate,
            at,
            work,
        } => Command::RequestService(super::request_tests::asked(
            *booking,
            &format!("京A1000{plate}"),
            time_of(*at),
            work,
        )),
        Deed::Move { booking, at, over } => Command::RebookService(RebookService {
            booking: id(*booking),
            starts_at: time_of(*at),
            advisor: None,
            bay: None,
            overbooking: *over,
        }),
        Deed::Cancel { booking } => Command::CancelBooking(CancelBooking {
            booking: id(*booking),
            reason: "不来了".to_owned(),
        }),
        Deed::Miss { booking } => Command::RecordBookingNoShow(RecordBookingNoShow {
            booking: id(*booking),
            remark: String::new(),
        }),
        Deed::Away {
            technician,
            absence,
        } => Command::RecordAbsence(RecordAbsence {
            absence: id(*absence),
            person: id(TECHNICIANS[*technician]),
            first_day: november(23),
            last_day: november(24),
            reason: "病假".to_owned(),
        }),
        Deed::Back { absence } => Command::CancelAbsence(CancelAbsence {
            absence: id(*absence),
        }),
        Deed::Wait { .. } => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_is_taken_twice_and_every_day_says_what_its_bookings_add_up_to(
        deeds in proptest::collection::vec(any_deed(), 1..40),
    ) {
        let mut house = House::new();
        for deed in &deeds {
            match command(deed) {
                Some(command) => drop(house.give(command)),
                None => if let Deed::Wait { hours } = deed { house.later(hours * Timestamp::HOUR) },
            }
            house.assert_nothing_is_taken_twice();
        }
        let bookings: Vec<ServiceBooking> = house.all();
        for row in house.all::<crate::workshops::WorkshopDay>() {
            let mut booked = SkillMinutes::new();
            let here = || bookings.iter().filter(|booking| booking.day == row.day && booking.state.counts());
            for booking in here() {
                for (skill, minutes) in minutes_by_skill(&booking.jobs.0) {
                    *booked.entry(skill).or_default() += minutes;
                }
            }
            prop_assert_eq!(&row.booked.0, &booked);
            prop_assert_eq!(row.booked_minutes, total_minutes(&booked));
            prop_assert_eq!(row.bookings as usize, here().count());
        }
        // Each day's capacity is what shifts and absences say now, at least from today on.
        let today = house.now.date_in(chrono_tz::Tz::Asia__Shanghai);
        for row in house.all::<crate::workshops::WorkshopDay>() {
            if row.day >= today {
                let staff = crate::workshops::Staff::read(&*house, crate::workshops::Post::Technician, today);
                let expected = staff.map(|staff| staff.capacity_on(row.day, OPEN, LUNCH));
                prop_assert_eq!(expected.ok(), Some(row.capacity.0.clone()));
            }
        }
    }
}
