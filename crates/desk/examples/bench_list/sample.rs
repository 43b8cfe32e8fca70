//! A hundred thousand made-up cars, put straight into the store's rows.

use chrono::{Days, NaiveDate};
use desk::Desk;
use domain::{
    entity::Entity,
    identifiers::Vin,
    ids::{LaneId, VehicleId},
    money::Fen,
    time::Timestamp,
    vehicles::{
        CertificateState, Vehicle, VehicleCost, VehiclePurpose, VehicleSource, VehicleState,
    },
};
use store::{StoreError, Writing, rows};
use uuid::Uuid;

use super::Dice;

const BRANDS: [&str; 12] = [
    "大众",
    "丰田",
    "本田",
    "日产",
    "别克",
    "奥迪",
    "宝马",
    "奔驰",
    "比亚迪",
    "吉利",
    "长安",
    "奇瑞",
];
const COLOURS: [&str; 9] = ["黑", "白", "银", "灰", "红", "蓝", "绿", "金", "棕"];
/// About a fifth of the cars of many years are still here.
const STATES: [VehicleState; 10] = [
    VehicleState::InStock,
    VehicleState::InTransit,
    VehicleState::Allocated,
    VehicleState::Ready,
    VehicleState::Delivered,
    VehicleState::Delivered,
    VehicleState::Delivered,
    VehicleState::Delivered,
    VehicleState::Delivered,
    VehicleState::Gone,
];

pub fn fill(desk: &Desk, cars: usize) -> Result<(), Box<dyn std::error::Error>> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("no such day")?;
    desk.write_rows(|writing, lane| {
        let mut dice = Dice(7);
        for number in 0..cars {
            put(writing, lane, number, today, &mut dice)?;
        }
        Ok(())
    })
    .map_err(|error| format!("the sample: {} {:?}", error.code, error.values))?;
    Ok(())
}

/// A VIN with a running number, whatever its check digit has to be.
fn vin(number: usize) -> Option<Vin> {
    "0123456789X"
        .chars()
        .find_map(|check| Vin::parse(&format!("LFV3A23C{check}T3{number:06}")).ok())
        .map(|reading| reading.vin)
}

fn put(
    writing: &Writing,
    lane: LaneId,
    number: usize,
    today: NaiveDate,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let brand = BRANDS[dice.below(BRANDS.len())];
    let (series, model) = (dice.below(5), dice.below(5));
    let state = STATES[dice.below(STATES.len())];
    let arrived_on = (state != VehicleState::InTransit)
        .then(|| today.checked_sub_days(Days::new(dice.below(400) as u64)))
        .flatten();
    let price = Fen(8_000_000 + 100_000 * dice.below(400) as i64);
    let id = VehicleId(Uuid::from_u128((number as u128) << 64 | 7 << 76));
    let vehicle = Vehicle {
        id,
        stock_number: format!("RKA-2611-{number:06}"),
        vin: vin(number).ok_or_else(|| StoreError::Damaged("no VIN".to_owned()))?,
        model: None,
        description: format!("{brand} 系列{series} 2026款 型号{model}"),
        exterior_colour: COLOURS[dice.below(COLOURS.len())].to_owned(),
        interior_colour: "黑".to_owned(),
        engine_number: format!("E{number:07}"),
        produced_on: None,
        state,
        purpose: VehiclePurpose::ALL[dice.below(VehiclePurpose::ALL.len())],
        source: VehicleSource::Maker,
        location: format!(
            "{} 区 {}",
            ["A", "B", "C", "D"][dice.below(4)],
            dice.below(40)
        ),
        expected_on: None,
        arrived_on,
        odometer_km: 10,
        guide_price: Some(price),
        asking_price: None,
        key_number: String::new(),
        keys_with: "前台".to_owned(),
        certificate: CertificateState::ALL[dice.below(CertificateState::ALL.len())],
        certificate_number: String::new(),
        certificate_with: String::new(),
        certificate_due: None,
        stop_sale: String::new(),
        held_by: None,
        held_at: None,
        remark: String::new(),
        taken_in_at: Timestamp(1_795_312_800_000),
    };
    let cost = VehicleCost {
        id,
        purchase_price: Fen(price.fen() / 10 * 9),
        extras: Fen::ZERO,
        floor_plan_basis_points: 480,
        financed_on: arrived_on,
    };
    rows::put(
        writing.connection(),
        Vehicle::TABLE,
        lane,
        &vehicle.to_row(),
    )?;
    rows::put(
        writing.connection(),
        VehicleCost::TABLE,
        lane,
        &cost.to_row(),
    )
}
