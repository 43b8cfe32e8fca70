//! The access token that every request brings, changed for a new one before it runs out. Whoever needs it
//! asks here: a refresh token is used once, so two may not change it at the same time.

use std::time::{Duration, Instant};

use store::Store;
use tokio::sync::Mutex;

use super::{
    line::{Line, LineError},
    link,
    trouble::Trouble,
};

/// An access token is changed for a new one this long before it runs out.
const EARLY: Duration = Duration::from_mins(1);

struct AccessToken {
    token: String,
    until: Instant,
}

#[derive(Default)]
pub struct Credentials(Mutex<Option<AccessToken>>);

impl Credentials {
    /// The token that lets in now.
    pub async fn token(&self, store: &Store, line: &Line) -> Result<String, Trouble> {
        let mut access = self.0.lock().await;
        if let Some(access) = access.as_ref()
            && access.until > Instant::now()
        {
            return Ok(access.token.clone());
        }
        let refresh = link::refresh(store)?.ok_or(LineError::NeedsSignIn)?;
        let tokens = line.refresh(&refresh).await?;
        link::keep_refresh(store, &tokens.refresh_token)?;
        let lasts = Duration::from_secs(u64::try_from(tokens.expires_in).unwrap_or(0));
        *access = Some(AccessToken {
            token: tokens.access_token.clone(),
            until: Instant::now() + lasts.saturating_sub(EARLY),
        });
        Ok(tokens.access_token)
    }

    /// The token of last time, whether or not it still lets in.
    pub async fn last(&self) -> Option<String> {
        self.0
            .lock()
            .await
            .as_ref()
            .map(|access| access.token.clone())
    }

    /// The platform refused it, or another store is open.
    pub async fn forget(&self) {
        *self.0.lock().await = None;
    }
}
