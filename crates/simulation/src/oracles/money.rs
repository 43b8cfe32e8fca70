//! Accounts and cash days have the sums of their payments.

use chrono::NaiveDate;
use domain::{
    cash_days::CashDay,
    ids::OrderId,
    money::Fen,
    payments::{OrderAccount, Payment, PaymentMethod},
    plans::PlanEntry,
    repair_orders::SettlementPayment,
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let payments: Vec<Payment> = rows::all(connection)?;
    let paid = |order: OrderId| {
        payments
            .iter()
            .filter(move |payment| payment.order_id == order)
    };
    for account in rows::all::<OrderAccount>(connection)? {
        let sum: i64 = paid(account.id).map(|payment| payment.amount.0).sum();
        let mut places: Vec<u32> = paid(account.id).map(|payment| payment.n).collect();
        places.sort_unstable();
        let expected: Vec<u32> = (1..=account.entries).collect();
        if Fen(sum) != account.balance || places != expected {
            broken.push(format!(
                "order {:?} has payments of {sum} under {places:?} and an account of {:?} over {}",
                account.id, account.balance, account.entries
            ));
        }
    }
    let counted = counted(connection, &payments)?;
    for day in rows::all::<CashDay>(connection)? {
        let of_day = || counted.iter().filter(|money| money.day == day.day);
        let sum: i64 = of_day().map(|money| money.amount.0).sum();
        let cash: i64 = of_day()
            .filter(|money| money.method == PaymentMethod::Cash)
            .map(|money| money.amount.0)
            .sum();
        if of_day().count() != day.entries as usize
            || sum != day.paid_in.0 - day.paid_out.0
            || cash != day.cash.0
        {
            broken.push(format!(
                "cash day {} does not have the sums of its payments",
                day.day
            ));
        }
    }
    Ok(())
}

/// Money that counts in a cash day, wherever it was taken.
struct Counted {
    day: NaiveDate,
    method: PaymentMethod,
    amount: Fen,
}

fn counted(connection: &Connection, payments: &[Payment]) -> Result<Vec<Counted>, StoreError> {
    let of_orders = payments.iter().map(|payment| Counted {
        day: payment.day,
        method: payment.method,
        amount: payment.amount,
    });
    let mut counted: Vec<Counted> = of_orders.collect();
    for payment in rows::all::<SettlementPayment>(connection)? {
        counted.push(Counted {
            day: payment.day,
            method: payment.method,
            amount: payment.amount,
        });
    }
    for entry in rows::all::<PlanEntry>(connection)? {
        if let (Some(day), Some(method)) = (entry.day, entry.method) {
            counted.push(Counted {
                day,
                method,
                amount: entry.money,
            });
        }
    }
    Ok(counted)
}
