//! One quote with its lines, loans, questions and story.

use domain::{
    entity::Entity,
    ids::{GroupId, QuoteId},
    money::Fen,
    people::Person,
    privacy::{PersonalKind, mask},
    promotions::taken_for,
    quotes::{Approval, DiscountFloor, LoanPlan, Quote, QuoteLine, QuoteState, Standing, standing},
    rights::Right,
};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::{found, limit, name_of, work_out::gross};
use crate::{Desk, clock, error::RpcError, promotions::group_of_taken, vehicles::TimelineEntry};

#[derive(Debug, Deserialize, TS)]
pub struct QuoteArgs {
    pub id: QuoteId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteCard {
    /// The name in it is masked; sent back unchanged, the full name is kept.
    pub quote: Quote,
    /// The state today.
    pub state: QuoteState,
    pub consultant: String,
    pub lines: Vec<QuoteLine>,
    pub loans: Vec<LoanPlan>,
    /// Latest first.
    pub approvals: Vec<Approval>,
    /// Where its price stands for whoever asks.
    pub standing: Standing,
    /// By right only, and only for a car whose cost is known.
    pub gross: Option<Fen>,
    /// The group whose budget it has drawn on; withdrawing it names the group.
    pub promoted_by: Option<GroupId>,
    pub timeline: Vec<TimelineEntry>,
}

pub fn card(desk: &Desk, asked: QuoteArgs) -> Result<QuoteCard, RpcError> {
    let (store, session) = desk.with_one_of([Right::MakeQuotes, Right::ApproveDiscounts])?;
    let rights = session.rights(&store)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let mut quote = found(connection, asked.id)?;
        let id = quote.id.0.as_bytes().as_slice();
        let lines =
            rows::select::<QuoteLine>(connection, "where quote = ?1 order by position", [id])?;
        let loans =
            rows::select::<LoanPlan>(connection, "where quote = ?1 order by position", [id])?;
        let approvals = rows::select::<Approval>(
            connection,
            "where quote = ?1 order by requested_at desc",
            [id],
        )?;
        let floor = match quote.vehicle {
            Some(vehicle) => rows::entity::<DiscountFloor>(connection, vehicle)?,
            None => None,
        };
        let gross = if rights.has(Right::SeeGross) {
            gross(
                connection,
                quote.vehicle,
                quote.car_price,
                quote.invoiced_on,
            )?
        } else {
            None
        };
        let mut timeline = Vec::new();
        for entry in store::history(connection, Quote::TABLE, asked.id.into())? {
            let who: Option<Person> = rows::entity(connection, entry.header.actor)?;
            timeline.push(TimelineEntry {
                command: entry.header.id,
                what: entry.header.name,
                who: who.map_or_else(String::new, |person| person.name),
                at: entry.header.made_at,
                pending: false,
                changes: Vec::new(),
            });
        }
        // What went back to its budget is not taken up again with the quote.
        let facts = StoreFacts::new(connection);
        let held = taken_for(&facts, quote.id).map_err(|_| RpcError::failed("storeBroken"))?;
        let promotions = &mut quote.inputs.0.promotions;
        promotions.retain(|one| held.iter().any(|used| used.id == one.taken));
        quote.customer_name = mask(PersonalKind::Name, &quote.customer_name);
        if quote.customer.is_none() {
            quote
                .inputs
                .0
                .customer_name
                .clone_from(&quote.customer_name);
        }
        Ok(QuoteCard {
            promoted_by: group_of_taken(connection, Some(quote.id))?,
            state: quote.state_on(today),
            consultant: name_of(connection, quote.consultant)?,
            standing: standing(
                limit(connection, session.person)?,
                quote.guide_price,
                quote.discount,
                floor.map(|row| row.floor),
            ),
            lines,
            loans,
            approvals,
            gross,
            timeline,
            quote,
        })
    })
}
