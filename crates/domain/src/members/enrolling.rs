//! A customer becomes a member, or is known again as the member of another store.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Member, MemberRefusal, MemberState, Membership, books::Books, may_move};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule, Stop},
    context::Context,
    customers::{alive, family},
    dealerships::Dealership,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    groups::affiliation_of,
    ids::{CustomerId, DealershipId, GroupId, LaneId, MemberId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// Makes a customer a member of the group, or of the house where it belongs to none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EnrolMember {
    pub member: MemberId,
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Drawn by the desk when the command is made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
}

impl Rule for EnrolMember {
    const NATURE: Nature = Nature::Claim;
    /// Either of two; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Member);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_move(context)?;
        checks::filled("number", &self.number, 40)?;
        let customer = alive(facts, self.customer, "customer")?;
        not_yet(facts, context, customer.id)?;
        if self.group.is_none()
            && let Some(own) = affiliation_of(facts, context.lane)?
        {
            return Err(MemberRefusal::MembersAreTheGroups {
                group: own.group_name,
            }
            .into());
        }
        let Some(books) = Books::of(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        if books.facts.get::<Member>(self.member)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "member".to_owned(),
            }
            .into());
        }
        if let Some(mobile) = &customer.mobile {
            let known = books
                .facts
                .by::<Member>(Member::BY_MOBILE, [Some(mobile.clone()).to_value()])?;
            let same = known.into_iter().find(|member| {
                member.belongs_to == books.belongs_to && member.state == MemberState::Member
            });
            if let Some(same) = same {
                return Err(MemberRefusal::MobileIsMembers {
                    number: same.number,
                }
                .into());
            }
        }
        let store = DealershipId::of_lane(context.lane);
        let number = match self.group {
            // Desks of two stores may draw the same number.
            Some(_) => {
                let house = facts.get::<Dealership>(store)?;
                let code = house.map_or_else(String::new, |house| house.code);
                format!("{code}-{}", self.number)
            }
            None => self.number.clone(),
        };
        let member = Member {
            id: self.member,
            number: number.clone(),
            belongs_to: books.belongs_to,
            mobile: customer.mobile,
            state: MemberState::Member,
            level: String::new(),
            balance: 0,
            owed: 0,
            entries: 0,
            earned: Json(Vec::new()),
            joined_at: context.made_at,
            joined_in: store,
            left_at: None,
        };
        let mut changes = Changes::new();
        changes.put(books.lane, &member).put(
            context.lane,
            &linked(customer.id, &member, self.group, context),
        );
        Ok(changes.into())
    }
}

/// Says that a customer of this store is a member whom another store enrolled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkMember {
    pub member: MemberId,
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Rule for LinkMember {
    const NATURE: Nature = Nature::Claim;
    /// Either of two; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_move(context)?;
        let customer = alive(facts, self.customer, "customer")?;
        not_yet(facts, context, customer.id)?;
        let Some(books) = Books::of(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let member = books.member(self.member)?;
        let others = facts.by::<Membership>(Membership::BY_MEMBER, [member.id.to_value()])?;
        if others.iter().any(|other| other.ended_at.is_none()) {
            return Err(MemberRefusal::MemberIsAnother {
                number: member.number,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &linked(customer.id, &member, self.group, context),
        );
        Ok(changes.into())
    }
}

fn linked(
    customer: CustomerId,
    member: &Member,
    belongs_to: Option<GroupId>,
    context: &Context,
) -> Membership {
    Membership {
        id: customer,
        member: member.id,
        number: member.number.clone(),
        belongs_to,
        since: context.made_at,
        linked_by: context.actor,
        ended_at: None,
    }
}

/// No record of the customer is a member. A membership of a group that the house has left is none here.
fn not_yet(facts: &dyn Facts, context: &Context, customer: CustomerId) -> Result<(), Stop> {
    let own = affiliation_of(facts, context.lane)?.map(|own| own.belongs_to);
    for record in family(facts, customer)? {
        if let Some(there) = facts.get::<Membership>(record)?
            && there.ended_at.is_none()
            && (there.belongs_to.is_none() || there.belongs_to == own)
        {
            return Err(MemberRefusal::AlreadyMember {
                number: there.number,
            }
            .into());
        }
    }
    Ok(())
}
