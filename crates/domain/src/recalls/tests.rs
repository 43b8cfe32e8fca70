//! Recalls by VIN, told as sentences; and that the counts of a recall are those of its cars.

use proptest::prelude::*;

use super::*;
use crate::{
    Command,
    identifiers::Vin,
    ids::ServicedCarId,
    repair_orders::{DeclineJob, InspectJob, JobVerdict, RepairLine, tests as orders},
    serviced_cars::ServicedCar,
    workshops::house::*,
};

const RECALL: u128 = 1_000;
const ORDER: u128 = 70;
const JOB: u128 = 81;
const VINS: [&str; 3] = [
    "LFV3A23C1T3000001",
    "LSVAB4BRXN2100018",
    "LSVAB4BR1N2100019",
];

fn vin(place: usize) -> Vin {
    Vin::parse(VINS[place]).expect("a VIN").vin
}

fn announced(kind: RecallKind) -> Command {
    Command::AnnounceRecall(AnnounceRecall {
        recall: id(RECALL),
        number: "S2026M0188V".to_owned(),
        kind,
        maker: "一汽-大众".to_owned(),
        title: "高压油泵密封圈".to_owned(),
        measure: "免费更换密封圈".to_owned(),
        skill: crate::workshops::Skill::Mechanical,
        minutes: 60,
        runs_from: november(1),
        runs_until: Some(november(25)),
    })
}

fn listed(places: &[usize]) -> Command {
    Command::ListRecallCars(ListRecallCars {
        recall: id(RECALL),
        vins: places.iter().map(|place| vin(*place)).collect(),
    })
}

fn car_of_list(place: usize) -> RecallCarId {
    recall_car_id(id(RECALL), VINS[place])
}

fn unlisted(place: usize) -> Command {
    Command::UnlistRecallCar(UnlistRecallCar {
        recall_car: car_of_list(place),
        reason: "厂家更正".to_owned(),
    })
}

fn taken_up(place: usize, order: u128, job: u128) -> Command {
    Command::TakeUpRecall(TakeUpRecall {
        recall_car: car_of_list(place),
        repair_order: id(order),
        job: id(job),
    })
}

fn passed(job: u128) -> Command {
    Command::InspectJob(InspectJob {
        job: id(job),
        verdict: JobVerdict::Passed,
        remark: String::new(),
    })
}

/// A workshop whose first cars have the VINs, with a recall of the first and an order for each.
fn house(kind: RecallKind) -> House {
    let mut house = House::new();
    for (place, car) in CARS.into_iter().take(VINS.len()).enumerate() {
        let known: ServicedCar = house.find(id::<ServicedCarId>(car));
        house.put(&ServicedCar {
            vin: VINS[place].to_owned(),
            ..known
        });
        house.done(orders::open(ORDER + place as u128, car, Vec::new()));
    }
    house.done(announced(kind));
    house.done(listed(&[0]));
    house
}

fn open(house: &House, place: usize, day: u32) -> Vec<String> {
    open_recalls(&**house, VINS[place], november(day))
        .expect("an answer")
        .into_iter()
        .map(|(recall, _)| recall.number)
        .collect()
}

fn counts(house: &House) -> (u32, u32) {
    let recall: Recall = house.find(id::<RecallId>(RECALL));
    (recall.listed, recall.done)
}

#[test]
fn a_listed_car_says_so_until_the_job_of_a_repair_order_passes() {
    let mut house = house(RecallKind::Recall);
    assert_eq!(open(&house, 0, 22), ["S2026M0188V"]);
    assert!(open(&house, 1, 22).is_empty());
    house.done(taken_up(0, ORDER, JOB));
    let lines: Vec<RepairLine> = house.all();
    assert!(
        lines
            .iter()
            .all(|line| line.payer == crate::repair_orders::Payer::Warranty),
        "the maker pays"
    );
    house.done(orders::authorise(JOB));
    house.done(orders::finish(JOB));
    assert_eq!(open(&house, 0, 22).len(), 1, "it is not inspected yet");
    house.done(passed(JOB));
    assert!(open(&house, 0, 22).is_empty());
    assert_eq!(counts(&house), (1, 1));
    let refusal = house.refused(taken_up(0, ORDER, JOB + 1));
    assert_eq!(refusal.code, "recallNotOpen");
}

#[test]
fn one_that_stands_on_an_open_order_is_not_taken_up_twice_and_declined_it_stays_open() {
    let mut house = house(RecallKind::Recall);
    house.done(taken_up(0, ORDER, JOB));
    assert_eq!(
        house.refused(taken_up(0, ORDER, JOB + 1)).code,
        "recallTakenUp"
    );
    assert_eq!(
        house.refused(taken_up(0, ORDER + 1, JOB + 1)).code,
        "recallTakenUp"
    );
    house.done(Command::DeclineJob(DeclineJob {
        job: id(JOB),
        reason: "客户赶时间".to_owned(),
    }));
    assert_eq!(open(&house, 0, 22).len(), 1);
    assert_eq!(
        house.refused(taken_up(0, ORDER + 1, JOB + 1)).code,
        "recallOfOtherCar"
    );
    house.done(taken_up(0, ORDER, JOB + 1));
}

#[test]
fn a_campaign_ends_with_its_last_day_and_a_recall_does_not() {
    assert!(open(&house(RecallKind::ServiceCampaign), 0, 26).is_empty());
    let mut house = house(RecallKind::Recall);
    assert_eq!(open(&house, 0, 26).len(), 1);
    house.done(Command::EndRecall(EndRecall { recall: id(RECALL) }));
    assert!(open(&house, 0, 26).is_empty());
    assert_eq!(house.refused(listed(&[1])).code, "recallEnded");
}

#[test]
fn a_recall_stops_the_sale_and_a_campaign_does_not() {
    let stops = |kind| {
        stops_sale(&*house(kind), VINS[0], november(22))
            .expect("an answer")
            .is_some()
    };
    assert!(stops(RecallKind::Recall));
    assert!(!stops(RecallKind::ServiceCampaign));
}

#[test]
fn a_list_may_be_read_twice_and_a_number_is_announced_once() {
    let mut house = house(RecallKind::Recall);
    house.done(listed(&[0, 1, 1]));
    house.done(listed(&[0, 1]));
    assert_eq!(counts(&house), (2, 0));
    house.done(unlisted(1));
    assert!(open(&house, 1, 22).is_empty());
    assert_eq!(counts(&house), (1, 0));
    assert_eq!(house.refused(unlisted(1)).code, "recallNotOpen");
    house.done(listed(&[1]));
    assert_eq!(open(&house, 1, 22).len(), 1);
    let Command::AnnounceRecall(again) = announced(RecallKind::Recall) else {
        unreachable!("it is an announcement")
    };
    let refusal = house.refused(Command::AnnounceRecall(AnnounceRecall {
        recall: id(RECALL + 1),
        ..again
    }));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("recallKnown", Some("number"))
    );
}

proptest! {
    #[test]
    fn the_counts_of_a_recall_are_those_of_its_cars(
        deeds in proptest::collection::vec((0_u8..6, 0_usize..3, 81_u128..90), 1..40)
    ) {
        let mut house = house(RecallKind::Recall);
        for (deed, place, job) in deeds {
            let order = ORDER + place as u128;
            let command = match deed {
                0 => listed(&[place]),
                1 => unlisted(place),
                2 => taken_up(place, order, job),
                3 => orders::authorise(job),
                4 => orders::finish(job),
                _ => passed(job),
            };
            // Refusals are part of the game.
            let _ = house.give(command);
            let cars: Vec<RecallCar> = house.all();
            let of = |state| cars.iter().filter(|car| car.state == state).count() as u32;
            let (listed, done) = counts(&house);
            prop_assert_eq!(listed, of(RecallCarState::Open) + of(RecallCarState::Done));
            prop_assert_eq!(done, of(RecallCarState::Done));
        }
    }
}
