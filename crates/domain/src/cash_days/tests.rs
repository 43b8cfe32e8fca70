//! The cashier's day, told as sentences.

use crate::{
    Command,
    cash_days::*,
    ids::PaymentId,
    orders::house::*,
    payments::{Payment, PaymentKind},
    testing::LANE,
};

fn close(pieces: &[(i64, u32)], explanation: &str) -> Command {
    Command::CloseCashDay(CloseCashDay {
        day: day(2026, 11, 22),
        pieces: pieces
            .iter()
            .map(|(face, pieces)| Denomination {
                face: Fen(*face),
                pieces: *pieces,
            })
            .collect(),
        counted: Vec::new(),
        explanation: explanation.to_owned(),
    })
}

fn open(float: i64) -> Command {
    Command::OpenCashDay(OpenCashDay {
        opening_float: Fen(float),
    })
}

#[test]
fn a_day_is_opened_once_and_closed_when_the_count_is_what_should_be_there() {
    let mut house = House::new();
    house.give(open(50_000));
    assert_eq!(house.refused(open(1)).code, "cashDayOpen");
    house.with_deposit(10);
    house.give(close(&[(10_000, 105)], ""));
    let day: CashDay = house
        .find(cash_day_id(LANE, day(2026, 11, 22)))
        .expect("the day");
    assert_eq!(
        (day.state, day.difference),
        (CashDayState::Closed, Fen::ZERO)
    );
    assert_eq!(house.refused(close(&[], "")).code, "cashDayClosed");
}

#[test]
fn a_difference_is_explained_or_the_day_stays_open() {
    let mut house = House::new();
    house.with_deposit(10);
    let refusal = house.refused(close(&[(10_000, 99)], ""));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("differenceUnexplained", Some("explanation"))
    );
    assert_eq!(refusal.values["difference"], -10_000);
    house.give(close(&[(10_000, 99)], "少收一张"));
}

#[test]
fn no_note_is_counted_that_does_not_exist() {
    let mut house = House::new();
    house.with_deposit(10);
    assert_eq!(
        house.refused(close(&[(300, 1)], "")).code,
        "denominationUnknown"
    );
}

#[test]
fn money_after_the_closing_counts_in_the_next_day_and_is_put_to_a_person() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(close(&[(10_000, 100)], ""));
    let outcome = house.give(Command::RecordPayment(payment(
        5,
        10,
        PaymentKind::Balance,
        1_000,
    )));
    assert_eq!(outcome.concerns[0].code, "cashDayWasClosed");
    let payment: Payment = house.find(id::<PaymentId>(5)).expect("the payment");
    assert_eq!(payment.day, day(2026, 11, 23));
}
