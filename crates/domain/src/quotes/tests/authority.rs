//! How far somebody's word goes, and who is asked beyond it.

use super::*;

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
