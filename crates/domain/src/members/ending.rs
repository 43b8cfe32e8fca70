//! A customer does not want to be a member any more 注销会员. What points are left go, and what the other stores knew of
//! the person is blanked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Member, MemberRefusal, MemberState, Membership, PointsDeed,
    books::{Books, membership_of},
    ledger::{Ledger, Told},
    may_move,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    groups::affiliation_of,
    ids::{CustomerId, GroupId, LaneId},
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndMembership {
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub reason: String,
}

impl Rule for EndMembership {
    const NATURE: Nature = Nature::Claim;
    /// Either of two; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_move(context)?;
        checks::filled("reason", &self.reason, checks::LINE)?;
        let membership = membership_of(facts, self.customer, self.group)?;
        let ended = Membership {
            ended_at: Some(context.made_at),
            ..membership
        };
        let mut changes = match Books::of(facts, context, self.group)? {
            Some(books) => self.leave(facts, context, books, &ended)?,
            None => Changes::new(),
        };
        changes.put(context.lane, &ended);
        Ok(changes.into())
    }
}

impl EndMembership {
    /// The member leaves; whoever has left in another store is left as they are.
    fn leave(
        &self,
        facts: &dyn Facts,
        context: &Context,
        books: Books,
        ended: &Membership,
    ) -> Result<Changes, Stop> {
        let Some(known) = books.facts.get::<Member>(ended.member)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "member".to_owned(),
                field: "customer".to_owned(),
            }
            .into());
        };
        if known.state == MemberState::Left {
            return Ok(Changes::new());
        }
        let mut ledger = Ledger::of_member(facts, context, books, known.id)?;
        ledger.expire(context.today());
        let balance = ledger.member.balance;
        if balance != 0 {
            if balance > 0 {
                ledger.take(balance);
            }
            ledger.member.owed = 0;
            let told = Told {
                reason: &self.reason,
                ..Told::default()
            };
            ledger.enter(PointsDeed::Forfeited, -balance, told);
        }
        Ok(ledger.leave())
    }
}

/// Whoever is a member is not forgotten before the membership is ended: other stores know of the person by it.
pub(crate) fn no_member(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
) -> Result<(), Stop> {
    let Some(there) = facts.get::<Membership>(customer)? else {
        return Ok(());
    };
    let own = affiliation_of(facts, context.lane)?.map(|own| own.belongs_to);
    if there.ended_at.is_some() || (there.belongs_to.is_some() && there.belongs_to != own) {
        return Ok(());
    }
    Err(MemberRefusal::StillMember {
        number: there.number,
    }
    .into())
}
