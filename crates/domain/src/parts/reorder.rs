//! What to order 补货建议 (INV-9): the use of the last days says how long the stock lasts, and what has to
//! come so that it lasts long enough. The days are data (`rules/parts.json`), the house's own habit.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Part, PartState, UNIT};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReorderRules {
    /// The use of so many days is looked at.
    pub used_over_days: u32,
    /// The stock is to last so many days.
    pub cover_days: u32,
}

static SHIPPED: LazyLock<ReorderRules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../rules/parts.json")).unwrap_or_default()
});

impl ReorderRules {
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }
}

/// What was taken of a part over the days that are looked at, returns taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use(pub i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reorder {
    /// How many days what may be promised lasts; nothing where nothing was used.
    pub cover_days: Option<i64>,
    /// What to order, in whole multiples; nought where enough is there or coming.
    pub quantity: i64,
}

/// What to order of a part that was used so much.
pub fn suggest(part: &Part, used: Use, rules: &ReorderRules) -> Reorder {
    let days = i64::from(rules.used_over_days.max(1));
    let used = used.0.max(0);
    let cover_days = (used > 0).then(|| part.available() * days / used);
    let wanted = (used * i64::from(rules.cover_days)).div_euclid(days);
    // Whoever waits takes of what comes first, so it does not count as stock.
    let coming = part.on_hand - part.reserved + part.on_order - part.waiting;
    let short = wanted.max(part.minimum) - coming;
    let ordered_again = part.state == PartState::Carried && part.replaced_by.is_none();
    let quantity = if short > 0 && ordered_again {
        let multiple = if part.order_quantity > 0 {
            part.order_quantity
        } else {
            UNIT
        };
        (short + multiple - 1) / multiple * multiple
    } else {
        0
    };
    Reorder {
        cover_days,
        quantity,
    }
}
