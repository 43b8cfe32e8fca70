//! Groups as the stores themselves found, join and leave them, told as sentences.

use uuid::Uuid;

use super::*;
use crate::{
    Command,
    ids::GroupInvitationId,
    people::BuiltInRole,
    testing::{House, MORNING, dealership},
};

const GROUP: GroupId = GroupId(Uuid::from_u128(70));
const CODE: &str = "BCDF-GHJK-LMNP-QRST";

/// A store whose administrator acts, with this lane of the platform at hand.
fn store(lane: u128, code: &str, shared: House) -> House {
    let mut store = House::of(BuiltInRole::Administrator).in_lane(LaneId(Uuid::from_u128(lane)));
    store.put(&Dealership {
        address: "上海市嘉定区墨玉路 28 号".to_owned(),
        phone: "021-5955 7700".to_owned(),
        ..dealership(store.lane, code)
    });
    store.beside = Some(Box::new(shared));
    store
}

/// The lane that the platform drew for a group, with nothing in it.
fn drawn() -> House {
    House::of(BuiltInRole::Administrator).in_lane(GROUP.lane())
}

fn found(store: &House) -> Command {
    Command::FoundGroup(FoundGroup {
        group: GROUP,
        name: " 江南汽车集团 ".to_owned(),
        store: Some(DealershipId::of_lane(store.lane)),
    })
}

fn invite(code: &str) -> Command {
    Command::InviteStore(InviteStore {
        group: GROUP,
        invitation: GroupInvitationId::of_code(code),
    })
}

fn join(code: &str) -> Command {
    Command::JoinGroup(JoinGroup {
        group: GROUP,
        part: StorePart::Belongs,
        code: Some(code.to_owned()),
    })
}

/// The store that founded the group and has sent for another by [`CODE`].
fn keeper() -> House {
    let mut keeper = store(7, "XC", drawn());
    keeper.done(found(&keeper));
    keeper.done(invite(CODE));
    keeper
}

/// Another store, with the group as the first one has made it.
fn invited() -> House {
    let shared = keeper().beside.take().expect("the group's lane");
    store(8, "CN", *shared)
}

fn shared(store: &House) -> &House {
    store.beside.as_ref().expect("the group's lane")
}

#[test]
fn a_store_founds_a_group_and_keeps_what_it_shares() {
    let mut founder = store(7, "XC", drawn());
    founder.done(found(&founder));
    let own: Affiliation = founder
        .get(DealershipId::of_lane(founder.lane))
        .expect("it is");
    assert_eq!(
        (own.belongs_to, own.group_name.as_str()),
        (GROUP, "江南汽车集团")
    );
    let group: Group = shared(&founder).get(GROUP).expect("the group");
    assert_eq!(group.name, "江南汽车集团");
    let stores: Vec<GroupStore> = shared(&founder).all();
    assert_eq!(stores.len(), 1);
    assert_eq!(
        (
            stores[0].part,
            stores[0].code.as_str(),
            stores[0].phone.as_str()
        ),
        (StorePart::Keeps, "XC", "021-5955 7700")
    );
    assert_eq!(founder.refused(found(&founder)).code, "inAGroup");
}

#[test]
fn a_lane_is_one_groups_and_never_a_houses() {
    let founded = keeper().beside.take().expect("the group's lane");
    let mut other = store(8, "CN", *founded);
    assert_eq!(other.refused(found(&other)).code, "groupFounded");
    let mut house = drawn();
    house.put(&dealership(GROUP.lane(), "BR"));
    let mut other = store(8, "CN", house);
    assert_eq!(other.refused(found(&other)).code, "groupUnknown");
}

#[test]
fn only_whoever_may_run_the_group_founds_invites_and_joins() {
    let mut founder = store(7, "XC", drawn());
    founder.act_as(2, BuiltInRole::SalesManager);
    assert_eq!(founder.refused(found(&founder)).code, "missingRight");
    let mut keeper = keeper();
    keeper.act_as(2, BuiltInRole::SalesManager);
    assert_eq!(keeper.refused(invite("ZZZZ")).code, "missingRight");
    let mut invited = invited();
    invited.act_as(2, BuiltInRole::SalesManager);
    assert_eq!(invited.refused(join(CODE)).code, "missingRight");
}

#[test]
fn nobody_founds_a_group_in_the_name_of_another_store() {
    let mut founder = store(7, "XC", drawn());
    let other = Command::FoundGroup(FoundGroup {
        group: GROUP,
        name: "江南汽车集团".to_owned(),
        store: Some(DealershipId(Uuid::from_u128(8))),
    });
    assert_eq!(founder.refused(other).code, "onlyThePlatform");
}

#[test]
fn a_desk_that_has_no_group_at_hand_leaves_it_to_the_platform() {
    let mut founder = store(7, "XC", drawn());
    founder.beside = None;
    founder.done(found(&founder));
    founder.done(join(CODE));
    assert!(founder.all::<Affiliation>().is_empty());
}

#[test]
fn a_store_comes_in_by_a_code_however_it_is_typed_and_the_code_is_used_then() {
    let mut second = invited();
    second.done(join(" bcdfghjk lmnp-qrst"));
    let own: Affiliation = second
        .get(DealershipId::of_lane(second.lane))
        .expect("it is");
    assert_eq!(own.belongs_to, GROUP);
    let stores: Vec<GroupStore> = shared(&second).all();
    let part = |code: &str| {
        stores
            .iter()
            .find(|store| store.code == code)
            .map(|store| store.part)
    };
    assert_eq!(
        (part("XC"), part("CN")),
        (Some(StorePart::Keeps), Some(StorePart::Belongs))
    );
    let used: Vec<GroupInvitation> = shared(&second).all();
    assert_eq!(used[0].used_by, Some(DealershipId::of_lane(second.lane)));

    let group = second.beside.take().expect("the group's lane");
    let mut third = store(9, "DB", *group);
    let refusal = third.refused(join(CODE));
    assert_eq!(refusal.code, "invitationUsed");
    assert_eq!(refusal.field.as_deref(), Some("code"));
    assert_eq!(refusal.values["store"], "CN 店");
}

#[test]
fn a_code_that_nobody_drew_or_that_is_a_week_old_lets_nobody_in() {
    let mut second = invited();
    assert_eq!(
        second.refused(join("BCDF-GHJK-LMNP-QRSV")).code,
        "invitationUnknown"
    );
    second.now = MORNING.plus(INVITATION_LASTS - 1);
    let mut early = invited();
    early.now = second.now;
    early.done(join(CODE));
    second.now = MORNING.plus(INVITATION_LASTS);
    assert_eq!(second.refused(join(CODE)).code, "invitationExpired");
}

#[test]
fn a_code_makes_no_store_one_that_keeps_what_the_group_shares() {
    let mut second = invited();
    let keeping = Command::JoinGroup(JoinGroup {
        group: GROUP,
        part: StorePart::Keeps,
        code: Some(CODE.to_owned()),
    });
    assert_eq!(second.refused(keeping).code, "onlyThePlatform");
}

#[test]
fn a_store_that_belongs_invites_nobody_and_one_that_keeps_only_into_its_own_group() {
    let mut second = invited();
    second.done(join(CODE));
    assert_eq!(second.refused(invite("ZZZZ")).code, "storeKeepsNothing");
    let mut keeper = keeper();
    assert_eq!(keeper.refused(invite(CODE)).code, "alreadyExists");
    let elsewhere = Command::InviteStore(InviteStore {
        group: GroupId(Uuid::from_u128(71)),
        invitation: GroupInvitationId::of_code("ZZZZ"),
    });
    assert_eq!(keeper.refused(elsewhere).code, "groupUnknown");
    let mut alone = store(9, "DB", drawn());
    assert_eq!(alone.refused(invite("ZZZZ")).code, "noGroup");
}
