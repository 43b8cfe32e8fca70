//! Promotions and coupons, told as sentences.

mod properties;

use uuid::Uuid;

use super::*;
use crate::{
    Command,
    catalogue::Model,
    groups::StorePart,
    ids::{CustomerId, ModelId, PersonId, QuoteId},
    orders::{MakeOrder, lines_of_quote},
    people::BuiltInRole,
    quotes::{
        AcceptQuote, LineKind, Quote, QuoteLine, WithdrawQuote, Working,
        testing::{House, id},
        tests::{day, electric, issue, loan, save, yuan},
    },
    refusal::Refusal,
    rights::Rights,
    testing::{self, LANE},
};

const GROUP: LaneId = LaneId(Uuid::from_u128(70));
const CONSULTANT: u128 = 1;
const MANAGER: u128 = 2;

fn house() -> House {
    let mut house = House::on(2026, 7, 1);
    house.person(CONSULTANT, BuiltInRole::SalesConsultant);
    house.person(MANAGER, BuiltInRole::SalesManager);
    house
}

fn consultant() -> PersonId {
    id(CONSULTANT)
}

fn manager() -> PersonId {
    id(MANAGER)
}

fn set(promotion: u128, benefit: Benefit) -> SetPromotion {
    SetPromotion {
        promotion: id(promotion),
        group: None,
        name: format!("促销{promotion}"),
        terms: "限当月开票".to_owned(),
        valid_from: day("2026-07-01"),
        valid_until: day("2026-07-20"),
        cars: Vec::new(),
        payment: None,
        benefit,
        stacking: Stacking::WithOtherKinds,
        with_coupon: false,
        budget: None,
        budget_uses: None,
    }
}

fn money_off(yuan_off: i64) -> Benefit {
    Benefit::MoneyOff {
        amount: yuan(yuan_off),
    }
}

fn mats() -> Benefit {
    Benefit::Accessory {
        name: "脚垫".to_owned(),
        value: yuan(800),
    }
}

fn start(promotion: u128, group: Option<GroupId>) -> Command {
    Command::StartPromotion(StartPromotion {
        promotion: id(promotion),
        group,
    })
}

fn running(house: &mut House, promotion: SetPromotion) {
    let number = promotion.promotion.0.as_u128();
    house.give(manager(), Command::SetPromotion(promotion));
    house.give(manager(), start(number, None));
}

fn quoted(house: &mut House, quote: u128) {
    let inputs = electric(yuan(200_000), "2026-07-10");
    house.give(consultant(), Command::SaveQuote(save(quote, &inputs)));
}

fn take(taken: u128, quote: u128, promotion: u128, yuan_off: i64) -> TakePromotion {
    TakePromotion {
        taken: id(taken),
        quote: id(quote),
        promotion: id(promotion),
        group: None,
        coupon: String::new(),
        amount: yuan(yuan_off),
    }
}

fn taking(house: &mut House, command: TakePromotion) {
    house.give(consultant(), Command::TakePromotion(command));
}

fn not_taken(house: &mut House, command: TakePromotion) -> Refusal {
    house.refused(consultant(), Command::TakePromotion(command))
}

fn quote(house: &House, number: u128) -> Quote {
    house.get(id::<QuoteId>(number))
}

fn lines(house: &House, number: u128) -> Vec<QuoteLine> {
    let mut lines: Vec<QuoteLine> = house.all();
    lines.retain(|line| line.quote == id(number));
    lines.sort_by_key(|line| line.position);
    lines
}

fn promotion(house: &House, number: u128) -> Promotion {
    house.get(id::<PromotionId>(number))
}

#[test]
fn each_yuan_off_is_a_line_that_names_its_promotion_and_is_no_discount_of_the_consultant() {
    let mut house = house();
    running(&mut house, set(50, money_off(12_000)));
    running(&mut house, set(51, mats()));
    quoted(&mut house, 10);
    let before = quote(&house, 10);
    taking(&mut house, take(90, 10, 50, 12_000));
    taking(&mut house, take(91, 10, 51, 0));

    let after = quote(&house, 10);
    assert_eq!(after.car_price, yuan(188_000));
    assert_eq!(after.discount, Fen::ZERO);
    let lines = lines(&house, 10);
    let off = lines.iter().find(|line| line.kind == LineKind::Discount);
    let off = off.expect("a line");
    assert_eq!((off.name.as_str(), off.amount), ("促销50", yuan(-12_000)));
    assert_eq!(off.working.0, Working::Promotion { taken: id(90) });
    let gift = lines.iter().find(|line| line.kind == LineKind::Accessory);
    assert_eq!(gift.expect("a line").name, "脚垫 · 促销51");
    assert_eq!(
        Fen::sum(lines.iter().map(|line| line.amount)),
        Some(after.total)
    );
    assert!(after.total < before.total);
    // Six percent of the price is more than a consultant gives away, and none of it is theirs.
    house.give(consultant(), issue(10));
}

#[test]
fn a_share_of_the_guide_price_ends_at_its_cap() {
    let mut house = house();
    let share = |cap| Benefit::Percent {
        basis_points: 300,
        cap,
    };
    running(&mut house, set(50, share(None)));
    running(&mut house, set(51, share(Some(yuan(5_000)))));
    quoted(&mut house, 10);
    quoted(&mut house, 11);
    let told = not_taken(&mut house, take(90, 10, 50, 5_000));
    assert_eq!(told.code, "promotionGivesOther");
    taking(&mut house, take(90, 10, 50, 6_000));
    taking(&mut house, take(91, 11, 51, 5_000));
}

#[test]
fn a_promotion_is_taken_from_its_first_to_its_last_day_while_it_runs() {
    let mut house = house();
    let august = SetPromotion {
        valid_from: day("2026-07-02"),
        ..set(50, money_off(1_000))
    };
    house.give(manager(), Command::SetPromotion(august));
    quoted(&mut house, 10);
    house.on_the_day(2026, 7, 2);
    let told = not_taken(&mut house, take(90, 10, 50, 1_000));
    assert_eq!(told.code, "promotionNotBegun", "nobody has started it");
    house.give(manager(), start(50, None));
    house.on_the_day(2026, 7, 1);
    let told = not_taken(&mut house, take(90, 10, 50, 1_000));
    assert_eq!(
        (told.code.as_str(), &told.values["from"]),
        ("promotionNotBegun", &serde_json::json!("2026-07-02"))
    );
    house.on_the_day(2026, 7, 21);
    let told = not_taken(&mut house, take(90, 10, 50, 1_000));
    assert_eq!(told.code, "promotionEnded");
    house.on_the_day(2026, 7, 20);
    taking(&mut house, take(90, 10, 50, 1_000));
    quoted(&mut house, 11);
    house.give(
        manager(),
        Command::EndPromotion(EndPromotion {
            promotion: id(50),
            group: None,
        }),
    );
    let told = not_taken(&mut house, take(91, 11, 50, 1_000));
    assert_eq!(told.code, "promotionEnded");
    assert_eq!(
        quote(&house, 10).car_price,
        yuan(199_000),
        "what was taken holds"
    );
}

#[test]
fn a_promotion_for_some_cars_or_for_loans_is_taken_for_no_others() {
    let mut house = house();
    let for_han = SetPromotion {
        cars: vec![CarScope {
            kind: CarScopeKind::Version,
            code: "han-2026".to_owned(),
        }],
        ..set(50, money_off(1_000))
    };
    running(&mut house, for_han);
    let for_loans = SetPromotion {
        payment: Some(PromotedPayment::Loan),
        ..set(51, mats())
    };
    running(&mut house, for_loans);
    quoted(&mut house, 10);
    let told = not_taken(&mut house, take(90, 10, 50, 1_000));
    assert_eq!(told.code, "notForThisCar");
    let told = not_taken(&mut house, take(90, 10, 51, 0));
    assert_eq!(told.code, "notForThisPayment");

    let model: Model = serde_json::from_value(serde_json::json!({
        "id": id::<ModelId>(300), "series": id::<ModelId>(301), "code": "han-2026",
        "nameZh": "汉EV", "nameEn": "Han EV", "modelYear": 2026, "guidePrice": 20_000_000,
        "launchDate": "2026-01-01", "sale": "onSale",
        "figures": {
            "energy": "electric", "transmission": "single", "drivetrain": "fwd", "seats": 5,
            "nevCatalogue": true,
        },
        "colours": [], "equipment": [], "illustrative": "fromMaker", "source": "", "edition": "",
    }))
    .expect("a version");
    house.put(&model);
    let mut inputs = electric(yuan(200_000), "2026-07-10");
    inputs.car.model = Some(model.id);
    inputs.loans.push(loan(24));
    house.give(consultant(), Command::SaveQuote(save(11, &inputs)));
    taking(&mut house, take(90, 11, 50, 1_000));
    taking(&mut house, take(91, 11, 51, 0));
}

#[test]
fn what_stands_alone_goes_with_nothing_and_two_of_a_kind_do_not_go_together() {
    let mut house = house();
    let alone = SetPromotion {
        stacking: Stacking::Alone,
        ..set(50, mats())
    };
    running(&mut house, alone);
    running(&mut house, set(51, money_off(1_000)));
    running(&mut house, set(52, money_off(2_000)));
    quoted(&mut house, 10);
    taking(&mut house, take(90, 10, 51, 1_000));
    for (number, off) in [(50, 0), (52, 2_000), (51, 1_000)] {
        let told = not_taken(&mut house, take(91, 10, number, off));
        assert_eq!(told.code, "doesNotStack");
        assert_eq!(told.values["with"], "促销51");
    }
}

#[test]
fn a_budget_is_used_up_and_what_was_withdrawn_may_be_taken_again() {
    let mut house = house();
    let limited = SetPromotion {
        budget: Some(yuan(15_000)),
        ..set(50, money_off(10_000))
    };
    running(&mut house, limited);
    quoted(&mut house, 10);
    quoted(&mut house, 11);
    taking(&mut house, take(90, 10, 50, 10_000));
    let told = not_taken(&mut house, take(91, 11, 50, 10_000));
    assert_eq!(
        (told.code.as_str(), &told.values["left"]),
        ("budgetUsedUp", &serde_json::json!(500_000))
    );
    house.give(consultant(), issue(10));
    house.give(
        consultant(),
        Command::WithdrawQuote(WithdrawQuote {
            quote: id(10),
            words: "客户改主意".to_owned(),
            group: None,
        }),
    );
    taking(&mut house, take(91, 11, 50, 10_000));
    let ledger: Vec<PromotionEntry> = house.all();
    let mut balances: Vec<_> = ledger
        .iter()
        .map(|one| (one.n, one.balance_after))
        .collect();
    balances.sort();
    let expected = [15_000, 5_000, 15_000, 5_000].map(|left| Some(yuan(left)));
    assert_eq!(
        balances,
        [1, 2, 3, 4].into_iter().zip(expected).collect::<Vec<_>>()
    );
}

#[test]
fn a_lapsed_quote_stands_in_nobodys_way_and_is_not_accepted_on_an_earlier_day() {
    let mut house = house();
    let once = SetPromotion {
        budget_uses: Some(1),
        valid_until: day("2026-12-31"),
        with_coupon: true,
        ..set(50, money_off(10_000))
    };
    running(&mut house, once);
    coupons(&mut house, 50, &["GIFT-0001"]);
    quoted(&mut house, 10);
    let with = |taken, number| TakePromotion {
        coupon: "gift 0001".to_owned(),
        ..take(taken, number, 50, 10_000)
    };
    taking(&mut house, with(90, 10));
    house.give(consultant(), issue(10));
    house.on_the_day(2026, 8, 1);
    let mut inputs = electric(yuan(200_000), "2026-08-10");
    inputs.customer_name = "李雷".to_owned();
    let later = crate::quotes::SaveQuote {
        valid_until: day("2026-08-31"),
        ..save(11, &inputs)
    };
    house.give(consultant(), Command::SaveQuote(later));
    taking(&mut house, with(91, 11));
    assert_eq!(promotion(&house, 50).uses, 1);
    // A desk that was away accepted it on its last day, and is heard only now.
    house.on_the_day(2026, 7, 31);
    let told = house.refused(
        consultant(),
        Command::AcceptQuote(AcceptQuote { quote: id(10) }),
    );
    assert_eq!(told.code, "promotionPutBack");
}

fn coupons(house: &mut House, promotion: u128, codes: &[&str]) {
    house.give(manager(), Command::IssueCoupons(issuing(promotion, codes)));
}

fn issuing(promotion: u128, codes: &[&str]) -> IssueCoupons {
    IssueCoupons {
        promotion: id(promotion),
        group: None,
        coupons: codes
            .iter()
            .map(|code| NewCoupon {
                code: (*code).to_owned(),
                holder: None,
            })
            .collect(),
    }
}

#[test]
fn a_coupon_is_redeemed_once_and_good_again_when_the_quote_gives_it_back() {
    let mut house = house();
    let by_coupon = SetPromotion {
        with_coupon: true,
        ..set(50, money_off(1_000))
    };
    running(&mut house, by_coupon);
    coupons(&mut house, 50, &["spring-001", "SPRING002"]);
    let twice = house.refused(
        manager(),
        Command::IssueCoupons(issuing(50, &["SPRING 001"])),
    );
    assert_eq!(twice.code, "couponCodeTaken");
    quoted(&mut house, 10);
    quoted(&mut house, 11);
    let with = |taken, number, coupon: &str| TakePromotion {
        coupon: coupon.to_owned(),
        ..take(taken, number, 50, 1_000)
    };
    for (coupon, code) in [
        ("", "couponMissing"),
        ("SPRING009", "couponUnknown"),
        ("?!", "couponCodeMalformed"),
    ] {
        assert_eq!(not_taken(&mut house, with(90, 10, coupon)).code, code);
    }
    taking(&mut house, with(90, 10, "Spring 001"));
    let told = not_taken(&mut house, with(91, 11, "SPRING001"));
    assert_eq!(
        (told.code.as_str(), &told.values["state"]),
        ("couponNotGood", &serde_json::json!("redeemed"))
    );
    house.give(
        consultant(),
        Command::PutPromotionBack(PutPromotionBack {
            taken: id(90),
            group: None,
        }),
    );
    assert_eq!(quote(&house, 10).car_price, yuan(200_000));
    taking(&mut house, with(91, 11, "SPRING001"));
    house.give(
        manager(),
        Command::VoidCoupon(VoidCoupon {
            group: None,
            code: "SPRING002".to_owned(),
            reason: "遗失".to_owned(),
        }),
    );
    let told = not_taken(&mut house, with(92, 10, "SPRING002"));
    assert_eq!(told.values["state"], "void");
}

fn customer(house: &mut House, number: u128) {
    let customer: Command = serde_json::from_value(serde_json::json!({
        "type": "AddCustomer", "customer": id::<CustomerId>(number),
        "details": {"kind": "person", "name": "王小明", "mobile": format!("138000000{number}")},
    }))
    .expect("a customer");
    house.give(consultant(), customer);
}

#[test]
fn a_coupon_in_a_customers_name_is_redeemed_by_no_other() {
    let mut house = house();
    customer(&mut house, 40);
    customer(&mut house, 41);
    let by_coupon = SetPromotion {
        with_coupon: true,
        ..set(50, money_off(1_000))
    };
    running(&mut house, by_coupon);
    let mut named = issuing(50, &["OWNER-40"]);
    named.coupons[0].holder = Some(id(40));
    house.give(manager(), Command::IssueCoupons(named));
    for buyer in [40, 41] {
        let mut inputs = electric(yuan(200_000), "2026-07-10");
        inputs.customer = Some(id(buyer));
        house.give(consultant(), Command::SaveQuote(save(buyer, &inputs)));
    }
    let with = |number| TakePromotion {
        coupon: "OWNER40".to_owned(),
        ..take(number, number, 50, 1_000)
    };
    assert_eq!(not_taken(&mut house, with(41)).code, "couponOfAnother");
    taking(&mut house, with(40));
    let mut handed_on = quote(&house, 40).inputs.0;
    handed_on.customer = Some(id(41));
    let told = house.refused(consultant(), Command::SaveQuote(save(40, &handed_on)));
    assert_eq!(
        (told.code.as_str(), told.field.as_deref()),
        ("promotionTakenForCar", Some("inputs.customer"))
    );
}

#[test]
fn a_sale_that_fails_gives_back_what_it_rested_on() {
    let mut house = house();
    customer(&mut house, 40);
    let limited = SetPromotion {
        budget: Some(yuan(10_000)),
        ..set(50, money_off(10_000))
    };
    running(&mut house, limited);
    quoted(&mut house, 10);
    taking(&mut house, take(90, 10, 50, 10_000));
    house.give(consultant(), issue(10));
    let order: MakeOrder = serde_json::from_value(serde_json::json!({
        "order": id::<crate::ids::OrderId>(20), "customer": id::<CustomerId>(40), "quote": id::<QuoteId>(10),
        "wanted": "比亚迪 汉EV", "advance": "prepayment",
        "lines": lines_of_quote(&lines(&house, 10), |line| line.name.clone()),
    }))
    .expect("an order");
    house.give(consultant(), Command::MakeOrder(order.clone()));
    assert_eq!(promotion(&house, 50).balance(), Some(Fen::ZERO));
    let cancel: Command = serde_json::from_value(serde_json::json!({
        "type": "CancelOrder", "order": id::<crate::ids::OrderId>(20), "fault": "nobody",
        "reason": "客户改主意",
    }))
    .expect("a cancellation");
    house.give(manager(), cancel);
    assert_eq!(promotion(&house, 50).balance(), Some(yuan(10_000)));
    // Nobody sells by the old quote what the budget no longer gives.
    let again = MakeOrder {
        order: id(21),
        ..order
    };
    let told = house.refused(consultant(), Command::MakeOrder(again));
    assert_eq!(told.code, "promotionPutBack");
}

#[test]
fn a_quote_is_saved_with_what_it_took_for_the_car_it_was_taken_for() {
    let mut house = house();
    running(&mut house, set(50, money_off(1_000)));
    quoted(&mut house, 10);
    taking(&mut house, take(90, 10, 50, 1_000));
    let mut inputs = quote(&house, 10).inputs.0;
    inputs.customer_name = "王小明".to_owned();
    inputs.discount = yuan(500);
    house.give(consultant(), Command::SaveQuote(save(10, &inputs)));
    assert_eq!(quote(&house, 10).car_price, yuan(198_500));

    let without = crate::quotes::QuoteInputs {
        promotions: Vec::new(),
        ..inputs.clone()
    };
    let told = house.refused(consultant(), Command::SaveQuote(save(10, &without)));
    assert_eq!(told.code, "promotionsNotTaken");
    let mut doubled = inputs.clone();
    doubled.promotions[0].amount = yuan(2_000);
    let told = house.refused(consultant(), Command::SaveQuote(save(10, &doubled)));
    assert_eq!(told.code, "promotionsNotTaken");
    let mut dearer = inputs.clone();
    dearer.car.guide_price = yuan(250_000);
    let told = house.refused(consultant(), Command::SaveQuote(save(10, &dearer)));
    assert_eq!(
        (told.code.as_str(), told.field.as_deref()),
        ("promotionTakenForCar", Some("inputs.car"))
    );
    let mut on_credit = inputs;
    on_credit.loans.push(loan(24));
    let told = house.refused(consultant(), Command::SaveQuote(save(10, &on_credit)));
    assert_eq!(told.field.as_deref(), Some("inputs.loans"));
}

#[test]
fn a_promotion_that_runs_keeps_its_promise_and_costs_what_it_has_cost() {
    let mut house = house();
    running(&mut house, set(50, money_off(1_000)));
    quoted(&mut house, 10);
    taking(&mut house, take(90, 10, 50, 1_000));
    let dearer = Command::SetPromotion(set(50, money_off(500)));
    assert_eq!(house.refused(manager(), dearer).code, "promotionPromised");
    let budget = |yuan_left| {
        Command::SetPromotion(SetPromotion {
            budget: Some(yuan(yuan_left)),
            valid_until: day("2026-07-31"),
            ..set(50, money_off(1_000))
        })
    };
    let told = house.refused(manager(), budget(999));
    assert_eq!(told.code, "budgetBelowSpent");
    house.give(manager(), budget(1_500));
    let after = promotion(&house, 50);
    assert_eq!(after.balance(), Some(yuan(500)));
    assert_eq!(after.entries, 3);
}

#[test]
fn a_promotion_gives_something_on_days_that_follow_each_other() {
    let mut house = house();
    for (wrong, code, field) in [
        (
            set(50, money_off(0)),
            "benefitImplausible",
            "benefit.amount",
        ),
        (
            SetPromotion {
                valid_until: day("2026-06-30"),
                ..set(50, mats())
            },
            "promotionDaysImplausible",
            "validUntil",
        ),
        (
            SetPromotion {
                budget_uses: Some(0),
                ..set(50, mats())
            },
            "benefitImplausible",
            "budgetUses",
        ),
    ] {
        let told = house.refused(manager(), Command::SetPromotion(wrong));
        assert_eq!(
            (told.code.as_str(), told.field.as_deref()),
            (code, Some(field))
        );
    }
    let told = house.refused(consultant(), Command::SetPromotion(set(50, mats())));
    assert_eq!(told.code, "missingRight");
}

/// Two stores of a group; the first keeps what the group shares. The group's lane goes to whichever store is at work.
struct Stores {
    houses: [House; 2],
    at: usize,
}

impl Stores {
    fn new() -> Self {
        let mut group = testing::House::of(BuiltInRole::Administrator).in_lane(GROUP);
        let houses = [LANE, LaneId(Uuid::from_u128(8))].map(|lane| {
            let mut house = house();
            house.lane = lane;
            house.put(&testing::affiliation(lane, GroupId(GROUP.0)));
            let part = if lane == LANE {
                StorePart::Keeps
            } else {
                StorePart::Belongs
            };
            group.put(&testing::store_of_group(lane, "XC", part));
            house
        });
        let mut stores = Self { houses, at: 0 };
        stores.houses[0].beside = Some(Box::new(group));
        stores
    }

    /// The store with this number, with the group's lane at hand.
    fn store(&mut self, number: usize) -> &mut House {
        let group = self.houses[self.at].beside.take();
        self.at = number;
        let store = &mut self.houses[number];
        store.beside = group;
        store
    }

    fn group(&self) -> &testing::House {
        self.houses[self.at].beside.as_deref().expect("the group")
    }
}

fn of_group(promotion: SetPromotion) -> Command {
    Command::SetPromotion(SetPromotion {
        group: Some(GroupId(GROUP.0)),
        ..promotion
    })
}

#[test]
fn the_stores_of_a_group_share_one_budget_and_a_coupon_is_redeemed_once_among_them() {
    let mut stores = Stores::new();
    let shared = Some(GroupId(GROUP.0));
    let by_coupon = SetPromotion {
        with_coupon: true,
        ..set(50, money_off(1_000))
    };
    let told = stores
        .store(1)
        .refused(manager(), of_group(by_coupon.clone()));
    assert_eq!(told.code, "storeKeepsNothing");
    let keeper = stores.store(0);
    keeper.give(manager(), of_group(by_coupon));
    keeper.give(manager(), start(50, shared));
    let mut new = issuing(50, &["GROUP-001"]);
    new.group = shared;
    keeper.give(manager(), Command::IssueCoupons(new));
    let with = |taken, number, coupon: &str| TakePromotion {
        group: shared,
        coupon: coupon.to_owned(),
        ..take(taken, number, 50, 1_000)
    };
    quoted(keeper, 10);
    taking(keeper, with(90, 10, "GROUP-001"));
    let other = stores.store(1);
    quoted(other, 11);
    assert_eq!(
        not_taken(other, with(91, 11, "GROUP-001")).code,
        "couponNotGood"
    );
    assert_eq!(
        not_taken(other, take(91, 11, 50, 1_000)).code,
        "notFound",
        "it is not this store's own"
    );
    // Whoever withdraws the quote names the group, whose budget gets it back.
    let keeper = stores.store(0);
    let withdraw = |group| {
        Command::WithdrawQuote(WithdrawQuote {
            quote: id(10),
            words: "客户改主意".to_owned(),
            group,
        })
    };
    let told = keeper.refused(consultant(), withdraw(None));
    assert_eq!(told.code, "promotionOfGroup");
    keeper.give(consultant(), withdraw(shared));
    taking(stores.store(1), with(91, 11, "GROUP-001"));
    let ledger: Vec<PromotionEntry> = stores.group().all();
    assert_eq!(ledger.len(), 4);
}
