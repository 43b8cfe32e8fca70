//! Long work: it shows its progress in every window's tray and can be cancelled from there.

use std::{
    collections::HashSet,
    ops::ControlFlow,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde::Deserialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{Desk, WorkProgress, WorkState, error::RpcError};

/// The pieces of work that somebody asked to cancel.
#[derive(Default)]
pub struct Cancelled(Mutex<HashSet<String>>);

impl Cancelled {
    fn with<R>(&self, act: impl FnOnce(&mut HashSet<String>) -> R) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct CancelWork {
    pub id: String,
}

pub fn cancel(desk: &Desk, asked: CancelWork) -> Result<(), RpcError> {
    desk.cancelled.with(|ids| ids.insert(asked.id));
    Ok(())
}

/// Twenty-five times a second is as often as anybody sees.
const EVERY: Duration = Duration::from_millis(40);

/// A running piece of work.
pub struct Work<'a> {
    desk: &'a Desk,
    progress: WorkProgress,
    told: Option<Instant>,
}

impl Work<'_> {
    /// Tells how far it has come; breaks when it was cancelled.
    pub fn progress(&mut self, done: u64, total: Option<u64>) -> ControlFlow<()> {
        self.progress.done = done;
        self.progress.total = total;
        if self.told.is_none_or(|told| told.elapsed() >= EVERY) {
            self.desk.shell.work(&self.progress);
            self.told = Some(Instant::now());
        }
        let id = &self.progress.id;
        if self.desk.cancelled.with(|ids| ids.contains(id)) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Desk {
    /// Does long work under an id that the page chose, so that it can show and cancel it.
    pub(crate) fn work<R>(
        &self,
        id: &str,
        label: &str,
        values: Map<String, Value>,
        act: impl FnOnce(&mut Work) -> Result<R, RpcError>,
    ) -> Result<R, RpcError> {
        let mut work = Work {
            desk: self,
            progress: WorkProgress {
                id: id.to_owned(),
                label: format!("work.{label}"),
                values,
                done: 0,
                total: None,
                state: WorkState::Running,
                failure: None,
            },
            told: None,
        };
        self.shell.work(&work.progress);
        let result = act(&mut work);
        let cancelled = self.cancelled.with(|ids| ids.remove(id));
        let mut last = work.progress;
        match &result {
            Ok(_) => last.state = WorkState::Done,
            Err(_) if cancelled => last.state = WorkState::Cancelled,
            Err(error) => {
                last.state = WorkState::Failed;
                last.failure = Some(error.clone());
            }
        }
        self.shell.work(&last);
        result
    }
}
