//! How many cars the made-up house wants free to sell: of what it sells most, of one version, and of two series that run
//! low from time to time.

use domain::{Command, vehicles::SetStockLevel};
use store::StoreError;

use super::service::Giver;

/// Whether a level is one version's or its whole series'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Version,
    Series,
}

/// A version of the training catalogue, what the level is of, and the least number.
const LEVELS: [(&str, Of, u32); 4] = [
    ("vw-lavida-2026-15l-auto-comfort", Of::Series, 4),
    ("vw-magotan-2026-380tsi-premium", Of::Version, 2),
    ("vw-teramont-2026-380tsi-awd-comfort-7-seat", Of::Series, 6),
    ("denza-d9-2026-dm-i-awd-honour", Of::Series, 4),
];

/// A store without the training catalogue has no level.
pub fn levels(giver: &mut Giver) -> Result<(), StoreError> {
    for (code, of, least) in LEVELS {
        if let Some(version) = giver.version(code)? {
            giver.give(Command::SetStockLevel(SetStockLevel {
                series: version.series,
                model: (of == Of::Version).then_some(version.id),
                least: Some(least),
            }))?;
        }
    }
    Ok(())
}
