//! What the house says of itself on its papers changes. The code stays for ever: it is part of every
//! number that was printed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Dealership, kept_picture};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts, Missing},
    groups::{GroupStore, affiliation_of},
    identifiers::Uscc,
    ids::{DealershipId, GroupId, LaneId},
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
};

/// Only what is given changes; an empty text takes the former one away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeDealership {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub address: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    /// 统一社会信用代码.
    #[serde(default)]
    pub credit_code: Option<String>,
    #[serde(default)]
    pub bank_account: Option<String>,
    /// Name of the kept picture.
    #[serde(default)]
    pub logo: Option<String>,
    /// The group of the house, whose other stores know it by name, address and telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Rule for ChangeDealership {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditDealership);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(mut house) = facts.get::<Dealership>(DealershipId(context.lane.0))? else {
            return Err(GeneralRefusal::NotFound {
                kind: "dealership".to_owned(),
                field: "dealership".to_owned(),
            }
            .into());
        };
        if let Some(name) = &self.name {
            checks::filled("name", name, checks::LINE)?;
            name.trim().clone_into(&mut house.name);
        }
        line("address", self.address.as_ref(), &mut house.address)?;
        line("phone", self.phone.as_ref(), &mut house.phone)?;
        line(
            "bankAccount",
            self.bank_account.as_ref(),
            &mut house.bank_account,
        )?;
        if let Some(code) = &self.credit_code {
            house.credit_code = if code.trim().is_empty() {
                String::new()
            } else {
                Uscc::parse(code)
                    .map_err(|error| Refusal::typed(&error, Some("creditCode")))?
                    .uscc
                    .to_string()
            };
        }
        if let Some(logo) = &self.logo {
            kept_picture(logo)?;
            logo.clone_into(&mut house.logo);
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &house);
        if let Some((lane, known)) = self.as_the_group_knows_it(facts, context, &house)? {
            changes.put(lane, &known);
        }
        Ok(changes.into())
    }
}

impl ChangeDealership {
    /// What the group's lane says of the house from now on; nothing where it has left that group meanwhile.
    fn as_the_group_knows_it(
        &self,
        facts: &dyn Facts,
        context: &Context,
        house: &Dealership,
    ) -> Result<Option<(LaneId, GroupStore)>, Missing> {
        let own = affiliation_of(facts, context.lane)?.map(|own| own.belongs_to);
        let Some(group) = self.group.filter(|group| own == Some(*group)) else {
            return Ok(None);
        };
        let Some(shared) = facts.elsewhere(group.lane()) else {
            return Ok(None);
        };
        let known = shared.get::<GroupStore>(house.id)?;
        Ok(known.map(|known| {
            let now = GroupStore {
                name: house.name.clone(),
                address: house.address.clone(),
                phone: house.phone.clone(),
                ..known
            };
            (group.lane(), now)
        }))
    }
}

/// Puts a line of text that may stay empty.
fn line(field: &str, given: Option<&String>, into: &mut String) -> Result<(), Stop> {
    if let Some(text) = given {
        checks::fits(field, text, checks::LINE)?;
        text.trim().clone_into(into);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ChangeDealership;
    use crate::{
        Command,
        dealerships::{Dealership, Purpose},
        groups::{Affiliation, GroupStore, StorePart},
        ids::{DealershipId, GroupId},
        people::BuiltInRole,
        testing::{House, MORNING, id},
    };

    fn house(role: BuiltInRole) -> House {
        let mut house = House::of(role);
        house.put(&Dealership {
            id: id::<DealershipId>(7),
            name: "宏远汽车".to_owned(),
            code: "HY".to_owned(),
            purpose: Purpose::Trading,
            zone: "Asia/Shanghai".to_owned(),
            address: String::new(),
            phone: "021-5555 0100".to_owned(),
            credit_code: String::new(),
            bank_account: String::new(),
            logo: String::new(),
            founded_at: MORNING,
        });
        house
    }

    fn credit_code(text: &str) -> Command {
        Command::ChangeDealership(ChangeDealership {
            credit_code: Some(text.to_owned()),
            ..ChangeDealership::default()
        })
    }

    #[test]
    fn only_what_is_given_changes() {
        let mut house = house(BuiltInRole::Administrator);
        house.done(Command::ChangeDealership(ChangeDealership {
            name: Some(" 宏远汽车销售服务有限公司 ".to_owned()),
            address: Some("上海市嘉定区安亭镇 1 号".to_owned()),
            ..ChangeDealership::default()
        }));
        let now: Dealership = house.get(id::<DealershipId>(7)).expect("the house");
        assert_eq!(now.name, "宏远汽车销售服务有限公司");
        assert_eq!(now.address, "上海市嘉定区安亭镇 1 号");
        assert_eq!(now.phone, "021-5555 0100");
        assert_eq!(now.code, "HY");
    }

    #[test]
    fn the_other_stores_of_its_group_read_where_it_is_now() {
        let mut house = house(BuiltInRole::Administrator);
        let store = id::<DealershipId>(7);
        let group = id::<GroupId>(70);
        let mut shared = House::of(BuiltInRole::Administrator).in_lane(group.lane());
        shared.put(&GroupStore {
            id: store,
            code: "HY".to_owned(),
            name: "宏远汽车".to_owned(),
            part: StorePart::Keeps,
            joined_at: MORNING,
            address: String::new(),
            phone: String::new(),
        });
        house.beside = Some(Box::new(shared));
        let moved = || {
            Command::ChangeDealership(ChangeDealership {
                address: Some("上海市嘉定区安亭镇 1 号".to_owned()),
                group: Some(group),
                ..ChangeDealership::default()
            })
        };
        house.done(moved());
        let known = |house: &House| {
            let shared = house.beside.as_ref().expect("the group's lane");
            shared.get::<GroupStore>(store).expect("the store")
        };
        assert_eq!(known(&house).address, "", "it is not of that group");
        house.put(&Affiliation {
            id: store,
            belongs_to: group,
            group_name: "江南汽车集团".to_owned(),
            joined_at: MORNING,
        });
        house.done(moved());
        assert_eq!(known(&house).address, "上海市嘉定区安亭镇 1 号");
        assert_eq!(known(&house).phone, "021-5555 0100");
        assert_eq!(known(&house).part, StorePart::Keeps);
    }

    #[test]
    fn a_credit_code_with_a_wrong_check_character_is_refused_at_its_field() {
        let mut house = house(BuiltInRole::Administrator);
        let refusal = house.refused(credit_code("91310000607378651X"));
        assert_eq!(refusal.field.as_deref(), Some("creditCode"));
        assert_eq!(refusal.code, "usccChecksum");
    }

    #[test]
    fn the_name_cannot_be_taken_away_and_the_rest_can() {
        let mut house = house(BuiltInRole::Administrator);
        let nameless = ChangeDealership {
            name: Some(" ".to_owned()),
            ..ChangeDealership::default()
        };
        assert_eq!(
            house.refused(Command::ChangeDealership(nameless)).code,
            "empty"
        );
        house.done(credit_code(""));
    }

    #[test]
    fn who_may_not_edit_the_dealership_changes_nothing() {
        let mut house = house(BuiltInRole::SalesManager);
        let refusal = house.refused(credit_code(""));
        assert_eq!(refusal.code, "missingRight");
    }

    #[test]
    fn a_logo_is_the_name_of_a_kept_file_and_nothing_else() {
        let mut house = house(BuiltInRole::Administrator);
        let logo = |text: &str| {
            Command::ChangeDealership(ChangeDealership {
                logo: Some(text.to_owned()),
                ..ChangeDealership::default()
            })
        };
        assert_eq!(house.refused(logo("../../etc/passwd")).code, "logoNotKept");
        house.done(logo(&"0a".repeat(32)));
        house.done(logo(""));
    }
}
