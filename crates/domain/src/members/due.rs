//! What stands to be entered into a member's ledger: paid sales, sheets and plans that have earned nothing yet, and those
//! of which something was given back since. A page proposes it; the commands decide by the same functions.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::{
    Member, PointsDeed, PointsLot, PointsTerms, Spending, level_of,
    reversing::Reversal,
    sources::{Source, SourceState, paid_ahead, sale, settlement},
};
use crate::{
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, RecordId},
    money::Fen,
    orders::Order,
    plans::{PlanState, PrepaidPlan},
    repair_orders::{RepairOrder, SettlementSheet},
};

/// An entry that waits for somebody to make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsDue {
    /// Earned, or taken back.
    pub deed: PointsDeed,
    pub spending: Spending,
    pub source: RecordId,
    pub number: String,
    /// What the customer has paid for it.
    pub amount: Fen,
    /// By how much the balance will change.
    #[ts(type = "number")]
    pub points: i64,
}

/// What a customer has still to pay, and may burn points on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsTarget {
    pub spending: Spending,
    pub source: RecordId,
    pub number: String,
}

/// The sales and sheets of these records that are not paid yet.
pub fn points_targets(
    facts: &dyn Facts,
    customers: &[CustomerId],
) -> Result<Vec<PointsTarget>, Missing> {
    let open = sources_of(facts, customers)?
        .into_iter()
        .filter(|source| source.state == SourceState::Open);
    Ok(open
        .map(|source| PointsTarget {
            spending: source.spending,
            source: source.id,
            number: source.number,
        })
        .collect())
}

/// What is due of everything that this customer paid. `there` are the rows of the members' lane.
pub fn points_due(
    facts: &dyn Facts,
    there: &dyn Facts,
    customers: &[CustomerId],
    member: &Member,
    terms: &PointsTerms,
    today: NaiveDate,
) -> Result<Vec<PointsDue>, Missing> {
    let level = level_of(terms, &member.earned.0, today);
    let mut due = Vec::new();
    for source in sources_of(facts, customers)? {
        let known = there.by::<PointsLot>(PointsLot::BY_SOURCE, [Some(source.id).to_value()])?;
        if source.state == SourceState::Paid && known.is_empty() {
            let points = terms.earned(source.spending, source.worth(), level);
            if points > 0 {
                due.push(waiting(&source, PointsDeed::Earned, points));
            }
            continue;
        }
        let reversal = Reversal::of(there, member.id, &source)?;
        let too_many = reversal.too_many.as_ref().map_or(0, |(_, points)| *points);
        if too_many > 0 || !reversal.burned.is_empty() {
            let points = reversal.given_back() - too_many;
            due.push(waiting(&source, PointsDeed::TakenBack, points));
        }
    }
    Ok(due)
}

fn waiting(source: &Source, deed: PointsDeed, points: i64) -> PointsDue {
    PointsDue {
        deed,
        spending: source.spending,
        source: source.id,
        number: source.number.clone(),
        amount: source.worth(),
        points,
    }
}

/// Everything that these records of one customer have paid for.
fn sources_of(facts: &dyn Facts, customers: &[CustomerId]) -> Result<Vec<Source>, Missing> {
    let mut sources = Vec::new();
    for customer in customers {
        for order in facts.by::<Order>(Order::BY_CUSTOMER, [customer.to_value()])? {
            sources.push(sale(facts, &order)?);
        }
        for order in
            facts.by::<RepairOrder>(RepairOrder::BY_CUSTOMER, [Some(*customer).to_value()])?
        {
            let sheets = facts
                .by::<SettlementSheet>(SettlementSheet::BY_REPAIR_ORDER, [order.id.to_value()])?;
            let own = sheets
                .iter()
                .filter(|sheet| sheet.payer.pays_at_the_counter());
            sources.extend(own.map(settlement));
        }
        for state in PlanState::ALL {
            let plans = facts.by::<PrepaidPlan>(
                PrepaidPlan::BY_CUSTOMER_STATE,
                [customer.to_value(), state.to_value()],
            )?;
            for plan in plans {
                sources.push(paid_ahead(facts, &plan)?);
            }
        }
    }
    Ok(sources)
}
