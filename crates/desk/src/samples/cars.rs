//! The cars: on their way, in the hall, aged, held, delivered; with what they cost.

use domain::{
    identifiers::Vin,
    ids::{CostLineId, OrderId, VehicleId},
    money::Fen,
    orders::OrderState,
    quotes::DiscountFloor,
    vehicles::*,
};
use store::StoreError;

use super::{Sheet, Unit, damaged, dice::Dice, id, sales::Sale, words::INTERIORS};

/// Where a car of the sample stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    pub state: VehicleState,
    /// Whether its unit's order holds it, or was fulfilled with it.
    pub of_order: bool,
}

impl Stand {
    pub fn of(order: Option<&Sale>, dice: &mut Dice) -> Self {
        let held = |state| Self {
            state,
            of_order: true,
        };
        match order.map(|sale| sale.state) {
            Some(OrderState::Delivered | OrderState::Registered | OrderState::FollowedUp) => {
                held(VehicleState::Delivered)
            }
            Some(OrderState::Ready) => held(VehicleState::Ready),
            Some(OrderState::Allocated) => held(VehicleState::Allocated),
            Some(
                OrderState::Draft
                | OrderState::ApprovalWaiting
                | OrderState::Signed
                | OrderState::DepositPaid
                | OrderState::RefundOpen
                | OrderState::Cancelled,
            )
            | None => Self {
                state: match dice.below(12) {
                    0 | 1 => VehicleState::InTransit,
                    2 => VehicleState::Transferring,
                    _ => VehicleState::InStock,
                },
                of_order: false,
            },
        }
    }
}

/// A VIN with whatever check character it has to have.
fn vin(number: u32) -> Result<Vin, StoreError> {
    let (maker, number) = (
        if number < 1_000_000 {
            "LFV3A23C"
        } else {
            "LSVAB4BR"
        },
        number % 1_000_000,
    );
    "0123456789X"
        .chars()
        .find_map(|check| Vin::parse(&format!("{maker}{check}T3{number:06}")).ok())
        .map(|reading| reading.vin)
        .ok_or_else(|| damaged("no VIN"))
}

pub fn vehicle_id(number: u32) -> VehicleId {
    VehicleId(id(2, number))
}

pub fn car(sheet: &mut Sheet, unit: &Unit) -> Result<(), StoreError> {
    let number = unit.number;
    let mut dice = Dice::of(number.wrapping_add(0x0CA0_0000));
    let Stand { state, of_order } = unit.car;
    let sold = state == VehicleState::Delivered;
    let on_its_way = state == VehicleState::InTransit;
    // What was sold came before its order; a seventh of what stands here is aged.
    let age = match () {
        () if of_order => (sheet.today - unit.began).num_days() as u32 + 3 + dice.below(30),
        () if dice.below(7) == 0 => 91 + dice.below(120),
        () => dice.below(88),
    };
    let arrived_on = (!on_its_way).then(|| sheet.day(age));
    let shipped_on = sheet.day(if on_its_way {
        2 + dice.below(8)
    } else {
        age + 9
    });
    let guide_price = Fen(unit.model.yuan * 100);
    let aged = age > 90 && !of_order && !on_its_way;
    let purpose = match dice.below(20) {
        0 if !of_order => VehiclePurpose::Demonstrator,
        1 | 2 if !of_order => VehiclePurpose::Display,
        _ => VehiclePurpose::ForSale,
    };
    let financed = dice.below(3) > 0;
    let certificate = match state {
        VehicleState::Delivered => CertificateState::HandedOver,
        VehicleState::Ready => CertificateState::InHouse,
        VehicleState::InTransit => CertificateState::InTransit,
        VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Gone => match dice.below(8) {
            0 | 1 if financed => CertificateState::Pledged,
            2 => CertificateState::Lent,
            _ => CertificateState::InHouse,
        },
    };
    let held = of_order && !sold;
    sheet.put(&Vehicle {
        id: vehicle_id(number),
        stock_number: format!("RKS-{number:06}"),
        vin: vin(number)?,
        model: sheet.model(unit.model),
        description: unit.model.name.to_owned(),
        exterior_colour: unit.colour.to_owned(),
        interior_colour: dice.one(&INTERIORS).to_owned(),
        engine_number: format!("E{number:07}"),
        produced_on: Some(sheet.day(age + 25 + dice.below(40))),
        state,
        purpose,
        source: match dice.below(16) {
            0 => VehicleSource::Transfer,
            1 => VehicleSource::Purchase,
            _ => VehicleSource::Maker,
        },
        location: match state {
            VehicleState::InTransit | VehicleState::Delivered => String::new(),
            // Where it goes to.
            VehicleState::Transferring => "浦东分店".to_owned(),
            VehicleState::InStock
            | VehicleState::Allocated
            | VehicleState::InInspection
            | VehicleState::Ready
            | VehicleState::Gone => match purpose {
                VehiclePurpose::Display => format!("展厅 {}", 1 + dice.below(8)),
                VehiclePurpose::ForSale
                | VehiclePurpose::Demonstrator
                | VehiclePurpose::Courtesy => {
                    format!("{} 区 {}", dice.one(&["A", "B", "C"]), 1 + dice.below(40))
                }
            },
        },
        expected_on: on_its_way.then(|| sheet.ahead(1 + dice.below(12))),
        arrived_on,
        odometer_km: if purpose == VehiclePurpose::Demonstrator {
            1_000 + dice.below(6_000)
        } else {
            5 + dice.below(30)
        },
        guide_price: Some(guide_price),
        asking_price: aged.then(|| Fen(guide_price.fen() * 94 / 100)),
        key_number: format!("{:03}", number % 1_000),
        keys_with: match state {
            VehicleState::InTransit | VehicleState::Delivered => String::new(),
            VehicleState::InStock
            | VehicleState::Transferring
            | VehicleState::Allocated
            | VehicleState::InInspection
            | VehicleState::Ready
            | VehicleState::Gone => "前台".to_owned(),
        },
        certificate,
        certificate_number: format!("WAA{number:09}"),
        certificate_with: match certificate {
            CertificateState::Pledged => "示例银行".to_owned(),
            CertificateState::Lent => "王小明".to_owned(),
            CertificateState::InTransit
            | CertificateState::InHouse
            | CertificateState::HandedOver => String::new(),
        },
        certificate_due: match certificate {
            CertificateState::Lent => Some(sheet.ahead(dice.below(5))),
            CertificateState::InTransit
            | CertificateState::InHouse
            | CertificateState::Pledged
            | CertificateState::HandedOver => None,
        },
        stop_sale: if !of_order && state == VehicleState::InStock && number % 61 == 7 {
            "厂家召回：等待更换安全带卡扣".to_owned()
        } else {
            String::new()
        },
        held_by: held.then(|| OrderId(id(3, number))),
        held_at: held.then(|| sheet.happened(unit.began, 30)),
        remark: String::new(),
        taken_in_at: sheet.happened(shipped_on, 60),
    })?;
    // Something was brought up to the house's standard, or brought here.
    let extras = if number % 7 == 3 {
        Fen(80_000)
    } else {
        Fen::ZERO
    };
    if extras.is_positive() {
        sheet.put(&VehicleCostLine {
            id: CostLineId(id(5, number)),
            vehicle: vehicle_id(number),
            kind: VehicleCostKind::Transport,
            amount: extras,
            extras_after: extras,
            paid_on: arrived_on.unwrap_or(shipped_on),
            note: "板车运费".to_owned(),
            added_at: sheet.happened(arrived_on.unwrap_or(shipped_on), 90),
        })?;
    }
    sheet.put(&VehicleCost {
        id: vehicle_id(number),
        purchase_price: Fen(unit.model.yuan * (90 + i64::from(dice.below(5)))),
        extras,
        floor_plan_basis_points: if financed { 480 } else { 0 },
        financed_on: financed.then_some(shipped_on),
    })?;
    if !of_order && !on_its_way && number.is_multiple_of(2) {
        sheet.put(&DiscountFloor {
            id: vehicle_id(number),
            floor: Fen(guide_price.fen() * 93 / 100),
        })?;
    }
    Ok(())
}
