//! Reports as the page asks for them: which there are, one of them with its filters, the rows behind a sum,
//! and the same figures on paper and in a spreadsheet.

mod file;
mod kept;

pub use file::{
    PrintReport, ReportFile, ReportFileArgs, ReportPreview, ReportSaved, made, preview, print, save,
};

pub use kept::{KeptReports, ReportLines, ReportLinesArgs, lines};

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
};
use insight::{
    Bad, DrilledRows, Gathered, InsightError, Language, Question, ReportName, ReportTable,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, session::Session, stores::OpenStore};

#[derive(Debug, Deserialize, TS)]
pub struct ReportsArgs {
    /// A BCP 47 tag.
    pub language: String,
}

/// A report that the person may read.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportHead {
    pub name: ReportName,
    pub title: String,
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ReportArgs {
    pub report: ReportName,
    pub language: String,
    /// By the filter's id; what is absent stands at its default.
    pub filters: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ReportRowsArgs {
    #[serde(flatten)]
    #[ts(flatten)]
    pub of: ReportArgs,
    /// The keys of group and line, and the column's place; what is absent does not narrow.
    #[serde(default)]
    pub group: Option<String>,
    #[serde(default)]
    pub line: Option<String>,
    #[serde(default)]
    pub column: Option<u32>,
}

pub fn list(desk: &Desk, asked: ReportsArgs) -> Result<Vec<ReportHead>, RpcError> {
    let (store, session) = desk.with_right(Right::SeeReports)?;
    let rights = session.rights(&store)?;
    let language = language(&asked.language);
    Ok(ReportName::ALL
        .into_iter()
        .filter(|name| name.allowed(&rights))
        .map(|name| ReportHead {
            name,
            title: name.title(language).to_owned(),
            about: name.about(language).to_owned(),
        })
        .collect())
}

/// Lines that come with a report: more than a screen shows. The others follow as they come into sight.
const FIRST_LINES: usize = 400;

pub fn run(desk: &Desk, asked: ReportArgs) -> Result<ReportTable, RpcError> {
    let (session, store, question) = allowed(desk, &asked)?;
    let table = worked_out(&store, asked.report, &question)?;
    if table.line_count() <= FIRST_LINES {
        return Ok(table);
    }
    let beginning = table.beginning(FIRST_LINES);
    desk.reports
        .keep(session.person, asked, question.rights, table);
    Ok(beginning)
}

fn worked_out(
    store: &OpenStore,
    report: ReportName,
    question: &Question,
) -> Result<ReportTable, RpcError> {
    store.store.read(|connection| {
        let gathered = gather(connection, report, question)?;
        Ok(insight::table(report, &gathered, question))
    })
}

pub fn rows(desk: &Desk, asked: ReportRowsArgs) -> Result<DrilledRows, RpcError> {
    let (_, store, question) = allowed(desk, &asked.of)?;
    store.store.read(|connection| {
        let gathered = gather(connection, asked.of.report, &question)?;
        Ok(insight::behind(
            &gathered,
            asked.group.as_deref(),
            asked.line.as_deref(),
            asked.column.and_then(|column| usize::try_from(column).ok()),
            question.language,
        ))
    })
}

fn language(tag: &str) -> Language {
    if tag.starts_with("en") {
        Language::English
    } else {
        Language::Chinese
    }
}

/// The question, when the person may ask it of this report.
fn allowed(
    desk: &Desk,
    asked: &ReportArgs,
) -> Result<(Arc<Session>, Arc<OpenStore>, Question), RpcError> {
    let (store, session) = desk.with_right(Right::SeeReports)?;
    let rights = session.rights(&store)?;
    if !asked.report.allowed(&rights) {
        let right = match asked.report {
            ReportName::Stock => Right::SeeStock,
            ReportName::Sales | ReportName::Funnel => Right::SeeCustomers,
            ReportName::CashDay => Right::CloseCashDay,
            ReportName::TestDrives => Right::BookTestDrives,
        };
        return Err(Refusal::from(GeneralRefusal::MissingRight { right }).into());
    }
    let question = Question {
        now: clock::now(),
        zone: store.zone,
        lane: store.lane,
        language: language(&asked.language),
        rights,
        filters: asked.filters.clone(),
    };
    Ok((session, store, question))
}

fn gather(
    connection: &Connection,
    report: ReportName,
    question: &Question,
) -> Result<Gathered, RpcError> {
    report
        .gather(connection, question)
        .map_err(|error| match error {
            InsightError::Store(error) => error.into(),
            InsightError::Filter(Bad::NoSuchDay { filter }) => {
                RpcError::invalid(&filter, "noSuchDay")
            }
            InsightError::Filter(Bad::EndsBeforeItBegins) => {
                RpcError::invalid("until", "endsBeforeItBegins")
            }
        })
}
