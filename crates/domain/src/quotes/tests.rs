//! What the rules of quotes promise, as sentences.

use proptest::prelude::*;

use super::*;
use crate::{
    Command,
    dated::{Policies, PolicyName},
    ids::{ApprovalId, PersonId, QuoteId, VehicleId},
    lending::{ChargedWhen, CostKind, Fee, FeeStandard},
    money::{Fen, Rate},
    people::BuiltInRole,
    provinces::Province,
    quotes::testing::{House, id},
    tax::{CatalogueListing, PowerSource},
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn rate(text: &str) -> Rate {
    text.parse().expect("a rate")
}

fn yuan(yuan: i64) -> Fen {
    Fen::from_yuan(yuan).expect("fits")
}

/// A listed electric car for a family in Beijing, no discount.
fn electric(guide_price: Fen, invoiced_on: &str) -> QuoteInputs {
    QuoteInputs {
        car: CarInputs {
            vehicle: None,
            model: None,
            description: "比亚迪 汉EV 2026款".to_owned(),
            exterior_colour: "雪域白".to_owned(),
            guide_price,
            power: PowerSource::BatteryElectric,
            displacement_ml: 0,
            seats: 5,
            listing: CatalogueListing::NewEnergyListed,
        },
        customer: None,
        customer_name: "王小明".to_owned(),
        buyer: BuyerKind::Person,
        discount: Fen::ZERO,
        discount_reason: String::new(),
        province: Province::Beijing,
        plate_city: "北京".to_owned(),
        invoiced_on: day(invoiced_on),
        compulsory: CompulsoryCover::Tariff,
        covers: Vec::new(),
        plate: None,
        accessories: Vec::new(),
        services: Vec::new(),
        others: Vec::new(),
        by_hand: ByHand::default(),
        trade_in: None,
        loans: Vec::new(),
    }
}

fn fuel(guide_price: Fen, province: Province) -> QuoteInputs {
    let inputs = electric(guide_price, "2026-07-10");
    QuoteInputs {
        car: CarInputs {
            power: PowerSource::Fuel,
            displacement_ml: 1_984,
            listing: CatalogueListing::NotNewEnergy,
            ..inputs.car
        },
        province,
        ..inputs
    }
}

fn loan(months: u32) -> LoanInputs {
    LoanInputs {
        name: "标准贷".to_owned(),
        lender: "某汽车金融有限公司".to_owned(),
        financed: Financed::DownPaymentShare { share: rate("0.3") },
        months,
        terms: LoanTerms::EqualInstalment {
            annual_rate: rate("0.0499"),
        },
        fees: vec![Fee {
            cost: CostKind::ServiceFee,
            standard: FeeStandard::Amount {
                amount: yuan(2_000),
            },
            charged: ChargedWhen::AtDrawdown,
            charged_by: "北京某汽车销售有限公司".to_owned(),
        }],
        contingent: Vec::new(),
    }
}

/// What an honest page states: exactly what it was shown.
fn stated(inputs: &QuoteInputs, today: &str) -> StatedFigures {
    let worked = on_the_road(inputs, Policies::shipped()).expect("in range");
    StatedFigures {
        lines: worked
            .lines
            .iter()
            .map(|line| StatedLine {
                kind: line.kind,
                amount: line.amount,
            })
            .collect(),
        total: worked.total,
        loans: inputs
            .loans
            .iter()
            .map(|plan| {
                let figures = work_out_loan(plan, inputs, day(today), Policies::shipped())
                    .expect("a loan that can be reckoned");
                StatedLoan {
                    first_payment: figures.first_payment,
                    total_paid: figures.total_paid,
                }
            })
            .collect(),
    }
}

fn save(quote: u128, inputs: &QuoteInputs) -> SaveQuote {
    SaveQuote {
        quote: id(quote),
        number: format!("QA-{quote}"),
        valid_until: day("2026-07-31"),
        language: "zh-CN".to_owned(),
        remark: String::new(),
        inputs: inputs.clone(),
        stated: stated(inputs, "2026-07-01"),
    }
}

fn house() -> (House, PersonId, PersonId, PersonId) {
    let mut house = House::on(2026, 7, 1);
    let consultant = house.person(1, BuiltInRole::SalesConsultant);
    let manager = house.person(2, BuiltInRole::SalesManager);
    let store_manager = house.person(3, BuiltInRole::StoreManager);
    (house, consultant, manager, store_manager)
}

fn discounted(percent: i64) -> QuoteInputs {
    let inputs = electric(yuan(200_000), "2026-07-10");
    QuoteInputs {
        discount: yuan(2_000 * percent),
        discount_reason: "店庆".to_owned(),
        ..inputs
    }
}

fn line(worked: &OnTheRoad, kind: LineKind) -> &WorkedLine {
    worked
        .lines
        .iter()
        .find(|line| line.kind == kind)
        .unwrap_or_else(|| panic!("no line {}", kind.word()))
}

fn state(house: &House, quote: u128) -> QuoteState {
    house.get::<Quote>(id::<QuoteId>(quote)).state
}

fn request(approval: u128, quote: u128) -> Command {
    Command::RequestApproval(RequestApproval {
        approval: id(approval),
        quote: id(quote),
        words: "客户今天就订".to_owned(),
    })
}

fn answer(approval: u128, decision: ApprovalDecision, words: &str) -> Command {
    Command::DecideApproval(DecideApproval {
        approval: id(approval),
        decision,
        words: words.to_owned(),
    })
}

fn issue(quote: u128) -> Command {
    Command::IssueQuote(IssueQuote { quote: id(quote) })
}

#[test]
fn a_listed_electric_car_pays_half_the_purchase_tax_in_2026_and_none_of_it_in_2025() {
    let in_2026 = on_the_road(&electric(yuan(226_000), "2026-07-10"), Policies::shipped());
    let in_2025 = on_the_road(&electric(yuan(226_000), "2025-12-31"), Policies::shipped());
    let tax = |worked: Result<OnTheRoad, _>| {
        line(&worked.expect("in range"), LineKind::PurchaseTax).amount
    };
    assert_eq!(tax(in_2026), Some(yuan(10_000)));
    assert_eq!(tax(in_2025), Some(Fen::ZERO));
}

#[test]
fn an_electric_car_that_the_catalogue_does_not_list_pays_in_full() {
    let mut inputs = electric(yuan(226_000), "2026-07-10");
    inputs.car.listing = CatalogueListing::NewEnergyUnlisted;
    let worked = on_the_road(&inputs, Policies::shipped()).expect("in range");
    assert_eq!(
        line(&worked, LineKind::PurchaseTax).amount,
        Some(yuan(20_000))
    );
}

#[test]
fn each_line_says_its_rule_with_days_and_source() {
    let worked =
        on_the_road(&electric(yuan(226_000), "2026-07-10"), Policies::shipped()).expect("in range");
    let tax = line(&worked, LineKind::PurchaseTax);
    let relief = tax
        .rules
        .iter()
        .find(|rule| rule.policy == PolicyName::PurchaseTaxRelief)
        .expect("the relief's rule");
    assert_eq!(relief.to, Some(day("2027-12-31")));
    assert!(relief.source.contains("2023年第10号"));
    assert!(worked.rules.contains(relief));
}

#[test]
fn outside_a_known_window_the_line_is_open_until_a_person_enters_it() {
    let mut inputs = electric(yuan(226_000), "2028-01-05");
    let worked = on_the_road(&inputs, Policies::shipped()).expect("in range");
    let tax = line(&worked, LineKind::PurchaseTax);
    assert_eq!(tax.amount, None);
    assert_eq!(tax.undecided[0].policy, PolicyName::PurchaseTaxRelief);
    assert_eq!(
        tax.working,
        Working::Undecided {
            suggestion: Some(yuan(20_000))
        }
    );
    let (mut house, consultant, ..) = house();
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(refusal.code, "policyUndecided");
    assert_eq!(refusal.field.as_deref(), Some("inputs.byHand.purchaseTax"));

    inputs.by_hand.purchase_tax = Some(yuan(20_000));
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(quote.total, yuan(226_000 + 20_000 + 950));
}

#[test]
fn a_province_whose_vessel_tax_is_not_known_is_asked_of_a_person() {
    let worked = on_the_road(
        &fuel(yuan(200_000), Province::Shanghai),
        Policies::shipped(),
    )
    .expect("fits");
    assert_eq!(line(&worked, LineKind::VesselTax).amount, None);
    let worked =
        on_the_road(&fuel(yuan(200_000), Province::Beijing), Policies::shipped()).expect("fits");
    // 480 yuan a year, six months left of 2026 with July.
    assert_eq!(line(&worked, LineKind::VesselTax).amount, Some(yuan(240)));
}

#[test]
fn a_dear_car_has_a_line_for_the_retail_consumption_tax_and_an_ordinary_one_has_none() {
    let dear = fuel(yuan(1_130_000), Province::Beijing);
    let worked = on_the_road(&dear, Policies::shipped()).expect("in range");
    assert_eq!(
        line(&worked, LineKind::LuxuryTax).amount,
        Some(yuan(100_000))
    );
    let ordinary = fuel(yuan(200_000), Province::Beijing);
    let worked = on_the_road(&ordinary, Policies::shipped()).expect("in range");
    assert!(
        worked
            .lines
            .iter()
            .all(|line| line.kind != LineKind::LuxuryTax)
    );
}

#[test]
fn a_subsidy_of_others_is_shown_and_never_part_of_the_sum() {
    let mut inputs = electric(yuan(200_000), "2026-07-10");
    let without = on_the_road(&inputs, Policies::shipped()).expect("in range");
    inputs.trade_in = Some(crate::tax::TradeInScheme::Scrap);
    let with = on_the_road(&inputs, Policies::shipped()).expect("in range");
    assert_eq!(with.total, without.total);
    assert_eq!(with.subsidy.and_then(|it| it.expected), Some(yuan(20_000)));
}

#[test]
fn a_quote_whose_figure_is_not_the_rules_is_refused_naming_the_line() {
    let (mut house, consultant, ..) = house();
    let mut command = save(10, &electric(yuan(226_000), "2026-07-10"));
    command.stated.lines[1].amount = Some(yuan(9_999));
    let refusal = house.refused(consultant, Command::SaveQuote(command));
    assert_eq!(refusal.code, "figureNotTheRules");
    assert_eq!(refusal.values["line"], "purchaseTax");
    assert_eq!(refusal.values["ruled"], 1_000_000);
}

#[test]
fn a_quote_whose_sum_or_loan_is_not_the_rules_is_refused() {
    let (mut house, consultant, ..) = house();
    let mut inputs = electric(yuan(226_000), "2026-07-10");
    inputs.loans.push(loan(36));
    let mut command = save(10, &inputs);
    command.stated.total = Fen(command.stated.total.0 - 1);
    let refusal = house.refused(consultant, Command::SaveQuote(command));
    assert_eq!(refusal.code, "sumNotTheLines");
    let mut command = save(10, &inputs);
    command.stated.loans[0].first_payment = Fen(1);
    let refusal = house.refused(consultant, Command::SaveQuote(command));
    assert_eq!(refusal.code, "loanFigureNotTheRules");
}

#[test]
fn a_fuel_car_listed_as_new_energy_is_refused() {
    let (mut house, consultant, ..) = house();
    let mut inputs = fuel(yuan(200_000), Province::Beijing);
    inputs.car.listing = CatalogueListing::NewEnergyListed;
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(refusal.code, "listingContradictsPower");
}

#[test]
fn within_ones_own_limit_a_quote_is_issued_without_asking() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(2))));
    let refusal = house.refused(consultant, request(20, 10));
    assert_eq!(refusal.code, "approvalNotNeeded");
    house.give(consultant, issue(10));
    assert_eq!(state(&house, 10), QuoteState::Issued);
}

#[test]
fn a_fen_beyond_ones_limit_waits_for_a_manager() {
    let (mut house, consultant, manager, _) = house();
    let mut inputs = discounted(2);
    inputs.discount = Fen(inputs.discount.0 + 1);
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let refusal = house.refused(consultant, issue(10));
    assert_eq!(refusal.code, "discountBeyondAuthority");
    assert_eq!(refusal.values["lowestPrice"], 19_600_000);

    house.give(consultant, request(20, 10));
    assert_eq!(state(&house, 10), QuoteState::ApprovalWaiting);
    house.give(manager, answer(20, ApprovalDecision::Approve, ""));
    assert_eq!(state(&house, 10), QuoteState::Approved);
    house.give(consultant, issue(10));
    assert_eq!(state(&house, 10), QuoteState::Issued);
}

#[test]
fn a_manager_approves_only_within_their_own_limit() {
    let (mut house, consultant, manager, store_manager) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(7))));
    house.give(consultant, request(20, 10));
    let refusal = house.refused(manager, answer(20, ApprovalDecision::Approve, ""));
    assert_eq!(refusal.code, "discountBeyondAuthority");
    house.give(store_manager, answer(20, ApprovalDecision::Approve, ""));
    assert_eq!(state(&house, 10), QuoteState::Approved);
}

#[test]
fn a_consultant_never_decides_a_question() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(3))));
    house.give(consultant, request(20, 10));
    let refusal = house.refused(consultant, answer(20, ApprovalDecision::Approve, ""));
    assert_eq!(refusal.code, "missingRight");
}

#[test]
fn a_returned_quote_is_a_draft_again_and_says_why() {
    let (mut house, consultant, manager, _) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(3))));
    house.give(consultant, request(20, 10));
    let refusal = house.refused(manager, answer(20, ApprovalDecision::Return, " "));
    assert_eq!(refusal.code, "empty");
    house.give(manager, answer(20, ApprovalDecision::Return, "改送脚垫"));
    assert_eq!(state(&house, 10), QuoteState::Draft);
    let approval = house.get::<Approval>(id::<ApprovalId>(20));
    assert_eq!(approval.answer, "改送脚垫");
    assert_eq!(
        house
            .refused(manager, answer(20, ApprovalDecision::Approve, ""))
            .code,
        "approvalNotWaiting"
    );
}

#[test]
fn an_approval_covers_a_higher_price_and_not_a_lower_one() {
    let (mut house, consultant, manager, _) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(5))));
    house.give(consultant, request(20, 10));
    house.give(manager, answer(20, ApprovalDecision::Approve, ""));
    house.give(consultant, Command::SaveQuote(save(10, &discounted(4))));
    assert_eq!(state(&house, 10), QuoteState::Approved);
    house.give(consultant, Command::SaveQuote(save(10, &discounted(6))));
    assert_eq!(state(&house, 10), QuoteState::Draft);
}

#[test]
fn changing_a_quote_that_waits_takes_the_question_back() {
    let (mut house, consultant, manager, _) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(5))));
    house.give(consultant, request(20, 10));
    house.give(consultant, Command::SaveQuote(save(10, &discounted(6))));
    assert_eq!(state(&house, 10), QuoteState::Draft);
    let refusal = house.refused(manager, answer(20, ApprovalDecision::Approve, ""));
    assert_eq!(refusal.code, "approvalNotWaiting");
}

#[test]
fn the_house_sets_how_far_a_role_may_go() {
    let (mut house, consultant, manager, store_manager) = house();
    let command = |max_basis_points| {
        Command::SetDiscountAuthority(SetDiscountAuthority {
            role: House::role(BuiltInRole::SalesConsultant),
            max_basis_points,
            floor: FloorRule::AtOrAbove,
        })
    };
    assert_eq!(house.refused(manager, command(500)).code, "missingRight");
    assert_eq!(
        house.refused(store_manager, command(10_001)).code,
        "authorityAbsurd"
    );
    house.give(store_manager, command(500));
    house.give(consultant, Command::SaveQuote(save(10, &discounted(5))));
    house.give(consultant, issue(10));
    assert_eq!(state(&house, 10), QuoteState::Issued);
}

/// A car of the stock with a guide price of 200,000 yuan and a floor of 197,500.
fn with_floor(house: &mut House, manager: PersonId) -> VehicleId {
    let vehicle = id(0x77);
    let content = serde_json::json!({
        "vehicle": vehicle, "stockNumber": "RKA-1", "vin": "LFV3A23C1T3000001",
        "description": "比亚迪 汉EV", "purpose": "forSale", "source": "maker",
        "arrivedOn": "2026-06-01", "certificate": "inHouse", "guidePrice": 20_000_000,
    });
    house.give(
        manager,
        Command::parse("TakeIntoStock", content).expect("a command"),
    );
    house.give(
        manager,
        Command::SetDiscountFloor(SetDiscountFloor {
            vehicle,
            floor: Some(yuan(197_500)),
        }),
    );
    vehicle
}

#[test]
fn the_floor_of_a_car_binds_even_within_the_share_and_no_cost_is_read() {
    let (mut house, consultant, manager, store_manager) = house();
    let mut inputs = discounted(2);
    inputs.car.vehicle = Some(with_floor(&mut house, manager));
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let refusal = house.refused(consultant, issue(10));
    assert_eq!(refusal.code, "priceBelowFloor");
    assert_eq!(refusal.values["lowestPrice"], 19_750_000);
    house.give(consultant, request(20, 10));
    assert_eq!(
        house
            .refused(manager, answer(20, ApprovalDecision::Approve, ""))
            .code,
        "priceBelowFloor"
    );
    house.give(store_manager, answer(20, ApprovalDecision::Approve, ""));
    assert_eq!(state(&house, 10), QuoteState::Approved);
}

#[test]
fn the_guide_price_of_a_car_in_stock_cannot_be_talked_down() {
    let (mut house, consultant, manager, _) = house();
    let mut inputs = electric(yuan(190_000), "2026-07-10");
    inputs.car.vehicle = Some(with_floor(&mut house, manager));
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(refusal.code, "guidePriceDiffers");
}

#[test]
fn an_issued_quote_stays_as_the_customer_has_it() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(1))));
    house.give(consultant, issue(10));
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &discounted(2))));
    assert_eq!(refusal.code, "quoteNotInState");
}

#[test]
fn an_old_quote_keeps_the_rule_it_was_made_by() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(1))));
    house.give(consultant, issue(10));
    house.on_the_day(2028, 3, 1);
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    let relief = quote
        .rules
        .0
        .iter()
        .find(|rule| rule.policy == PolicyName::PurchaseTaxRelief)
        .expect("kept");
    assert_eq!(relief.to, Some(day("2027-12-31")));
}

#[test]
fn after_its_last_day_a_quote_is_expired_and_cannot_be_accepted() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(1))));
    house.give(consultant, issue(10));
    house.on_the_day(2026, 8, 1);
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(quote.state_on(day("2026-08-01")), QuoteState::Expired);
    let accept = Command::AcceptQuote(AcceptQuote { quote: id(10) });
    assert_eq!(
        house.refused(consultant, accept.clone()).code,
        "quoteExpired"
    );
    house.on_the_day(2026, 7, 31);
    house.give(consultant, accept);
    assert_eq!(state(&house, 10), QuoteState::Accepted);
}

#[test]
fn fewer_lines_and_plans_than_before_leave_no_row_behind() {
    let (mut house, consultant, ..) = house();
    let mut inputs = discounted(1);
    inputs.loans = vec![loan(12), loan(24), loan(36)];
    inputs.others.push(NamedSum {
        name: "拓印".to_owned(),
        amount: yuan(50),
        paid_to: PaidTo::Elsewhere,
    });
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    inputs.loans.truncate(1);
    inputs.others.clear();
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let (lines, plans) = rows_of(&house, 10);
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(plans.len(), 1);
    assert_eq!(
        Fen::sum(lines.iter().map(|line| line.amount)),
        Some(quote.total)
    );
}

fn rows_of(house: &House, quote: u128) -> (Vec<QuoteLine>, Vec<LoanPlan>) {
    use crate::{entity::ColumnValue, facts::Ask};
    let quote = id::<QuoteId>(quote).to_value();
    (
        house
            .by(QuoteLine::BY_QUOTE_POSITION, [quote.clone()])
            .expect("lines"),
        house
            .by(LoanPlan::BY_QUOTE_POSITION, [quote])
            .expect("plans"),
    )
}

#[test]
fn a_masked_name_sent_back_keeps_the_name() {
    let (mut house, consultant, ..) = house();
    let mut inputs = discounted(1);
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(quote.inputs.0.customer_name, "");
    inputs.customer_name =
        crate::privacy::mask(crate::privacy::PersonalKind::Name, &quote.customer_name);
    assert_ne!(inputs.customer_name, "王小明");
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(
        house.get::<Quote>(id::<QuoteId>(10)).customer_name,
        "王小明"
    );
}

#[test]
fn a_loan_beyond_five_years_or_the_price_is_refused_on_its_field() {
    let inputs = electric(yuan(200_000), "2026-07-10");
    let refused = |plan: &LoanInputs| {
        let refusal = work_out_loan(plan, &inputs, day("2026-07-01"), Policies::shipped())
            .expect_err("refused");
        (refusal.code, refusal.field.unwrap_or_default())
    };
    assert_eq!(
        refused(&loan(61)),
        ("loanTooLong".to_owned(), "months".to_owned())
    );
    let beyond = LoanInputs {
        financed: Financed::Principal {
            amount: yuan(200_001),
        },
        ..loan(36)
    };
    assert_eq!(
        refused(&beyond),
        ("loanAbovePrice".to_owned(), "financed".to_owned())
    );
}

#[test]
fn a_service_fee_of_the_house_raises_the_annual_rate_above_the_lenders() {
    let inputs = electric(yuan(200_000), "2026-07-10");
    let figures =
        work_out_loan(&loan(36), &inputs, day("2026-07-01"), Policies::shipped()).expect("a loan");
    assert_eq!(figures.down_payment, yuan(60_000));
    assert_eq!(figures.fees, yuan(2_000));
    assert!(figures.annual_cost.simple > figures.nominal_rate);
    assert!(!figures.disclosure.is_free_of_cost());
}

#[test]
fn a_loan_is_solved_for_whatever_the_customer_has_not_said() {
    let price = yuan(200_000);
    let payment = yuan(4_000);
    let by_term = solve_loan(&loan(36), price, LoanQuestion::Term { payment }).expect("a term");
    let by_principal =
        solve_loan(&loan(36), price, LoanQuestion::Principal { payment }).expect("a principal");
    for plan in [&by_term, &by_principal] {
        let regular = plan.schedule(price).expect("a schedule").regular_payment;
        assert!(regular.is_some_and(|regular| regular <= payment));
    }
    let by_down_payment =
        solve_loan(&loan(36), price, LoanQuestion::DownPayment { payment }).expect("solved");
    assert_eq!(
        by_down_payment.split(price).expect("split"),
        by_principal.split(price).expect("split")
    );
}

prop_compose! {
    fn any_inputs()(
        guide in 1_i64..1_000_000_000_000,
        off in 0_i64..1_000_000_000_000,
        seats in 1_u32..=9,
        displacement in 600_u32..8_000,
        electric_car in any::<bool>(),
        listed in any::<bool>(),
        province in proptest::sample::select(Province::ALL),
        year in 2024_i32..2029,
        month in 1_u32..=12,
        by_hand in 0_i64..1_000_000,
        extras in proptest::collection::vec((1_u32..50, 0_i64..10_000_000), 0..6),
        premiums in proptest::collection::vec(0_i64..10_000_000, 0..4),
    ) -> QuoteInputs {
        let mut inputs = electric(Fen(guide), "2026-07-10");
        inputs.car.seats = seats;
        if electric_car {
            if !listed {
                inputs.car.listing = CatalogueListing::NewEnergyUnlisted;
            }
        } else {
            inputs.car.power = PowerSource::Fuel;
            inputs.car.displacement_ml = displacement;
            inputs.car.listing = CatalogueListing::NotNewEnergy;
        }
        inputs.discount = Fen(off.min(guide));
        inputs.province = province;
        inputs.invoiced_on = chrono::NaiveDate::from_ymd_opt(year, month, 15).expect("a date");
        inputs.by_hand = ByHand {
            purchase_tax: Some(Fen(by_hand)),
            luxury_tax: Some(Fen(by_hand)),
            vessel_tax: Some(Fen(by_hand)),
            compulsory_insurance: Some(Fen(by_hand)),
        };
        for (quantity, price) in extras {
            inputs.accessories.push(Extra {
                name: "脚垫".to_owned(),
                quantity,
                unit_price: Fen(price),
            });
        }
        for premium in premiums {
            inputs.covers.push(Cover {
                cover: CoverKind::ThirdParty,
                insured: None,
                premium: Fen(premium),
            });
        }
        inputs
    }
}

proptest! {
    #[test]
    fn the_lines_of_any_quote_add_up_to_its_sum(inputs in any_inputs()) {
        let worked = on_the_road(&inputs, Policies::shipped()).expect("in range");
        prop_assert!(worked.open.is_empty());
        let sum = Fen::sum(worked.lines.iter().filter_map(|line| line.amount));
        prop_assert_eq!(sum, Some(worked.total));
        prop_assert_eq!(worked.to_house.checked_add(worked.to_elsewhere), Some(worked.total));
        for line in &worked.lines {
            prop_assert_eq!(
                line.unit_price.checked_mul(i64::from(line.quantity)),
                line.amount
            );
        }
    }

    #[test]
    fn what_is_saved_is_what_was_shown(inputs in any_inputs()) {
        let (mut house, consultant, ..) = house();
        house.give(consultant, Command::SaveQuote(save(10, &QuoteInputs {
            invoiced_on: inputs.invoiced_on.min(day("2028-12-31")),
            ..inputs.clone()
        })));
        let quote = house.get::<Quote>(id::<QuoteId>(10));
        let (lines, _) = rows_of(&house, 10);
        let worked = on_the_road(&quote.inputs.0, Policies::shipped()).expect("in range");
        prop_assert_eq!(worked.total, quote.total);
        prop_assert_eq!(Fen::sum(lines.iter().map(|line| line.amount)), Some(quote.total));
    }

    #[test]
    fn the_lowest_price_named_is_within_and_a_fen_less_is_not(
        guide in 100_i64..100_000_000_000,
        points in 0_u32..10_000,
    ) {
        let limit = Limit { max_basis_points: points, floor: FloorRule::AtOrAbove };
        let Standing::Within { lowest_price } = standing(limit, Fen(guide), Fen::ZERO, None) else {
            return Err(TestCaseError::fail("the guide price itself is within"));
        };
        let at = standing(limit, Fen(guide), Fen(guide - lowest_price.0), None);
        prop_assert!(at.refusal().is_none());
        let below = standing(limit, Fen(guide), Fen(guide - lowest_price.0 + 1), None);
        prop_assert!(below.refusal().is_some());
    }
}
