//! The orders: from a draft to the call after the hand-over, cancelled, given back; their lines, their
//! money, their invoice, and what somebody of the house has to do about them.

use chrono::Days;
use domain::{
    deposits::AdvanceKind,
    entity::{Entity, Json},
    ids::*,
    money::Fen,
    orders::*,
    tasks::{Task, TaskKind, TaskState},
    time::Timestamp,
};
use store::StoreError;

use super::{
    NEAR, Sheet, Size, Unit,
    cars::vehicle_id,
    cash::{self, Entry},
    customers::customer_id,
    dice::Dice,
    id,
    words::{CANCEL_REASONS, INSURERS, LENDERS, name_of},
};

/// The advance that is agreed, below a fifth of the cheapest car.
const ADVANCE: Fen = Fen(1_000_000);

/// What becomes of an order, and for how many days it has been there.
#[derive(Debug, Clone, Copy)]
pub struct Sale {
    pub state: OrderState,
    pub age: u32,
}

impl Sale {
    /// In fixed shares; an order without a car of its own goes no further than its deposit.
    pub fn of(size: Size, number: u32, dice: &mut Dice) -> Option<Self> {
        if number >= size.orders {
            return None;
        }
        // The work of the day is young; what lies behind is spread over half a year.
        let mut young = |least: u32, days: u32| {
            let days = if number < NEAR { days } else { 160 };
            least + dice.below(days)
        };
        let (state, age) = match number % 20 {
            0..=10 if number < size.cars => {
                let age = 4 + young(0, 150);
                let state = match age {
                    0..=5 => OrderState::Delivered,
                    6..=8 => OrderState::Registered,
                    _ => OrderState::FollowedUp,
                };
                (state, age)
            }
            11 if number < size.cars => (OrderState::Ready, young(3, 10)),
            12 if number < size.cars => (OrderState::Allocated, young(2, 8)),
            // The first of them paid today.
            13 if number < NEAR => (OrderState::DepositPaid, number / 20 % 4),
            13 => (OrderState::DepositPaid, young(0, 6)),
            14 => (OrderState::Draft, young(0, 4)),
            15 if number < NEAR => (OrderState::ApprovalWaiting, young(0, 2)),
            16 => (OrderState::Signed, young(0, 5)),
            17 => (OrderState::RefundOpen, young(3, 9)),
            0 | 4 | 8 => (OrderState::DepositPaid, young(0, 60)),
            1 | 5 => (OrderState::Signed, young(0, 60)),
            _ => (OrderState::Cancelled, 8 + young(0, 140)),
        };
        Some(Self { state, age })
    }

    /// The discount in fen: within a consultant's authority, or twice that with a manager's word.
    fn discount(self, number: u32, yuan: i64, dice: &mut Dice) -> Fen {
        if self.needs_approval(number) {
            return Fen(yuan * 4);
        }
        Fen((i64::from(dice.below(6)) * 50_000).min(yuan * 2))
    }

    fn needs_approval(self, number: u32) -> bool {
        self.state == OrderState::ApprovalWaiting
            || (self.state.is_signed() && number.is_multiple_of(5))
    }
}

/// Of whom the order is.
pub fn buyer_of(size: Size, number: u32) -> u32 {
    number % size.buyers.max(1)
}

pub fn order(sheet: &mut Sheet, size: Size, unit: &Unit) -> Result<(), StoreError> {
    let Some(sale) = unit.order else {
        return Ok(());
    };
    let mut dice = Dice::of(unit.number.wrapping_add(0x05A1_E000));
    let car_price =
        Fen(unit.model.yuan * 100 - sale.discount(unit.number, unit.model.yuan, &mut dice).fen());
    let total = lines(sheet, unit, car_price, &mut dice)?;
    let order = Order {
        guide_price: Fen(unit.model.yuan * 100),
        car_price,
        ..an_order(sheet, size, unit, sale, total, &mut dice)
    };
    sheet.put(&order)?;
    invoice(sheet, unit.number, &order, car_price)?;
    tasks(sheet, unit, &order)?;
    let entries = entries(unit, &order, total);
    let payer = name_of(buyer_of(size, unit.number));
    cash::account(sheet, unit.number, &order, &payer, &entries)
}

/// Writes the lines of an order and gives their sum.
fn lines(
    sheet: &mut Sheet,
    unit: &Unit,
    car_price: Fen,
    dice: &mut Dice,
) -> Result<Fen, StoreError> {
    let guide = unit.model.yuan * 100;
    let given = [
        (OrderLineKind::Car, unit.model.name, guide),
        (OrderLineKind::Discount, "优惠", car_price.fen() - guide),
        (OrderLineKind::Accessory, "脚垫和贴膜", 188_000),
        (
            OrderLineKind::Registration,
            "上牌服务费",
            if dice.below(3) == 0 { 50_000 } else { 0 },
        ),
        (
            OrderLineKind::ExtendedWarranty,
            "延保两年",
            if dice.below(5) == 0 { 398_000 } else { 0 },
        ),
    ];
    let mut total = 0;
    for (ordinal, (kind, label, fen)) in (0_u32..).zip(given) {
        if fen == 0 {
            continue;
        }
        total += fen;
        sheet.put(&OrderLine {
            id: OrderLineId(id(16 + u128::from(ordinal), unit.number)),
            order_id: OrderId(id(3, unit.number)),
            ordinal,
            kind,
            label: label.to_owned(),
            amount: Fen(fen),
        })?;
    }
    Ok(Fen(total))
}

/// What the lender pays of an order with a loan: half, in whole thousands of yuan.
fn loan_of(number: u32, state: OrderState, total: Fen) -> Fen {
    let with_loan = state.is_signed() && number % 3 == 1;
    if with_loan {
        Fen(total.fen() / 2 / 100_000 * 100_000)
    } else {
        Fen::ZERO
    }
}

fn an_order(
    sheet: &Sheet,
    size: Size,
    unit: &Unit,
    sale: Sale,
    total: Fen,
    dice: &mut Dice,
) -> Order {
    let Unit { number, began, .. } = *unit;
    let state = sale.state;
    let at = sheet.happened(began, 30 + dice.below(400));
    let later = |days: u64| {
        sheet.happened(
            began
                .checked_add_days(Days::new(days))
                .unwrap_or(sheet.today),
            120,
        )
    };
    let delivered = state.is_delivered();
    let ready = delivered || state == OrderState::Ready;
    let registered = matches!(state, OrderState::Registered | OrderState::FollowedUp);
    let approved = sale.needs_approval(number) && state.is_signed();
    let loan = loan_of(number, state, total);
    let or_empty = |there: bool, text: String| if there { text } else { String::new() };
    Order {
        id: OrderId(id(3, number)),
        number: format!("SOS-{number:06}"),
        contract_number: or_empty(state.is_signed(), format!("HTS-{number:06}")),
        state,
        customer: customer_id(buyer_of(size, number)),
        consultant: sheet.seller(number),
        quote: None,
        model: sheet.model(unit.model),
        wanted: unit.model.name.to_owned(),
        wanted_vehicle: None,
        colour: unit.colour.to_owned(),
        guide_price: total,
        guide_source: GuideSource::Vehicle,
        car_price: total,
        total,
        advance: AdvanceKind::Deposit,
        advance_agreed: ADVANCE,
        promised_on: state.is_live().then(|| sheet.ahead(dice.below(20))),
        approval: if approved {
            OrderApproval::Approved
        } else {
            OrderApproval::NotAsked
        },
        approval_words: String::new(),
        approval_answer: String::new(),
        approved_by: approved.then_some(sheet.manager),
        signed_at: state.is_signed().then_some(at),
        vehicle: unit.car.of_order.then(|| vehicle_id(number)),
        allocated_by: unit.car.of_order.then_some(sheet.consultant),
        allocated_at: unit.car.of_order.then(|| sheet.happened(began, 500)),
        finance: if loan.is_zero() {
            FinanceState::NotNeeded
        } else {
            FinanceState::Approved
        },
        lender: or_empty(!loan.is_zero(), dice.one(&LENDERS).to_owned()),
        loan,
        insurance: if ready {
            InsuranceState::InForce
        } else {
            InsuranceState::Open
        },
        insurer: or_empty(ready, dice.one(&INSURERS).to_owned()),
        policy_number: or_empty(ready, format!("PDZA{number:012}")),
        insured_until: ready
            .then(|| began.checked_add_days(Days::new(366)))
            .flatten(),
        invoice: if ready {
            InvoiceState::Issued
        } else {
            InvoiceState::Open
        },
        invoice_number: or_empty(
            ready,
            format!("{:020}", 26_310_000_000_000_u64 + u64::from(number)),
        ),
        invoiced_on: ready.then(|| sheet.day(sale.age.saturating_sub(1))),
        inspection: if ready {
            InspectionState::Passed
        } else {
            InspectionState::Open
        },
        inspection_remark: String::new(),
        inspected_at: ready.then(|| later(1)),
        plate: or_empty(ready, format!("沪A{:05}", number % 100_000)),
        temporary_plate_until: (ready && !registered).then(|| sheet.ahead(12)),
        handover_number: or_empty(delivered, format!("JCS-{number:06}")),
        handover: Json(Vec::new()),
        handover_place: or_empty(delivered, "本店交车区".to_owned()),
        charge_or_fuel: or_empty(delivered, "四分之一".to_owned()),
        delivered_at: delivered.then(|| later(2)),
        followed_up_at: (state == OrderState::FollowedUp).then(|| later(6)),
        cancelled_at: state.is_cancelled().then(|| later(2)),
        cancel_reason: or_empty(state.is_cancelled(), dice.one(&CANCEL_REASONS).to_owned()),
        fault: state.is_cancelled().then_some(Fault::Nobody),
        remark: String::new(),
        made_on: began,
        made_at: at,
    }
}

/// What was paid: nothing, the advance, the whole price with or without a lender, or the advance and back.
fn entries(unit: &Unit, order: &Order, total: Fen) -> Vec<Entry> {
    let mut entries = Vec::new();
    let deposit = || Entry::deposit(ADVANCE, unit.began);
    let paid_up = order.state.is_delivered() || order.state == OrderState::Ready;
    match order.state {
        OrderState::Draft | OrderState::ApprovalWaiting | OrderState::Signed => {}
        OrderState::DepositPaid | OrderState::Allocated | OrderState::RefundOpen => {
            entries.push(deposit());
        }
        OrderState::Cancelled => {
            if unit.number.is_multiple_of(3) {
                entries.push(deposit());
                entries.push(Entry::refund(ADVANCE, next_day(unit, 3)));
            }
        }
        OrderState::Ready
        | OrderState::Delivered
        | OrderState::Registered
        | OrderState::FollowedUp => entries.push(deposit()),
    }
    if paid_up {
        let rest = Fen(total.fen() - ADVANCE.fen() - order.loan.fen());
        if order.loan.is_positive() {
            entries.push(Entry::lender(order.loan, next_day(unit, 2)));
        }
        entries.push(Entry::balance(rest, next_day(unit, 1)));
    }
    entries
}

fn next_day(unit: &Unit, days: u64) -> chrono::NaiveDate {
    unit.began
        .checked_add_days(Days::new(days))
        .unwrap_or(unit.began)
}

fn invoice(
    sheet: &mut Sheet,
    number: u32,
    order: &Order,
    car_price: Fen,
) -> Result<(), StoreError> {
    let (Some(issued_on), Some(vehicle)) = (order.invoiced_on, order.vehicle) else {
        return Ok(());
    };
    sheet.put(&Invoice {
        id: InvoiceId(id(6, number)),
        order_id: order.id,
        vehicle,
        number: order.invoice_number.clone(),
        issued_on,
        amount: car_price,
        state: InvoiceState::Issued,
        red_letter_number: String::new(),
        reversed_on: None,
    })
}

/// The hand-over that is near, and the call after one.
fn tasks(sheet: &mut Sheet, unit: &Unit, order: &Order) -> Result<(), StoreError> {
    let number = unit.number;
    let (kind, due, done_at) = match order.state {
        OrderState::Ready if number < NEAR => {
            // Every third one today.
            let due = match number / 20 % 3 {
                0 => sheet.later_today(60 + number % 360),
                days => sheet.hour(sheet.ahead(days), 60 + number % 360),
            };
            (TaskKind::Delivery, due, None)
        }
        OrderState::Delivered | OrderState::Registered => {
            let due = order.delivered_at.unwrap_or(order.made_at);
            (TaskKind::CallBack, due.plus(4 * Timestamp::DAY), None)
        }
        OrderState::FollowedUp if number.is_multiple_of(10) => {
            let at = order.followed_up_at.unwrap_or(order.made_at);
            (TaskKind::CallBack, at, Some(at))
        }
        OrderState::Ready
        | OrderState::FollowedUp
        | OrderState::Draft
        | OrderState::ApprovalWaiting
        | OrderState::Signed
        | OrderState::DepositPaid
        | OrderState::Allocated
        | OrderState::RefundOpen
        | OrderState::Cancelled => return Ok(()),
    };
    sheet.put(&Task {
        id: TaskId(id(40, number)),
        kind,
        subject_kind: Order::TABLE.name.to_owned(),
        subject: Some(order.id.into()),
        customer: Some(order.customer),
        owner: Some(order.consultant),
        due,
        note: String::new(),
        state: if done_at.is_some() {
            TaskState::Done
        } else {
            TaskState::Open
        },
        done_at,
        done_by: done_at.map(|_| order.consultant),
        outcome: if done_at.is_some() {
            "用车顺利".to_owned()
        } else {
            String::new()
        },
        made_at: order.delivered_at.unwrap_or(order.made_at),
    })
}
