//! The rules of people and rights, as sentences.

use super::{
    AddPerson, ChangePerson, ChangeRole, GiveNewRights, KeyMaterial, NewPerson, PersonKey,
    PersonState, PostPerson, Posting, ReplaceKey, ReplaceKeyInStore, RightsForRole, current_key,
    new_rights, rights_of,
};
use crate::{
    Command,
    entity::Json,
    groups::{Affiliation, LeaveGroup},
    ids::{DealershipId, GroupId, LaneId, PersonId, PersonKeyId, RoleId},
    people::{BuiltInRole, PLATFORM, Person, Role},
    rights::{Right, Rights},
    testing::{House, MORNING, id},
    time::Timestamp,
};
use uuid::Uuid;

const GIVER: u128 = 1;
const OTHER: u128 = 2;

fn role_of(role: BuiltInRole) -> RoleId {
    id(1_000_000 + role as u128)
}

fn key() -> KeyMaterial {
    KeyMaterial {
        public_key: "00".repeat(32),
        wrapped_key: "00".repeat(48),
        salt: "00".repeat(16),
    }
}

fn leaves(person: u128) -> Command {
    Command::ChangePerson(ChangePerson {
        person: id(person),
        name: None,
        roles: None,
        state: Some(PersonState::Left),
    })
}

fn gets(person: u128, roles: &[BuiltInRole]) -> Command {
    Command::ChangePerson(ChangePerson {
        person: id(person),
        name: None,
        roles: Some(roles.iter().map(|role| role_of(*role)).collect()),
        state: None,
    })
}

fn new_colleague(role: BuiltInRole) -> Command {
    Command::AddPerson(AddPerson {
        person: NewPerson {
            id: id(9),
            name: "周晓琳".to_owned(),
            sign_in_name: "zhou".to_owned(),
            key: key(),
        },
        roles: vec![role_of(role)],
    })
}

fn role_with(role: BuiltInRole, rights: Rights) -> Command {
    Command::ChangeRole(ChangeRole {
        role: role_of(role),
        name: role.word().to_owned(),
        rights,
    })
}

fn without(role: BuiltInRole, gone: Right) -> Rights {
    role.rights()
        .0
        .into_iter()
        .filter(|right| *right != gone)
        .collect()
}

fn and(role: BuiltInRole, more: Right) -> Rights {
    role.rights().0.into_iter().chain([more]).collect()
}

#[test]
fn a_store_manager_cannot_deactivate_the_last_administrator() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    let refusal = house.refused(leaves(OTHER));
    assert_eq!(refusal.code, "lastAdministrator");
    assert_eq!(refusal.values["right"], "editRoles");
}

#[test]
fn a_store_manager_cannot_demote_the_last_administrator() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    let refusal = house.refused(gets(OTHER, &[BuiltInRole::StoreManager]));
    assert_eq!(refusal.code, "lastAdministrator");
}

#[test]
fn one_administrator_of_two_may_go() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Administrator);
    house.done(leaves(OTHER));
    let gone: Person = house.get(id::<PersonId>(OTHER)).expect("kept by name");
    assert_eq!(gone.state, PersonState::Left);
}

#[test]
fn an_administrator_who_has_left_does_not_count() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Administrator);
    house.done(leaves(3));
    assert_eq!(house.refused(leaves(OTHER)).code, "lastAdministrator");
}

#[test]
fn the_right_to_manage_roles_cannot_be_taken_from_the_only_role_that_has_it() {
    let mut house = House::of(BuiltInRole::Administrator);
    let refusal = house.refused(role_with(
        BuiltInRole::Administrator,
        without(BuiltInRole::Administrator, Right::EditRoles),
    ));
    assert_eq!(refusal.code, "lastAdministrator");
}

#[test]
fn a_role_that_nobody_working_has_keeps_no_house_governable() {
    let mut house = House::of(BuiltInRole::Administrator);
    let spare: RoleId = id(77);
    house.put(&Role {
        id: spare,
        name: "第二管理员".to_owned(),
        rights: Json(Rights::all()),
    });
    let refusal = house.refused(role_with(
        BuiltInRole::Administrator,
        without(BuiltInRole::Administrator, Right::EditPeople),
    ));
    assert_eq!(refusal.code, "lastAdministrator");
    assert_eq!(refusal.values["right"], "editPeople");
}

#[test]
fn nobody_takes_the_management_of_people_from_themself_even_when_another_has_it() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Administrator);
    house.act_as(GIVER, BuiltInRole::Administrator);
    assert_eq!(house.refused(leaves(GIVER)).code, "leaveToAnother");
}

#[test]
fn nobody_gives_a_new_colleague_a_role_wider_than_their_own_rights() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::SalesManager);
    let refusal = house.refused(new_colleague(BuiltInRole::Administrator));
    assert_eq!(refusal.code, "rightsBeyondYours");
    assert_eq!(refusal.values["rights"], "editRoles,restore");
    house.done(new_colleague(BuiltInRole::SalesManager));
}

#[test]
fn nobody_gives_themself_or_another_a_wider_role() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Cashier);
    for person in [GIVER, 3] {
        let refusal = house.refused(gets(
            person,
            &[BuiltInRole::StoreManager, BuiltInRole::Administrator],
        ));
        assert_eq!(refusal.code, "rightsBeyondYours");
    }
}

#[test]
fn who_keeps_a_wide_role_may_still_be_given_a_narrow_one() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Cashier);
    house.done(gets(
        OTHER,
        &[BuiltInRole::Administrator, BuiltInRole::Cashier],
    ));
}

#[test]
fn whoever_comes_back_is_given_no_wider_role_than_the_giver_has() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::StoreManager);
    house.done(leaves(OTHER));
    house.act_as(3, BuiltInRole::StoreManager);
    let back = Command::ChangePerson(ChangePerson {
        person: id(OTHER),
        name: None,
        roles: None,
        state: Some(PersonState::Working),
    });
    assert_eq!(house.refused(back).code, "rightsBeyondYours");
}

#[test]
fn a_role_is_not_extended_beyond_the_givers_own_rights() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Cashier);
    let narrow = without(BuiltInRole::Administrator, Right::Restore);
    house.put(&Role {
        id: id(78),
        name: "只管角色".to_owned(),
        rights: Json(narrow.clone()),
    });
    house.put(&Person {
        roles: Json(vec![id(78)]),
        ..house.get(id::<PersonId>(OTHER)).expect("there")
    });
    house.act_with(OTHER, narrow);
    let refusal = house.refused(role_with(
        BuiltInRole::Cashier,
        and(BuiltInRole::Cashier, Right::Restore),
    ));
    assert_eq!(refusal.code, "rightsBeyondYours");
    assert_eq!(refusal.values["rights"], "restore");
    house.done(role_with(
        BuiltInRole::Cashier,
        and(BuiltInRole::Cashier, Right::SeeCost),
    ));
}

#[test]
fn a_right_that_nobody_holds_can_be_given_again_by_who_manages_people_and_roles() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.done(role_with(
        BuiltInRole::Administrator,
        without(BuiltInRole::Administrator, Right::Restore),
    ));
    house.act_with(GIVER, without(BuiltInRole::Administrator, Right::Restore));
    house.done(role_with(BuiltInRole::Administrator, Rights::all()));
}

fn gives(gifts: &[(BuiltInRole, &[Right])]) -> Command {
    Command::GiveNewRights(GiveNewRights {
        gifts: gifts
            .iter()
            .map(|(role, rights)| RightsForRole {
                role: role_of(*role),
                rights: rights.iter().copied().collect(),
            })
            .collect(),
    })
}

/// A house that was founded before the service department came.
fn before_service() -> House {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::StoreManager);
    for role in BuiltInRole::ALL {
        let rights = role.rights().0.into_iter();
        let known = rights.filter(|right| !LATER.contains(right)).collect();
        house.put(&Role {
            id: role_of(*role),
            name: role.word().to_owned(),
            rights: Json(known),
        });
    }
    house
}

const LATER: [Right; 4] = [
    Right::SeeService,
    Right::EditService,
    Right::SeeParts,
    Right::HandleComplaints,
];

#[test]
fn the_roles_that_every_house_knows_get_the_rights_that_came_later() {
    let mut house = before_service();
    let roles: Vec<Role> = BuiltInRole::ALL
        .iter()
        .filter_map(|role| house.get(role_of(*role)))
        .collect();
    let held = roles
        .iter()
        .flat_map(|role| role.rights.0.0.clone())
        .collect();
    let gifts = new_rights(&roles, &held);
    house.done(Command::GiveNewRights(GiveNewRights { gifts }));
    for role in BuiltInRole::ALL {
        let now: Role = house.get(role_of(*role)).expect("the role");
        assert_eq!(now.rights.0, role.rights(), "{role:?}");
    }
}

#[test]
fn what_the_house_has_decided_about_a_right_is_not_given_on() {
    let mut house = before_service();
    house.done(gives(&[(BuiltInRole::StoreManager, &[Right::SeeService])]));
    let refusal = house.refused(gives(&[(BuiltInRole::Technician, &[Right::SeeService])]));
    assert_eq!(refusal.code, "rightsNotNew");
    assert_eq!(refusal.values["rights"], "seeService");
}

#[test]
fn nobody_gives_new_rights_who_manages_only_roles() {
    let mut house = before_service();
    house.lose(Right::EditPeople);
    let refusal = house.refused(gives(&[(BuiltInRole::Technician, &[Right::SeeService])]));
    assert_eq!(refusal.code, "missingRight");
}

#[test]
fn who_may_do_less_does_not_set_the_password_of_an_administrator() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Cashier);
    let reset = |person| {
        Command::ReplaceKey(ReplaceKey {
            person: id(person),
            key: key(),
        })
    };
    let refusal = house.refused(reset(OTHER));
    assert_eq!(refusal.code, "personBeyondYou");
    assert_eq!(refusal.values["rights"], "editRoles,restore");
    house.done(reset(3));
    house.done(reset(GIVER));
}

const THERE: LaneId = LaneId(Uuid::from_u128(9));

/// Two stores of one group; person 2 works in the first and has key 20.
fn two_stores() -> House {
    let mut here = House::of(BuiltInRole::Administrator);
    let mut there = House::of(BuiltInRole::Administrator).in_lane(THERE);
    there.rows.retain(|(table, _), _| *table != "person");
    for house in [&mut here, &mut there] {
        let own = DealershipId::of_lane(house.lane);
        house.put(&Affiliation {
            id: own,
            belongs_to: id::<GroupId>(70),
            group_name: "江南汽车集团".to_owned(),
            joined_at: Timestamp(0),
        });
    }
    here.person(OTHER, BuiltInRole::Cashier);
    here.put(&PersonKey {
        id: id::<PersonKeyId>(20),
        person: id(OTHER),
        public_key: vec![7; 32],
        wrapped_key: vec![8; 48],
        salt: vec![9; 16],
        made_at: MORNING,
        replaced_at: None,
    });
    here.beside = Some(Box::new(there));
    here
}

fn posted(sign_in_name: &str) -> Command {
    Command::PostPerson(PostPerson {
        person: id(OTHER),
        store: DealershipId::of_lane(THERE),
        sign_in_name: sign_in_name.to_owned(),
    })
}

fn another_password() -> Command {
    Command::ReplaceKeyInStore(ReplaceKeyInStore {
        store: DealershipId::of_lane(THERE),
        key: KeyMaterial {
            public_key: "11".repeat(32),
            ..key()
        },
    })
}

fn key_of(house: &House) -> PersonKey {
    let key = current_key(house, id(OTHER)).expect("an answer");
    key.expect("a key")
}

#[test]
fn a_person_who_is_posted_has_the_same_key_in_both_stores_and_may_do_nothing_there_yet() {
    let mut here = two_stores();
    here.done(posted("wang"));
    assert_eq!(here.all::<Posting>().len(), 1);
    assert_eq!(here.refused(posted("wang2")).code, "postedAlready");
    let own = key_of(&here);
    let there = here.cross();
    let person: Person = there.get(id::<PersonId>(OTHER)).expect("the person");
    assert_eq!(person.sign_in_name, "wang");
    assert_eq!(key_of(&there), own);
    let rights = rights_of(&there, id(OTHER)).expect("an answer");
    assert_eq!(rights, Rights::default());
    assert_eq!(
        there.all::<Posting>()[0].store,
        DealershipId::of_lane(there.beside.as_ref().expect("it").lane)
    );
}

#[test]
fn a_name_that_somebody_signs_in_with_there_is_not_given_to_another() {
    let mut there = two_stores().cross();
    there.put(&Person {
        id: id(55),
        name: "王".to_owned(),
        sign_in_name: "wang".to_owned(),
        roles: Json(Vec::new()),
        state: PersonState::Working,
        added_at: MORNING,
    });
    let mut here = there.cross();
    assert_eq!(here.refused(posted("wang")).code, "signInNameTaken");
    here.done(posted("wang.a"));
}

#[test]
fn nobody_is_posted_to_a_store_of_others_or_after_they_left() {
    let mut here = two_stores();
    let there = here.beside.as_mut().expect("the other store");
    there.rows.retain(|(table, _), _| *table != "affiliation");
    assert_eq!(here.refused(posted("wang")).code, "storeNotOfGroup");
    let mut here = two_stores();
    here.done(leaves(OTHER));
    assert_eq!(here.refused(posted("wang")).code, "notFound");
}

#[test]
fn who_changes_their_password_changes_it_in_both_stores() {
    let mut here = two_stores();
    here.done(posted("wang"));
    here.act_as(OTHER, BuiltInRole::Cashier);
    here.done(another_password());
    let there = here.cross();
    assert_eq!(key_of(&there).public_key, vec![0x11; 32]);
    assert_eq!(
        there.all::<PersonKey>().len(),
        2,
        "the former stays as proof"
    );
}

#[test]
fn who_set_the_password_of_a_colleague_here_does_not_become_them_in_the_other_store() {
    let mut here = two_stores();
    here.done(posted("wang"));
    here.done(Command::ReplaceKey(ReplaceKey {
        person: id(OTHER),
        key: key(),
    }));
    here.act_as(OTHER, BuiltInRole::Cashier);
    assert_eq!(here.refused(another_password()).code, "otherKeyThere");
    // Nobody does it for somebody else, and who works in one store has no other.
    here.act_as(GIVER, BuiltInRole::Administrator);
    assert_eq!(here.refused(another_password()).code, "notFound");
}

#[test]
fn when_a_store_leaves_its_group_its_people_work_on_in_each_store_by_itself() {
    let mut here = two_stores();
    here.done(posted("wang"));
    here.act_with(PLATFORM.0.as_u128(), Rights::all());
    here.done(Command::LeaveGroup(LeaveGroup {
        group: id(70),
        stores: vec![DealershipId::of_lane(THERE)],
    }));
    assert!(here.all::<Posting>().is_empty());
    let own = key_of(&here);
    here.act_as(OTHER, BuiltInRole::Cashier);
    assert_eq!(here.refused(another_password()).code, "notFound");
    let there = here.cross();
    assert!(there.all::<Posting>().is_empty());
    assert!(there.get::<Person>(id::<PersonId>(OTHER)).is_some());
    assert_eq!(key_of(&there), own);
}

#[test]
fn a_posting_that_only_one_of_the_two_stores_knows_changes_no_key_there() {
    let mut here = two_stores();
    here.done(posted("wang"));
    let there = here.beside.as_mut().expect("the other store");
    there.rows.retain(|(table, _), _| *table != "posting");
    here.act_as(OTHER, BuiltInRole::Cashier);
    assert_eq!(here.refused(another_password()).code, "notFound");
}
