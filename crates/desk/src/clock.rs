//! The one place where the workstation asks what time it is and draws random bytes.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

use crate::error::RpcError;

pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], RpcError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| RpcError::broken("randomness", &error))?;
    Ok(bytes)
}
