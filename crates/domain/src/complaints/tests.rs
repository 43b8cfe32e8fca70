//! What happens to a complaint, told as sentences.

use chrono::{NaiveDate, NaiveTime};

use super::*;
use crate::{
    Command,
    command::Outcome,
    customers::{AddCustomer, EraseCustomer},
    people::{self, BuiltInRole},
    rights::Rights,
    serviced_cars::ServicedCar,
    testing::{House, MORNING, id},
};

const HOUR: i64 = Timestamp::HOUR;
pub const COMPLAINT: u128 = 900;
/// Who takes complaints in, a colleague, and their manager.
pub const ADVISOR: u128 = 2;
pub const COLLEAGUE: u128 = 3;

/// A house whose advisor gives the commands.
pub fn house() -> House {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(ADVISOR, BuiltInRole::ServiceAdvisor);
    house.person(COLLEAGUE, BuiltInRole::ServiceAdvisor);
    house.act_as(ADVISOR, BuiltInRole::ServiceAdvisor);
    house
}

pub fn taken_in(complaint: u128, kind: ComplaintKind) -> TakeInComplaint {
    TakeInComplaint {
        complaint: id(complaint),
        number: String::new(),
        kind,
        way: ComplaintWay::Phone,
        customer: None,
        called: "王先生".to_owned(),
        phone: "13800138000".to_owned(),
        car: None,
        sale: None,
        repair_order: None,
        said: "换了机油还是漏".to_owned(),
        wants: "免费返修".to_owned(),
        owner: None,
    }
}

pub fn answered(complaint: u128) -> Command {
    Command::AnswerComplaint(AnswerComplaint {
        complaint: id(complaint),
        note: "已致电道歉, 约周一到店".to_owned(),
    })
}

pub fn acted(complaint: u128) -> Command {
    Command::RecordComplaintAction(RecordComplaintAction {
        complaint: id(complaint),
        note: "更换油底壳垫, 免工时".to_owned(),
    })
}

pub fn closed(complaint: u128) -> Command {
    Command::CloseComplaint(CloseComplaint {
        complaint: id(complaint),
        verdict: CustomerVerdict::Content,
        customer_said: "这次没漏, 满意".to_owned(),
    })
}

pub fn reopened(complaint: u128) -> Command {
    Command::ReopenComplaint(ReopenComplaint {
        complaint: id(complaint),
        why: "又开始漏油".to_owned(),
    })
}

/// What the platform gives about every complaint whose deadline has passed by its clock.
pub fn time_passes(house: &mut House) -> usize {
    use crate::{entity::Entity, facts::Facts};
    let due: Vec<Complaint> = house
        .find(&complaints_to_escalate(house.now))
        .expect("the look-up")
        .iter()
        .map(|row| Complaint::from_row(row).expect("a complaint"))
        .collect();
    house.act_with(people::PLATFORM.0.as_u128(), Rights::all());
    let mut escalated = 0;
    for complaint in due {
        let deadline = complaint.escalates_at.expect("the deadline that passed");
        let outcome = house.done(Command::EscalateComplaint(EscalateComplaint {
            complaint: complaint.id,
            deadline,
        }));
        escalated += usize::from(!outcome.changes.0.is_empty());
    }
    house.act_as(ADVISOR, BuiltInRole::ServiceAdvisor);
    escalated
}

fn complaint(house: &House) -> Complaint {
    house
        .get(id::<ComplaintId>(COMPLAINT))
        .expect("the complaint")
}

pub fn deeds(house: &House, complaint: u128) -> Vec<ComplaintDeed> {
    let mut steps: Vec<ComplaintStep> = house.all();
    steps.retain(|step| step.complaint == id(complaint));
    steps.sort_by_key(|step| step.ordinal);
    steps.into_iter().map(|step| step.deed).collect()
}

fn take(house: &mut House, kind: ComplaintKind) -> Outcome {
    house.done(Command::TakeInComplaint(taken_in(COMPLAINT, kind)))
}

#[test]
fn the_clock_starts_when_it_is_taken_in_and_the_deadlines_are_those_of_its_kind() {
    let mut house = house();
    take(&mut house, ComplaintKind::RepairQuality);
    let seen = complaint(&house);
    assert_eq!(seen.number, "TS-1");
    assert_eq!(seen.owner, id(ADVISOR));
    assert_eq!(seen.answer_due, MORNING.plus(8 * HOUR));
    assert_eq!(seen.solution_due, MORNING.plus(72 * HOUR));
    assert_eq!(seen.due, Some(seen.answer_due));
    // Seven working days from a Sunday: Monday the 23rd is the first, Tuesday the 1st the seventh.
    assert_eq!(seen.lawful_until, NaiveDate::from_ymd_opt(2026, 12, 1));
}

#[test]
fn what_the_law_allows_ends_before_what_the_house_would_like() {
    let mut house = house();
    house.act_as(1, BuiltInRole::StoreManager);
    let slow = KindTerms {
        kind: ComplaintKind::Other,
        answer_within_hours: 24,
        solution_within_hours: 24 * 60,
    };
    let kinds = ComplaintKind::ALL
        .iter()
        .map(|kind| KindTerms {
            kind: *kind,
            ..slow
        })
        .collect();
    house.done(Command::SetComplaintPolicy(SetComplaintPolicy {
        policy: id(950),
        valid_from: MORNING.date_in(chrono_tz::Asia::Shanghai),
        terms: ComplaintTerms { kinds },
    }));
    take(&mut house, ComplaintKind::Charges);
    let midnight = NaiveDate::from_ymd_opt(2026, 12, 2)
        .expect("a day")
        .and_time(NaiveTime::MIN)
        .and_utc()
        .timestamp_millis()
        - 8 * HOUR;
    assert_eq!(complaint(&house).solution_due, Timestamp(midnight));
    // A suggestion is nobody's right to be answered within days.
    house.done(Command::TakeInComplaint(taken_in(
        901,
        ComplaintKind::Suggestion,
    )));
    let suggestion: Complaint = house.get(id::<ComplaintId>(901)).expect("the suggestion");
    assert_eq!(suggestion.lawful_until, None);
    assert_eq!(suggestion.solution_due, MORNING.plus(24 * 60 * HOUR));
}

#[test]
fn a_policy_that_forgets_a_kind_or_solves_before_it_answers_is_refused() {
    let mut house = house();
    house.act_as(1, BuiltInRole::StoreManager);
    let policy = |kinds: Vec<KindTerms>| {
        Command::SetComplaintPolicy(SetComplaintPolicy {
            policy: id(950),
            valid_from: MORNING.date_in(chrono_tz::Asia::Shanghai),
            terms: ComplaintTerms { kinds },
        })
    };
    let all = |answer, solution| -> Vec<KindTerms> {
        ComplaintKind::ALL
            .iter()
            .map(|kind| KindTerms {
                kind: *kind,
                answer_within_hours: answer,
                solution_within_hours: solution,
            })
            .collect()
    };
    for kinds in [all(24, 72)[1..].to_vec(), all(72, 24), all(0, 24)] {
        let refusal = house.refused(policy(kinds));
        assert_eq!(refusal.code, "complaintPolicyImplausible");
    }
}

#[test]
fn it_is_closed_only_with_an_action_and_with_what_the_customer_said() {
    let mut house = house();
    take(&mut house, ComplaintKind::Attitude);
    house.done(answered(COMPLAINT));
    assert_eq!(
        house.refused(closed(COMPLAINT)).code,
        "complaintWithoutAction"
    );
    house.done(acted(COMPLAINT));
    let silent = house.refused(Command::CloseComplaint(CloseComplaint {
        complaint: id(COMPLAINT),
        verdict: CustomerVerdict::Content,
        customer_said: " ".to_owned(),
    }));
    assert_eq!(
        (silent.code.as_str(), silent.field.as_deref()),
        ("empty", Some("customerSaid"))
    );
    house.done(closed(COMPLAINT));
    let seen = complaint(&house);
    assert_eq!(seen.state, ComplaintState::Closed);
    assert_eq!((seen.due, seen.escalates_at), (None, None));
    assert_eq!(seen.customer_said, "这次没漏, 满意");
}

#[test]
fn a_deadline_that_passes_sends_it_up_once_and_the_next_one_once_more() {
    let mut house = house();
    take(&mut house, ComplaintKind::Attitude);
    assert_eq!(time_passes(&mut house), 0, "it is not due yet");
    house.later(9 * HOUR);
    assert_eq!(time_passes(&mut house), 1);
    assert_eq!(time_passes(&mut house), 0);
    house.done(answered(COMPLAINT));
    house.later(40 * HOUR);
    assert_eq!(
        time_passes(&mut house),
        1,
        "it is not solved in time either"
    );
    house.later(400 * HOUR);
    assert_eq!(time_passes(&mut house), 0);
    assert_eq!(complaint(&house).escalations, 2);
}

#[test]
fn what_was_answered_or_went_up_before_the_word_arrives_does_not_go_up_again() {
    let mut house = house();
    take(&mut house, ComplaintKind::Attitude);
    house.done(answered(COMPLAINT));
    house.later(9 * HOUR);
    house.act_with(people::PLATFORM.0.as_u128(), Rights::all());
    let late = house.done(Command::EscalateComplaint(EscalateComplaint {
        complaint: id(COMPLAINT),
        deadline: MORNING.plus(8 * HOUR),
    }));
    assert!(late.changes.0.is_empty());
    let early = house.refused(Command::EscalateComplaint(EscalateComplaint {
        complaint: id(COMPLAINT),
        deadline: MORNING.plus(48 * HOUR),
    }));
    assert_eq!(early.code, "complaintNotOverdue");
}

#[test]
fn nobody_but_the_platform_says_that_time_has_passed() {
    let mut house = house();
    take(&mut house, ComplaintKind::Attitude);
    house.later(9 * HOUR);
    house.act_as(1, BuiltInRole::StoreManager);
    let refusal = house.refused(Command::EscalateComplaint(EscalateComplaint {
        complaint: id(COMPLAINT),
        deadline: MORNING.plus(8 * HOUR),
    }));
    assert_eq!(refusal.code, "platformOnly");
}

#[test]
fn one_that_is_opened_again_keeps_its_story_and_needs_a_new_action() {
    let mut house = house();
    take(&mut house, ComplaintKind::RepairQuality);
    for command in [answered(COMPLAINT), acted(COMPLAINT), closed(COMPLAINT)] {
        house.done(command);
    }
    assert_eq!(
        house.refused(answered_by_hand_over()).code,
        "complaintClosed"
    );
    house.later(100 * HOUR);
    house.done(reopened(COMPLAINT));
    let seen = complaint(&house);
    assert_eq!((seen.state, seen.reopened), (ComplaintState::Open, 1));
    assert_eq!(
        seen.answer_due,
        house.now.plus(8 * HOUR),
        "the clock is new"
    );
    assert_eq!(
        house.refused(closed(COMPLAINT)).code,
        "complaintWithoutAction"
    );
    house.done(acted(COMPLAINT));
    house.done(closed(COMPLAINT));
    use ComplaintDeed::{Acted, Answered, Closed, Reopened, TakenIn};
    assert_eq!(
        deeds(&house, COMPLAINT),
        [TakenIn, Answered, Acted, Closed, Reopened, Acted, Closed]
    );
    assert_eq!(house.refused(reopened(901)).code, "notFound");
}

fn answered_by_hand_over() -> Command {
    Command::HandOverComplaint(HandOverComplaint {
        complaint: id(COMPLAINT),
        to: id(COLLEAGUE),
        note: String::new(),
    })
}

#[test]
fn a_colleague_writes_down_what_they_did_and_only_the_owner_or_a_manager_decides() {
    let mut house = house();
    take(&mut house, ComplaintKind::Waiting);
    house.act_as(COLLEAGUE, BuiltInRole::ServiceAdvisor);
    let outcome = house.done(acted(COMPLAINT));
    assert_eq!(outcome.concerns[0].code, "complaintNotYours");
    let refusal = house.refused(closed(COMPLAINT));
    assert_eq!(refusal.code, "complaintNotYours");
    assert_eq!(refusal.values["owner"], "Colleague 2");
    house.act_as(1, BuiltInRole::StoreManager);
    house.done(answered_by_hand_over());
    assert_eq!(complaint(&house).owner, id(COLLEAGUE));
    house.act_as(COLLEAGUE, BuiltInRole::ServiceAdvisor);
    house.done(closed(COMPLAINT));
}

#[test]
fn what_was_done_about_one_that_is_closed_is_written_down_and_told() {
    let mut house = house();
    take(&mut house, ComplaintKind::Waiting);
    house.done(acted(COMPLAINT));
    house.done(closed(COMPLAINT));
    let outcome = house.done(acted(COMPLAINT));
    assert_eq!(outcome.concerns[0].code, "complaintClosed");
    assert_eq!(complaint(&house).state, ComplaintState::Closed);
    assert_eq!(deeds(&house, COMPLAINT).len(), 4);
}

#[test]
fn who_complains_must_be_known_but_a_suggestion_may_come_from_nobody() {
    let mut house = house();
    let nameless = |complaint, kind| {
        Command::TakeInComplaint(TakeInComplaint {
            called: String::new(),
            phone: String::new(),
            ..taken_in(complaint, kind)
        })
    };
    let refusal = house.refused(nameless(COMPLAINT, ComplaintKind::Charges));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("complainantUnknown", Some("called"))
    );
    house.done(nameless(COMPLAINT, ComplaintKind::Suggestion));
}

#[test]
fn the_car_brings_its_owner_and_its_vin_along() {
    let mut house = house();
    let customer: AddCustomer = serde_json::from_value(serde_json::json!({
        "customer": id::<CustomerId>(40),
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
    }))
    .expect("a customer");
    house.done(Command::AddCustomer(customer));
    let car = ServicedCar {
        id: id(501),
        vin: "LFV3A23C1T3000001".to_owned(),
        plate: "京A10001".to_owned(),
        description: "大众 迈腾".to_owned(),
        vehicle: None,
        customer: Some(id(40)),
        odometer_km: 20_000,
        odometer_at: None,
        added_at: MORNING,
    };
    house.put(&car);
    house.done(Command::TakeInComplaint(TakeInComplaint {
        called: String::new(),
        phone: String::new(),
        car: Some(car.id),
        ..taken_in(COMPLAINT, ComplaintKind::VehicleQuality)
    }));
    let seen = complaint(&house);
    assert_eq!((seen.customer, seen.vin), (Some(id(40)), car.vin));

    // Whoever asks to be forgotten is forgotten here too, but not while their complaint is open.
    house.act_as(1, BuiltInRole::StoreManager);
    let erase = || {
        Command::EraseCustomer(EraseCustomer {
            customer: id(40),
            reason: "本人申请".to_owned(),
        })
    };
    assert_eq!(house.refused(erase()).code, "workOpen");
    house.done(acted(COMPLAINT));
    house.done(closed(COMPLAINT));
    house.done(erase());
    let seen = complaint(&house);
    assert!(seen.said.is_empty() && seen.vin.is_empty() && seen.customer_said.is_empty());
    assert_eq!(seen.kind, ComplaintKind::VehicleQuality);
    let steps: Vec<ComplaintStep> = house.all();
    assert!(steps.iter().all(|step| step.note.is_empty()));
}
