//! How a desk gets its first tokens: it shows a code, somebody with the right enrols it by a command
//! that names it, and the desk, which asks every few seconds, is let in (RFC 8628). The very first desk
//! of a dealership brings the dealership along and comes with a founding code that the platform's
//! operator gives out.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{desks::EnrolledDesk, entity::Entity, ids::DeskId, time::Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Node,
    access::{Access, Denied, Standing, Tokens},
    keys::random,
};
use crate::lanes::{Engine, EngineError, NoteKey};

/// A code that is shown on a screen is good for so long, in milliseconds.
const CODE_LASTS: i64 = 15 * 60 * 1_000;
/// A desk asks again after so many seconds.
pub const ASK_AGAIN: i64 = 2;
/// Letters that nobody reads as another (RFC 8628 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

/// What a desk gets to show and to ask with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeviceCodes {
    pub device_code: String,
    pub user_code: String,
    /// The id under which the desk is enrolled. The platform draws it, so that nobody asks in the name of
    /// a desk that they know.
    pub desk: Uuid,
    pub verification_uri: String,
    pub verification_uri_complete: String,
    /// Seconds.
    pub expires_in: i64,
    pub interval: i64,
}

/// Who shows a code, for whoever is about to enrol them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingDesk {
    pub desk: Uuid,
    pub name: String,
}

/// Why a desk is not let in yet.
#[derive(Debug, thiserror::Error)]
pub enum NotYet {
    #[error("nobody has enrolled the desk yet")]
    Pending,
    #[error("the code is unknown or has run out")]
    Expired,
    #[error(transparent)]
    Denied(#[from] Denied),
}

impl From<EngineError> for NotYet {
    fn from(error: EngineError) -> Self {
        Self::Denied(error.into())
    }
}

fn hash(code: &str) -> [u8; 32] {
    Sha256::digest(code.as_bytes()).into()
}

/// Codes are read aloud and typed: case, hyphens and blanks do not count.
fn normal(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

fn user_code() -> Result<String, EngineError> {
    let drawn = random::<32>()?;
    // 240 is the largest multiple of 20 in a byte: what lies above would favour some letters.
    let letters: Vec<char> = drawn
        .iter()
        .filter(|byte| **byte < 240)
        .take(8)
        .map(|byte| char::from(LETTERS[usize::from(byte % 20)]))
        .collect();
    match letters.len() {
        8 => Ok(letters.into_iter().collect()),
        // One drawing in a very great many is short of letters.
        _ => Err(EngineError::Database("no randomness".to_owned())),
    }
}

impl<E: Engine + 'static> Node<E> {
    /// A desk asks to follow; `page` is where the platform's own approval page lies.
    pub async fn ask(&self, name: &str, page: &str) -> Result<DeviceCodes, EngineError> {
        let asked = PendingDesk {
            desk: Uuid::new_v4(),
            name: name.to_owned(),
        };
        let device_code = URL_SAFE_NO_PAD.encode(random::<32>()?);
        let user_code = user_code()?;
        let until = Some(Timestamp(self.now().0 + CODE_LASTS));
        let bytes = serde_json::to_vec(&asked).unwrap_or_default();
        for (kind, key) in [
            ("device", hash(&device_code)),
            ("user-code", hash(&user_code)),
        ] {
            self.engine
                .keep_note(NoteKey { kind, key: &key }, &bytes, until)
                .await?;
        }
        let shown = format!("{}-{}", &user_code[..4], &user_code[4..]);
        Ok(DeviceCodes {
            device_code,
            desk: asked.desk,
            verification_uri: page.to_owned(),
            verification_uri_complete: format!("{page}?code={shown}"),
            user_code: shown,
            expires_in: CODE_LASTS / 1_000,
            interval: ASK_AGAIN,
        })
    }

    /// Which desk shows this code.
    pub async fn pending(&self, user_code: &str) -> Result<Option<PendingDesk>, EngineError> {
        let key = hash(&normal(user_code));
        let note = NoteKey {
            kind: "user-code",
            key: &key,
        };
        let kept = self.engine.note(note, self.now()).await?;
        Ok(kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// The desk asks whether somebody has enrolled it meanwhile.
    pub async fn ask_again(&self, device_code: &str) -> Result<Tokens, NotYet> {
        let key = hash(device_code);
        let note = NoteKey {
            kind: "device",
            key: &key,
        };
        let asked: PendingDesk = self
            .engine
            .note(note, self.now())
            .await?
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .ok_or(NotYet::Expired)?;
        let desk = DeskId(asked.desk);
        let lane = self
            .engine
            .lane_of(EnrolledDesk::TABLE, desk.into())
            .await?
            .ok_or(NotYet::Pending)?;
        // Of two who ask with one code at once, one is let in.
        if self.engine.take_note(note, self.now()).await?.is_none() {
            return Err(NotYet::Expired);
        }
        Ok(self
            .let_in(Access { desk, lane }, Standing::Enrolled)
            .await?)
    }

    /// A code that lets one new dealership onto this platform.
    pub async fn founding_code(&self) -> Result<String, EngineError> {
        let code = format!("{}{}", user_code()?, user_code()?);
        self.allow_founding(&code).await?;
        Ok(code
            .as_bytes()
            .chunks(4)
            .map(String::from_utf8_lossy)
            .collect::<Vec<_>>()
            .join("-"))
    }

    /// Lets whoever brings this code bring a dealership, once.
    pub async fn allow_founding(&self, code: &str) -> Result<(), EngineError> {
        let key = hash(&normal(code));
        let note = NoteKey {
            kind: "founding",
            key: &key,
        };
        self.engine.keep_note(note, b"1", None).await
    }

    /// A desk brings its dealership, which this platform does not have yet.
    pub async fn found(&self, code: &str, access: Access) -> Result<Tokens, NotYet> {
        let key = hash(&normal(code));
        let note = NoteKey {
            kind: "founding",
            key: &key,
        };
        if self.engine.take_note(note, self.now()).await?.is_none() {
            return Err(NotYet::Expired);
        }
        self.engine.open_lane(access.lane).await?;
        Ok(self.let_in(access, Standing::Founding).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::{normal, user_code};

    #[test]
    fn a_code_is_eight_letters_and_read_however_it_is_typed() {
        let code = user_code().expect("a code");
        assert_eq!(code.len(), 8);
        let typed = format!("{}-{}", &code[..4], &code[4..]).to_lowercase();
        assert_eq!(normal(&format!(" {typed} ")), code);
    }
}
