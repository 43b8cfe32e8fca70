//! The question that a resting desk shows, the answer that is read to it over the phone, and how whoever may enrol desks
//! gets that answer.

use domain::{
    Command,
    desks::{EnrolledDesk, ExtendOffline, OFFLINE_DAYS, spoken},
    ids::DeskId,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreError, rows};
use ts_rs::TS;

use super::{fact, keep, lease, too_long};
use crate::{Desk, clock, error::RpcError, list::Nothing, stores::set_fact, submit::give};

/// What a desk shows until it is answered.
const QUESTION: &str = "offline_question";
const WRONG: &str = "offline_wrong_answers";

/// So many wrong answers in a row, and the desk asks something else.
pub(super) const ALLOWED: u32 = 5;

pub(super) fn ask_no_more(connection: &Connection) -> Result<(), StoreError> {
    set_fact(connection, QUESTION, "")?;
    set_fact(connection, WRONG, "0")
}

/// What is to be read to whoever may enrol desks.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfflineQuestion {
    /// Nothing at a desk that was enrolled before there were codes: only the platform lets it go on.
    pub question: Option<String>,
}

fn spoken_key(connection: &Connection, desk: DeskId) -> Result<Option<String>, StoreError> {
    let desk: Option<EnrolledDesk> = rows::entity(connection, desk)?;
    Ok(desk
        .map(|desk| desk.spoken_key)
        .filter(|key| !key.is_empty()))
}

pub fn question(desk: &Desk, _: Nothing) -> Result<OfflineQuestion, RpcError> {
    let open = desk.store()?;
    let new = spoken::readable(clock::random()?);
    open.store.write(|writing| {
        let connection = writing.connection();
        if spoken_key(connection, open.desk)?.is_none() || too_long(connection)?.is_none() {
            return Ok(OfflineQuestion { question: None });
        }
        let asked = fact(connection, QUESTION)?.filter(|asked| !asked.is_empty());
        if asked.is_none() {
            set_fact(connection, QUESTION, &new)?;
        }
        Ok(OfflineQuestion {
            question: asked.or(Some(new)),
        })
    })
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GoOn {
    /// As it was heard and typed.
    pub answer: String,
}

/// Lets the desk go on when the answer fits its question.
pub fn go_on(desk: &Desk, asked: GoOn) -> Result<(), RpcError> {
    let open = desk.store()?;
    let next = spoken::readable(clock::random()?);
    let refused = open.store.write(|writing| {
        let connection = writing.connection();
        let key = spoken_key(connection, open.desk)?;
        let question = fact(connection, QUESTION)?.filter(|asked| !asked.is_empty());
        let (Some(lease), Some(key), Some(question)) = (lease(connection)?, key, question) else {
            return Ok::<_, RpcError>(Some(RpcError::refused("nothingAsked").on("answer")));
        };
        if let Some(days) = spoken::days_of(&key, &question, &asked.answer, OFFLINE_DAYS) {
            keep(connection, lease.for_days(days, clock::now()))?;
            ask_no_more(connection)?;
            return Ok(None);
        }
        let wrong = fact(connection, WRONG)?
            .and_then(|text| text.parse::<u32>().ok())
            .unwrap_or_default()
            + 1;
        if wrong < ALLOWED {
            set_fact(connection, WRONG, &wrong.to_string())?;
            return Ok(Some(RpcError::refused("wrongAnswer").on("answer")));
        }
        ask_no_more(connection)?;
        set_fact(connection, QUESTION, &next)?;
        Ok(Some(RpcError::refused("askedAnew").on("answer")))
    })?;
    if let Some(refused) = refused {
        return Err(refused);
    }
    desk.shell.session();
    Ok(())
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerDesk {
    pub desk: DeskId,
    pub question: String,
    pub days: u32,
}

/// What is to be read back.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskAnswer {
    pub answer: String,
}

/// Writes down in one's own name that a desk may go on, and says what is to be read back to it.
pub fn answer(desk: &Desk, asked: AnswerDesk) -> Result<DeskAnswer, RpcError> {
    let session = desk.session()?;
    let open = desk.store()?;
    let command = Command::ExtendOffline(ExtendOffline {
        desk: asked.desk,
        question: asked.question.clone(),
        days: asked.days,
    });
    give(desk, &open, &session, command)?;
    let key = open
        .store
        .read(|connection| spoken_key(connection, asked.desk))?;
    let (Some(key), Some(question)) = (key, spoken::heard(&asked.question)) else {
        return Err(RpcError::refused("notFound").with("kind", "desk"));
    };
    Ok(DeskAnswer {
        answer: spoken::answer(&key, &question, asked.days),
    })
}
