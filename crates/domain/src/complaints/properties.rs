//! Whatever is done to complaints in whatever order, and whenever the platform looks: none is closed without
//! an action since it was opened, none goes up twice for one deadline, and no story loses a step.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{tests::*, *};
use crate::{
    Command,
    people::BuiltInRole,
    testing::{House, id},
};

#[derive(Debug, Clone)]
enum Deed {
    TakeIn {
        complaint: u128,
        kind: usize,
    },
    Answer {
        complaint: u128,
    },
    Act {
        complaint: u128,
    },
    HandOver {
        complaint: u128,
    },
    Close {
        complaint: u128,
    },
    Reopen {
        complaint: u128,
    },
    /// The platform looks; more than once, as after a restart or at two nodes.
    Look {
        times: usize,
    },
    /// A word of the platform's that was on its way for long.
    Late {
        complaint: u128,
        hours: i64,
    },
    Wait {
        hours: i64,
    },
    BeColleague,
    BeManager,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let complaint = 900_u128..903;
    prop_oneof![
        2 => (complaint.clone(), 0..ComplaintKind::ALL.len())
            .prop_map(|(complaint, kind)| Deed::TakeIn { complaint, kind }),
        2 => complaint.clone().prop_map(|complaint| Deed::Answer { complaint }),
        2 => complaint.clone().prop_map(|complaint| Deed::Act { complaint }),
        1 => complaint.clone().prop_map(|complaint| Deed::HandOver { complaint }),
        3 => complaint.clone().prop_map(|complaint| Deed::Close { complaint }),
        2 => complaint.clone().prop_map(|complaint| Deed::Reopen { complaint }),
        3 => (1_usize..3).prop_map(|times| Deed::Look { times }),
        1 => (complaint, 0_i64..200).prop_map(|(complaint, hours)| Deed::Late { complaint, hours }),
        3 => (1_i64..120).prop_map(|hours| Deed::Wait { hours }),
        1 => Just(Deed::BeColleague),
        1 => Just(Deed::BeManager),
    ]
}

fn play(house: &mut House, deed: &Deed) {
    let command = match deed {
        Deed::TakeIn { complaint, kind } => {
            Command::TakeInComplaint(taken_in(*complaint, ComplaintKind::ALL[*kind]))
        }
        Deed::Answer { complaint } => answered(*complaint),
        Deed::Act { complaint } => acted(*complaint),
        Deed::HandOver { complaint } => Command::HandOverComplaint(HandOverComplaint {
            complaint: id(*complaint),
            to: id(COLLEAGUE),
            note: String::new(),
        }),
        Deed::Close { complaint } => closed(*complaint),
        Deed::Reopen { complaint } => reopened(*complaint),
        Deed::Look { times } => {
            for _ in 0..*times {
                time_passes(house);
            }
            return;
        }
        Deed::Late { complaint, hours } => {
            house.act_with(
                crate::people::PLATFORM.0.as_u128(),
                crate::rights::Rights::all(),
            );
            let deadline = house.now.plus(-hours * Timestamp::HOUR);
            let late = EscalateComplaint {
                complaint: id(*complaint),
                deadline,
            };
            // Whether it is taken is the rule's to say; what holds afterwards is asked below.
            let _ = house.give(Command::EscalateComplaint(late));
            house.act_as(ADVISOR, BuiltInRole::ServiceAdvisor);
            return;
        }
        Deed::Wait { hours } => {
            house.later(hours * Timestamp::HOUR);
            return;
        }
        Deed::BeColleague => {
            house.act_as(COLLEAGUE, BuiltInRole::ServiceAdvisor);
            return;
        }
        Deed::BeManager => {
            house.act_as(1, BuiltInRole::StoreManager);
            return;
        }
    };
    // Refusals are part of the game.
    let _ = house.give(command);
}

fn stories(house: &House) -> BTreeMap<ComplaintId, Vec<ComplaintStep>> {
    let mut stories = BTreeMap::<ComplaintId, Vec<ComplaintStep>>::new();
    for step in house.all::<ComplaintStep>() {
        stories.entry(step.complaint).or_default().push(step);
    }
    for story in stories.values_mut() {
        story.sort_by_key(|step| step.ordinal);
    }
    stories
}

fn holds(house: &House, before: &BTreeMap<ComplaintId, Vec<ComplaintStep>>) {
    let now = stories(house);
    for (complaint, story) in before {
        assert!(
            now[complaint].starts_with(story),
            "a step was changed or lost"
        );
    }
    for complaint in house.all::<Complaint>() {
        let story = &now[&complaint.id];
        assert_eq!(story.len(), complaint.steps as usize);
        // Each stretch from opening to closing: at least one action, and at most one escalation for
        // each of its two deadlines.
        let (mut actions, mut escalations, mut all) = (0, 0, 0);
        for step in story {
            match step.deed {
                ComplaintDeed::TakenIn | ComplaintDeed::Reopened => (actions, escalations) = (0, 0),
                ComplaintDeed::Acted => actions += 1,
                ComplaintDeed::Escalated => {
                    escalations += 1;
                    all += 1;
                    assert!(escalations <= 2, "it went up twice for one deadline");
                }
                ComplaintDeed::Closed => assert!(actions > 0, "it was closed without an action"),
                ComplaintDeed::Answered | ComplaintDeed::HandedOver => {}
            }
        }
        assert_eq!(all, complaint.escalations);
        let closed = complaint.state == ComplaintState::Closed;
        assert_eq!(closed, complaint.due.is_none());
        assert_eq!(closed, complaint.closed_at.is_some());
        assert!(!closed || !complaint.customer_said.is_empty());
        assert!(!closed || complaint.escalates_at.is_none());
    }
}

proptest! {
    #[test]
    fn none_is_closed_without_an_action_and_none_goes_up_twice(
        deeds in proptest::collection::vec(any_deed(), 1..40)
    ) {
        let mut house = house();
        for deed in &deeds {
            let before = stories(&house);
            play(&mut house, deed);
            holds(&house, &before);
        }
        // Once the platform has looked, nothing overdue is left that has not gone up.
        for _ in 0..2 {
            time_passes(&mut house);
        }
        prop_assert_eq!(time_passes(&mut house), 0);
    }
}
