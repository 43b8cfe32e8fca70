//! What happens on the shelves, told as sentences.

use super::*;
use crate::{
    Command,
    ids::{PartDifferenceId, PartId, PartNeedId, PartOrderId},
    people::BuiltInRole,
    repair_orders::{
        AddPart, AuthoriseJob, AuthorisedHow, ChangeLine, DeclineJob, FinishJob, InspectJob,
        JobVerdict, NewJob, NewLine, OpenRepairOrder, Payer, RemoveLine, RepairKind, RepairLine,
        RepairLineKind, ReviveJob, SettleRepairOrder, SettlementSheet,
    },
    service_bookings::{CancelBooking, tests::book},
    workshops::house::*,
};

pub(super) const PADS: u128 = 701;
pub(super) const OIL: u128 = 702;

pub(super) fn set(part: u128, number: &str) -> SetPart {
    SetPart {
        part: id(part),
        number: number.to_owned(),
        name: "前制动片".to_owned(),
        unit: "套".to_owned(),
        maker: "大众".to_owned(),
        origin: PartOrigin::Original,
        replaced_by: None,
        price: Fen(60_000),
        bin: "A-01-03".to_owned(),
        supplier: "上海大众配件".to_owned(),
        minimum: 2_000,
        order_quantity: 4_000,
        state: PartState::Carried,
    }
}

pub(super) fn receive(part: u128, quantity: u32, unit_cost: i64) -> Command {
    Command::ReceiveParts(ReceiveParts {
        number: String::new(),
        order: None,
        delivery_note: "SH-1".to_owned(),
        lines: vec![ReceivedPart {
            part: id(part),
            quantity,
            unit_cost: Fen(unit_cost),
        }],
    })
}

pub(super) fn add_part(line: u128, job: u128, part: u128, quantity: u32) -> Command {
    Command::AddPart(AddPart {
        line: id(line),
        job: id(job),
        part: id(part),
        quantity,
        unit_price: Fen(60_000),
        payer: Payer::Customer,
    })
}

pub(super) fn reserve(need: u128, quantity: u32) -> Command {
    Command::ReserveParts(ReserveParts {
        need: id(need),
        quantity,
    })
}

pub(super) fn back_order(need: u128) -> Command {
    Command::BackOrderPart(BackOrderPart { need: id(need) })
}

pub(super) fn release(need: u128) -> Command {
    Command::ReleaseParts(ReleaseParts { need: id(need) })
}

pub(super) fn pick(need: u128, quantity: u32) -> Command {
    Command::PickParts(PickParts {
        number: String::new(),
        lines: vec![PickedPart {
            need: id(need),
            quantity,
        }],
        taken_by: Some(id(TECHNICIANS[0])),
    })
}

pub(super) fn bring_back(need: u128, quantity: u32) -> Command {
    Command::ReturnParts(ReturnParts {
        number: String::new(),
        lines: vec![PickedPart {
            need: id(need),
            quantity,
        }],
        reason: "型号不符".to_owned(),
    })
}

pub(super) fn count(part: u128, counted: u32) -> Command {
    Command::CountParts(CountParts {
        lines: vec![CountedPart {
            part: id(part),
            counted,
        }],
    })
}

pub(super) fn settle_difference(difference: PartDifferenceId) -> Command {
    Command::SettleDifference(SettleDifference {
        difference,
        reason: "漏记出库".to_owned(),
    })
}

pub(super) fn open(order: u128, job: u128) -> Command {
    Command::OpenRepairOrder(OpenRepairOrder {
        repair_order: id(order),
        number: format!("WX-{order}"),
        kind: RepairKind::Repair,
        car: id(CARS[0]),
        customer: None,
        booking: None,
        check_in: None,
        advisor: None,
        promised_at: None,
        jobs: vec![NewJob {
            job: id(job),
            operation: Some(id(BRAKES_120)),
            words: String::new(),
            skill: None,
            minutes: None,
            department: None,
            again: None,
            payer: Payer::Customer,
        }],
        remark: String::new(),
        wash: None,
    })
}

pub(super) trait Shelves {
    fn part(&self, part: u128) -> Part;
    fn cost(&self, part: u128) -> Fen;
    fn need(&self, need: u128) -> PartNeed;
    fn open_differences(&self) -> Vec<PartDifference>;
}

impl Shelves for House {
    fn part(&self, part: u128) -> Part {
        self.find(id::<PartId>(part))
    }

    fn cost(&self, part: u128) -> Fen {
        self.find::<PartCost>(id::<PartId>(part)).value
    }

    fn need(&self, need: u128) -> PartNeed {
        self.find(id::<PartNeedId>(need))
    }

    fn open_differences(&self) -> Vec<PartDifference> {
        let mut all: Vec<PartDifference> = self.all();
        all.retain(|difference| difference.state == DifferenceState::Open);
        all
    }
}

/// A house with one part on the list and two repair orders with a job each.
pub(super) fn house() -> House {
    let mut house = House::new();
    house.done(Command::SetPart(set(PADS, "5QD 698 151")));
    house.done(open(71, 81));
    house.done(open(72, 82));
    house
}

#[test]
fn a_number_stands_on_the_list_once_and_a_part_never_takes_its_own_place() {
    let mut house = house();
    let taken = house.refused(Command::SetPart(set(OIL, " 5qd 698 151 ")));
    assert_eq!(
        (taken.code.as_str(), taken.field.as_deref()),
        ("partNumberTaken", Some("number"))
    );
    house.done(Command::SetPart(SetPart {
        replaced_by: Some(id(PADS)),
        ..set(OIL, "5QD 698 151 A")
    }));
    let round = house.refused(Command::SetPart(SetPart {
        replaced_by: Some(id(OIL)),
        ..set(PADS, "5QD 698 151")
    }));
    assert_eq!(round.code, "replacedByItself");
    let ordered = house.refused(order(79, OIL, 1_000));
    assert_eq!(ordered.code, "partReplaced");
    assert_eq!(ordered.values["by"], "5QD 698 151");
}

fn order(order: u128, part: u128, quantity: u32) -> Command {
    Command::OrderParts(OrderParts {
        order: id(order),
        number: String::new(),
        supplier: String::new(),
        expected_on: None,
        lines: vec![OrderedPart {
            part: id(part),
            quantity,
        }],
        remark: String::new(),
    })
}

#[test]
fn the_average_moves_with_what_comes_in_and_no_fen_is_lost() {
    let mut house = house();
    house.done(receive(PADS, 3_000, 10_000));
    house.done(receive(PADS, 4_000, 10_333));
    assert_eq!(house.cost(PADS), Fen(71_332));
    house.done(add_part(91, 81, PADS, 7_000));
    for _ in 0..7 {
        house.done(pick(91, 1_000));
    }
    assert_eq!(house.part(PADS).on_hand, 0);
    assert_eq!(
        house.cost(PADS),
        Fen::ZERO,
        "an empty shelf is worth nothing"
    );
    let out: PartNeedCost = house.find(id::<PartNeedId>(91));
    assert_eq!(out.cost, Fen(71_332), "all of it went to the order");
    house.done(bring_back(91, 7_000));
    assert_eq!(house.cost(PADS), Fen(71_332));
}

#[test]
fn never_more_is_kept_than_there_is_and_the_refusal_says_how_many_there_are() {
    let mut house = house();
    house.done(receive(PADS, 3_000, 10_000));
    house.done(add_part(91, 81, PADS, 2_000));
    house.done(add_part(92, 82, PADS, 2_000));
    house.done(reserve(91, 2_000));
    let short = house.refused(reserve(92, 2_000));
    assert_eq!(short.code, "partsShort");
    assert_eq!(short.values["available"], 1_000);
    assert_eq!(short.values["number"], "5QD 698 151");
    let beyond = house.refused(reserve(91, 1_000));
    assert_eq!(beyond.code, "beyondNeed");
    house.done(release(91));
    house.done(reserve(92, 2_000));
    assert_eq!(house.part(PADS).reserved, 2_000);
    assert_eq!(house.refused(release(91)).code, "nothingKept");
}

#[test]
fn what_comes_in_goes_first_to_those_who_wait_the_longest_first() {
    let mut house = house();
    house.done(add_part(91, 81, PADS, 2_000));
    house.done(add_part(92, 82, PADS, 2_000));
    house.done(back_order(92));
    house.later(60_000);
    house.done(back_order(91));
    assert_eq!(house.part(PADS).standing, PartStanding::Waiting);
    assert_eq!(house.refused(back_order(91)).code, "nothingToWaitFor");
    house.done(receive(PADS, 3_000, 10_000));
    assert_eq!(house.need(92).reserved, 2_000);
    assert_eq!(
        (house.need(91).reserved, house.need(91).waiting),
        (1_000, 1_000)
    );
    assert_eq!(house.part(PADS).waiting, 1_000);
    // What is given up goes to whoever still waits.
    house.done(release(92));
    assert_eq!(
        (house.need(91).reserved, house.need(91).waiting),
        (2_000, 0)
    );
    assert_eq!(house.part(PADS).available(), 1_000);
}

#[test]
fn what_was_taken_beyond_the_books_was_taken_and_opens_a_difference() {
    let mut house = house();
    house.done(receive(PADS, 1_000, 10_000));
    house.done(add_part(91, 81, PADS, 3_000));
    let outcome = house.done(pick(91, 3_000));
    let codes: Vec<&str> = outcome.concerns.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["issuedBeyondBooks"]);
    let part = house.part(PADS);
    assert_eq!(
        (part.on_hand, part.standing),
        (-2_000, PartStanding::Negative)
    );
    assert_eq!(house.cost(PADS), Fen(-20_000));
    let open = house.open_differences();
    assert_eq!(open.len(), 1);
    let early = house.refused(settle_difference(open[0].id));
    assert_eq!(early.code, "stillBelowNought");
    // The delivery that nobody had booked: what was taken cost what it cost.
    house.done(receive(PADS, 5_000, 12_000));
    assert_eq!(house.part(PADS).on_hand, 3_000);
    assert_eq!(house.cost(PADS), Fen(36_000));
    house.done(settle_difference(open[0].id));
    assert_eq!(house.open_differences(), []);
}

#[test]
fn whoever_has_parts_kept_loses_them_to_a_fact_and_waits_before_the_others() {
    let mut house = house();
    house.done(receive(PADS, 2_000, 10_000));
    house.done(add_part(91, 81, PADS, 2_000));
    house.done(reserve(91, 2_000));
    house.done(add_part(92, 82, PADS, 1_000));
    let outcome = house.done(pick(92, 1_000));
    assert_eq!(outcome.concerns[0].code, "reservationBroken");
    assert_eq!(
        (house.need(91).reserved, house.need(91).waiting),
        (1_000, 1_000)
    );
    assert_eq!(house.part(PADS).reserved, 1_000);
}

#[test]
fn no_more_comes_back_than_is_out() {
    let mut house = house();
    house.done(receive(PADS, 2_000, 10_000));
    house.done(add_part(91, 81, PADS, 2_000));
    house.done(pick(91, 2_000));
    house.done(bring_back(91, 1_000));
    let beyond = house.refused(bring_back(91, 2_000));
    assert_eq!(beyond.code, "returnedBeyondPicked");
    assert_eq!(beyond.values["out"], 1_000);
}

#[test]
fn the_books_follow_the_shelf_once_somebody_says_why() {
    let mut house = house();
    house.done(receive(PADS, 5_000, 10_000));
    house.done(count(PADS, 4_000));
    let first = house.open_differences();
    assert_eq!((first.len(), first[0].quantity), (1, -1_000));
    assert_eq!(
        house.part(PADS).on_hand,
        5_000,
        "a count alone changes nothing"
    );
    // Counted again before it is settled: only the new count stands.
    house.done(count(PADS, 6_000));
    let open = house.open_differences();
    assert_eq!((open.len(), open[0].quantity), (1, 1_000));
    assert_eq!(
        house.refused(settle_difference(first[0].id)).code,
        "differenceSettled"
    );
    house.done(settle_difference(open[0].id));
    assert_eq!(house.part(PADS).on_hand, 6_000);
    assert_eq!(house.cost(PADS), Fen(60_000));
    let kinds: Vec<MovementKind> = house.all::<PartMovement>().iter().map(|m| m.kind).collect();
    assert!(kinds.contains(&MovementKind::CountedMore));
}

#[test]
fn what_is_on_order_comes_or_is_cancelled() {
    let mut house = house();
    house.done(order(61, PADS, 4_000));
    assert_eq!(house.part(PADS).on_order, 4_000);
    let come = |quantity| {
        Command::ReceiveParts(ReceiveParts {
            number: String::new(),
            order: Some(id(61)),
            delivery_note: String::new(),
            lines: vec![ReceivedPart {
                part: id(PADS),
                quantity,
                unit_cost: Fen(10_000),
            }],
        })
    };
    house.done(come(1_000));
    assert_eq!(house.part(PADS).on_order, 3_000);
    let outcome = house.done(come(4_000));
    assert_eq!(outcome.concerns[0].code, "receivedBeyondOrder");
    let received: PartOrder = house.find(id::<PartOrderId>(61));
    assert_eq!(received.state, PartOrderState::Received);
    house.done(order(62, PADS, 4_000));
    house.done(Command::CancelPartOrder(CancelPartOrder {
        order: id(62),
        reason: "停产".to_owned(),
    }));
    assert_eq!(
        (house.part(PADS).on_order, house.part(PADS).on_hand),
        (0, 5_000)
    );
}

#[test]
fn a_line_with_a_part_is_settled_once_it_was_taken_and_the_sheet_says_what_it_cost() {
    let mut house = house();
    house.done(receive(PADS, 2_000, 10_000));
    house.done(add_part(91, 81, PADS, 1_000));
    let line: RepairLine = house.find(id::<crate::ids::RepairLineId>(91));
    assert_eq!(
        (line.label.as_str(), line.reference.as_str()),
        ("前制动片", "5QD 698 151")
    );
    house.done(Command::AuthoriseJob(AuthoriseJob {
        job: id(81),
        by: "王先生".to_owned(),
        how: AuthorisedHow::Phone,
    }));
    house.done(Command::FinishJob(FinishJob {
        job: id(81),
        cause: String::new(),
        correction: "已更换".to_owned(),
    }));
    house.done(Command::InspectJob(InspectJob {
        job: id(81),
        verdict: JobVerdict::Passed,
        remark: String::new(),
    }));
    let settle = || {
        Command::SettleRepairOrder(SettleRepairOrder {
            repair_order: id(71),
            number: String::new(),
        })
    };
    assert_eq!(house.refused(settle()).code, "partsNotPicked");
    house.done(pick(91, 1_000));
    house.done(settle());
    let sheet = house.all::<SettlementSheet>().remove(0);
    let cost: SettlementCost = house.find(sheet.id);
    assert_eq!(cost.parts, Fen(10_000));
    let late = house.done(bring_back(91, 1_000));
    assert_eq!(late.concerns[0].code, "movedAfterSettlement");
}

#[test]
fn lines_that_shrink_go_or_are_declined_free_what_was_kept_and_keep_what_is_out() {
    let mut house = house();
    house.done(receive(PADS, 4_000, 10_000));
    house.done(add_part(91, 81, PADS, 4_000));
    house.done(reserve(91, 4_000));
    let changed = |quantity, kind| {
        Command::ChangeLine(ChangeLine {
            line: id(91),
            new: NewLine {
                kind,
                label: "前制动片".to_owned(),
                reference: String::new(),
                quantity,
                unit_price: Fen(60_000),
                payer: Payer::Customer,
            },
        })
    };
    house.done(changed(3_000, RepairLineKind::Part));
    assert_eq!(house.part(PADS).reserved, 3_000);
    assert_eq!(
        house.refused(changed(3_000, RepairLineKind::Fee)).code,
        "lineBound"
    );
    house.done(pick(91, 1_000));
    assert_eq!(
        house
            .refused(Command::RemoveLine(RemoveLine { line: id(91) }))
            .code,
        "partsOut"
    );
    let declined = house.done(Command::DeclineJob(DeclineJob {
        job: id(81),
        reason: "太贵".to_owned(),
    }));
    assert_eq!(declined.concerns[0].code, "partsLeftOut");
    assert_eq!(house.part(PADS).reserved, 0);
    assert_eq!(house.refused(reserve(91, 1_000)).code, "needClosed");
    house.done(Command::ReviveJob(ReviveJob {
        job: id(81),
        into: id(71),
        revived: id(89),
    }));
    house.done(reserve(91, 1_000));
    house.done(bring_back(91, 1_000));
    house.done(Command::RemoveLine(RemoveLine { line: id(91) }));
    assert_eq!(
        (house.part(PADS).reserved, house.part(PADS).on_hand),
        (0, 4_000)
    );
}

#[test]
fn a_booking_keeps_what_is_there_waits_for_the_rest_and_hands_both_to_its_order() {
    let mut house = house();
    house.done(receive(PADS, 1_000, 10_000));
    let booking = book(41, CARS[1], at(23, 9, 0), &[BRAKES_120]);
    house.done(Command::BookService(booking));
    let want = |need: u128| {
        Command::WantPart(WantPart {
            need: id(need),
            booking: id(41),
            part: id(PADS),
            quantity: 2_000,
        })
    };
    house.done(want(51));
    assert_eq!(
        (house.need(51).reserved, house.need(51).waiting),
        (1_000, 1_000)
    );
    house.done(want(52));
    house.done(Command::ForgoPart(ForgoPart { need: id(51) }));
    assert_eq!(
        house.need(52).reserved,
        1_000,
        "whoever waits has what is given up"
    );
    let Command::OpenRepairOrder(opening) = open(73, 83) else {
        unreachable!("an order is opened")
    };
    house.done(Command::OpenRepairOrder(OpenRepairOrder {
        car: id(CARS[1]),
        booking: Some(id(41)),
        jobs: Vec::new(),
        ..opening
    }));
    let line: RepairLine = house.find(id::<crate::ids::RepairLineId>(52));
    assert_eq!(line.amount, Fen(120_000));
    assert_eq!(house.need(52).holder_kind, NeedHolder::RepairOrder);
    house.done(receive(PADS, 1_000, 10_000));
    house.done(pick(52, 2_000));
}

#[test]
fn a_booking_that_comes_to_nothing_frees_its_parts() {
    let mut house = house();
    house.done(receive(PADS, 1_000, 10_000));
    house.done(Command::BookService(book(
        41,
        CARS[1],
        at(23, 9, 0),
        &[BRAKES_120],
    )));
    house.done(Command::WantPart(WantPart {
        need: id(51),
        booking: id(41),
        part: id(PADS),
        quantity: 2_000,
    }));
    house.done(Command::CancelBooking(CancelBooking {
        booking: id(41),
        reason: "改日".to_owned(),
    }));
    let part = house.part(PADS);
    assert_eq!((part.reserved, part.waiting), (0, 0));
}

#[test]
fn a_part_is_written_down_to_nothing_and_no_further() {
    let mut house = house();
    house.done(receive(PADS, 2_000, 10_000));
    let down = |amount| {
        Command::WriteDownPart(WriteDownPart {
            part: id(PADS),
            amount: Fen(amount),
            reason: "停产车型".to_owned(),
        })
    };
    house.done(down(15_000));
    assert_eq!(
        (house.cost(PADS), house.part(PADS).on_hand),
        (Fen(5_000), 2_000)
    );
    assert_eq!(house.refused(down(5_001)).code, "writtenDownBeyondValue");
}

#[test]
fn only_those_who_keep_parts_take_them_and_advisors_may_have_them_kept() {
    let mut house = house();
    house.done(receive(PADS, 2_000, 10_000));
    house.done(add_part(91, 81, PADS, 1_000));
    house.act_as(ADVISORS[0], BuiltInRole::ServiceAdvisor);
    house.done(reserve(91, 1_000));
    assert_eq!(house.refused(pick(91, 1_000)).code, "missingRight");
    house.act_as(TECHNICIANS[0], BuiltInRole::Technician);
    assert_eq!(house.refused(release(91)).code, "missingRight");
    house.person(31, BuiltInRole::Parts);
    house.act_as(31, BuiltInRole::Parts);
    house.done(pick(91, 1_000));
}

#[test]
fn what_to_order_follows_from_the_use_of_the_last_days() {
    let mut house = house();
    house.done(receive(PADS, 3_000, 10_000));
    let rules = ReorderRules {
        used_over_days: 90,
        cover_days: 30,
    };
    let part = house.part(PADS);
    let nothing_used = suggest(&part, Use(0), &rules);
    assert_eq!((nothing_used.cover_days, nothing_used.quantity), (None, 0));
    // Thirty in ninety days: ten for thirty days, three are there, seven are missing, by fours.
    let used = suggest(&part, Use(30_000), &rules);
    assert_eq!((used.cover_days, used.quantity), (Some(9), 8_000));
    let replaced = Part {
        replaced_by: Some(id(OIL)),
        ..part
    };
    assert_eq!(suggest(&replaced, Use(30_000), &rules).quantity, 0);
    assert_eq!(ReorderRules::shipped().used_over_days, 90);
}
