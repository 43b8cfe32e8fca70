//! What the rules for leads say, as sentences; and that no sequence of commands leaves a live lead
//! without somebody or the pool, and without a next follow-up.

use proptest::prelude::*;

use super::*;
use crate::{
    Command,
    customers::{
        AddCustomer, Customer, CustomerKind, CustomerStage, IdentityPaper, NewCustomer, SamePhone,
    },
    ids::ContactId,
    people::BuiltInRole,
    tasks::{FinishTask, Task, TaskState},
    testing::{House, MORNING, id},
};

const HOUR: i64 = Timestamp::HOUR;

fn walk_in(mobile: &str) -> NewCustomer {
    NewCustomer {
        kind: CustomerKind::Person,
        name: "王小明".to_owned(),
        mobile: mobile.to_owned(),
        other_phone: String::new(),
        identity_paper: IdentityPaper::None,
        identity_number: String::new(),
        email: String::new(),
        address: String::new(),
        born_on: String::new(),
        language: "zh-CN".to_owned(),
        remark: String::new(),
        same_phone: SamePhone::Refuse,
    }
}

fn in_hours(house: &House, hours: i64) -> NextFollowUp {
    NextFollowUp {
        due: house.now.plus(hours * HOUR),
        what: "电话".to_owned(),
    }
}

fn take_in(house: &House, number: u128, to: IntakeTo) -> TakeInLead {
    TakeInLead {
        lead: id(100 + number),
        number: String::new(),
        customer: id(200 + number),
        new_customer: Some(walk_in(&format!("139000000{number:02}"))),
        customer_number: String::new(),
        channel: Channel::WalkIn,
        channel_detail: String::new(),
        external_key: String::new(),
        cost: None,
        wanted: vec![WantedModel {
            model: None,
            description: "迈腾".to_owned(),
        }],
        budget: None,
        grade: Grade::A,
        to,
        colleague: None,
        next_follow_up: in_hours(house, 24),
        remark: String::new(),
    }
}

fn house_with_lead() -> House {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    house.person(2, BuiltInRole::SalesConsultant);
    house.person(3, BuiltInRole::SalesManager);
    let command = take_in(&house, 1, IntakeTo::Me);
    house.done(Command::TakeInLead(command));
    house
}

fn lead(house: &House) -> Lead {
    house.get(id::<LeadId>(101)).expect("the lead")
}

fn contact(house: &House, number: u128) -> RecordContact {
    RecordContact {
        contact: id::<ContactId>(number),
        lead: id(101),
        way: ContactWay::Phone,
        result: ContactResult::Reached,
        note: "周末来看车".to_owned(),
        grade: None,
        next_follow_up: in_hours(house, 24),
    }
}

#[test]
fn a_lead_that_is_taken_in_has_an_owner_a_next_follow_up_and_a_prospect() {
    let house = house_with_lead();
    let lead = lead(&house);
    assert_eq!((lead.state, lead.owner), (LeadState::New, Some(id(1))));
    assert_eq!(lead.next_follow_up, Some(MORNING.plus(24 * HOUR)));
    let customer: Customer = house.get(lead.customer).expect("the customer");
    assert_eq!(customer.stage, CustomerStage::Prospect);
    assert_eq!(
        (customer.grade, customer.channel),
        (Some(Grade::A), Some(Channel::WalkIn))
    );
    let tasks: Vec<Task> = house.all();
    assert_eq!(tasks.len(), 1);
    assert_eq!(
        (tasks[0].owner, tasks[0].due),
        (Some(id(1)), MORNING.plus(24 * HOUR))
    );
}

#[test]
fn a_next_follow_up_later_than_the_grade_allows_is_refused_when_planned() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    let mut command = take_in(&house, 1, IntakeTo::Me);
    command.grade = Grade::H;
    command.next_follow_up = in_hours(&house, 49);
    let refusal = house.refused(Command::TakeInLead(command.clone()));
    assert_eq!(refusal.code, "followUpTooLate");
    assert_eq!(refusal.field.as_deref(), Some("nextFollowUp.due"));
    command.next_follow_up = in_hours(&house, 48);
    house.done(Command::TakeInLead(command));
}

#[test]
fn a_talk_that_took_place_is_written_down_though_its_next_follow_up_is_too_late() {
    let mut house = house_with_lead();
    let mut command = contact(&house, 1);
    command.next_follow_up = in_hours(&house, 24 * 30);
    let outcome = house.done(Command::RecordContact(command));
    assert_eq!(outcome.concerns[0].code, "followUpTooLate");
    assert_eq!(lead(&house).state, LeadState::Following);
}

#[test]
fn a_talk_ends_the_planned_follow_up_and_plans_the_next() {
    let mut house = house_with_lead();
    house.later(2 * HOUR);
    let command = contact(&house, 1);
    house.done(Command::RecordContact(command));
    let open: Vec<Task> = house
        .all::<Task>()
        .into_iter()
        .filter(|t| t.state == TaskState::Open)
        .collect();
    assert_eq!(open.len(), 1);
    assert_eq!(Some(open[0].due), lead(&house).next_follow_up);
    assert_eq!(lead(&house).first_contact_at, Some(house.now));
}

#[test]
fn the_follow_up_of_a_lead_is_not_ticked_off_without_a_contact() {
    let mut house = house_with_lead();
    let task: Task = house.all().remove(0);
    let refusal = house.refused(Command::FinishTask(FinishTask {
        task: task.id,
        outcome: String::new(),
    }));
    assert_eq!(refusal.code, "followUpNeedsContact");
}

#[test]
fn a_customer_has_one_open_lead() {
    let mut house = house_with_lead();
    let mut second = take_in(&house, 1, IntakeTo::Me);
    second.lead = id(150);
    second.new_customer = None;
    assert_eq!(house.refused(Command::TakeInLead(second)).code, "leadOpen");
}

#[test]
fn a_lead_that_the_portal_delivers_twice_is_taken_in_once() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    let mut first = take_in(&house, 1, IntakeTo::Pool);
    first.external_key = "portal-77".to_owned();
    let mut second = take_in(&house, 2, IntakeTo::Pool);
    second.external_key = "portal-77".to_owned();
    house.done(Command::TakeInLead(first));
    assert_eq!(
        house.refused(Command::TakeInLead(second)).code,
        "leadTakenInBefore"
    );
}

#[test]
fn of_two_who_take_a_lead_from_the_pool_the_quicker_one_has_it() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    house.person(2, BuiltInRole::SalesConsultant);
    let command = take_in(&house, 1, IntakeTo::Pool);
    house.done(Command::TakeInLead(command));
    assert!(lead(&house).pooled_at.is_some());
    let take = |house: &House| {
        Command::TakeFromPool(TakeFromPool {
            lead: id(101),
            next_follow_up: in_hours(house, 3),
        })
    };
    let command = take(&house);
    house.done(command);
    house.act_as(2, BuiltInRole::SalesConsultant);
    let command = take(&house);
    assert_eq!(house.refused(command).code, "leadTaken");
    assert_eq!(lead(&house).owner, Some(id(1)));
}

#[test]
fn whose_lead_it_is_not_cannot_report_it_lost() {
    let mut house = house_with_lead();
    house.act_as(2, BuiltInRole::SalesConsultant);
    let report = Command::ReportLost(ReportLost {
        lead: id(101),
        reason: LostReason::Price,
        competitor: String::new(),
        remark: String::new(),
    });
    assert_eq!(house.refused(report).code, "leadNotYours");
}

#[test]
fn a_lost_lead_needs_the_manager_and_comes_back_where_it_stood() {
    let mut house = house_with_lead();
    let command = contact(&house, 1);
    house.done(Command::RecordContact(command));
    let report = |competitor: &str| {
        Command::ReportLost(ReportLost {
            lead: id(101),
            reason: LostReason::OtherBrand,
            competitor: competitor.to_owned(),
            remark: String::new(),
        })
    };
    assert_eq!(
        house.refused(report("")).field.as_deref(),
        Some("competitor")
    );
    house.done(report("别的品牌"));
    assert_eq!(lead(&house).state, LeadState::LostReported);
    assert_eq!(lead(&house).next_follow_up, None);
    let review = |verdict, next| {
        Command::ReviewLost(ReviewLost {
            lead: id(101),
            verdict,
            next_follow_up: next,
            remark: String::new(),
        })
    };
    assert_eq!(
        house.refused(review(LostVerdict::Confirm, None)).code,
        "missingRight"
    );
    house.act_as(3, BuiltInRole::SalesManager);
    assert_eq!(
        house.refused(review(LostVerdict::Return, None)).code,
        "empty"
    );
    let next = in_hours(&house, 5);
    house.done(review(LostVerdict::Return, Some(next)));
    assert_eq!(lead(&house).state, LeadState::Following);
    assert_eq!(lead(&house).lost_reason, None);
}

#[test]
fn a_confirmed_loss_is_revived_as_a_new_lead_and_keeps_its_reason() {
    let mut house = house_with_lead();
    house.done(Command::ReportLost(ReportLost {
        lead: id(101),
        reason: LostReason::Price,
        competitor: String::new(),
        remark: String::new(),
    }));
    house.act_as(3, BuiltInRole::SalesManager);
    house.done(Command::ReviewLost(ReviewLost {
        lead: id(101),
        verdict: LostVerdict::Confirm,
        next_follow_up: None,
        remark: String::new(),
    }));
    let customer: Customer = house.get(lead(&house).customer).expect("the customer");
    assert_eq!(
        (customer.stage, customer.grade),
        (CustomerStage::Lost, None)
    );
    let revive = ReviveLead {
        lost: id(101),
        lead: id(160),
        number: String::new(),
        grade: Grade::B,
        next_follow_up: in_hours(&house, 24),
    };
    house.done(Command::ReviveLead(revive.clone()));
    assert_eq!(lead(&house).lost_reason, Some(LostReason::Price));
    assert_eq!(lead(&house).revived_as, Some(id(160)));
    let again = ReviveLead {
        lead: id(161),
        ..revive
    };
    assert_eq!(
        house.refused(Command::ReviveLead(again)).code,
        "leadRevived"
    );
}

#[test]
fn the_houses_own_rule_holds_from_its_day_on() {
    let mut house = House::of(BuiltInRole::StoreManager);
    let mut terms = shipped_on(MORNING.date_in(chrono_tz::Tz::Asia__Shanghai));
    for grade in &mut terms.grades {
        grade.next_contact_within_hours = 2;
    }
    let policy = |day: i64, number| {
        Command::SetLeadPolicy(SetLeadPolicy {
            policy: id(number),
            valid_from: MORNING
                .plus(day * Timestamp::DAY)
                .date_in(chrono_tz::Tz::Asia__Shanghai),
            terms: terms.clone(),
        })
    };
    assert_eq!(house.refused(policy(-1, 300)).code, "dateOutOfRange");
    house.done(policy(1, 301));
    let command = take_in(&house, 1, IntakeTo::Me);
    house.done(Command::TakeInLead(command));
    house.later(Timestamp::DAY);
    let command = take_in(&house, 2, IntakeTo::Me);
    assert_eq!(
        house.refused(Command::TakeInLead(command)).code,
        "followUpTooLate"
    );
}

/// A lead is live exactly when it has a next follow-up, which is one open task; and it then has
/// either an owner or a place in the pool.
fn sound(house: &House) -> Result<(), TestCaseError> {
    for lead in house.all::<Lead>() {
        let tasks: Vec<Task> = house
            .all::<Task>()
            .into_iter()
            .filter(|task| task.subject == Some(lead.id.into()) && task.state == TaskState::Open)
            .collect();
        if lead.state.is_live() {
            prop_assert_ne!(
                lead.owner.is_some(),
                lead.pooled_at.is_some(),
                "owner or pool"
            );
            prop_assert_eq!(tasks.len(), 1, "one open follow-up");
            prop_assert_eq!(Some(tasks[0].due), lead.next_follow_up);
            prop_assert_eq!(tasks[0].owner, lead.owner);
        } else {
            prop_assert_eq!(lead.next_follow_up, None);
            prop_assert!(
                tasks.is_empty(),
                "nothing to do about a lead that has ended"
            );
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_leaves_a_live_lead_without_owner_or_pool_and_next_follow_up(
        steps in prop::collection::vec((0_u8..11, 1_u128..4, 1_i64..60), 1..40),
    ) {
        let mut house = house_with_lead();
        let mut fresh = 1_000_u128;
        for (what, who, hours) in steps {
            let role = if who == 3 { BuiltInRole::SalesManager } else { BuiltInRole::SalesConsultant };
            house.act_as(who, role);
            house.later(HOUR);
            fresh += 1;
            let leads: Vec<Lead> = house.all();
            let lead = leads[fresh as usize % leads.len()].id;
            let next = in_hours(&house, hours);
            let command = match what {
                0 => Command::RecordContact(RecordContact { lead, ..contact(&house, fresh) }),
                1 => Command::RecordContact(RecordContact {
                    lead,
                    result: ContactResult::NotReached,
                    grade: Some(Grade::H),
                    next_follow_up: next,
                    ..contact(&house, fresh)
                }),
                2 => Command::AssignLead(AssignLead { lead, to: id(who) }),
                3 => Command::ReportLost(ReportLost {
                    lead,
                    reason: LostReason::Price,
                    competitor: String::new(),
                    remark: String::new(),
                }),
                4 => Command::ReviewLost(ReviewLost {
                    lead,
                    verdict: LostVerdict::Confirm,
                    next_follow_up: None,
                    remark: String::new(),
                }),
                5 => Command::ReviewLost(ReviewLost {
                    lead,
                    verdict: LostVerdict::Return,
                    next_follow_up: Some(next),
                    remark: String::new(),
                }),
                6 => Command::ReviveLead(ReviveLead {
                    lost: lead,
                    lead: id(fresh),
                    number: String::new(),
                    grade: Grade::B,
                    next_follow_up: next,
                }),
                7 => Command::ReturnToPool(ReturnToPool { lead, why: "休假".to_owned() }),
                8 => Command::TakeFromPool(TakeFromPool { lead, next_follow_up: next }),
                9 => Command::ChangeGrade(ChangeGrade { lead, grade: Grade::C, next_follow_up: next }),
                _ => Command::InvalidateLead(InvalidateLead { lead, why: "空号".to_owned() }),
            };
            // Most are refused from where the lead happens to be; none may leave it unsound.
            let _ = house.give(command);
            sound(&house)?;
        }
    }
}

#[test]
fn a_known_mobile_is_refused_unless_it_is_said_to_be_another_customer() {
    let mut house = house_with_lead();
    let add = |same_phone| {
        Command::AddCustomer(AddCustomer {
            customer: id(250),
            number: String::new(),
            details: NewCustomer {
                same_phone,
                ..walk_in("+86 139-0000-0001")
            },
            owner: None,
        })
    };
    let refusal = house.refused(add(SamePhone::Refuse));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("mobileKnown", Some("details.mobile"))
    );
    house.done(add(SamePhone::AnotherCustomer));
}
