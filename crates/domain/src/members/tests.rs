//! Members and their points, told as sentences.

use super::{house::*, *};
use crate::{
    Command,
    customers::{EraseCustomer, MergeCustomers},
    facts::Facts,
    money::Fen,
    orders::house as sales,
    payments::{PaymentKind, PaymentMethod},
    people::{self, BuiltInRole},
    plans::{PlanKind, RefundPlan, SellPlan},
    refusal::Refusal,
    rights::Rights,
    testing::{House, id},
};

fn code(refusal: &Refusal) -> (&str, Option<&str>) {
    (refusal.code.as_str(), refusal.field.as_deref())
}

const DAY: i64 = Timestamp::DAY;

#[test]
fn a_member_earns_by_what_was_paid_and_a_part_of_a_point_is_not_given() {
    let mut house = with_member();
    paid(&mut house, 100, 1_239);
    house.done(earn(100, None));
    let now = member(&house);
    assert_eq!((now.balance, now.level.as_str()), (123, "银卡"));
    let entry = &ledger(&house)[0];
    assert_eq!(
        (entry.deed, entry.amount, entry.source_number.as_str()),
        (PointsDeed::Earned, Fen(123_900), "JS-100")
    );
    assert_eq!(entry.by_name, "Colleague 1");
    books_hold(&house);
}

#[test]
fn whoever_has_a_level_earns_more_from_the_next_visit_on() {
    let mut house = with_member();
    paid(&mut house, 100, 1_000);
    house.done(earn(100, None));
    paid(&mut house, 102, 1_000);
    house.done(earn(102, None));
    assert_eq!(balance(&house), 100 + 120);
}

#[test]
fn a_level_is_lost_when_the_year_is_over() {
    let mut house = with_member();
    paid(&mut house, 100, 1_000);
    house.done(earn(100, None));
    let terms = terms();
    let level = |text: &str| {
        let earned = member(&house).earned.0;
        level_of(&terms, &earned, day(text)).map(|level| level.name.clone())
    };
    assert_eq!(level("2027-10-31").as_deref(), Some("银卡"));
    assert_eq!(level("2027-11-01").as_deref(), Some("普卡"));
}

#[test]
fn a_source_is_earned_once_also_by_a_membership_that_came_later() {
    let mut house = with_member();
    paid(&mut house, 100, 500);
    house.done(earn(100, None));
    let refusal = house.refused(earn(100, None));
    assert_eq!(code(&refusal), ("earnedAlready", Some("source")));
    assert_eq!(refusal.values["points"], 50);
    house.done(Command::EndMembership(EndMembership {
        customer: id(CUSTOMER),
        group: None,
        reason: "不再需要".to_owned(),
    }));
    house.done(Command::EnrolMember(EnrolMember {
        member: id(MEMBER + 1),
        customer: id(CUSTOMER),
        group: None,
        number: String::new(),
    }));
    assert_eq!(house.refused(earn(100, None)).code, "earnedAlready");
    books_hold(&house);
}

#[test]
fn only_what_the_customer_paid_in_full_earns() {
    let mut house = with_member();
    let mut open = sheet(100, CUSTOMER, 50_000);
    open.state = crate::repair_orders::SettlementState::Open;
    house.put(&open);
    assert_eq!(house.refused(earn(100, None)).code, "notPaidYet");
    taken_back(&mut house, 100);
    assert_eq!(house.refused(earn(100, None)).code, "cameToNothing");
    house.put(&sheet(100, CUSTOMER + 1, 50_000));
    assert_eq!(house.refused(earn(100, None)).code, "paidByAnother");
    let mut by_maker = sheet(100, CUSTOMER, 50_000);
    by_maker.payer = crate::repair_orders::Payer::Warranty;
    house.put(&by_maker);
    assert_eq!(house.refused(earn(100, None)).code, "notPaidYet");
    assert_eq!(house.refused(earn(999, None)).code, "notFound");
    paid(&mut house, 100, 9);
    assert_eq!(house.refused(earn(100, None)).code, "earnsNothing");
}

#[test]
fn points_are_used_oldest_first_and_never_beyond_the_balance() {
    let mut house = with_member();
    paid(&mut house, 100, 500);
    house.done(earn(100, None));
    house.later(30 * DAY);
    paid(&mut house, 102, 500);
    house.done(earn(102, None));
    house.done(burn(60, None, None));
    let refusal = house.refused(burn(41, None, None));
    assert_eq!(code(&refusal), ("pointsShort", Some("points")));
    assert_eq!(refusal.values["balance"], 40);
    let mut lots: Vec<PointsLot> = house.all();
    lots.sort_by_key(|lot| lot.earned_on);
    assert_eq!(
        lots.iter().map(|lot| lot.remaining).collect::<Vec<_>>(),
        [0, 40]
    );
    let last = ledger(&house).pop().expect("an entry");
    assert_eq!((last.points, last.amount), (-60, Fen(600)));
    books_hold(&house);
}

#[test]
fn points_end_after_their_months_and_nothing_that_was_used_ends() {
    let mut house = with_member();
    paid(&mut house, 100, 500);
    house.done(earn(100, None));
    house.done(burn(20, None, None));
    assert_eq!(house.refused(expire("2026-11-22")).code, "nothingExpired");
    let refusal = house.refused(expire("2027-11-23"));
    assert_eq!(
        code(&refusal),
        ("dateOutOfRange", Some("before")),
        "nobody ends them early"
    );
    house.later(366 * DAY);
    house.done(expire("2027-11-23"));
    assert_eq!(balance(&house), 0);
    let last = ledger(&house).pop().expect("an entry");
    assert_eq!((last.deed, last.points), (PointsDeed::Expired, -30));
    assert_eq!(house.refused(expire("2027-11-23")).code, "nothingExpired");
    books_hold(&house);
}

#[test]
fn what_has_ended_is_not_used_although_nobody_had_entered_it() {
    let mut house = with_member();
    paid(&mut house, 100, 500);
    house.done(earn(100, None));
    house.later(366 * DAY);
    assert_eq!(house.refused(burn(10, None, None)).code, "pointsShort");
    paid(&mut house, 102, 500);
    house.done(earn(102, None));
    house.done(burn(50, None, None));
    let deeds: Vec<PointsDeed> = ledger(&house).iter().map(|entry| entry.deed).collect();
    assert_eq!(
        deeds,
        [
            PointsDeed::Earned,
            PointsDeed::Earned,
            PointsDeed::Expired,
            PointsDeed::Burned
        ]
    );
    books_hold(&house);
}

#[test]
fn time_enters_what_has_ended_and_finds_it_by_one_look_up() {
    let mut house = with_member();
    paid(&mut house, 100, 500);
    house.done(earn(100, None));
    house.later(400 * DAY);
    let before = day("2027-12-01");
    let found = house.find(&lots_to_expire(before)).expect("an answer");
    assert_eq!(found.len(), 1);
    house.act_with(people::PLATFORM.0.as_u128(), Rights::all());
    house.done(expire("2027-12-01"));
    assert!(
        house
            .find(&lots_to_expire(before))
            .expect("an answer")
            .is_empty()
    );
    books_hold(&house);
}

#[test]
fn a_sheet_that_is_taken_back_takes_its_points_and_gives_back_what_was_burned_on_it() {
    let mut house = with_member();
    paid(&mut house, 100, 1_000);
    house.done(earn(100, None));
    paid(&mut house, 102, 500);
    house.done(burn(70, Some(102), None));
    house.done(earn(102, None));
    assert_eq!(balance(&house), 100 - 70 + 60);
    assert_eq!(house.refused(reverse(102, None)).code, "nothingToReverse");
    taken_back(&mut house, 102);
    house.done(reverse(102, None));
    assert_eq!(balance(&house), 100);
    assert_eq!(house.refused(reverse(102, None)).code, "nothingToReverse");
    assert_eq!(
        house.refused(burn(1, Some(102), None)).code,
        "cameToNothing"
    );
    books_hold(&house);
}

#[test]
fn money_that_is_given_back_in_part_takes_its_part_of_the_points() {
    let mut house = with_member();
    paid(&mut house, 100, 1_000);
    house.done(earn(100, None));
    given_back(&mut house, 100, 755);
    house.done(reverse(100, None));
    assert_eq!(balance(&house), 75);
    given_back(&mut house, 100, 500);
    house.done(reverse(100, None));
    assert_eq!(balance(&house), 50);
    assert_eq!(member(&house).level, "普卡");
    books_hold(&house);
}

#[test]
fn points_that_were_used_before_their_money_went_back_are_owed_and_paid_by_the_next() {
    let mut house = with_member();
    paid(&mut house, 100, 1_000);
    house.done(earn(100, None));
    house.done(burn(80, None, None));
    taken_back(&mut house, 100);
    house.done(reverse(100, None));
    assert_eq!(balance(&house), -80);
    assert_eq!(house.refused(burn(1, None, None)).code, "pointsShort");
    paid(&mut house, 102, 1_000);
    house.done(earn(102, None));
    assert_eq!(balance(&house), 20);
    books_hold(&house);
}

#[test]
fn points_that_have_ended_are_not_taken_back_a_second_time() {
    let mut house = with_member();
    paid(&mut house, 100, 1_000);
    house.done(earn(100, None));
    house.later(400 * DAY);
    house.done(expire("2027-12-01"));
    taken_back(&mut house, 100);
    assert_eq!(house.refused(reverse(100, None)).code, "nothingToReverse");
    assert_eq!(balance(&house), 0);
}

#[test]
fn points_are_put_right_by_right_and_with_a_reason() {
    let mut house = with_member();
    house.done(adjust(30));
    house.done(adjust(-10));
    assert_eq!(balance(&house), 20);
    assert_eq!(house.refused(adjust(-21)).code, "pointsShort");
    assert_eq!(
        code(&house.refused(adjust(0))),
        ("pointsImplausible", Some("points"))
    );
    let without = Command::AdjustPoints(AdjustPoints {
        customer: id(CUSTOMER),
        group: None,
        points: 1,
        reason: " ".to_owned(),
    });
    assert_eq!(code(&house.refused(without)), ("empty", Some("reason")));
    house.act_as(1, BuiltInRole::Cashier);
    assert_eq!(house.refused(adjust(1)).code, "missingRight");
    books_hold(&house);
}

#[test]
fn whoever_looks_after_customers_or_stands_at_the_till_moves_points_and_nobody_else() {
    for (role, may) in [
        (BuiltInRole::SalesConsultant, true),
        (BuiltInRole::ServiceAdvisor, true),
        (BuiltInRole::Cashier, true),
        (BuiltInRole::Technician, false),
        (BuiltInRole::Parts, false),
    ] {
        let mut house = with_member();
        paid(&mut house, 100, 500);
        house.act_as(1, role);
        assert_eq!(house.give(earn(100, None)).is_ok(), may, "{role:?}");
        assert_eq!(house.give(burn(10, None, None)).is_ok(), may, "{role:?}");
        assert_eq!(
            house.give(rules(terms(), None)).err().map(|no| no.code),
            Some("missingRight".to_owned())
        );
    }
}

#[test]
fn rules_hold_from_a_day_on_and_not_before_today() {
    let mut house = house();
    house.done(enrol(None));
    paid(&mut house, 100, 500);
    let refusal = house.refused(earn(100, None));
    assert_eq!(refusal.code, "noPointsRules");
    let from = |policy: u128, text: &str, terms: PointsTerms| {
        Command::SetPointsPolicy(SetPointsPolicy {
            policy: id(policy),
            group: None,
            valid_from: day(text),
            terms,
        })
    };
    let early = house.refused(from(90, "2026-11-21", terms()));
    assert_eq!(code(&early), ("dateOutOfRange", Some("validFrom")));
    house.done(from(90, "2026-11-22", terms()));
    let mut double = terms();
    double.rates[0].per_hundred_yuan = 20;
    house.done(from(91, "2026-11-24", double));
    house.done(earn(100, None));
    assert_eq!(balance(&house), 50);
    house.later(2 * DAY);
    paid(&mut house, 102, 500);
    house.done(earn(102, None));
    assert_eq!(balance(&house), 150);
}

#[test]
fn rules_that_contradict_themselves_are_refused_beside_their_field() {
    let mut house = house();
    let mut wrong = Vec::new();
    let mut with = |field: &'static str, change: fn(&mut PointsTerms)| {
        let mut terms = terms();
        change(&mut terms);
        wrong.push((field, terms));
    };
    with("terms.rates", |terms| terms.rates.push(terms.rates[0]));
    with("terms.rates", |terms| {
        terms.rates[0].per_hundred_yuan = 10_001;
    });
    with("terms.fenPerPoint", |terms| terms.fen_per_point = 0);
    with("terms.months", |terms| terms.months = Some(0));
    with("terms.levels", |terms| terms.levels[1].from_points = 0);
    with("terms.levels", |terms| {
        terms.levels[1].name = " 普卡 ".to_owned();
    });
    with("terms.levels", |terms| terms.levels[0].earns_percent = 99);
    for (field, terms) in wrong {
        let refusal = house.refused(rules(terms, None));
        assert_eq!(code(&refusal), ("pointsRulesImplausible", Some(field)));
    }
}

#[test]
fn a_customer_is_one_member_and_a_mobile_too() {
    let mut house = with_member();
    let refusal = house.refused(enrol(None));
    assert_eq!(refusal.code, "alreadyMember");
    house.done(customer(CUSTOMER + 1, "13800000034"));
    let other = |member: u128| {
        Command::EnrolMember(EnrolMember {
            member: id(member),
            customer: id(CUSTOMER + 1),
            group: None,
            number: String::new(),
        })
    };
    let refusal = house.refused(other(51));
    assert_eq!(refusal.code, "mobileIsMembers");
    let link = Command::LinkMember(LinkMember {
        member: id(MEMBER),
        customer: id(CUSTOMER + 1),
        group: None,
    });
    assert_eq!(house.refused(link).code, "memberIsAnother");
    // Once both turn out to be one, the member is the one's.
    house.done(Command::MergeCustomers(MergeCustomers {
        merge: id(60),
        kept: id(CUSTOMER + 1),
        taken: id(CUSTOMER),
        take: Vec::new(),
    }));
    assert_eq!(house.refused(other(51)).code, "alreadyMember");
    house.put(&sheet(100, CUSTOMER + 1, 50_000));
    house.done(earn(100, None));
    assert_eq!(balance(&house), 50);
}

#[test]
fn a_membership_that_ends_forfeits_its_points_and_forgets_the_mobile() {
    let mut house = with_member();
    paid(&mut house, 100, 500);
    house.done(earn(100, None));
    let erase = Command::EraseCustomer(EraseCustomer {
        customer: id(CUSTOMER),
        reason: "本人申请".to_owned(),
    });
    assert_eq!(house.refused(erase.clone()).code, "stillMember");
    let end = Command::EndMembership(EndMembership {
        customer: id(CUSTOMER),
        group: None,
        reason: "本人申请注销".to_owned(),
    });
    let outcome = house.done(end.clone());
    let member_row = outcome
        .changes
        .0
        .iter()
        .filter(|change| change.table.name == "member");
    let pasts: Vec<_> = member_row.map(|change| change.past).collect();
    assert_eq!(pasts, [crate::changes::Past::Erased]);
    let now = member(&house);
    assert_eq!(
        (now.state, now.balance, now.mobile),
        (MemberState::Left, 0, None)
    );
    assert_eq!(house.refused(end).code, "noMember");
    assert_eq!(house.refused(burn(1, None, None)).code, "noMember");
    house.done(erase);
    books_hold(&house);
}

#[test]
fn what_is_due_is_proposed_with_the_points_that_the_rules_give() {
    let mut house = with_member();
    let plan = SellPlan {
        plan: id(2_000),
        number: "TC-1".to_owned(),
        receipt_number: "SK-1".to_owned(),
        kind: PlanKind::StoredValue,
        title: "储值".to_owned(),
        customer: id(CUSTOMER),
        car: None,
        operation: None,
        sale: None,
        price: Fen(100_000),
        value: None,
        times: None,
        valid_from: day("2026-11-22"),
        valid_until: None,
        until_km: None,
        method: PaymentMethod::Card,
    };
    house.done(Command::SellPlan(plan));
    let due = |house: &House| {
        let customers = [id(CUSTOMER)];
        let today = day("2026-11-22");
        let member = member(house);
        points_due(house, house, &customers, &member, &terms(), today).expect("an answer")
    };
    let waiting = due(&house);
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (waiting[0].deed, waiting[0].points, waiting[0].amount),
        (PointsDeed::Earned, 50, Fen(100_000))
    );
    house.done(Command::EarnPoints(EarnPoints {
        customer: id(CUSTOMER),
        group: None,
        spending: Spending::Plan,
        source: id(2_000),
    }));
    assert!(due(&house).is_empty());
    house.done(Command::RefundPlan(RefundPlan {
        plan: id(2_000),
        amount: Fen(40_000),
        method: PaymentMethod::Card,
        reason: "客户换车".to_owned(),
        receipt_number: "SK-2".to_owned(),
    }));
    let waiting = due(&house);
    assert_eq!(
        (waiting[0].deed, waiting[0].points),
        (PointsDeed::TakenBack, -20)
    );
    house.done(Command::ReversePoints(ReversePoints {
        customer: id(CUSTOMER),
        group: None,
        spending: Spending::Plan,
        source: id(2_000),
        reason: String::new(),
    }));
    assert!(due(&house).is_empty());
    assert_eq!(balance(&house), 30);
    books_hold(&house);
}

#[test]
fn a_sale_earns_once_it_is_paid_and_loses_it_when_it_is_cancelled() {
    let mut house = sales::House::new();
    house.act_with(1, Rights::all());
    house.done(rules(terms(), None));
    house.done(Command::EnrolMember(EnrolMember {
        member: id(MEMBER),
        customer: id(50),
        group: None,
        number: String::new(),
    }));
    house.with_deposit(60);
    let sold = || EarnPoints {
        customer: id(50),
        group: None,
        spending: Spending::Car,
        source: id(60),
    };
    let refusal = house.refused(Command::EarnPoints(sold()));
    assert_eq!(refusal.code, "notPaidYet");
    let rest = house.account(60).outstanding().0;
    let payment = sales::payment(3_060, 60, PaymentKind::Balance, rest);
    house.give(Command::RecordPayment(payment));
    house.give(Command::EarnPoints(sold()));
    let earned: Member = house.find(id::<MemberId>(MEMBER)).expect("the member");
    assert_eq!((earned.balance, earned.level.as_str()), (2_000, "金卡"));
    house.give(sales::cancel(60, crate::orders::Fault::Seller));
    house.give(Command::ReversePoints(ReversePoints {
        customer: id(50),
        group: None,
        spending: Spending::Car,
        source: id(60),
        reason: String::new(),
    }));
    let now: Member = house.find(id::<MemberId>(MEMBER)).expect("the member");
    assert_eq!(now.balance, 0);
    books_hold(&house);
}
