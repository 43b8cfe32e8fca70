//! Papers whose person asked to be forgotten: what is said of those that the law still holds, and the
//! removal of the files of those that nothing holds any more.

use chrono::NaiveDate;
use domain::{
    customers::KeptBecause,
    entity::{Entity, Value},
    ids::{CustomerId, RecordId},
    orders::Order,
    papers::{Paper, PaperForm, PaperKeeping, kept_by_law, may_be_made},
    payments::Payment,
    quotes::Quote,
    rights::Rights,
    test_drives::TestDrive,
};
use rusqlite::Connection;
use serde::Serialize;
use store::{StoreFacts, Touched, rows};
use ts_rs::TS;

use super::PaperArgs;
use crate::{Desk, clock, error::RpcError, stores::OpenStore};

/// A paper that outlives its person's request to be forgotten.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptPaper {
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
            let law = kept_by_law(paper.form, paper.issued_at.date_in(store.zone));
            if let Some(law) = law.filter(|_| rights.has(paper.form.right())) {
                kept.push(KeptPaper {
                    form: paper.form,
                    number: paper.number,
                    because: KeptBecause { until, ..law },
                });
            }
        }
    }
    Ok(kept)
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
