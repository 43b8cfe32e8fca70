//! One page per customer: who it is, which cars, leads and tasks, what was allowed, and the story.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    complaints::{Complaint, ComplaintStep},
    customers::{
        Consent, Customer, CustomerKind, CustomerMerge, CustomerStage, CustomerVehicle,
        IdentityPaper, KeptBecause, VehicleRole, family, kept_because,
    },
    entity::{Entity, Table},
    ids::{
        CommandId, CustomerId, CustomerMergeId, CustomerVehicleId, LaneId, PersonId, RecordId,
        VehicleId, VisitId,
    },
    leads::{Channel, Contact, Grade, Lead},
    members::Membership,
    people::Person,
    refusal::{GeneralRefusal, Refusal},
    rights::{Right, Rights},
    tasks::Task,
    time::Timestamp,
    visits::{Visit, VisitCount, VisitPurpose},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::list::{CustomerRow, customer_row};
use crate::{
    Desk, clock,
    complaints::{ComplaintRow, complaint_row},
    error::RpcError,
    leads::{LeadRow, lead_row, terms_today},
    my_day::{TaskRow, task_row},
    papers::{KeptPaper, kept_papers},
    privacy::shown,
    stores::OpenStore,
};

#[derive(Debug, Deserialize, TS)]
pub struct CustomerCardArgs {
    pub id: CustomerId,
}

/// What is known of the customer, masked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerFacts {
    pub id: CustomerId,
    pub number: String,
    pub kind: CustomerKind,
    pub name: String,
    pub mobile: String,
    pub other_phone: String,
    pub identity_paper: IdentityPaper,
    pub identity_number: String,
    pub email: String,
    pub address: String,
    pub born_on: String,
    pub language: String,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    pub channel: Option<Channel>,
    pub grade: Option<Grade>,
    pub stage: CustomerStage,
    pub remark: String,
    pub merged_into: Option<CustomerId>,
    pub added_at: Timestamp,
    pub erased_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerCar {
    pub id: CustomerVehicleId,
    pub role: VehicleRole,
    pub vehicle: Option<VehicleId>,
    /// Masked.
    pub vin: String,
    /// Masked.
    pub plate: String,
    pub description: String,
    pub since: Timestamp,
    pub until: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerVisit {
    pub id: VisitId,
    pub arrived_at: Timestamp,
    pub left_at: Option<Timestamp>,
    pub people: u32,
    pub purpose: VisitPurpose,
    pub count: VisitCount,
}

/// A record that turned out to be this customer.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergedRecord {
    pub merge: CustomerMergeId,
    pub customer: CustomerRow,
    pub at: Timestamp,
}

/// One line of the story.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerEvent {
    pub command: CommandId,
    /// The command's name, an i18n key under `command.<name>`.
    pub what: String,
    pub who: String,
    pub at: Timestamp,
    /// What was said, where something was.
    pub note: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerCard {
    pub customer: CustomerFacts,
    pub cars: Vec<CustomerCar>,
    pub leads: Vec<LeadRow>,
    pub tasks: Vec<TaskRow>,
    pub visits: Vec<CustomerVisit>,
    pub consents: Vec<Consent>,
    /// The latest first.
    pub complaints: Vec<ComplaintRow>,
    pub merged: Vec<MergedRecord>,
    /// Why the data may not be erased yet.
    pub kept: Option<KeptBecause>,
    /// Papers that the law has stored although the person is forgotten.
    pub papers_kept: Vec<KeptPaper>,
    pub timeline: Vec<CustomerEvent>,
}

/// Stories longer than this are read in the audit.
const LONGEST_STORY: usize = 200;

pub fn card(desk: &Desk, asked: CustomerCardArgs) -> Result<CustomerCard, RpcError> {
    let (store, session) = desk.with_right(Right::SeeCustomers)?;
    let rights = session.rights(&store)?;
    store.store.read(|connection| {
        let Some(customer) = rows::entity::<Customer>(connection, asked.id)? else {
            return Err(Refusal::from(GeneralRefusal::NotFound {
                kind: "customer".to_owned(),
                field: "id".to_owned(),
            })
            .into());
        };
        let facts = StoreFacts::new(connection);
        let Ok(members) = family(&facts, customer.id) else {
            return Err(facts.breakage().into());
        };
        let papers_kept = kept_papers(connection, &store, &members, &rights)?;
        let context = reading(&store, session.person, rights);
        let Ok(kept) = kept_because(&facts, &members, context.today(), &context) else {
            return Err(facts.breakage().into());
        };
        let terms = terms_today(connection, &store)?;
        let leads: Vec<Lead> = of_family(connection, &members, "customer", "taken_in_at desc")?;
        let links: Vec<CustomerVehicle> = of_family(
            connection,
            &members,
            "customer",
            "until is not null, since desc",
        )?;
        let contacts: Vec<Contact> = of_family(connection, &members, "customer", "at desc")?;
        let tasks: Vec<Task> = of_family(
            connection,
            &members,
            "customer",
            "state = 'open' desc, due desc",
        )?;
        let visits: Vec<Visit> = of_family(connection, &members, "customer", "arrived_at desc")?;
        let consents: Vec<Consent> = of_family(connection, &members, "customer", "purpose")?;
        let complaints: Vec<Complaint> =
            of_family(connection, &members, "customer", "taken_in_at desc")?;
        let merges: Vec<CustomerMerge> = of_family(connection, &members, "kept", "at desc")?;

        let records: Vec<(&'static Table, RecordId)> = members
            .iter()
            .map(|member| (Customer::TABLE, (*member).into()))
            .chain(
                members
                    .iter()
                    .map(|member| (Membership::TABLE, (*member).into())),
            )
            .chain(leads.iter().map(|lead| (Lead::TABLE, lead.id.into())))
            .chain(
                links
                    .iter()
                    .map(|link| (CustomerVehicle::TABLE, link.id.into())),
            )
            .chain(
                consents
                    .iter()
                    .map(|consent| (Consent::TABLE, consent.id.into())),
            )
            .chain(visits.iter().map(|visit| (Visit::TABLE, visit.id.into())))
            .chain(
                complaints
                    .iter()
                    .map(|complaint| (Complaint::TABLE, complaint.id.into())),
            )
            .collect();
        let timeline = story(
            connection,
            &records,
            &said(connection, &contacts, &complaints)?,
        )?;
        let merged = merges
            .into_iter()
            .filter(|merge| merge.undone_at.is_none())
            .filter_map(|merge| {
                let taken = rows::entity::<Customer>(connection, merge.taken).transpose()?;
                Some(taken.map_err(RpcError::from).and_then(|taken| {
                    Ok(MergedRecord {
                        merge: merge.id,
                        customer: customer_row(connection, taken)?,
                        at: merge.at,
                    })
                }))
            })
            .collect::<Result<_, _>>()?;
        Ok(CustomerCard {
            customer: masked(connection, customer)?,
            cars: links.into_iter().map(car).collect(),
            leads: leads
                .into_iter()
                .map(|lead| lead_row(connection, lead, &terms))
                .collect::<Result<_, _>>()?,
            tasks: tasks
                .into_iter()
                .map(|task| task_row(connection, task))
                .collect::<Result<_, _>>()?,
            visits: visits
                .into_iter()
                .map(|visit| CustomerVisit {
                    id: visit.id,
                    arrived_at: visit.arrived_at,
                    left_at: visit.left_at,
                    people: visit.people,
                    purpose: visit.purpose,
                    count: visit.count,
                })
                .collect(),
            consents,
            complaints: complaints
                .into_iter()
                .map(|complaint| complaint_row(connection, complaint, context.made_at))
                .collect::<Result<_, _>>()?,
            merged,
            kept,
            papers_kept,
            timeline,
        })
    })
}

/// A context for asking the rules without giving a command.
fn reading(store: &OpenStore, actor: PersonId, rights: Rights) -> domain::context::Context {
    let now = clock::now();
    domain::context::Context {
        command: CommandId(uuid::Uuid::nil()),
        lane: LaneId(store.lane.0),
        desk: store.desk,
        actor,
        rights,
        made_at: now,
        decided_at: now,
        zone: store.zone,
    }
}

/// Rows of all records that are this customer.
fn of_family<T: Entity>(
    connection: &Connection,
    members: &[CustomerId],
    column: &str,
    order: &str,
) -> Result<Vec<T>, RpcError> {
    let marks = vec!["?"; members.len()].join(", ");
    Ok(rows::select(
        connection,
        &format!("where {column} in ({marks}) order by {order}"),
        rusqlite::params_from_iter(members.iter().map(|member| *member.0.as_bytes())),
    )?)
}

fn masked(connection: &Connection, customer: Customer) -> Result<CustomerFacts, RpcError> {
    let show = |column: &str, value: &str| shown::<Customer>(column, value);
    let owner_name = match customer.owner {
        Some(owner) => {
            rows::entity::<Person>(connection, owner)?.map_or_else(String::new, |p| p.name)
        }
        None => String::new(),
    };
    Ok(CustomerFacts {
        name: show("name", &customer.name),
        mobile: customer
            .mobile
            .map(|mobile| show("mobile", mobile.as_str()))
            .unwrap_or_default(),
        other_phone: show("other_phone", &customer.other_phone),
        identity_number: show("identity_number", &customer.identity_number),
        email: show("email", &customer.email),
        address: show("address", &customer.address),
        born_on: customer
            .born_on
            .map(|day: NaiveDate| show("born_on", &day.to_string()))
            .unwrap_or_default(),
        id: customer.id,
        number: customer.number,
        kind: customer.kind,
        identity_paper: customer.identity_paper,
        language: customer.language,
        owner: customer.owner,
        owner_name,
        channel: customer.channel,
        grade: customer.grade,
        stage: customer.stage,
        remark: customer.remark,
        merged_into: customer.merged_into,
        added_at: customer.added_at,
        erased_at: customer.erased_at,
    })
}

fn car(link: CustomerVehicle) -> CustomerCar {
    CustomerCar {
        id: link.id,
        role: link.role,
        vehicle: link.vehicle,
        vin: shown::<CustomerVehicle>("vin", &link.vin),
        plate: shown::<CustomerVehicle>("plate", &link.plate),
        description: link.description,
        since: link.since,
        until: link.until,
    }
}

/// What was said or noted when something was done.
struct Said {
    at: Timestamp,
    by: PersonId,
    note: String,
}

fn said(
    connection: &Connection,
    contacts: &[Contact],
    complaints: &[Complaint],
) -> Result<Vec<Said>, RpcError> {
    let mut said: Vec<Said> = contacts
        .iter()
        .map(|contact| Said {
            at: contact.at,
            by: contact.by,
            note: contact.note.clone(),
        })
        .collect();
    for complaint in complaints {
        let steps: Vec<ComplaintStep> = rows::select(
            connection,
            "where complaint = ?1 order by ordinal",
            [complaint.id.0.as_bytes()],
        )?;
        said.extend(steps.into_iter().map(|step| Said {
            at: step.at,
            by: step.by,
            note: step.note,
        }));
    }
    Ok(said)
}

/// What happened to these records, newest first, each command once.
fn story(
    connection: &Connection,
    records: &[(&'static Table, RecordId)],
    said: &[Said],
) -> Result<Vec<CustomerEvent>, RpcError> {
    let mut told = BTreeSet::new();
    let mut events = Vec::new();
    for (table, id) in records {
        for entry in store::history(connection, table, *id)? {
            if !told.insert(entry.header.id) {
                continue;
            }
            let who: Option<Person> = rows::entity(connection, entry.header.actor)?;
            let note = said
                .iter()
                .find(|said| said.at == entry.header.made_at && said.by == entry.header.actor)
                .map(|said| said.note.clone())
                .unwrap_or_default();
            events.push(CustomerEvent {
                command: entry.header.id,
                what: entry.header.name,
                who: who.map_or_else(String::new, |person| person.name),
                at: entry.header.made_at,
                note,
            });
        }
    }
    events.sort_by_key(|event| std::cmp::Reverse((event.at, event.command)));
    events.truncate(LONGEST_STORY);
    Ok(events)
}
