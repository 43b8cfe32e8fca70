//! Whatever is done to the shelves in whatever order, by however many desks: nothing is kept twice, the
//! books say what their entries add up to, nothing is below nought without an open difference, and no more
//! comes back than went out.

use proptest::prelude::*;

use super::{tests::*, *};
use crate::{
    Command,
    repair_orders::{
        ChangeLine, DeclineJob, NewLine, Payer, RemoveLine, RepairLineKind, ReviveJob,
    },
    service_bookings::{CancelBooking, tests::book},
    workshops::house::*,
};

#[derive(Debug, Clone)]
enum Deed {
    Receive {
        part: u128,
        quantity: u32,
        cost: i64,
    },
    Line {
        line: u128,
        job: u128,
        part: u128,
        quantity: u32,
    },
    Change {
        line: u128,
        quantity: u32,
    },
    Remove {
        line: u128,
    },
    Reserve {
        need: u128,
        quantity: u32,
    },
    Release {
        need: u128,
    },
    Wait {
        need: u128,
    },
    Pick {
        need: u128,
        quantity: u32,
    },
    Return {
        need: u128,
        quantity: u32,
    },
    Count {
        part: u128,
        counted: u32,
    },
    Settle {
        place: usize,
    },
    Want {
        need: u128,
        part: u128,
        quantity: u32,
    },
    Forgo {
        need: u128,
    },
    Decline {
        job: u128,
    },
    Revive {
        job: u128,
    },
    Cancel,
    Order {
        order: u128,
        part: u128,
        quantity: u32,
    },
    Come {
        order: u128,
        part: u128,
        quantity: u32,
    },
    CancelOrder {
        order: u128,
    },
    WriteDown {
        part: u128,
        amount: i64,
    },
    Later,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let part = PADS..=OIL;
    let quantity = 1_u32..6_000;
    let line = 91_u128..95;
    // The lines of orders and the needs of bookings.
    let need = prop_oneof![4 => 91_u128..95, 1 => 51_u128..53];
    let job = 81_u128..83;
    prop_oneof![
        4 => (part.clone(), quantity.clone(), 0_i64..20_000)
            .prop_map(|(part, quantity, cost)| Deed::Receive { part, quantity, cost }),
        4 => (line.clone(), job.clone(), part.clone(), quantity.clone())
            .prop_map(|(line, job, part, quantity)| Deed::Line { line, job, part, quantity }),
        1 => (line.clone(), quantity.clone()).prop_map(|(line, quantity)| Deed::Change { line, quantity }),
        1 => line.prop_map(|line| Deed::Remove { line }),
        4 => (need.clone(), quantity.clone()).prop_map(|(need, quantity)| Deed::Reserve { need, quantity }),
        1 => need.clone().prop_map(|need| Deed::Release { need }),
        3 => need.clone().prop_map(|need| Deed::Wait { need }),
        4 => (need.clone(), quantity.clone()).prop_map(|(need, quantity)| Deed::Pick { need, quantity }),
        2 => (need.clone(), quantity.clone()).prop_map(|(need, quantity)| Deed::Return { need, quantity }),
        2 => (part.clone(), 0_u32..9_000).prop_map(|(part, counted)| Deed::Count { part, counted }),
        3 => (0_usize..3).prop_map(|place| Deed::Settle { place }),
        1 => (51_u128..53, part.clone(), quantity.clone())
            .prop_map(|(need, part, quantity)| Deed::Want { need, part, quantity }),
        1 => need.prop_map(|need| Deed::Forgo { need }),
        1 => job.clone().prop_map(|job| Deed::Decline { job }),
        1 => job.prop_map(|job| Deed::Revive { job }),
        1 => Just(Deed::Cancel),
        1 => (61_u128..63, part.clone(), quantity.clone())
            .prop_map(|(order, part, quantity)| Deed::Order { order, part, quantity }),
        1 => (61_u128..63, part.clone(), quantity)
            .prop_map(|(order, part, quantity)| Deed::Come { order, part, quantity }),
        1 => (61_u128..63).prop_map(|order| Deed::CancelOrder { order }),
        1 => (part, 1_i64..9_000).prop_map(|(part, amount)| Deed::WriteDown { part, amount }),
        2 => Just(Deed::Later),
    ]
}

fn command(house: &House, deed: &Deed) -> Option<Command> {
    Some(match deed {
        Deed::Receive {
            part,
            quantity,
            cost,
        } => receive(*part, *quantity, *cost),
        Deed::Line {
            line,
            job,
            part,
            quantity,
        } => add_part(*line, *job, *part, *quantity),
        Deed::Change { line, quantity } => Command::ChangeLine(ChangeLine {
            line: id(*line),
            new: NewLine {
                kind: RepairLineKind::Part,
                label: "配件".to_owned(),
                reference: String::new(),
                quantity: *quantity,
                unit_price: Fen(60_000),
                payer: Payer::Customer,
            },
        }),
        Deed::Remove { line } => Command::RemoveLine(RemoveLine { line: id(*line) }),
        Deed::Reserve { need, quantity } => reserve(*need, *quantity),
        Deed::Release { need } => release(*need),
        Deed::Wait { need } => back_order(*need),
        Deed::Pick { need, quantity } => pick(*need, *quantity),
        Deed::Return { need, quantity } => bring_back(*need, *quantity),
        Deed::Count { part, counted } => count(*part, *counted),
        Deed::Settle { place } => settle_difference(house.open_differences().get(*place)?.id),
        Deed::Want {
            need,
            part,
            quantity,
        } => Command::WantPart(WantPart {
            need: id(*need),
            booking: id(41),
            part: id(*part),
            quantity: *quantity,
        }),
        Deed::Forgo { need } => Command::ForgoPart(ForgoPart { need: id(*need) }),
        Deed::Decline { job } => Command::DeclineJob(DeclineJob {
            job: id(*job),
            reason: "不做".to_owned(),
        }),
        Deed::Revive { job } => Command::ReviveJob(ReviveJob {
            job: id(*job),
            into: id(*job - 10),
            revived: id(*job),
        }),
        Deed::Cancel => Command::CancelBooking(CancelBooking {
            booking: id(41),
            reason: "改日".to_owned(),
        }),
        Deed::Order {
            order,
            part,
            quantity,
        } => Command::OrderParts(OrderParts {
            order: id(*order),
            number: String::new(),
            supplier: String::new(),
            expected_on: None,
            lines: vec![OrderedPart {
                part: id(*part),
                quantity: *quantity,
            }],
            remark: String::new(),
        }),
        Deed::Come {
            order,
            part,
            quantity,
        } => Command::ReceiveParts(ReceiveParts {
            number: String::new(),
            order: Some(id(*order)),
            delivery_note: String::new(),
            lines: vec![ReceivedPart {
                part: id(*part),
                quantity: *quantity,
                unit_cost: Fen(9_999),
            }],
        }),
        Deed::CancelOrder { order } => Command::CancelPartOrder(CancelPartOrder {
            order: id(*order),
            reason: "停产".to_owned(),
        }),
        Deed::WriteDown { part, amount } => Command::WriteDownPart(WriteDownPart {
            part: id(*part),
            amount: Fen(*amount),
            reason: "呆滞".to_owned(),
        }),
        Deed::Later => return None,
    })
}

fn assert_the_books_are_right(house: &House) {
    let movements: Vec<PartMovement> = house.all();
    let needs: Vec<PartNeed> = house.all();
    for part in house.all::<Part>() {
        let own = || movements.iter().filter(|movement| movement.part == part.id);
        let needs = || needs.iter().filter(|need| need.part == part.id);
        assert_eq!(
            part.on_hand,
            own().map(|m| m.quantity).sum::<i64>(),
            "{part:?}"
        );
        assert_eq!(
            part.reserved,
            own().map(|m| m.reserved).sum::<i64>(),
            "{part:?}"
        );
        assert_eq!(part.movements, own().count() as i64);
        assert_eq!(
            part.reserved,
            needs().map(|need| need.reserved).sum::<i64>(),
            "{part:?}"
        );
        assert_eq!(
            part.waiting,
            needs().map(|need| need.waiting).sum::<i64>(),
            "{part:?}"
        );
        assert!(part.reserved <= part.on_hand.max(0), "kept twice: {part:?}");
        assert!(
            part.waiting == 0 || part.available() == 0,
            "waits beside it: {part:?}"
        );
        assert_eq!(part.standing, part.stands());
        let cost = house
            .get::<PartCost>(part.id)
            .map_or(Fen::ZERO, |cost| cost.value);
        assert_eq!(Some(cost), Fen::sum(own().map(|m| m.value)), "{part:?}");
        match part.on_hand.signum() {
            1 => assert!(!cost.is_negative(), "{part:?} {cost:?}"),
            0 => assert_eq!(cost, Fen::ZERO, "{part:?}"),
            _ => assert!(!cost.is_positive(), "{part:?} {cost:?}"),
        }
        let explained = house
            .open_differences()
            .iter()
            .any(|difference| difference.part == part.id);
        assert!(part.on_hand >= 0 || explained, "nobody is told of {part:?}");
        let coming: i64 = house
            .all::<PartOrderLine>()
            .iter()
            .filter(|line| line.part == part.id)
            .filter(|line| house.find::<PartOrder>(line.part_order).state == PartOrderState::Open)
            .map(PartOrderLine::coming)
            .sum();
        assert_eq!(part.on_order, coming);
    }
    for need in needs {
        assert!(need.returned <= need.picked, "{need:?}");
        assert!(need.reserved >= 0 && need.waiting >= 0, "{need:?}");
        assert!(need.reserved + need.waiting <= need.open(), "{need:?}");
        assert_eq!(need.waits_since.is_some(), need.waiting > 0, "{need:?}");
        let cost = house
            .get::<PartNeedCost>(need.id)
            .map_or(Fen::ZERO, |cost| cost.cost);
        assert!(
            !cost.is_negative() && (need.out() > 0 || cost.is_zero()),
            "{need:?}"
        );
    }
}

/// A house with two parts, two orders and a booking.
fn begun() -> House {
    let mut house = house();
    house.done(Command::SetPart(set(OIL, "G 052 195")));
    house.done(Command::BookService(book(
        41,
        CARS[1],
        at(23, 9, 0),
        &[BRAKES_120],
    )));
    house
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_kept_twice_and_the_books_say_what_their_entries_add_up_to(
        deeds in proptest::collection::vec(any_deed(), 1..60),
    ) {
        let mut house = begun();
        for deed in &deeds {
            match command(&house, deed) {
                Some(command) => drop(house.give(command)),
                None => house.later(60_000),
            }
            assert_the_books_are_right(&house);
        }
    }
}

/// Two desks decide alone what each knows; the platform decides the same commands anew in one order of its
/// own. Whatever that order is, its books are right.
fn played(order: &[(bool, Deed)]) -> House {
    let mut platform = begun();
    let mut desks = [begun(), begun()];
    let mut given = Vec::new();
    for (second, deed) in order {
        let desk = &mut desks[usize::from(*second)];
        if let Some(command) = command(desk, deed)
            && desk.give(command.clone()).is_ok()
        {
            given.push((*second, command));
        }
    }
    // The second desk's line comes back first.
    given.sort_by_key(|(second, _)| !second);
    for (_, command) in given {
        drop(platform.give(command));
        assert_the_books_are_right(&platform);
    }
    platform
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn two_desks_that_knew_nothing_of_each_other_leave_books_that_are_right(
        deeds in proptest::collection::vec((any::<bool>(), any_deed()), 1..50),
    ) {
        played(&deeds);
    }
}
