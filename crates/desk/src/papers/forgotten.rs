//! Papers whose person asked to be forgotten: what is said of those that the law still holds, who opens one of
//! those for what, and the removal of the files of those that nothing holds any more.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::NaiveDate;
use domain::{
    checks,
    customers::{KeptBecause, RetentionRules},
    entity::{Entity, Value},
    ids::{CustomerId, PaperId, RecordId},
    orders::Order,
    papers::{Paper, PaperForm, PaperKeeping, PaperRefusal, kept_by_law, may_be_made},
    payments::Payment,
    quotes::Quote,
    refusal::Refusal,
    rights::{Right, Rights},
    test_drives::TestDrive,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, Touched, rows};
use ts_rs::TS;

use super::{PaperArgs, kept, not_found};
use crate::{Desk, clock, error::RpcError, privacy, repair_orders, stores::OpenStore};

/// A paper that outlives its person's request to be forgotten.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptPaper {
    pub id: PaperId,
    pub form: PaperForm,
    pub number: String,
    pub because: KeptBecause,
}

/// The papers about these people that the law has stored, as far as the reader's rights reach.
pub fn kept_papers(
    connection: &Connection,
    store: &OpenStore,
    members: &[CustomerId],
    rights: &Rights,
) -> Result<Vec<KeptPaper>, RpcError> {
    let today = clock::now().date_in(store.zone);
    let rules: Arc<RetentionRules> = store::rules_in_force(connection)?;
    let mut kept = Vec::new();
    for subject in subjects(connection, members)? {
        let papers: Vec<Paper> = rows::select(
            connection,
            "where subject = ?1 and forgotten_at is not null order by issued_at",
            [subject.0.as_bytes()],
        )?;
        for paper in papers {
            let PaperKeeping::LockedAway { until } = paper.keeping(today) else {
                continue;
            };
            let law = kept_by_law(paper.form, paper.issued_at.date_in(store.zone), &rules);
            let may = rights.has(paper.form.right()) || rights.has(Right::SeeAudit);
            if let Some(law) = law.filter(|_| may) {
                kept.push(KeptPaper {
                    id: paper.id,
                    form: paper.form,
                    number: paper.number,
                    because: KeptBecause { until, ..law },
                });
            }
        }
    }
    Ok(kept)
}

#[derive(Debug, Deserialize, TS)]
pub struct OpenLocked {
    pub paper: PaperId,
    /// Who wants to see it and by which right; written down.
    pub reason: String,
}

/// A paper that the law has stored, to be read and nothing else.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LockedPaper {
    /// The PDF, base64.
    pub pdf: String,
}

/// Opens a paper that is locked away, for the audit alone: what the law has stored must be there for whoever the
/// law sends. Nobody sees it before the reason is written down.
pub fn open_locked(desk: &Desk, asked: OpenLocked) -> Result<LockedPaper, RpcError> {
    let (store, session) = desk.with_right(Right::SeeAudit)?;
    checks::filled("reason", &asked.reason, checks::LINE).map_err(Refusal::from)?;
    let today = clock::now().date_in(store.zone);
    let paper: Paper = store
        .store
        .read(|connection| rows::entity(connection, asked.paper))?
        .ok_or_else(|| not_found("paper"))?;
    match paper.keeping(today) {
        PaperKeeping::LockedAway { .. } => {}
        PaperKeeping::Erased => {
            return Err(Refusal::from(PaperRefusal::PaperErased {
                number: paper.number,
            })
            .into());
        }
        PaperKeeping::InUse => {
            return Err(Refusal::from(PaperRefusal::PaperNotLocked {
                number: paper.number,
            })
            .into());
        }
    }
    let bytes = kept(&store, &paper)?;
    store.store.write(|writing| {
        privacy::note(
            writing,
            session.person,
            "openedLocked",
            (Paper::TABLE.name, paper.id.into()),
            &privacy::detail(&paper.number, asked.reason.trim()),
        )
    })?;
    Ok(LockedPaper {
        pdf: BASE64_STANDARD.encode(bytes),
    })
}

/// What the papers of these people are about: their quotes, their orders, and what was paid on them.
fn subjects(connection: &Connection, members: &[CustomerId]) -> Result<Vec<RecordId>, RpcError> {
    let mut subjects = Vec::new();
    for member in members {
        let quotes: Vec<Quote> =
            rows::select(connection, "where customer = ?1", [member.0.as_bytes()])?;
        subjects.extend(quotes.iter().map(|quote| RecordId::from(quote.id)));
        let orders: Vec<Order> =
            rows::select(connection, "where customer = ?1", [member.0.as_bytes()])?;
        for order in orders {
            subjects.push(order.id.into());
            let payments: Vec<Payment> =
                rows::select(connection, "where order_id = ?1", [order.id.0.as_bytes()])?;
            subjects.extend(payments.iter().map(|payment| RecordId::from(payment.id)));
        }
        let drives: Vec<TestDrive> =
            rows::select(connection, "where customer = ?1", [member.0.as_bytes()])?;
        subjects.extend(drives.iter().map(|drive| RecordId::from(drive.id)));
    }
    Ok(subjects)
}

/// Refuses a paper about somebody who is forgotten, before anything is made.
pub(super) fn may_be_seen(
    connection: &Connection,
    store: &OpenStore,
    asked: &PaperArgs,
) -> Result<(), RpcError> {
    let facts = StoreFacts::new(connection);
    let today = clock::now().date_in(store.zone);
    match may_be_made(&facts, asked.form, asked.subject, today) {
        Ok(()) => Ok(()),
        Err(domain::command::Stop::Refused(refusal)) => Err(refusal.into()),
        Err(domain::command::Stop::Missing) => Err(facts.breakage().into()),
    }
}

/// Whether a command has just had papers forgotten.
pub fn were_forgotten(touched: &[Touched]) -> bool {
    let column = Paper::TABLE.position("forgotten_at");
    touched.iter().any(|row| {
        let after = row.after.as_ref().zip(column);
        row.table == Paper::TABLE
            && after
                .and_then(|(after, at)| after.get(at))
                .is_some_and(|value| *value != Value::Null)
    })
}

/// Removes the files of papers that nothing holds any more: those of somebody who was just forgotten,
/// and those whose last day has passed. Done once a day, and at once when somebody is forgotten.
pub fn remove_due(desk: &Desk, store: &OpenStore) -> Result<(), RpcError> {
    let today = clock::now().date_in(store.zone);
    let done_for = (store.lane, today);
    if desk.papers_looked_after() == Some(done_for) {
        return Ok(());
    }
    for sha256 in due(store, today)? {
        store.store.forget_file(&sha256)?;
    }
    repair_orders::remove_unnamed(store)?;
    desk.set_papers_looked_after(Some(done_for));
    Ok(())
}

/// The files of erased papers that no other paper still needs.
fn due(store: &OpenStore, today: NaiveDate) -> Result<Vec<String>, RpcError> {
    store.store.read(|connection| {
        let forgotten: Vec<Paper> = rows::select(connection, "where forgotten_at is not null", [])?;
        let mut due: Vec<String> = Vec::new();
        let mut needed: Vec<String> = Vec::new();
        for paper in forgotten {
            match paper.keeping(today) {
                PaperKeeping::Erased => due.push(paper.sha256),
                PaperKeeping::LockedAway { .. } | PaperKeeping::InUse => needed.push(paper.sha256),
            }
        }
        let mut in_use = connection.prepare_cached(
            "select exists (select 1 from paper where sha256 = ?1 and forgotten_at is null)",
        )?;
        let mut gone = Vec::with_capacity(due.len());
        for sha256 in due {
            let elsewhere: bool = in_use.query_row([&sha256], |row| row.get(0))?;
            if !elsewhere && !needed.contains(&sha256) {
                gone.push(sha256);
            }
        }
        Ok(gone)
    })
}
