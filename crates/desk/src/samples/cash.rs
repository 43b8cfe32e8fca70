//! The money: ledgers of orders with their accounts, and the cash days that they add up to.

use chrono::NaiveDate;
use domain::{
    cash_days::*,
    entity::Json,
    ids::PaymentId,
    money::Fen,
    orders::{Order, OrderState},
    payments::{OrderAccount, Payment, PaymentKind, PaymentMethod},
    time::Timestamp,
};
use store::StoreError;

use super::{ByDay, Sheet, damaged, dice::Dice, id};

/// Change in the till in the morning.
const FLOAT: Fen = Fen(200_000);

/// What one payment is, before it has its place in a ledger.
pub struct Entry {
    kind: PaymentKind,
    method: Option<PaymentMethod>,
    amount: Fen,
    pub day: NaiveDate,
}

impl Entry {
    pub const fn deposit(amount: Fen, day: NaiveDate) -> Self {
        Self {
            kind: PaymentKind::Deposit,
            method: None,
            amount,
            day,
        }
    }

    pub const fn balance(amount: Fen, day: NaiveDate) -> Self {
        Self {
            kind: PaymentKind::Balance,
            method: Some(PaymentMethod::Transfer),
            amount,
            day,
        }
    }

    pub const fn lender(amount: Fen, day: NaiveDate) -> Self {
        Self {
            kind: PaymentKind::Balance,
            method: Some(PaymentMethod::Lender),
            amount,
            day,
        }
    }

    /// Gives the first payment back; the amount is positive here.
    pub const fn refund(amount: Fen, day: NaiveDate) -> Self {
        Self {
            kind: PaymentKind::Refund,
            method: None,
            amount: Fen(-amount.fen()),
            day,
        }
    }
}

/// How a deposit is paid; a refund goes back the same way.
const COUNTER: [PaymentMethod; 6] = [
    PaymentMethod::WeChat,
    PaymentMethod::Cash,
    PaymentMethod::Alipay,
    PaymentMethod::Card,
    PaymentMethod::WeChat,
    PaymentMethod::Transfer,
];

/// Writes the ledger of an order and its account: entry and sums together.
pub fn account(
    sheet: &mut Sheet,
    number: u32,
    order: &Order,
    payer: &str,
    entries: &[Entry],
) -> Result<(), StoreError> {
    let due = if order.state.is_cancelled() {
        Fen::ZERO
    } else {
        order.total
    };
    let given_back = entries
        .iter()
        .any(|entry| entry.kind == PaymentKind::Refund);
    // What goes back did not come in notes, so that no till of a quiet day owes any.
    let counter = if given_back {
        PaymentMethod::WeChat
    } else {
        COUNTER[number as usize / 20 % COUNTER.len()]
    };
    let mut account = OrderAccount::new(order.id, due);
    let first = PaymentId(id(33, number));
    for entry in entries {
        let method = entry.method.unwrap_or(counter);
        let amount = entry.amount;
        account.entries += 1;
        account.paid = Fen(account.paid.fen() + amount.fen());
        account.balance = account.paid;
        if entry.method.is_none() {
            account.deposit = Fen(account.deposit.fen() + amount.fen());
        }
        if method == PaymentMethod::Lender {
            account.lender_paid = Fen(account.lender_paid.fen() + amount.fen());
        }
        sheet.cash.count(entry.day, method, amount);
        sheet.put(&Payment {
            id: PaymentId(id(32 + u128::from(account.entries), number)),
            order_id: order.id,
            n: account.entries,
            kind: entry.kind,
            method,
            amount,
            balance_after: account.balance,
            receipt_number: format!("SKS-{number:06}-{}", account.entries),
            reference: String::new(),
            payer: payer.to_owned(),
            refunds: (entry.kind == PaymentKind::Refund).then_some(first),
            refunded: if given_back && account.entries == 1 {
                amount
            } else {
                Fen::ZERO
            },
            confirmation: method.confirmation(),
            day: entry.day,
            cashier: sheet.cashier,
            remark: String::new(),
            paid_at: sheet.happened(entry.day, 40 + number % 400),
        })?;
    }
    if order.state == OrderState::RefundOpen {
        account.refund_due = account.paid;
        account.refund_by = Some(sheet.ahead(10));
    }
    sheet.put(&account)
}

/// What moved on each day, by method.
#[derive(Default)]
pub struct Days(ByDay<Vec<(PaymentMethod, Fen)>>);

impl Days {
    pub fn count(&mut self, day: NaiveDate, method: PaymentMethod, amount: Fen) {
        self.0.entry(day).or_default().push((method, amount));
    }
}

/// Writes the cash days: those behind are counted and closed, today's is open.
pub fn days(sheet: &mut Sheet) -> Result<(), StoreError> {
    let mut moved = std::mem::take(&mut sheet.cash.0);
    moved.entry(sheet.today).or_default();
    for (day, payments) in moved {
        let cash_day = a_day(sheet, day, &payments).ok_or_else(|| damaged("too much money"))?;
        sheet.put(&cash_day)?;
    }
    Ok(())
}

fn a_day(sheet: &Sheet, day: NaiveDate, payments: &[(PaymentMethod, Fen)]) -> Option<CashDay> {
    let net = |method: PaymentMethod| {
        Fen::sum(
            payments
                .iter()
                .filter(|(there, _)| *there == method)
                .map(|(_, amount)| *amount),
        )
    };
    let (taken, given): (Vec<Fen>, Vec<Fen>) = payments
        .iter()
        .map(|(_, amount)| *amount)
        .partition(|amount| !amount.is_negative());
    let open = CashDay {
        id: cash_day_id(sheet.lane, day),
        day,
        state: CashDayState::Open,
        opened_by: Some(sheet.cashier),
        opened_at: Some(sheet.happened(day, 0)),
        opening_float: FLOAT,
        entries: u32::try_from(payments.len()).ok()?,
        paid_in: Fen::sum(taken)?,
        paid_out: Fen::sum(given)?.checked_neg()?,
        cash: net(PaymentMethod::Cash)?,
        transfer: net(PaymentMethod::Transfer)?,
        card: net(PaymentMethod::Card)?,
        we_chat: net(PaymentMethod::WeChat)?,
        alipay: net(PaymentMethod::Alipay)?,
        lender: net(PaymentMethod::Lender)?,
        counted: Json(Vec::new()),
        denominations: Json(Vec::new()),
        difference: Fen::ZERO,
        explanation: String::new(),
        closed_by: None,
        closed_at: None,
    };
    if day >= sheet.today {
        return Some(open);
    }
    closed(sheet, open)
}

/// The day as it was counted in the evening; now and then a yuan is missing.
fn closed(sheet: &Sheet, open: CashDay) -> Option<CashDay> {
    let mut dice = Dice::of(open.entries.wrapping_add(open.day.to_epoch_days() as u32));
    let missing = if dice.below(12) == 0 { 100 } else { 0 };
    let till = Fen(open.expected(PaymentMethod::Cash)?.fen() - missing);
    let mut counted = Vec::new();
    for method in PaymentMethod::ALL.iter().copied() {
        let expected = open.expected(method)?;
        if method != PaymentMethod::Cash && expected.is_zero() {
            continue;
        }
        counted.push(MethodCount {
            method,
            expected,
            counted: if method == PaymentMethod::Cash {
                till
            } else {
                expected
            },
        });
    }
    let evening: Timestamp = sheet.happened(open.day, 570);
    Some(CashDay {
        state: CashDayState::Closed,
        counted: Json(counted),
        denominations: Json(pieces(till)),
        difference: Fen(-missing),
        explanation: if missing == 0 {
            String::new()
        } else {
            "找零时多找了一元".to_owned()
        },
        closed_by: Some(sheet.cashier),
        closed_at: Some(evening),
        ..open
    })
}

/// The fewest notes and coins that make a sum in the till; a till that owes has none.
fn pieces(sum: Fen) -> Vec<Denomination> {
    const FACES: [i64; 10] = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 20, 10, 1];
    let mut left = sum.fen().max(0);
    let mut pieces = Vec::new();
    for face in FACES {
        let count = left / face;
        left %= face;
        if let Ok(count) = u32::try_from(count)
            && count > 0
        {
            pieces.push(Denomination {
                face: Fen(face),
                pieces: count,
            });
        }
    }
    pieces
}
