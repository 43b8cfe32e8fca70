//! What a customer is as a member: level, points, when the next end, the ledger, and the sales that wait to be credited.

use chrono::NaiveDate;
use domain::{
    customers::{Customer, family},
    entity::{ColumnValue, Entity},
    facts::Ask,
    groups::GroupStore,
    ids::{
        CustomerId, GroupId, MemberId, OrderId, PointsEntryId, PrepaidPlanId, RecordId,
        SettlementId,
    },
    members::{
        Member, MemberState, Membership, PointsDeed, PointsDue, PointsEntry, PointsLot,
        PointsTarget, PointsTerms, Spending, earned_in_a_year, level_of, points_due,
        points_targets, points_terms_on,
    },
    money::Fen,
    orders::Order,
    plans::PrepaidPlan,
    refusal::{GeneralRefusal, Refusal},
    repair_orders::SettlementSheet,
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreError, StoreFacts, rows};
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, groups::affiliation, ledgers::unconfirmed};

#[derive(Debug, Deserialize, TS)]
pub struct MemberArgs {
    pub customer: CustomerId,
}

/// The record that an entry is about, where this store has it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PointsSource {
    pub kind: &'static str,
    pub id: RecordId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsEntryRow {
    pub id: PointsEntryId,
    pub deed: PointsDeed,
    #[ts(type = "number")]
    pub points: i64,
    #[ts(type = "number")]
    pub balance_after: i64,
    pub spending: Option<Spending>,
    pub source_number: String,
    pub opens: Option<PointsSource>,
    pub amount: Fen,
    /// The other store in which it happened; empty for this one.
    pub store_name: String,
    pub reason: String,
    pub at: Timestamp,
    /// Empty for what time did.
    pub by_name: String,
    pub pending: bool,
}

/// How far it is to the next level.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextLevel {
    pub name: String,
    #[ts(type = "number")]
    pub points: i64,
}

/// The points that end next.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextExpiry {
    /// The last day on which they can be used.
    pub on: NaiveDate,
    #[ts(type = "number")]
    pub points: i64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberFacts {
    pub member: MemberId,
    /// The record of the customer under which the member is known here, as commands name it.
    pub customer: CustomerId,
    pub group: Option<GroupId>,
    pub number: String,
    pub state: MemberState,
    /// Today's level; empty without one.
    pub level: String,
    pub next_level: Option<NextLevel>,
    #[ts(type = "number")]
    pub balance: i64,
    /// What can be used today.
    #[ts(type = "number")]
    pub usable: i64,
    /// What that is worth; nought without rules.
    pub worth: Fen,
    pub fen_per_point: u32,
    pub next_expiry: Option<NextExpiry>,
    pub joined_at: Timestamp,
    /// The other store in which they joined; empty for this one.
    pub joined_in: String,
    /// The latest first.
    pub entries: Vec<PointsEntryRow>,
    pub due: Vec<PointsDue>,
    /// What points can be burned on.
    pub targets: Vec<PointsTarget>,
    pub pending: bool,
}

/// A member with the customer's mobile, whom this store does not know as its customer yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KnownMember {
    pub member: MemberId,
    pub number: String,
    pub level: String,
    #[ts(type = "number")]
    pub balance: i64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// The group whose member the customer becomes; the house's own without one.
    pub group: Option<GroupId>,
    pub group_name: String,
    pub member: Option<MemberFacts>,
    pub known: Option<KnownMember>,
}

/// Longer ledgers are read in the history.
const LONGEST_LEDGER: i64 = 200;

pub fn of_customer(desk: &Desk, asked: MemberArgs) -> Result<MemberView, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let Some(customer) = rows::entity::<Customer>(connection, asked.customer)? else {
            return Err(Refusal::from(GeneralRefusal::NotFound {
                kind: Customer::TABLE.name.to_owned(),
                field: "customer".to_owned(),
            })
            .into());
        };
        let own = affiliation(connection)?;
        let group = own.as_ref().map(|own| own.belongs_to);
        let facts = StoreFacts::new(connection);
        let Ok(records) = family(&facts, customer.id) else {
            return Err(facts.breakage().into());
        };
        let mut membership = None;
        for record in &records {
            membership = membership.or(rows::entity::<Membership>(connection, *record)?.filter(
                |one| {
                    one.ended_at.is_none() && (one.belongs_to.is_none() || one.belongs_to == group)
                },
            ));
        }
        let today = clock::now().date_in(store.zone);
        let member = match membership {
            Some(membership) => {
                let shown = Shown {
                    connection,
                    facts: &facts,
                    today,
                };
                shown.member(&membership, &records)?
            }
            None => None,
        };
        let known = match (&member, &customer.mobile) {
            (None, Some(mobile)) => {
                let same: Vec<Member> = rows::select(
                    connection,
                    "where mobile = ?1 and state = 'member'",
                    [mobile.as_str()],
                )?;
                same.into_iter().find(|one| one.belongs_to == group)
            }
            (Some(_), _) | (None, None) => None,
        };
        Ok(MemberView {
            group,
            group_name: own.map_or_else(String::new, |own| own.group_name),
            member,
            known: known.map(|one| KnownMember {
                member: one.id,
                number: one.number,
                level: one.level,
                balance: one.balance,
            }),
        })
    })
}

struct Shown<'a> {
    connection: &'a Connection,
    facts: &'a StoreFacts<'a>,
    today: NaiveDate,
}

impl Shown<'_> {
    /// Nothing while the group's rows are not here.
    fn member(
        &self,
        membership: &Membership,
        records: &[CustomerId],
    ) -> Result<Option<MemberFacts>, RpcError> {
        let Some(member) = rows::entity::<Member>(self.connection, membership.member)? else {
            return Ok(None);
        };
        let broken = |_| RpcError::from(StoreError::Damaged("a member cannot be read".to_owned()));
        let terms = points_terms_on(self.facts, member.belongs_to, self.today).map_err(broken)?;
        let lots: Vec<PointsLot> = self
            .facts
            .by(
                PointsLot::BY_MEMBER_OPEN,
                [member.id.to_value(), true.to_value()],
            )
            .map_err(broken)?;
        let (ended, running): (Vec<&PointsLot>, Vec<&PointsLot>) = lots
            .iter()
            .partition(|lot| lot.expires_on.is_some_and(|last| last < self.today));
        let gone: i64 = ended.iter().map(|lot| lot.remaining).sum();
        let usable = (member.balance - gone).max(0);
        let next = running.iter().filter_map(|lot| lot.expires_on).min();
        let next_expiry = next.map(|on| NextExpiry {
            on,
            points: running
                .iter()
                .filter(|lot| lot.expires_on == Some(on))
                .map(|lot| lot.remaining)
                .sum(),
        });
        let due = match &terms {
            Some(terms) if member.state == MemberState::Member => {
                points_due(self.facts, self.facts, records, &member, terms, self.today)
                    .map_err(broken)?
            }
            Some(_) | None => Vec::new(),
        };
        let fen_per_point = terms.as_ref().map_or(0, |terms| terms.fen_per_point);
        Ok(Some(MemberFacts {
            customer: membership.id,
            group: membership.belongs_to,
            state: member.state,
            level: terms
                .as_ref()
                .and_then(|terms| level_of(terms, &member.earned.0, self.today))
                .map_or_else(String::new, |level| level.name.clone()),
            next_level: terms
                .as_ref()
                .and_then(|terms| self.next_level(terms, &member)),
            balance: member.balance,
            usable,
            worth: Fen(usable.saturating_mul(i64::from(fen_per_point))),
            fen_per_point,
            next_expiry,
            joined_at: member.joined_at,
            joined_in: self.other_store(member.joined_in.into())?,
            entries: self.entries(member.id)?,
            due,
            targets: points_targets(self.facts, records).map_err(broken)?,
            pending: unconfirmed(self.connection, Member::TABLE, member.id)?,
            number: member.number,
            member: member.id,
        }))
    }

    fn next_level(&self, terms: &PointsTerms, member: &Member) -> Option<NextLevel> {
        let points = earned_in_a_year(&member.earned.0, self.today);
        let next = terms
            .levels
            .iter()
            .find(|level| i64::from(level.from_points) > points)?;
        Some(NextLevel {
            name: next.name.clone(),
            points: i64::from(next.from_points) - points,
        })
    }

    fn entries(&self, member: MemberId) -> Result<Vec<PointsEntryRow>, RpcError> {
        let entries: Vec<PointsEntry> = rows::select(
            self.connection,
            "where member = ?1 order by n desc limit ?2",
            rusqlite::params![member.0.as_bytes(), LONGEST_LEDGER],
        )?;
        entries
            .into_iter()
            .map(|entry| {
                Ok(PointsEntryRow {
                    opens: self.opens(&entry)?,
                    store_name: self.other_store(entry.store.into())?,
                    pending: unconfirmed(self.connection, PointsEntry::TABLE, entry.id)?,
                    id: entry.id,
                    deed: entry.deed,
                    points: entry.points,
                    balance_after: entry.balance_after,
                    spending: entry.spending,
                    source_number: entry.source_number,
                    amount: entry.amount,
                    reason: entry.reason,
                    at: entry.at,
                    by_name: entry.by_name,
                })
            })
            .collect()
    }

    fn opens(&self, entry: &PointsEntry) -> Result<Option<PointsSource>, StoreError> {
        let (Some(spending), Some(source)) = (entry.spending, entry.source) else {
            return Ok(None);
        };
        let connection = self.connection;
        let opens = |table: &'static str, id: RecordId| PointsSource { kind: table, id };
        Ok(match spending {
            Spending::Car => rows::entity::<Order>(connection, OrderId::from(source))?
                .map(|order| opens(Order::TABLE.name, order.id.into())),
            Spending::Service => {
                rows::entity::<SettlementSheet>(connection, SettlementId::from(source))?
                    .map(|sheet| opens("repair_order", sheet.repair_order.into()))
            }
            Spending::Plan => rows::entity::<PrepaidPlan>(connection, PrepaidPlanId::from(source))?
                .map(|plan| opens(PrepaidPlan::TABLE.name, plan.id.into())),
        })
    }

    fn other_store(&self, store: RecordId) -> Result<String, StoreError> {
        let own = affiliation(self.connection)?.map(|own| RecordId::from(own.id));
        if own.is_none() || own == Some(store) {
            return Ok(String::new());
        }
        let known: Option<GroupStore> = rows::entity(self.connection, store)?;
        Ok(known.map_or_else(String::new, |known| known.name))
    }
}
