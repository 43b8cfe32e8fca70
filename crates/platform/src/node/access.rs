//! What lets a desk in: a short-lived access token (JWT, RFC 7519) on every request, and a refresh token
//! that is changed for a new one each time it is used (RFC 6749, RFC 9700 4.14.2).
//!
//! A desk that loses the answer with its new refresh token may use the former one once more, as long as
//! nobody has used the new one. When somebody has, one of the two is a thief: the whole family ends.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    desks::{DeskState, EnrolledDesk},
    entity::Entity,
    facts::Ask,
    groups::{Affiliation, affiliation_of},
    ids::{DealershipId, DeskId, GroupId, LaneId},
    time::Timestamp,
};
use jsonwebtoken::{DecodingKey, EncodingKey, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Node, keys::random};
use crate::lanes::{Cache, Engine, EngineError, NoteKey, Wanted};

/// How long an access token lets in, in milliseconds.
pub const ACCESS_LASTS: i64 = 10 * 60 * 1_000;
/// How long a refresh token can be used: as long as a desk may stay away with its deletions kept.
const REFRESH_LASTS: i64 = 90 * 24 * 60 * 60 * 1_000;

/// Whether the desk stands in the ledger already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// It brings the dealership itself, and its own enrolment among its first commands.
    Founding,
    Enrolled,
}

/// The claims of an access token.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Claims {
    /// The desk.
    sub: Uuid,
    /// Its home lane.
    lane: Uuid,
    standing: Standing,
    /// Seconds since 1970.
    exp: i64,
    iat: i64,
}

/// A desk that was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    pub desk: DeskId,
    pub lane: LaneId,
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// No token, a forged one, or one that has run out: sign in anew.
    #[error("the token is missing, forged or has run out")]
    NeedsSignIn,
    /// The desk was revoked: it stops, and leaves its unsent work here.
    #[error("the desk was revoked")]
    Revoked(Access),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// The tokens of a desk, as OAuth 2.0 hands them out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    pub token_type: String,
    /// Seconds.
    pub expires_in: i64,
    /// The lane that the desk follows, and its epoch.
    pub lane: Uuid,
    pub epoch: u64,
    /// The desk's code, once the ledger has it.
    pub desk_code: Option<String>,
    /// The platform's public keys, base64.
    pub signing_key: String,
    pub sealing_key: String,
}

/// What is kept of a refresh token, under its hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Refresh {
    desk: Uuid,
    lane: Uuid,
    standing: Standing,
    family: Uuid,
    /// The hash of the token that took its place.
    successor: Option<[u8; 32]>,
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn refresh_key(hash: &[u8; 32]) -> NoteKey<'_> {
    NoteKey {
        kind: "refresh",
        key: hash,
    }
}

impl<E: Engine + 'static> Node<E> {
    /// Who comes with this access token.
    pub async fn admitted(&self, token: Option<&str>) -> Result<Access, Denied> {
        let token = token.ok_or(Denied::NeedsSignIn)?;
        let mut validation = Validation::default();
        validation.leeway = 0;
        let key = DecodingKey::from_secret(&*self.keys.tokens);
        let claims = decode::<Claims>(token, &key, &validation)
            .map_err(|_| Denied::NeedsSignIn)?
            .claims;
        let access = Access {
            desk: DeskId(claims.sub),
            lane: LaneId(claims.lane),
        };
        self.still_welcome(access, claims.standing).await?;
        Ok(access)
    }

    /// The desk as the ledger has it now.
    pub async fn enrolled(&self, access: Access) -> Result<Option<EnrolledDesk>, EngineError> {
        Ok(self.enrolled_with_group(access).await?.0)
    }

    /// The same, and the group that its store belongs to.
    pub async fn enrolled_with_group(
        &self,
        access: Access,
    ) -> Result<(Option<EnrolledDesk>, Option<GroupId>), EngineError> {
        let Access { desk, lane } = access;
        let mut cache = Cache::default();
        let wanted = Wanted {
            rows: vec![
                (EnrolledDesk::TABLE, desk.into()),
                (Affiliation::TABLE, DealershipId::of_lane(lane).into()),
            ],
            lookups: Vec::new(),
        };
        self.engine.look_up(lane, wanted, &mut cache).await?;
        let found = cache.get::<EnrolledDesk>(desk);
        let affiliation = affiliation_of(&cache, lane);
        match cache.unreadable() {
            Some(error) => Err(error.into()),
            None => Ok((
                found.ok().flatten(),
                affiliation.ok().flatten().map(|own| own.belongs_to),
            )),
        }
    }

    async fn still_welcome(&self, access: Access, standing: Standing) -> Result<(), Denied> {
        match self.enrolled(access).await?.map(|desk| desk.state) {
            Some(DeskState::Active) => Ok(()),
            Some(DeskState::Revoked) => Err(Denied::Revoked(access)),
            None if standing == Standing::Founding => Ok(()),
            None => Err(Denied::NeedsSignIn),
        }
    }

    /// The first tokens of a desk.
    pub(super) async fn let_in(
        &self,
        access: Access,
        standing: Standing,
    ) -> Result<Tokens, EngineError> {
        let refresh = Refresh {
            desk: access.desk.0,
            lane: access.lane.0,
            standing,
            family: Uuid::new_v4(),
            successor: None,
        };
        let (token, _) = self.keep_refresh(&refresh).await?;
        self.tokens(&refresh, token).await
    }

    /// Changes a refresh token for new tokens.
    pub async fn refresh(&self, token: &str) -> Result<Tokens, Denied> {
        let now = self.now();
        let own = hash(token);
        let Some(mut kept) = self.refresh_at(&own, now).await? else {
            return Err(Denied::NeedsSignIn);
        };
        let ended = NoteKey {
            kind: "ended-family",
            key: kept.family.as_bytes(),
        };
        if self.engine.note(ended, now).await?.is_some() {
            return Err(Denied::NeedsSignIn);
        }
        let access = Access {
            desk: DeskId(kept.desk),
            lane: LaneId(kept.lane),
        };
        self.still_welcome(access, kept.standing).await?;
        if let Some(successor) = kept.successor {
            let used = match self.refresh_at(&successor, now).await? {
                Some(successor) => successor.successor.is_some(),
                None => true,
            };
            if used {
                let until = Timestamp(now.0 + REFRESH_LASTS);
                self.engine.keep_note(ended, b"1", Some(until)).await?;
                return Err(Denied::NeedsSignIn);
            }
            self.engine.take_note(refresh_key(&successor), now).await?;
        }
        let next = Refresh {
            successor: None,
            ..kept.clone()
        };
        let (token, next_hash) = self.keep_refresh(&next).await?;
        kept.successor = Some(next_hash);
        self.write_refresh(&own, &kept).await?;
        Ok(self.tokens(&next, token).await?)
    }

    /// Whose refresh token this is, whether or not it still lets in: a revoked desk hands in its work with it.
    pub async fn holder_of(&self, token: &str) -> Result<Option<Access>, EngineError> {
        let kept = self.refresh_at(&hash(token), self.now()).await?;
        Ok(kept.map(|kept| Access {
            desk: DeskId(kept.desk),
            lane: LaneId(kept.lane),
        }))
    }

    async fn refresh_at(
        &self,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Refresh>, EngineError> {
        let kept = self.engine.note(refresh_key(hash), now).await?;
        Ok(kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    async fn keep_refresh(&self, refresh: &Refresh) -> Result<(String, [u8; 32]), EngineError> {
        let token = URL_SAFE_NO_PAD.encode(random::<32>()?);
        let hash = hash(&token);
        self.write_refresh(&hash, refresh).await?;
        Ok((token, hash))
    }

    async fn write_refresh(&self, hash: &[u8; 32], refresh: &Refresh) -> Result<(), EngineError> {
        let until = Timestamp(self.now().0 + REFRESH_LASTS);
        let bytes = serde_json::to_vec(refresh).unwrap_or_default();
        self.engine
            .keep_note(refresh_key(hash), &bytes, Some(until))
            .await
    }

    async fn tokens(
        &self,
        refresh: &Refresh,
        refresh_token: String,
    ) -> Result<Tokens, EngineError> {
        let lane = LaneId(refresh.lane);
        let head = self.head(lane).await?.ok_or(EngineError::NoLane(lane))?;
        let access = Access {
            desk: DeskId(refresh.desk),
            lane,
        };
        let now = self.now().0;
        let claims = Claims {
            sub: refresh.desk,
            lane: refresh.lane,
            standing: refresh.standing,
            exp: (now + ACCESS_LASTS) / 1_000,
            iat: now / 1_000,
        };
        let key = EncodingKey::from_secret(&*self.keys.tokens);
        let access_token = encode(&jsonwebtoken::Header::default(), &claims, &key)
            .map_err(|error| EngineError::Database(error.to_string()))?;
        Ok(Tokens {
            access_token,
            refresh_token,
            token_type: "Bearer".to_owned(),
            expires_in: ACCESS_LASTS / 1_000,
            lane: refresh.lane,
            epoch: head.epoch,
            desk_code: self.enrolled(access).await?.map(|desk| desk.code),
            signing_key: URL_SAFE_NO_PAD.encode(self.keys.public_signing_key()),
            sealing_key: URL_SAFE_NO_PAD.encode(self.keys.public_sealing_key()),
        })
    }
}
