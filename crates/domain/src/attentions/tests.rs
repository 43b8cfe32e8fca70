//! Sentences about what a person has to look at.

use super::{Attention, AttentionState, AttentionWay, SettleAttention};
use crate::{
    Command,
    people::BuiltInRole,
    refusal::{GeneralRefusal, Refusal},
    testing::House,
};

fn refused_in(house: &mut House) -> Attention {
    let context = house.context();
    let command = Command::SettleAttention(SettleAttention {
        attention: crate::testing::id(99),
        way: AttentionWay::Discarded,
        note: String::new(),
        successor: None,
    });
    let refusal: Refusal = GeneralRefusal::Empty {
        field: "note".to_owned(),
    }
    .into();
    let attention = Attention::of_refusal(&command, &context, &refusal);
    house.put(&attention);
    attention
}

fn settle(attention: &Attention, way: AttentionWay, note: &str) -> Command {
    Command::SettleAttention(SettleAttention {
        attention: attention.id,
        way,
        note: note.to_owned(),
        successor: None,
    })
}

#[test]
fn the_giver_lets_a_refused_command_go_once() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    let attention = refused_in(&mut house);
    house.done(settle(&attention, AttentionWay::Discarded, ""));
    let now: Attention = house.get(attention.id).expect("it stays, settled");
    assert_eq!(now.state, AttentionState::Settled);
    let again = house.refused(settle(&attention, AttentionWay::Discarded, ""));
    assert_eq!(again.code, "attentionSettled");
}

#[test]
fn what_is_anothers_takes_the_right_and_so_does_adopting() {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    let attention = refused_in(&mut house);
    let adopting = house.refused(settle(&attention, AttentionWay::Adopted, ""));
    assert_eq!(adopting.code, "attentionOfAnother");
    house.person(2, BuiltInRole::SalesConsultant);
    house.act_as(2, BuiltInRole::SalesConsultant);
    let other = house.refused(settle(&attention, AttentionWay::Discarded, ""));
    assert_eq!(other.code, "attentionOfAnother");
    house.person(3, BuiltInRole::StoreManager);
    house.act_as(3, BuiltInRole::StoreManager);
    house.done(settle(&attention, AttentionWay::Adopted, ""));
}

#[test]
fn a_broken_rule_is_settled_only_by_saying_what_was_done() {
    let mut house = House::of(BuiltInRole::StoreManager);
    let refused = refused_in(&mut house);
    let concern = Attention {
        kind: super::AttentionKind::Concern,
        ..refused
    };
    house.put(&concern);
    let silent = house.refused(settle(&concern, AttentionWay::Resolved, " "));
    assert_eq!(
        (silent.code.as_str(), silent.field.as_deref()),
        ("empty", Some("note"))
    );
    let way = house.refused(settle(&concern, AttentionWay::Discarded, "x"));
    assert_eq!(way.code, "wayDoesNotFit");
    house.done(settle(&concern, AttentionWay::Resolved, "已补齐合格证"));
}
