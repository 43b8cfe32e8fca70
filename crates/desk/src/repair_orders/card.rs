//! One repair order: its jobs with their lines, the minutes each stood in each state, its sheets and what
//! was paid of them, the check-in and the car's record.

use domain::{
    entity::Entity,
    ids::{PersonId, RepairOrderId},
    money::Fen,
    people::Person,
    repair_orders::{
        CarWash, CheckIn, ClockEntry, GatePass, Job, JobFault, JobState, JobStep, PauseReason,
        RepairLine, RepairOrder, SettlementPayment, SettlementSheet,
    },
    rights::Right,
    time::Timestamp,
    workshops::{SlotResource, WorkshopSlot},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{RepairOrderRow, list::order_row};
use crate::{
    Desk, clock,
    error::RpcError,
    loaners::{self, LoanCard},
    privacy::shown,
    serviced_cars::{CarRecord, car_record, not_found},
};

#[derive(Debug, Deserialize, TS)]
pub struct RepairOrderArgs {
    pub id: RepairOrderId,
}

/// How long a job has stood in a state, in minutes; the state it is in now counts up to now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobStay {
    pub state: JobState,
    pub pause: Option<PauseReason>,
    pub minutes: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobCard {
    pub job: Job,
    /// What was wrong, where somebody has said so.
    pub fault: Option<JobFault>,
    pub lines: Vec<RepairLine>,
    pub amount: Fen,
    pub stays: Vec<JobStay>,
    /// Actual time in minutes, those on it now included.
    pub worked_minutes: u32,
    /// Who is clocked on to it now.
    pub clocked_on: Vec<PersonId>,
    pub clocked_on_names: Vec<String>,
    pub planned_from: Option<Timestamp>,
    pub planned_until: Option<Timestamp>,
    pub bay_name: String,
    pub technician_name: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetCard {
    pub sheet: SettlementSheet,
    pub left: Fen,
    pub payments: Vec<SettlementPayment>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RepairOrderCard {
    pub row: RepairOrderRow,
    pub order: RepairOrder,
    pub jobs: Vec<JobCard>,
    pub sheets: Vec<SheetCard>,
    pub gate_pass: Option<GatePass>,
    pub check_in: Option<CheckIn>,
    /// What was said about its wash, and who did it.
    pub wash: Option<CarWash>,
    pub washed_by_name: String,
    /// The latest first.
    pub loans: Vec<LoanCard>,
    pub car: CarRecord,
}

pub fn card(desk: &Desk, asked: RepairOrderArgs) -> Result<RepairOrderCard, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let now = clock::now();
    store.store.read(|connection| {
        let order = rows::entity::<RepairOrder>(connection, asked.id)?
            .ok_or_else(|| not_found(RepairOrder::TABLE))?;
        let key = order.id.0.as_bytes().as_slice();
        let lines = rows::select::<RepairLine>(
            connection,
            "where repair_order = ?1 order by job, id",
            [key],
        )?;
        let mut jobs = Vec::new();
        for job in rows::select::<Job>(
            connection,
            "where repair_order = ?1 order by ordinal",
            [key],
        )? {
            let own = lines
                .iter()
                .filter(|line| line.job == job.id)
                .cloned()
                .collect();
            jobs.push(job_card(connection, job, own, now)?);
        }
        let mut sheets = Vec::new();
        let found = rows::select::<SettlementSheet>(
            connection,
            "where repair_order = ?1 order by made_at, number",
            [key],
        )?;
        for sheet in found {
            sheets.push(SheetCard {
                left: sheet.left(),
                payments: rows::select(
                    connection,
                    "where settlement = ?1 order by n",
                    [sheet.id.0.as_bytes().as_slice()],
                )?,
                sheet,
            });
        }
        let check_in = match order.check_in {
            Some(check_in) => rows::entity::<CheckIn>(connection, check_in)?,
            None => None,
        };
        let wash = rows::entity::<CarWash>(connection, order.id)?;
        let washed_by_name = match wash.as_ref().and_then(|wash| wash.washed_by) {
            Some(person) => name(connection, person)?,
            None => String::new(),
        };
        Ok(RepairOrderCard {
            washed_by_name,
            wash,
            loans: loaners::of_order(connection, order.id, now)?,
            car: car_record(connection, order.car, now, store.zone)?,
            gate_pass: rows::select(connection, "where repair_order = ?1", [key])?
                .into_iter()
                .next(),
            check_in: check_in.map(|check_in| CheckIn {
                brought_by: shown::<CheckIn>("brought_by", &check_in.brought_by),
                ..check_in
            }),
            row: order_row(connection, order.clone(), now)?,
            order,
            jobs,
            sheets,
        })
    })
}

fn minutes(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds / 60_000).unwrap_or(0)
}

fn job_card(
    connection: &Connection,
    job: Job,
    lines: Vec<RepairLine>,
    now: Timestamp,
) -> Result<JobCard, RpcError> {
    let key = job.id.0.as_bytes().as_slice();
    let mut stays: Vec<JobStay> = Vec::new();
    for step in
        rows::select::<JobStep>(connection, "where job = ?1 order by entered_at, id", [key])?
    {
        let stayed = minutes(step.left_at.unwrap_or(now).0 - step.entered_at.0);
        let known = stays
            .iter_mut()
            .find(|stay| stay.state == step.state && stay.pause == step.pause);
        match known {
            Some(stay) => stay.minutes = stay.minutes.saturating_add(stayed),
            None => stays.push(JobStay {
                state: step.state,
                pause: step.pause,
                minutes: stayed,
            }),
        }
    }
    let open = rows::select::<ClockEntry>(connection, "where job = ?1 and off_at is null", [key])?;
    let running: i64 = open.iter().map(|entry| now.0 - entry.on_at.0).sum();
    let mut names = Vec::new();
    for entry in &open {
        names.push(name(connection, entry.person)?);
    }
    let slots = rows::select::<WorkshopSlot>(connection, "where holder = ?1", [key])?;
    let slot = |kind| slots.iter().find(|slot| slot.resource_kind == kind);
    let bay = match slot(SlotResource::Bay) {
        Some(slot) => rows::entity::<domain::workshops::Bay>(connection, slot.resource)?,
        None => None,
    };
    let technician = slot(SlotResource::Technician);
    Ok(JobCard {
        fault: rows::entity::<JobFault>(connection, job.id)?,
        amount: Fen::sum(lines.iter().map(|line| line.amount)).unwrap_or_default(),
        stays,
        worked_minutes: minutes(job.worked.saturating_add(running)),
        clocked_on: open.iter().map(|entry| entry.person).collect(),
        clocked_on_names: names,
        planned_from: technician.map(|slot| slot.starts_at),
        planned_until: technician.map(|slot| slot.ends_at),
        bay_name: bay.map_or_else(String::new, |bay| bay.name),
        technician_name: match technician {
            Some(slot) => name(connection, PersonId(slot.resource.0))?,
            None => String::new(),
        },
        job: Job {
            authorised_by: shown::<Job>("authorised_by", &job.authorised_by),
            ..job
        },
        lines,
    })
}

fn name(connection: &Connection, person: PersonId) -> Result<String, RpcError> {
    Ok(rows::entity::<Person>(connection, person)?.map_or_else(String::new, |person| person.name))
}
