//! The life of an order, told as sentences, and proved over any sequence of steps.

use proptest::prelude::*;

use super::{house::*, *};
use crate::{
    Command,
    command::Outcome,
    payments::{OrderAccount, Payment, PaymentKind, RefundPayment},
    vehicles::{CertificateState, Vehicle, VehicleState},
};

fn codes(outcome: &Outcome) -> Vec<&str> {
    outcome
        .concerns
        .iter()
        .map(|concern| concern.code.as_str())
        .collect()
}

#[test]
fn an_order_goes_through_its_whole_life() {
    let mut house = House::new();
    house.give(Command::MakeOrder(make(10)));
    assert_eq!(house.order(10).state, OrderState::Draft);
    house.give(sign(10));
    assert_eq!(house.order(10).state, OrderState::Signed);
    house.give(deposit(1, 10, 1_000_000));
    assert_eq!(house.order(10).state, OrderState::DepositPaid);
    house.give(allocate(10, 100));
    assert_eq!(house.order(10).state, OrderState::Allocated);
    house.made_ready(10);
    assert_eq!(house.order(10).state, OrderState::Ready);
    let outcome = house.give(deliver(10));
    assert_eq!(outcome.concerns, []);
    assert_eq!(house.order(10).state, OrderState::Delivered);
    let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
    assert_eq!((car.state, car.held_by), (VehicleState::Delivered, None));
    assert_eq!(car.certificate, CertificateState::HandedOver);
    house.give(Command::RecordPlate(RecordPlate {
        order: id(10),
        plate: "京A12345".to_owned(),
        temporary_until: None,
    }));
    assert_eq!(house.order(10).state, OrderState::Registered);
    house.give(Command::RecordFollowUp(RecordFollowUp {
        order: id(10),
        note: String::new(),
    }));
    assert_eq!(house.order(10).state, OrderState::FollowedUp);
}

#[test]
fn an_order_without_an_agreed_advance_waits_for_none() {
    let mut house = House::new();
    house.give(Command::MakeOrder(MakeOrder {
        advance_agreed: Fen::ZERO,
        ..make(10)
    }));
    house.give(sign(10));
    assert_eq!(house.order(10).state, OrderState::DepositPaid);
}

#[test]
fn a_draft_takes_no_car_and_no_binding_deposit() {
    let mut house = House::new();
    house.give(Command::MakeOrder(make(10)));
    assert_eq!(
        house.refused(allocate(10, 100)).code,
        "orderStepNotPossible"
    );
    assert_eq!(
        house.refused(deposit(1, 10, 100)).code,
        "orderStepNotPossible"
    );
}

#[test]
fn a_contract_is_not_signed_with_a_buyer_whose_identity_nobody_recorded() {
    let mut house = House::new();
    let customer: crate::customers::Customer =
        house.find(id::<CustomerId>(50)).expect("a customer");
    house.put(&crate::customers::Customer {
        identity_number: String::new(),
        ..customer
    });
    house.give(Command::MakeOrder(make(10)));
    let refusal = house.refused(sign(10));
    assert_eq!(refusal.code, "orderNotComplete");
    assert_eq!(refusal.values["missing"], "identity");
}

#[test]
fn the_second_order_is_told_by_number_and_name_who_has_the_car() {
    let mut house = House::new();
    house.with_deposit(10);
    house.with_deposit(11);
    house.give(allocate(10, 100));
    let refusal = house.refused(allocate(11, 100));
    assert_eq!(refusal.code, "vehicleHeldBy");
    assert_eq!(refusal.values["orderNumber"], "SO-10");
    assert_eq!(refusal.values["person"], "同事1");
    house.give(Command::ReleaseVehicle(ReleaseVehicle {
        order: id(10),
        reason: String::new(),
    }));
    house.give(allocate(11, 100));
}

#[test]
fn a_car_that_must_not_be_sold_is_not_allocated() {
    let mut house = House::new();
    house.with_deposit(10);
    let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
    house.put(&Vehicle {
        stop_sale: "召回".to_owned(),
        ..car
    });
    assert_eq!(house.refused(allocate(10, 100)).code, "vehicleStopSale");
}

#[test]
fn a_car_released_before_it_arrived_is_on_its_way_again() {
    let mut house = House::new();
    house.with_deposit(10);
    let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
    house.put(&Vehicle {
        state: VehicleState::InTransit,
        arrived_on: None,
        ..car
    });
    house.give(allocate(10, 100));
    house.give(Command::ReleaseVehicle(ReleaseVehicle {
        order: id(10),
        reason: String::new(),
    }));
    let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
    assert_eq!(car.state, VehicleState::InTransit);
}

#[test]
fn a_car_has_one_valid_invoice_until_a_red_letter_reverses_it() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(allocate(10, 100));
    let invoice = |number: &str| {
        Command::RecordInvoice(RecordInvoice {
            order: id(10),
            number: number.to_owned(),
            issued_on: day(2026, 11, 22),
            amount: PRICE,
        })
    };
    house.give(invoice("2600000001"));
    assert_eq!(house.refused(invoice("2600000002")).code, "invoiceStands");
    house.give(Command::RecordRedLetter(RecordRedLetter {
        order: id(10),
        number: "2600000009".to_owned(),
        reversed_on: day(2026, 11, 22),
    }));
    house.give(invoice("2600000002"));
}

#[test]
fn a_car_handed_over_without_its_papers_is_delivered_and_each_gap_is_put_to_a_person() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(allocate(10, 100));
    let outcome = house.give(deliver(10));
    assert_eq!(house.order(10).state, OrderState::Delivered);
    let missing: Vec<_> = outcome
        .concerns
        .iter()
        .map(|concern| concern.values["missing"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(
        missing,
        ["balance", "invoice", "insurance", "inspection", "plate"]
    );
    assert_eq!(house.refused(deliver(10)).code, "alreadyDelivered");
}

#[test]
fn an_item_that_nobody_ticked_is_put_to_a_person() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(allocate(10, 100));
    house.made_ready(10);
    let Command::DeliverVehicle(mut command) = deliver(10) else {
        panic!("a hand-over")
    };
    command.items.retain(|tick| tick.item != HandoverItem::Keys);
    let outcome = house.give(Command::DeliverVehicle(command));
    assert_eq!(codes(&outcome), ["handoverItemOpen"]);
}

#[test]
fn an_approved_loan_counts_as_money_for_the_hand_over() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(allocate(10, 100));
    house.give(Command::RecordFinanceDecision(RecordFinanceDecision {
        order: id(10),
        decision: FinanceState::Approved,
        lender: "银行".to_owned(),
        loan: Fen(PRICE.0 - 1_000_000),
    }));
    let outcome = house.give(deliver(10));
    assert!(
        !outcome
            .concerns
            .iter()
            .any(|c| c.values["missing"] == "balance")
    );
}

#[test]
fn nobody_approves_the_discount_they_asked_for() {
    let mut house = House::new();
    house.give(Command::MakeOrder(make(10)));
    house.give(Command::AskOrderApproval(AskOrderApproval {
        order: id(10),
        reason: String::new(),
    }));
    assert_eq!(house.refused(sign(10)).code, "orderStepNotPossible");
    let decide = || {
        Command::DecideOrderApproval(DecideOrderApproval {
            order: id(10),
            verdict: OrderVerdict::Approve,
            reason: String::new(),
        })
    };
    assert_eq!(house.refused(decide()).code, "ownApproval");
    house.give_as(2, decide()).expect("a colleague decides");
    house.give(sign(10));
}

#[test]
fn an_agreed_deposit_above_a_fifth_is_refused_with_the_cap() {
    let mut house = House::new();
    let refusal = house.refused(Command::MakeOrder(MakeOrder {
        advance_agreed: Fen(4_000_001),
        ..make(10)
    }));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("depositAboveCap", Some("advanceAgreed"))
    );
    assert_eq!(refusal.values["cap"], 4_000_000);
}

#[test]
fn an_order_sells_exactly_one_car() {
    let mut house = House::new();
    let refusal = house.refused(Command::MakeOrder(MakeOrder {
        lines: vec![line(OrderLineKind::Accessory, 100)],
        ..make(10)
    }));
    assert_eq!(refusal.code, "oneCarLine");
}

#[test]
fn whose_fault_it_is_decides_where_the_deposit_goes() {
    for (fault, refund, compensation) in [
        (Fault::Buyer, 0, 0),
        (Fault::Nobody, 1_000_000, 0),
        (Fault::Seller, 1_000_000, 1_000_000),
    ] {
        let mut house = House::new();
        house.with_deposit(10);
        house.give(allocate(10, 100));
        house.give(cancel(10, fault));
        let account = house.account(10);
        assert_eq!(
            (account.refund_due, account.compensation_due),
            (Fen(refund), Fen(compensation))
        );
        let open = refund > 0 || compensation > 0;
        let expected = if open {
            OrderState::RefundOpen
        } else {
            OrderState::Cancelled
        };
        assert_eq!(house.order(10).state, expected);
        let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
        assert_eq!((car.state, car.held_by), (VehicleState::InStock, None));
    }
}

#[test]
fn an_order_can_be_cancelled_from_every_step_before_the_hand_over_and_not_after() {
    for steps in 0..5 {
        let mut house = House::new();
        house.give(Command::MakeOrder(make(10)));
        let life: [&dyn Fn(&mut House); 4] = [
            &|h| drop(h.give(sign(10))),
            &|h| drop(h.give(deposit(1, 10, 1_000_000))),
            &|h| drop(h.give(allocate(10, 100))),
            &|h| h.made_ready(10),
        ];
        for step in life.iter().take(steps) {
            step(&mut house);
        }
        house.give(cancel(10, Fault::Nobody));
        assert!(house.order(10).state.is_cancelled());
    }
    let mut house = House::new();
    house.with_deposit(10);
    house.give(allocate(10, 100));
    house.give(deliver(10));
    assert_eq!(
        house.refused(cancel(10, Fault::Nobody)).code,
        "orderStepNotPossible"
    );
}

#[test]
fn a_cancelled_order_with_an_invoice_asks_for_the_red_letter() {
    let mut house = House::new();
    house.with_deposit(10);
    house.give(allocate(10, 100));
    house.made_ready(10);
    assert_eq!(
        codes(&house.give(cancel(10, Fault::Nobody))),
        ["invoiceToReverse"]
    );
}

/// One thing that somebody does to one of three orders.
fn any_command() -> impl Strategy<Value = (u8, u128, u128, i64)> {
    (0_u8..11, 10_u128..13, 100_u128..103, 1_i64..6_000_000)
}

fn command(what: u8, order: u128, car: u128, amount: i64, place: u128, house: &House) -> Command {
    let new = 10_000 + place;
    match what {
        0 => Command::MakeOrder(make(order)),
        1 => sign(order),
        2 => deposit(new, order, amount),
        3 => Command::RecordPayment(payment(new, order, PaymentKind::Deposit, amount)),
        4 => Command::RecordPayment(payment(new, order, PaymentKind::Balance, amount)),
        5 => allocate(order, car),
        6 => Command::ReleaseVehicle(ReleaseVehicle {
            order: id(order),
            reason: String::new(),
        }),
        7 => cancel(order, Fault::ALL[amount as usize % 3]),
        8 => deliver(order),
        9 => Command::PayCompensation(crate::payments::PayCompensation {
            payment: id(new),
            order: id(order),
            amount: Fen(amount),
            method: crate::payments::PaymentMethod::Cash,
            receipt_number: format!("SK-{new}"),
            reference: String::new(),
            payer: String::new(),
        }),
        _ => {
            let payments: Vec<Payment> = house.all();
            let original = payments
                .get(amount as usize % payments.len().max(1))
                .map_or_else(|| id(1), |payment| payment.id);
            Command::RefundPayment(RefundPayment {
                refund: id(new),
                payment: original,
                amount: Fen(amount),
                receipt_number: format!("SK-{new}"),
                reference: String::new(),
                reason: "退款".to_owned(),
            })
        }
    }
}

/// What must hold whatever anybody did.
fn holds(house: &House) {
    let orders: Vec<Order> = house.all();
    let payments: Vec<Payment> = house.all();
    let lines: Vec<OrderLine> = house.all();
    for order in &orders {
        let account: OrderAccount = house.find(order.id).expect("an account");
        let own = || payments.iter().filter(|p| p.order_id == order.id);
        let sum: i64 = own().map(|p| p.amount.0).sum();
        assert_eq!(
            account.balance.0, sum,
            "the balance is the sum of the entries"
        );
        let paid: i64 = own()
            .filter(|p| p.kind != PaymentKind::Compensation)
            .map(|p| p.amount.0)
            .sum();
        assert_eq!(account.paid.0, paid);
        assert!(paid >= 0, "no more goes back than came");
        assert_eq!(account.entries as usize, own().count());
        for payment in own() {
            assert!(
                payment.refunded.0 <= payment.amount.0.max(0),
                "a refund is within its payment"
            );
        }
        let total: i64 = lines
            .iter()
            .filter(|l| l.order_id == order.id)
            .map(|l| l.amount.0)
            .sum();
        assert_eq!(order.total.0, total, "the total is the sum of the lines");
        if !order.state.is_cancelled() {
            assert_eq!(
                account.due, order.total,
                "the account owes what the contract says"
            );
        }
        assert!(
            account.deposit.0 <= order.total.0 / 5,
            "定金 stays within a fifth"
        );
        assert!(account.refund_due.0 >= 0 && account.refund_due.0 <= account.paid.0.max(0));
    }
    for car in house.all::<Vehicle>() {
        let holders: Vec<_> = orders
            .iter()
            .filter(|o| o.state.is_live() && o.vehicle == Some(car.id))
            .collect();
        assert!(holders.len() <= 1, "one car, one live order");
        assert_eq!(car.held_by, holders.first().map(|o| o.id));
    }
    let days: Vec<crate::cash_days::CashDay> = house.all();
    let in_days: i64 = days.iter().map(|d| d.paid_in.0 - d.paid_out.0).sum();
    assert_eq!(in_days, payments.iter().map(|p| p.amount.0).sum::<i64>());
}

proptest! {

    #[test]
    fn whatever_is_commanded_in_whatever_order_money_and_cars_add_up(
        steps in prop::collection::vec(any_command(), 1..60)
    ) {
        let mut house = House::new();
        for (place, (what, order, car, amount)) in steps.into_iter().enumerate() {
            let command = command(what, order, car, amount, place as u128, &house);
            let missing = delivered_without(&house, &command);
            // A refusal is an answer too; it must leave everything as it was.
            if let Ok(outcome) = house.give_as(1, command)
                && let Some(missing) = missing
            {
                let told = outcome.concerns.iter().filter(|c| c.code == "deliveredWithout").count();
                prop_assert_eq!(told, missing, "each missing thing is a concern");
            }
            holds(&house);
        }
    }
}

/// How much is missing for the hand-over that is about to be recorded.
fn delivered_without(house: &House, command: &Command) -> Option<usize> {
    let Command::DeliverVehicle(command) = command else {
        return None;
    };
    let order: Order = house.find(command.order)?;
    let account: OrderAccount = house.find(command.order)?;
    let vehicle: Option<Vehicle> = order.vehicle.and_then(|car| house.find(car));
    Some(
        missing_for(
            OrderStep::Deliver,
            &Picture {
                order: &order,
                account: &account,
                vehicle: vehicle.as_ref(),
                customer: None,
                today: day(2026, 11, 22),
            },
        )
        .len(),
    )
}
