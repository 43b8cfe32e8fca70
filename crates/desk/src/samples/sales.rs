//! One unit of the sample: a customer, and the car, order, payments or lead that belong to them.

use chrono::{Days, NaiveDate};
use domain::{
    customers::{Customer, CustomerKind, CustomerStage, IdentityPaper, sound_of},
    deposits::AdvanceKind,
    entity::Json,
    identifiers::{Mobile, Vin},
    ids::*,
    leads::{Channel, Grade, Lead, LeadState, WantedModel},
    money::Fen,
    orders::*,
    payments::{OrderAccount, Payment, PaymentKind, PaymentMethod},
    time::Timestamp,
    vehicles::*,
};
use store::StoreError;
use uuid::Uuid;

use super::{Sheet, Size, dice::Dice};

const SURNAMES: [&str; 12] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",
];
const GIVEN: [&str; 16] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明",
];
/// Series by the names of the catalogue, and what such a car costs in yuan.
const MODELS: [(&str, i64); 3] = [
    ("大众 朗逸 2026款 1.5L 自动满逸版", 115_100),
    ("大众 速腾L 2026款 300TSI 超越版", 145_900),
    ("大众 迈腾 2026款 380TSI 豪华版", 219_900),
];
const COLOURS: [&str; 6] = ["冰川白", "珠光白", "星光银", "钛金灰", "深海蓝", "酒红"];
/// The advance that is agreed, below a fifth of the cheapest car.
const ADVANCE: Fen = Fen(1_000_000);

fn id(kind: u128, unit: u32) -> Uuid {
    Uuid::from_u128(u128::from(unit) << 64 | 7 << 76 | kind)
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!("the sample has {what}"))
}

/// A VIN with whatever check character it has to have.
fn vin(unit: u32) -> Result<Vin, StoreError> {
    "0123456789X"
        .chars()
        .find_map(|check| Vin::parse(&format!("LFV3A23C{check}T3{unit:06}")).ok())
        .map(|reading| reading.vin)
        .ok_or_else(|| damaged("no VIN"))
}

/// What becomes of an order, in fixed shares.
fn state_of(unit: u32, size: Size) -> Option<OrderState> {
    if unit >= size.orders {
        return None;
    }
    let has_car = unit < size.cars;
    Some(match unit % 10 {
        0..=4 if has_car => OrderState::FollowedUp,
        5 if has_car => OrderState::Allocated,
        6 => OrderState::DepositPaid,
        7 => OrderState::Draft,
        9 => OrderState::Signed,
        _ => OrderState::Cancelled,
    })
}

pub fn unit(sheet: &mut Sheet, size: Size, unit: u32) -> Result<(), StoreError> {
    let mut dice = Dice::of(unit);
    let state = state_of(unit, size);
    let (model, yuan) = dice.one(&MODELS);
    let colour = dice.one(&COLOURS);
    let made_on = sheet
        .today
        .checked_sub_days(Days::new(u64::from(5 + dice.below(175))))
        .unwrap_or(sheet.today);
    let at = Timestamp(
        made_on
            .and_hms_opt(2, 0, 0)
            .map_or(0, |time| time.and_utc().timestamp_millis()),
    );
    let customer = (unit < size.customers).then(|| CustomerId(id(1, unit)));
    let leads = size.orders..size.orders.saturating_add(size.leads);
    let is_lead = customer.is_some() && leads.contains(&unit);
    if let Some(customer) = customer {
        let name = format!(
            "{}{}{}",
            dice.one(&SURNAMES),
            dice.one(&GIVEN),
            dice.one(&GIVEN)
        );
        let stage = match state {
            Some(state) if state.is_delivered() => CustomerStage::Owner,
            _ if is_lead => CustomerStage::Prospect,
            _ => CustomerStage::Known,
        };
        sheet.put(&Customer {
            id: customer,
            number: format!("CS-{unit:06}"),
            kind: CustomerKind::Person,
            name_sound: sound_of(&name),
            name,
            mobile: Some(
                Mobile::parse(&format!("138{:08}", 10_000_000 + unit))
                    .map_err(|_| damaged("no mobile"))?,
            ),
            other_phone: String::new(),
            identity_paper: IdentityPaper::None,
            identity_number: String::new(),
            email: String::new(),
            address: String::new(),
            born_on: None,
            language: "zh-CN".to_owned(),
            owner: Some(sheet.consultant),
            channel: Some(Channel::WalkIn),
            grade: is_lead.then_some(Grade::B),
            stage,
            remark: String::new(),
            merged_into: None,
            added_at: at,
            erased_at: None,
        })?;
    }
    let vehicle = VehicleId(id(2, unit));
    let order = OrderId(id(3, unit));
    if unit < size.cars {
        let (car_state, held) = match state {
            Some(OrderState::FollowedUp) => (VehicleState::Delivered, None),
            Some(OrderState::Allocated) => (VehicleState::Allocated, Some(order)),
            Some(_) | None => (VehicleState::InStock, None),
        };
        sheet.put(&Vehicle {
            id: vehicle,
            stock_number: format!("RKS-{unit:06}"),
            vin: vin(unit)?,
            model: None,
            description: model.to_owned(),
            exterior_colour: colour.to_owned(),
            interior_colour: "黑".to_owned(),
            engine_number: format!("E{unit:07}"),
            produced_on: None,
            state: car_state,
            purpose: VehiclePurpose::ForSale,
            source: VehicleSource::Maker,
            location: format!("{} 区 {}", dice.one(&["A", "B", "C"]), dice.below(40)),
            expected_on: None,
            arrived_on: Some(made_on),
            odometer_km: 10,
            guide_price: Some(Fen(yuan * 100)),
            asking_price: None,
            key_number: String::new(),
            keys_with: "前台".to_owned(),
            certificate: if car_state == VehicleState::Delivered {
                CertificateState::HandedOver
            } else {
                CertificateState::InHouse
            },
            certificate_number: String::new(),
            certificate_with: String::new(),
            certificate_due: None,
            stop_sale: String::new(),
            held_by: held,
            held_at: held.map(|_| at),
            remark: String::new(),
            taken_in_at: at,
        })?;
        sheet.put(&VehicleCost {
            id: vehicle,
            purchase_price: Fen(yuan * 92),
            extras: Fen::ZERO,
            floor_plan_basis_points: 480,
            financed_on: Some(made_on),
        })?;
    }
    match (customer, state) {
        (Some(customer), Some(state)) => {
            let made = (made_on, at);
            let (car_price, total) = lines(sheet, unit, order, yuan, model, &mut dice)?;
            let order_row = Order {
                guide_price: Fen(yuan * 100),
                car_price,
                ..an_order(sheet, unit, customer, state, total, made, (model, colour))
            };
            sheet.put(&order_row)?;
            account(sheet, unit, order, state, total, made)
        }
        (Some(customer), None) if is_lead => lead(sheet, unit, customer, at, model),
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}

/// Writes the lines of an order; gives what the car costs, and their sum.
fn lines(
    sheet: &mut Sheet,
    unit: u32,
    order: OrderId,
    yuan: i64,
    model: &str,
    dice: &mut Dice,
) -> Result<(Fen, Fen), StoreError> {
    let discount = i64::from(dice.below(8)) * 100_000;
    let given = [
        (OrderLineKind::Car, model, yuan * 100),
        (OrderLineKind::Discount, "优惠", -discount),
        (OrderLineKind::Accessory, "脚垫和贴膜", 188_000),
    ];
    let mut total = 0;
    for (ordinal, (kind, label, fen)) in (0_u32..).zip(given) {
        if fen == 0 {
            continue;
        }
        total += fen;
        sheet.put(&OrderLine {
            id: OrderLineId(id(16 + u128::from(ordinal), unit)),
            order_id: order,
            ordinal,
            kind,
            label: label.to_owned(),
            amount: Fen(fen),
        })?;
    }
    Ok((Fen(yuan * 100 - discount), Fen(total)))
}

fn an_order(
    sheet: &Sheet,
    unit: u32,
    customer: CustomerId,
    state: OrderState,
    total: Fen,
    (made_on, at): (NaiveDate, Timestamp),
    (model, colour): (&str, &str),
) -> Order {
    let delivered = state.is_delivered();
    let holds = delivered || state == OrderState::Allocated;
    let later = |days: i64| Timestamp(at.0 + days * Timestamp::DAY);
    Order {
        id: OrderId(id(3, unit)),
        number: format!("SOS-{unit:06}"),
        contract_number: if state.is_signed() {
            format!("HTS-{unit:06}")
        } else {
            String::new()
        },
        state,
        customer,
        consultant: sheet.consultant,
        quote: None,
        model: None,
        wanted: model.to_owned(),
        wanted_vehicle: None,
        colour: colour.to_owned(),
        guide_price: total,
        guide_source: GuideSource::Vehicle,
        car_price: total,
        total,
        advance: AdvanceKind::Deposit,
        advance_agreed: ADVANCE,
        promised_on: None,
        approval: OrderApproval::NotAsked,
        approval_words: String::new(),
        approval_answer: String::new(),
        approved_by: None,
        signed_at: state.is_signed().then_some(at),
        vehicle: holds.then(|| VehicleId(id(2, unit))),
        allocated_by: holds.then_some(sheet.consultant),
        allocated_at: holds.then_some(at),
        finance: FinanceState::NotNeeded,
        lender: String::new(),
        loan: Fen::ZERO,
        insurance: if delivered {
            InsuranceState::InForce
        } else {
            InsuranceState::Open
        },
        insurer: String::new(),
        policy_number: String::new(),
        insured_until: delivered
            .then(|| made_on.checked_add_days(Days::new(365)))
            .flatten(),
        invoice: if delivered {
            InvoiceState::Issued
        } else {
            InvoiceState::Open
        },
        invoice_number: if delivered {
            format!("{unit:020}")
        } else {
            String::new()
        },
        invoiced_on: delivered.then_some(made_on),
        inspection: if delivered {
            InspectionState::Passed
        } else {
            InspectionState::Open
        },
        inspection_remark: String::new(),
        inspected_at: delivered.then(|| later(1)),
        plate: if delivered {
            format!("沪A{:05}", unit % 100_000)
        } else {
            String::new()
        },
        temporary_plate_until: None,
        handover_number: if delivered {
            format!("JCS-{unit:06}")
        } else {
            String::new()
        },
        handover: Json(Vec::new()),
        handover_place: String::new(),
        charge_or_fuel: String::new(),
        delivered_at: delivered.then(|| later(2)),
        followed_up_at: delivered.then(|| later(5)),
        cancelled_at: state.is_cancelled().then_some(at),
        cancel_reason: if state.is_cancelled() {
            "改变计划".to_owned()
        } else {
            String::new()
        },
        fault: None,
        remark: String::new(),
        made_on,
        made_at: at,
    }
}

/// What was paid: nothing, the advance, or the whole price; the ledger and its sums together.
fn account(
    sheet: &mut Sheet,
    unit: u32,
    order: OrderId,
    state: OrderState,
    total: Fen,
    (made_on, at): (NaiveDate, Timestamp),
) -> Result<(), StoreError> {
    let advance = matches!(
        state,
        OrderState::DepositPaid | OrderState::Allocated | OrderState::FollowedUp
    );
    let mut paid = Vec::new();
    if advance {
        paid.push((PaymentKind::Deposit, ADVANCE));
    }
    if state.is_delivered() {
        paid.push((PaymentKind::Balance, Fen(total.fen() - ADVANCE.fen())));
    }
    let due = if state.is_cancelled() {
        Fen::ZERO
    } else {
        total
    };
    let mut account = OrderAccount::new(order, due);
    for (kind, amount) in paid {
        account.paid = Fen(account.paid.fen() + amount.fen());
        account.balance = account.paid;
        account.entries += 1;
        if kind == PaymentKind::Deposit {
            account.deposit = amount;
        }
        let method = PaymentMethod::Transfer;
        sheet.put(&Payment {
            id: PaymentId(id(32 + u128::from(account.entries), unit)),
            order_id: order,
            n: account.entries,
            kind,
            method,
            amount,
            balance_after: account.balance,
            receipt_number: format!("SKS-{unit:06}-{}", account.entries),
            reference: String::new(),
            payer: String::new(),
            refunds: None,
            refunded: Fen::ZERO,
            confirmation: method.confirmation(),
            day: made_on,
            cashier: sheet.cashier,
            remark: String::new(),
            paid_at: at,
        })?;
    }
    sheet.put(&account)
}

fn lead(
    sheet: &mut Sheet,
    unit: u32,
    customer: CustomerId,
    at: Timestamp,
    model: &str,
) -> Result<(), StoreError> {
    sheet.put(&Lead {
        id: LeadId(id(4, unit)),
        number: format!("LS-{unit:06}"),
        customer,
        channel: Channel::WalkIn,
        channel_detail: String::new(),
        external_key: String::new(),
        cost: None,
        wanted: Json(vec![WantedModel {
            model: None,
            description: model.to_owned(),
        }]),
        budget: None,
        grade: Grade::B,
        state: LeadState::Following,
        owner: Some(sheet.consultant),
        pooled_at: None,
        assigned_at: Some(at),
        first_contact_at: Some(at),
        last_contact_at: Some(at),
        next_follow_up: Some(Timestamp(
            sheet
                .today
                .and_hms_opt(8, 0, 0)
                .map_or(0, |time| time.and_utc().timestamp_millis()),
        )),
        remark: String::new(),
        lost_reason: None,
        competitor: String::new(),
        lost_remark: String::new(),
        lost_reported_by: None,
        lost_reported_at: None,
        lost_from: None,
        closed_at: None,
        revives: None,
        revived_as: None,
        taken_in_at: at,
        taken_in_by: sheet.consultant,
    })
}
