//! Money in and out, told as sentences.

use crate::{
    Command,
    ids::PaymentId,
    money::Fen,
    orders::{Fault, OrderState, house::*},
    payments::*,
};

fn refund(new: u128, of: u128, amount: i64) -> Command {
    Command::RefundPayment(RefundPayment {
        refund: id(new),
        payment: id(of),
        amount: Fen(amount),
        receipt_number: format!("SK-{new}"),
        reference: String::new(),
        reason: "退款".to_owned(),
    })
}

#[test]
fn a_deposit_above_a_fifth_is_refused_beside_the_amount_with_what_may_still_be_taken() {
    let mut house = House::new();
    house.with_deposit(10);
    let refusal = house.refused(deposit(2, 10, 3_000_001));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("depositOverCap", Some("amount"))
    );
    assert_eq!(refusal.values["cap"], 4_000_000);
    assert_eq!(refusal.values["room"], 3_000_000);
    house.give(deposit(2, 10, 3_000_000));
}

#[test]
fn a_deposit_above_a_fifth_that_was_taken_anyway_is_split() {
    let mut house = House::new();
    house.give(Command::MakeOrder(make(10)));
    house.give(sign(10));
    let outcome = house.give(Command::RecordPayment(payment(
        1,
        10,
        PaymentKind::Deposit,
        5_000_000,
    )));
    assert_eq!(outcome.concerns[0].code, "depositSplit");
    assert_eq!(outcome.concerns[0].values["excess"], 1_000_000);
    let mut kinds: Vec<_> = house
        .all::<Payment>()
        .iter()
        .map(|p| (p.n, p.kind, p.amount.0))
        .collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [
            (1, PaymentKind::Deposit, 4_000_000),
            (2, PaymentKind::Prepayment, 1_000_000)
        ]
    );
}

#[test]
fn the_same_payment_sent_twice_counts_once() {
    let mut house = House::new();
    house.with_deposit(10);
    let before = house.account(10);
    house.give(deposit(1_010, 10, 1_000_000));
    assert_eq!(house.account(10), before);
    assert_eq!(house.refused(deposit(1_010, 10, 1)).code, "alreadyExists");
}

#[test]
fn a_refund_is_never_more_than_what_is_left_of_its_payment() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(Command::RecordPayment(payment(
        5,
        10,
        PaymentKind::Balance,
        1_000,
    )));
    house.give(refund(6, 5, 400));
    let refusal = house.refused(refund(7, 5, 601));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("refundBeyondPaid", Some("amount"))
    );
    assert_eq!(refusal.values["left"], 600);
    house.give(refund(7, 5, 600));
    assert_eq!(house.account(10).paid, Fen(1_000_000));
}

#[test]
fn a_binding_deposit_stays_while_the_order_goes_on() {
    let mut house = House::new();
    house.with_deposit(10);
    assert_eq!(house.refused(refund(2, 1_010, 1)).code, "depositBinds");
}

#[test]
fn after_a_cancellation_exactly_what_is_due_goes_back_and_the_order_is_closed() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(Command::RecordPayment(payment(
        5,
        10,
        PaymentKind::Balance,
        2_000_000,
    )));
    house.give(cancel(10, Fault::Buyer));
    assert_eq!(house.account(10).refund_due, Fen(2_000_000));
    house.give(refund(6, 5, 2_000_000));
    assert_eq!(house.order(10).state, OrderState::Cancelled);
    assert_eq!(house.refused(refund(7, 1_010, 1)).code, "refundBeyondDue");
}

#[test]
fn a_seller_at_fault_pays_double_the_deposit() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(cancel(10, Fault::Seller));
    house.give(refund(6, 1_010, 1_000_000));
    assert_eq!(house.order(10).state, OrderState::RefundOpen);
    house.give(Command::PayCompensation(PayCompensation {
        payment: id::<PaymentId>(7),
        order: id(10),
        amount: Fen(1_000_000),
        method: PaymentMethod::Transfer,
        receipt_number: "SK-7".to_owned(),
        reference: String::new(),
        payer: String::new(),
    }));
    assert_eq!(house.order(10).state, OrderState::Cancelled);
    assert_eq!(house.account(10).balance, Fen(-1_000_000));
}

#[test]
fn money_that_no_hand_counted_is_only_recorded() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(Command::RecordPayment(RecordPayment {
        method: PaymentMethod::WeChat,
        ..payment(5, 10, PaymentKind::Balance, 1_000)
    }));
    let payment: Payment = house.find(id::<PaymentId>(5)).expect("the payment");
    assert_eq!(payment.confirmation, PaymentConfirmation::Recorded);
}

#[test]
fn money_for_a_cancelled_order_is_taken_and_owed_back() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(cancel(10, Fault::Buyer));
    let outcome = house.give(Command::RecordPayment(payment(
        5,
        10,
        PaymentKind::Balance,
        1_000,
    )));
    assert_eq!(outcome.concerns[0].code, "paidAfterCancellation");
    assert_eq!(house.order(10).state, OrderState::RefundOpen);
    house.give(refund(6, 5, 1_000));
    assert_eq!(house.order(10).state, OrderState::Cancelled);
}

#[test]
fn money_beyond_the_price_is_taken_and_put_to_a_person() {
    let mut house = House::new();
    house.with_deposit(10);
    let outcome = house.give(Command::RecordPayment(payment(
        5,
        10,
        PaymentKind::Balance,
        PRICE.0,
    )));
    assert_eq!(outcome.concerns[0].code, "overpaid");
    assert_eq!(outcome.concerns[0].values["over"], 1_000_000);
}
