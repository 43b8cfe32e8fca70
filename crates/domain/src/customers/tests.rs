//! What the rules for customers say, as sentences; and that undoing a merge is exact.

use proptest::prelude::*;

use super::*;
use crate::{
    Command,
    ids::RecordId,
    leads::{
        Channel, Grade, IntakeTo, LostReason, LostVerdict, NextFollowUp, ReportLost, ReviewLost,
        TakeInLead, WantedModel,
    },
    people::BuiltInRole,
    rights::Right,
    testing::{House, Rows, id},
    time::Timestamp,
};

fn details(name: &str, mobile: &str) -> NewCustomer {
    NewCustomer {
        kind: CustomerKind::Person,
        name: name.to_owned(),
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

fn add(house: &mut House, number: u128, details: NewCustomer) {
    house.done(Command::AddCustomer(AddCustomer {
        customer: id(number),
        number: String::new(),
        details,
        owner: None,
    }));
}

fn customer(house: &House, number: u128) -> Customer {
    house.get(id::<CustomerId>(number)).expect("the customer")
}

fn amend(number: u128, field: CustomerField, from: &str, to: &str) -> Command {
    Command::AmendCustomer(AmendCustomer {
        customer: id(number),
        changes: vec![CustomerChange {
            field,
            from: from.to_owned(),
            to: to.to_owned(),
        }],
        same_phone: SamePhone::Refuse,
    })
}

fn merge(number: u128, kept: u128, taken: u128, take: Vec<CustomerField>) -> Command {
    Command::MergeCustomers(MergeCustomers {
        merge: id(number),
        kept: id(kept),
        taken: id(taken),
        take,
    })
}

fn house_of_two() -> House {
    let mut house = House::of(BuiltInRole::StoreManager);
    add(&mut house, 10, details("王小明", "13800000001"));
    add(&mut house, 11, details("王晓明", "13800000002"));
    house
}

#[test]
fn two_people_who_mend_different_fields_both_succeed_without_a_concern() {
    let mut house = house_of_two();
    let one = house.done(amend(10, CustomerField::Address, "", "上海市徐汇区"));
    let other = house.done(amend(10, CustomerField::Email, "", "wang@example.com"));
    assert!(one.concerns.is_empty() && other.concerns.is_empty());
    assert_eq!(customer(&house, 10).address, "上海市徐汇区");
}

#[test]
fn a_field_that_was_changed_meanwhile_is_written_and_told() {
    let mut house = house_of_two();
    house.done(amend(10, CustomerField::Name, "王小明", "王小鸣"));
    let outcome = house.done(amend(10, CustomerField::Name, "王小明", "王小茗"));
    assert_eq!(outcome.concerns[0].code, "fieldChangedMeanwhile");
    assert_eq!(customer(&house, 10).name, "王小茗");
}

#[test]
fn who_only_saw_the_mask_is_not_told_of_a_change_that_was_none() {
    let mut house = house_of_two();
    let outcome = house.done(amend(
        10,
        CustomerField::Mobile,
        "138****0001",
        "13800000003",
    ));
    assert!(outcome.concerns.is_empty());
}

#[test]
fn a_mobile_of_somebody_else_is_refused_beside_its_field() {
    let mut house = house_of_two();
    let refusal = house.refused(amend(
        10,
        CustomerField::Mobile,
        "13800000001",
        "13800000002",
    ));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("mobileKnown", Some("mobile"))
    );
    let refusal = house.refused(amend(10, CustomerField::Mobile, "13800000001", "1380000"));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("mobileLength", Some("mobile"))
    );
}

#[test]
fn a_resident_number_is_checked_and_other_papers_are_taken_as_they_are() {
    let mut house = house_of_two();
    house.done(amend(10, CustomerField::IdentityPaper, "none", "passport"));
    house.done(amend(10, CustomerField::IdentityNumber, "", "e12345678"));
    assert_eq!(customer(&house, 10).identity_number, "E12345678");
    let refusal = house.refused(amend(
        10,
        CustomerField::IdentityPaper,
        "passport",
        "residentId",
    ));
    assert_eq!(refusal.field.as_deref(), Some("identityNumber"));
}

#[test]
fn a_merged_record_points_to_the_kept_one_and_takes_no_more_work() {
    let mut house = house_of_two();
    house.done(merge(20, 10, 11, vec![CustomerField::Mobile]));
    assert_eq!(
        customer(&house, 10)
            .mobile
            .map(|m| m.to_string())
            .as_deref(),
        Some("13800000002")
    );
    assert_eq!(
        head_of(&house, id(11)).ok().flatten().map(|head| head.id),
        Some(id(10))
    );
    assert_eq!(
        house
            .refused(amend(11, CustomerField::Remark, "", "x"))
            .code,
        "mergedAway"
    );
    // The mobile of the record that was taken in is the kept customer's.
    let mut again = details("别人", "13800000002");
    again.kind = CustomerKind::Company;
    let refusal = house.refused(Command::AddCustomer(AddCustomer {
        customer: id(30),
        number: String::new(),
        details: again,
        owner: None,
    }));
    assert_eq!(refusal.code, "mobileKnown");
}

#[test]
fn undoing_a_merge_keeps_what_was_changed_since_and_says_so() {
    let mut house = house_of_two();
    house.done(merge(20, 10, 11, vec![CustomerField::Name]));
    house.done(amend(10, CustomerField::Name, "王晓明", "王大明"));
    let outcome = house.done(Command::UndoMerge(UndoMerge { merge: id(20) }));
    assert_eq!(outcome.concerns[0].code, "fieldKeptAsChanged");
    assert_eq!(customer(&house, 10).name, "王大明");
    assert_eq!(customer(&house, 11).merged_into, None);
    assert_eq!(
        house
            .refused(Command::UndoMerge(UndoMerge { merge: id(20) }))
            .code,
        "mergeUndone"
    );
}

fn customers_of(rows: &Rows) -> Vec<(RecordId, crate::entity::Row)> {
    rows.iter()
        .filter(|((table, _), _)| *table == "customer")
        .map(|((_, key), row)| (*key, row.clone()))
        .collect()
}

proptest! {
    #[test]
    fn merges_undone_in_any_allowed_order_leave_every_customer_as_it_was(
        merges in prop::collection::vec(
            (0_u128..5, 0_u128..5, prop::collection::vec(0_usize..CustomerField::ALL.len(), 0..5)),
            1..12,
        ),
    ) {
        let mut house = House::of(BuiltInRole::StoreManager);
        for number in 0..5 {
            let mut one = details(&format!("客户{number}"), &format!("1380000000{number}"));
            one.email = if number % 2 == 0 { String::new() } else { format!("c{number}@example.com") };
            if number == 3 {
                one.identity_paper = IdentityPaper::Passport;
                one.identity_number = "E12345678".to_owned();
            }
            add(&mut house, number, one);
        }
        let before = customers_of(&house.rows);
        let mut undo = Vec::new();
        for (place, (kept, taken, take)) in merges.into_iter().enumerate() {
            let fields = take.into_iter().map(|place| CustomerField::ALL[place]).collect();
            let number = 100 + place as u128;
            if house.give(merge(number, kept, taken, fields)).is_ok() {
                undo.push(number);
            }
        }
        for number in undo.into_iter().rev() {
            let outcome = house.done(Command::UndoMerge(UndoMerge { merge: id(number) }));
            prop_assert!(outcome.concerns.is_empty());
        }
        prop_assert_eq!(customers_of(&house.rows), before);
    }
}

fn lead_taken_in(house: &mut House) {
    let next_follow_up = NextFollowUp {
        due: house.now.plus(Timestamp::HOUR),
        what: String::new(),
    };
    house.done(Command::TakeInLead(TakeInLead {
        lead: id(50),
        number: String::new(),
        customer: id(10),
        new_customer: None,
        customer_number: String::new(),
        channel: Channel::Phone,
        channel_detail: String::new(),
        external_key: String::new(),
        cost: None,
        wanted: vec![WantedModel {
            model: None,
            description: "途观".to_owned(),
        }],
        budget: None,
        grade: Grade::H,
        to: IntakeTo::Me,
        colleague: None,
        next_follow_up,
        remark: "住在徐汇".to_owned(),
    }));
}

fn erase(number: u128) -> Command {
    Command::EraseCustomer(EraseCustomer {
        customer: id(number),
        reason: "本人到店，核对身份证".to_owned(),
    })
}

#[test]
fn an_erased_customer_leaves_no_personal_value_in_any_row() {
    let mut house = house_of_two();
    lead_taken_in(&mut house);
    assert_eq!(house.refused(erase(10)).code, "workOpen");
    house.done(Command::ReportLost(ReportLost {
        lead: id(50),
        reason: LostReason::GaveUp,
        competitor: String::new(),
        remark: "王小明说不买了".to_owned(),
    }));
    house.done(Command::ReviewLost(ReviewLost {
        lead: id(50),
        verdict: LostVerdict::Confirm,
        next_follow_up: None,
        remark: String::new(),
    }));
    house.done(erase(10));
    let kept = customer(&house, 10);
    assert!(kept.erased_at.is_some());
    // The other customer, whose name sounds the same, stays as it is.
    let other: RecordId = id(11);
    for row in house.rows.iter().filter(|((_, key), _)| *key != other) {
        let text = format!("{row:?}");
        for personal in ["王小明", "13800000001", "wangxiaoming", "徐汇"] {
            assert!(
                !text.contains(personal),
                "{personal} is still in {:?}",
                row.0
            );
        }
    }
    assert_eq!(
        house
            .refused(amend(10, CustomerField::Name, "", "王小明"))
            .code,
        "erased"
    );
}

#[test]
fn who_bought_here_is_kept_for_ten_years_and_told_until_when() {
    let mut house = house_of_two();
    lead_taken_in(&mut house);
    let mut lead: crate::leads::Lead = house.all().remove(0);
    lead.state = crate::leads::LeadState::Won;
    lead.closed_at = Some(house.now);
    lead.next_follow_up = None;
    house.put(&lead);
    let refusal = house.refused(erase(10));
    assert_eq!(refusal.code, "mustBeKept");
    assert_eq!(refusal.values["until"], "2036-11-22");
    house.later(3_654 * Timestamp::DAY);
    house.done(erase(10));
}

#[test]
fn a_consultant_reveals_the_phone_of_their_own_customer_and_nothing_else() {
    use crate::privacy::PersonalKind;
    let rights = BuiltInRole::SalesConsultant.rights();
    let me = id(1);
    assert!(may_reveal(&rights, me, Some(me), PersonalKind::Mobile).is_ok());
    assert!(may_reveal(&rights, me, Some(id(2)), PersonalKind::Mobile).is_err());
    assert!(may_reveal(&rights, me, Some(me), PersonalKind::ResidentId).is_err());
    let manager = BuiltInRole::SalesManager.rights();
    assert!(manager.has(Right::UnmaskPersonalData));
    assert!(may_reveal(&manager, me, Some(id(2)), PersonalKind::ResidentId).is_ok());
}
