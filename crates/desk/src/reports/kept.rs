//! Long reports that are on somebody's screen. The page is handed the lines that it shows; the others are kept
//! here as they were worked out, so that what is scrolled to belongs to the sums above it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{ids::PersonId, rights::Rights, time::Timestamp};
use insight::{ReportLine, ReportTable};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ReportArgs, allowed, worked_out};
use crate::{Desk, error::RpcError};

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportLinesArgs {
    #[serde(flatten)]
    #[ts(flatten)]
    pub of: ReportArgs,
    /// The table on the screen, by the moment at which it was worked out.
    pub as_of: Timestamp,
    pub group: String,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportLines {
    /// Another moment than was asked for: the table is no longer kept and has to be asked for anew.
    pub as_of: Timestamp,
    pub lines: Vec<ReportLine>,
}

/// Two windows may each show one.
const MOST: usize = 2;

/// The reports that are kept, the latest last. They are let go as soon as the person has gone.
#[derive(Default)]
pub struct KeptReports(Mutex<Vec<KeptReport>>);

struct KeptReport {
    person: PersonId,
    asked: ReportArgs,
    rights: Rights,
    table: Arc<ReportTable>,
}

impl KeptReports {
    fn held(&self) -> MutexGuard<'_, Vec<KeptReport>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn keep(
        &self,
        person: PersonId,
        asked: ReportArgs,
        rights: Rights,
        table: ReportTable,
    ) {
        let mut held = self.held();
        held.retain(|kept| kept.asked != asked);
        if held.len() >= MOST {
            held.remove(0);
        }
        held.push(KeptReport {
            person,
            asked,
            rights,
            table: Arc::new(table),
        });
    }

    /// The table of that moment, if this person was shown it with the rights they have now.
    fn of(
        &self,
        person: PersonId,
        asked: &ReportLinesArgs,
        rights: &Rights,
    ) -> Option<Arc<ReportTable>> {
        self.held()
            .iter()
            .find(|kept| {
                kept.person == person
                    && kept.asked == asked.of
                    && kept.rights == *rights
                    && kept.table.as_of == asked.as_of
            })
            .map(|kept| Arc::clone(&kept.table))
    }

    /// Lets go of all that this person is not looking at.
    pub(crate) fn keep_only_for(&self, person: Option<PersonId>) {
        self.held().retain(|kept| Some(kept.person) == person);
    }
}

/// At most so many lines in one answer.
const MOST_LINES: u32 = 500;

/// Lines of a report that are scrolled to.
pub fn lines(desk: &Desk, asked: ReportLinesArgs) -> Result<ReportLines, RpcError> {
    let (session, store, question) = allowed(desk, &asked.of)?;
    let kept = desk.reports.of(session.person, &asked, &question.rights);
    let table = match kept {
        Some(table) => table,
        None => Arc::new(worked_out(&store, asked.of.report, &question)?),
    };
    Ok(ReportLines {
        as_of: table.as_of,
        lines: table.lines(
            &asked.group,
            asked.offset as usize,
            asked.limit.min(MOST_LINES) as usize,
        ),
    })
}
