//! Where the members of a house stand: in the lane of its group, or in its own.

use super::{Member, MemberRefusal, MemberState, Membership};
use crate::{
    command::Stop,
    context::Context,
    facts::{Ask, Facts},
    groups::{GroupRefusal, affiliation_of},
    ids::{CustomerId, GroupId, LaneId, MemberId},
    refusal::GeneralRefusal,
};

/// The lane in which members stand, with its rows.
#[derive(Clone, Copy)]
pub(super) struct Books<'a> {
    pub lane: LaneId,
    pub facts: &'a dyn Facts,
    pub belongs_to: Option<GroupId>,
}

impl<'a> Books<'a> {
    /// Those of the group that a command names, or the house's own. A desk that does not follow its group yet has
    /// nothing of them and leaves the decision to the platform.
    pub fn of(
        facts: &'a dyn Facts,
        context: &Context,
        group: Option<GroupId>,
    ) -> Result<Option<Self>, Stop> {
        let Some(group) = group else {
            return Ok(Some(Self {
                lane: context.lane,
                facts,
                belongs_to: None,
            }));
        };
        let of_group = |facts| Self {
            lane: group.lane(),
            facts,
            belongs_to: Some(group),
        };
        // What time does in the group's lane is given in that lane itself.
        if context.lane == group.lane() {
            return Ok(Some(of_group(facts)));
        }
        let own = affiliation_of(facts, context.lane)?;
        if own.is_none_or(|own| own.belongs_to != group) {
            return Err(GroupRefusal::NoGroup.into());
        }
        Ok(facts.elsewhere(group.lane()).map(of_group))
    }

    /// A member of these books who has not left.
    pub fn member(&self, member: MemberId) -> Result<Member, Stop> {
        let found = self
            .facts
            .get::<Member>(member)?
            .filter(|member| member.belongs_to == self.belongs_to)
            .ok_or_else(|| {
                Stop::from(GeneralRefusal::NotFound {
                    kind: "member".to_owned(),
                    field: "member".to_owned(),
                })
            })?;
        match found.state {
            MemberState::Member => Ok(found),
            MemberState::Left => Err(MemberRefusal::MemberLeft {
                number: found.number,
            }
            .into()),
        }
    }
}

/// The membership of a customer that has not ended, in the books that the command names.
pub(super) fn membership_of(
    facts: &dyn Facts,
    customer: CustomerId,
    group: Option<GroupId>,
) -> Result<Membership, Stop> {
    facts
        .get::<Membership>(customer)?
        .filter(|membership| membership.ended_at.is_none() && membership.belongs_to == group)
        .ok_or_else(|| MemberRefusal::NoMember.into())
}
