//! One complaint with everything that was done about it.

use chrono::NaiveDate;
use domain::{
    complaints::{Complaint, ComplaintDeed, ComplaintKind, ComplaintStep, CustomerVerdict},
    entity::Entity,
    ids::{ComplaintId, ComplaintStepId},
    orders::Order,
    people::{self, Person},
    repair_orders::RepairOrder,
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{ComplaintRow, HEARS, complaint_row};
use crate::{Desk, clock, error::RpcError, privacy::shown, serviced_cars::not_found};

#[derive(Debug, Deserialize, TS)]
pub struct ComplaintArgs {
    pub id: ComplaintId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintStepRow {
    pub id: ComplaintStepId,
    pub deed: ComplaintDeed,
    pub at: Timestamp,
    /// Nobody where the platform did it by itself.
    pub by_name: String,
    pub note: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintCard {
    pub row: ComplaintRow,
    /// Masked.
    pub phone: String,
    /// Masked.
    pub vin: String,
    pub wants: String,
    pub taken_in_by_name: String,
    pub answer_due: Timestamp,
    pub solution_due: Timestamp,
    #[ts(type = "string | null")]
    pub lawful_until: Option<NaiveDate>,
    /// The law sets a day and it is not known which.
    pub lawful_day_unknown: bool,
    pub answered_at: Option<Timestamp>,
    /// When something was last done since it was opened; without that it cannot be closed.
    pub acted_at: Option<Timestamp>,
    pub escalated_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub verdict: Option<CustomerVerdict>,
    pub customer_said: String,
    pub sale_number: String,
    pub repair_order_number: String,
    /// Whether whoever asks may decide about it.
    pub yours: bool,
    /// In the order in which they were done.
    pub steps: Vec<ComplaintStepRow>,
}

pub fn card(desk: &Desk, asked: ComplaintArgs) -> Result<ComplaintCard, RpcError> {
    let (store, session) = desk.with_one_of(HEARS)?;
    let rights = session.rights(&store)?;
    let now = clock::now();
    store.store.read(|connection| {
        let complaint = rows::entity::<Complaint>(connection, asked.id)?
            .ok_or_else(|| not_found(Complaint::TABLE))?;
        let sale = match complaint.sale {
            Some(sale) => rows::entity::<Order>(connection, sale)?,
            None => None,
        };
        let repair_order = match complaint.repair_order {
            Some(order) => rows::entity::<RepairOrder>(connection, order)?,
            None => None,
        };
        Ok(ComplaintCard {
            phone: shown::<Complaint>("phone", &complaint.phone),
            vin: shown::<Complaint>("vin", &complaint.vin),
            wants: complaint.wants.clone(),
            taken_in_by_name: name(connection, complaint.taken_in_by)?,
            answer_due: complaint.answer_due,
            solution_due: complaint.solution_due,
            lawful_until: complaint.lawful_until,
            lawful_day_unknown: complaint.lawful_until.is_none()
                && complaint.kind != ComplaintKind::Suggestion,
            answered_at: complaint.answered_at,
            acted_at: complaint.acted_at,
            escalated_at: complaint.escalated_at,
            closed_at: complaint.closed_at,
            verdict: complaint.verdict,
            customer_said: complaint.customer_said.clone(),
            sale_number: sale.map_or_else(String::new, |sale| sale.number),
            repair_order_number: repair_order.map_or_else(String::new, |order| order.number),
            yours: complaint.owner == session.person || rights.has(Right::HandleComplaints),
            steps: steps(connection, complaint.id)?,
            row: complaint_row(connection, complaint, now)?,
        })
    })
}

fn steps(connection: &Connection, id: ComplaintId) -> Result<Vec<ComplaintStepRow>, RpcError> {
    let steps: Vec<ComplaintStep> = rows::select(
        connection,
        "where complaint = ?1 order by ordinal, at",
        [id.0.as_bytes()],
    )?;
    steps
        .into_iter()
        .map(|step| {
            Ok(ComplaintStepRow {
                by_name: name(connection, step.by)?,
                id: step.id,
                deed: step.deed,
                at: step.at,
                note: step.note,
            })
        })
        .collect()
}

fn name(connection: &Connection, person: domain::ids::PersonId) -> Result<String, RpcError> {
    if person == people::PLATFORM {
        return Ok(String::new());
    }
    Ok(rows::entity::<Person>(connection, person)?.map_or_else(String::new, |person| person.name))
}
