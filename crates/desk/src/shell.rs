//! What the workstation asks of whatever shows it: the Tauri shell, the page server, or a test.

use serde::Serialize;
use ts_rs::TS;

use crate::error::RpcError;

/// Which kinds and ids an applied change touched; the page refreshes just these.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    pub kinds: Vec<String>,
    pub ids: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum WorkState {
    Running,
    Done,
    Failed,
    Cancelled,
}

/// How far a piece of long work has come. `total` is absent while nobody can know it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkProgress {
    pub id: String,
    /// An i18n key, `work.<name>`.
    pub label: String,
    #[ts(type = "Record<string, string | number | null>")]
    pub values: serde_json::Map<String, serde_json::Value>,
    #[ts(type = "number")]
    pub done: u64,
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    pub state: WorkState,
    pub failure: Option<RpcError>,
}

pub trait Shell: Send + Sync {
    fn changed(&self, changed: &Changed);
    fn work(&self, progress: &WorkProgress);
    /// Somebody signed in, out, or locked the screen.
    fn session(&self);
    /// The first screen is painted and takes input.
    fn interactive(&self);
    fn open_window(&self, route: &str) -> Result<(), RpcError>;
}
