//! The one place where the workstation asks what time it is and draws random bytes.

#[cfg(debug_assertions)]
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

use crate::error::RpcError;

pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let now = Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
    #[cfg(debug_assertions)]
    let now = now.plus(i64::from(*DAYS_AHEAD) * Timestamp::DAY);
    now
}

/// A journey looks at a desk some weeks later. What is installed has no such thing.
#[cfg(debug_assertions)]
static DAYS_AHEAD: LazyLock<u16> = LazyLock::new(|| {
    let days = std::env::var("FORECOURT_DAYS_AHEAD").ok();
    days.and_then(|days| days.parse().ok()).unwrap_or_default()
});

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], RpcError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| RpcError::broken("randomness", &error))?;
    Ok(bytes)
}
