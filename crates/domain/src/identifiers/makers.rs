//! Which maker a world manufacturer identifier belongs to, from the table in `rules/wmi.json`.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};
use ts_rs::TS;

/// A car maker under both its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Maker {
    /// The name in Chinese, as on the 合格证.
    pub zh: String,
    /// The name in English.
    pub en: String,
}

#[derive(Deserialize)]
struct Row {
    wmi: String,
    #[serde(flatten)]
    maker: Maker,
}

/// The table only advises; were it unreadable, every maker would simply be unknown (a test keeps it readable).
static MAKERS: LazyLock<BTreeMap<String, Maker>> = LazyLock::new(|| {
    serde_json::from_str::<Vec<Row>>(include_str!("../../rules/wmi.json"))
        .unwrap_or_default()
        .into_iter()
        .map(|row| (row.wmi, row.maker))
        .collect()
});

pub(super) fn by_wmi(wmi: &str) -> Option<&'static Maker> {
    MAKERS.get(wmi)
}
