//! Years of visits to the workshop, as a house brings them along from the system it had before: when the car
//! came, what for, and what its odometer showed. Each driver has a habit and keeps to it more or less; some
//! come late, some stay away, and now and then somebody misreads an odometer.

use domain::{
    ids::{PersonId, RepairOrderId, ServicedCarId},
    money::Fen,
    repair_orders::{RepairKind, RepairOrder, RepairOrderState},
    serviced_cars::ServicedCar,
};
use store::StoreError;

use super::{Dice, MODELS, Sheet, Size, customers::customer_id, id, service::IntoId};

/// The kinds of ids of this file; see [`id`].
const CAR: u128 = 0x5E20;
const ORDER: u128 = 0x5E21;

/// Nobody comes more often in five years.
const MOST_VISITS: u32 = 64;

/// One car in eight that was sold comes here for its services.
pub fn years(sheet: &mut Sheet, size: Size) -> Result<(), StoreError> {
    for number in 0..size.buyers / 8 {
        car(sheet, number)?;
    }
    Ok(())
}

/// The VIN of a car with a history.
pub fn vin_of(number: u32) -> String {
    vin("LSVAB4BR", number)
}

/// A VIN that begins with these eight characters; its check character fits.
pub fn vin(front: &str, number: u32) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("{front}{check}N2{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .unwrap_or_default()
}

struct Came {
    days_ago: u32,
    km: u32,
    kind: RepairKind,
}

fn car(sheet: &mut Sheet, number: u32) -> Result<(), StoreError> {
    let mut dice = Dice::of(number.wrapping_add(0x7A00_0000));
    let model = dice.uneven(&MODELS.each_ref());
    let visits = visits(&mut dice);
    let key: ServicedCarId = id(CAR, number).into_id();
    let advisor: PersonId = sheet.manager;
    for (place, came) in (0..MOST_VISITS).zip(&visits) {
        let day = sheet.day(came.days_ago);
        let opened_at = sheet.happened(day, 30 + dice.below(420));
        let done_at = sheet.happened(day, 500);
        sheet.put(&RepairOrder {
            id: id(ORDER, number * MOST_VISITS + place).into_id::<RepairOrderId>(),
            number: format!("LS-{number:05}-{place:02}"),
            kind: came.kind,
            state: RepairOrderState::Left,
            car: key,
            customer: Some(customer_id(number * 8)),
            booking: None,
            check_in: None,
            sale: None,
            advisor,
            odometer_km: came.km,
            promised_at: None,
            remark: "旧系统转入".to_owned(),
            total: Fen::ZERO,
            jobs: 0,
            sheets: 0,
            opened_at,
            settled_at: Some(done_at.max(opened_at)),
            left_at: Some(done_at.max(opened_at)),
        })?;
    }
    let last = visits.last();
    let odometer_at = last.map(|came| sheet.happened(sheet.day(came.days_ago), 30));
    let added = visits.first().map_or(0, |came| came.days_ago);
    let added_at = sheet.happened(sheet.day(added), 0);
    sheet.put(&ServicedCar {
        id: key,
        vin: vin_of(number),
        plate: format!(
            "沪{}{:05}",
            ['A', 'B', 'D', 'E'][number as usize % 4],
            number
        ),
        description: model.name.to_owned(),
        vehicle: None,
        customer: Some(customer_id(number * 8)),
        odometer_km: last.map_or(0, |came| came.km),
        odometer_at,
        added_at,
    })
}

fn visits(dice: &mut Dice) -> Vec<Came> {
    let habit = 10 + dice.below(55) + if dice.below(10) == 0 { 60 } else { 0 };
    let mut days_ago = 200 + dice.below(1_500);
    let stays_away_from = if dice.below(8) == 0 {
        200 + dice.below(300)
    } else {
        0
    };
    let mut km = 20 + dice.below(60);
    let mut visits = Vec::new();
    while visits.len() < MOST_VISITS as usize - 1 {
        let (most_km, most_days) = if visits.is_empty() {
            (5_000, 180)
        } else {
            (10_000, 365)
        };
        // Nobody comes to the kilometre, and few come to the day.
        let most_km = most_km * (85 + dice.below(40)) / 100;
        let most_days = most_days * (85 + dice.below(40)) / 100;
        let mut rate = habit * (65 + dice.below(70)) / 100;
        if dice.below(12) == 0 {
            // A long journey.
            rate *= 2;
        }
        let rate = rate.max(2);
        let days = (most_km / rate).clamp(20, most_days);
        if dice.below(100) < 35 {
            let part = days * (20 + dice.below(60)) / 100;
            if days_ago <= part + stays_away_from {
                break;
            }
            visits.push(Came {
                days_ago: days_ago - part,
                km: km + part * rate,
                kind: dice.uneven(&[
                    RepairKind::Repair,
                    RepairKind::Accident,
                    RepairKind::Warranty,
                ]),
            });
        }
        if days_ago <= days + stays_away_from {
            break;
        }
        days_ago -= days;
        km += days * rate;
        let kind = if visits.iter().any(|came| service(came.kind)) {
            RepairKind::ScheduledService
        } else {
            RepairKind::FirstService
        };
        let misread = if dice.below(80) == 0 { 30_000 } else { 0 };
        visits.push(Came {
            days_ago,
            km: km + misread,
            kind,
        });
    }
    visits
}

fn service(kind: RepairKind) -> bool {
    matches!(
        kind,
        RepairKind::FirstService | RepairKind::ScheduledService
    )
}
