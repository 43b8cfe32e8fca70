//! What desks and the platform say to each other: CBOR (RFC 8949) over HTTPS, behind one byte that
//! says whether it is compressed (Zstandard, RFC 8878).
//!
//! A field that a newer side adds is unknown to the older one and passed over; nothing is renamed or
//! given another meaning. Whoever reads a message takes nothing in it for granted: sizes are limited
//! here, signatures and hashes are compared by those who use it.

use std::collections::BTreeMap;

use domain::ids::{CommandId, LaneId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    envelope::Envelope,
    ledger::{Entry, Hash, Position},
};

/// The largest message that is read, in bytes.
pub const LARGEST: usize = 32 << 20;
/// So many commands are pushed at once at most.
pub const MOST_PUSHED: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    #[error("the message is larger than {LARGEST} bytes")]
    TooLarge,
    #[error("the message cannot be read")]
    Unreadable,
}

/// Which lanes a desk follows, and how far it has come in each.
pub type Cursor = BTreeMap<LaneId, Position>;

/// A desk's commands, consecutive from the first that the platform may not have; empty to only pull.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// The number under which the first of them is sent. A desk counts what it sends from 1 without a
    /// gap; after it was enrolled anew it begins again, while the envelopes keep the number and the desk
    /// that their givers signed.
    pub first: u64,
    pub envelopes: Vec<Envelope>,
    pub cursor: Cursor,
    /// The columns that the desk's rows have, as a number that grows with every migration.
    pub schema: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Why the platform took only a part of what was pushed; the rest is sent again.
    pub stopped: Option<Stopped>,
    /// Commands that the platform keeps without deciding them; no refusals.
    pub held: Vec<Held>,
    /// The last `n` of this desk that the platform has, from the same read as the pages.
    pub last_n: u64,
    pub pages: Vec<Page>,
}

/// A part of a lane's ledger that a desk has not seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub lane: LaneId,
    pub epoch: u64,
    /// The seq before the first entry of the page.
    pub after: u64,
    pub entries: Vec<Seen>,
    /// How far the lane goes; more than the page when there is more to fetch.
    pub head: u64,
    /// What stands in the way of going on from this desk's position.
    pub anew: Option<Anew>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Seen {
    Entry(Box<Entry>),
    /// Outside of the desk's scope: only what the chain needs.
    Hidden(#[serde(with = "serde_bytes")] Hash),
}

/// Why a desk begins anew from a snapshot; its outbox stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Anew {
    /// The platform was restored from a backup.
    OtherEpoch,
    /// The chain at the desk's position is not the platform's.
    OtherPast,
    /// What was deleted since is no longer kept.
    TooOld,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stopped {
    /// The platform lacks commands before the first that was pushed: send from `last_n` + 1.
    Gap,
    /// The platform has another command of this desk under the same `n`: the disk was cloned or
    /// restored. The desk enrols anew.
    Cloned { n: u64 },
    /// Enough for one batch; send the rest.
    Enough,
}

/// A command in the platform's custody that it cannot decide yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub command: CommandId,
    pub why: Hold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Hold {
    /// A kind or version of command that this platform does not know yet.
    UnknownCommand,
    /// Signed by a key that has been replaced since.
    ReplacedKey,
    /// The signature is nobody's whom the platform knows, or does not fit.
    BadSignature,
    /// Deciding it failed on the platform's side.
    Failed,
}

/// Messages shorter than this are sent as they are.
const WORTH_COMPRESSING: usize = 1_024;
const PLAIN: u8 = 0;
const COMPRESSED: u8 = 1;

pub fn write<T: Serialize>(message: &T) -> Vec<u8> {
    let mut bytes = vec![PLAIN];
    // Writing to memory does not fail, and every message serialises.
    let _ = ciborium::into_writer(message, &mut bytes);
    if bytes.len() < WORTH_COMPRESSING {
        return bytes;
    }
    let mut smaller = vec![COMPRESSED];
    match zstd::stream::copy_encode(&bytes[1..], &mut smaller, 1) {
        Ok(()) if smaller.len() < bytes.len() => smaller,
        Ok(()) | Err(_) => bytes,
    }
}

pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    let (form, body) = bytes.split_first().ok_or(WireError::Unreadable)?;
    match *form {
        PLAIN if body.len() > LARGEST => Err(WireError::TooLarge),
        PLAIN => ciborium::from_reader(body).map_err(|_| WireError::Unreadable),
        COMPRESSED => {
            let whole = expand(body)?;
            ciborium::from_reader(whole.as_slice()).map_err(|_| WireError::Unreadable)
        }
        _ => Err(WireError::Unreadable),
    }
}

/// No more than [`LARGEST`] bytes, whatever the message claims.
pub(crate) fn expand(body: &[u8]) -> Result<Vec<u8>, WireError> {
    use std::io::Read;
    let mut whole = Vec::new();
    zstd::stream::read::Decoder::new(body)
        .and_then(|decoder| decoder.take(LARGEST as u64 + 1).read_to_end(&mut whole))
        .map_err(|_| WireError::Unreadable)?;
    if whole.len() > LARGEST {
        return Err(WireError::TooLarge);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, WireError, read, write};

    #[test]
    fn long_and_short_messages_come_back() {
        for length in [0, 10, 5_000] {
            let message = "汉".repeat(length);
            assert_eq!(read::<String>(&write(&message)), Ok(message));
        }
    }

    #[test]
    fn a_small_message_that_grows_beyond_all_bounds_is_refused() {
        let zeros = vec![0_u8; LARGEST + 10];
        let mut bomb = vec![1];
        zstd::stream::copy_encode(zeros.as_slice(), &mut bomb, 1).expect("it compresses");
        assert!(bomb.len() < 100_000);
        assert_eq!(read::<String>(&bomb), Err(WireError::TooLarge));
    }

    #[test]
    fn what_is_no_message_cannot_be_read() {
        for bytes in [&[][..], &[9, 1, 2], &[1, 2, 3], &[0, 0xff]] {
            assert_eq!(read::<String>(bytes), Err(WireError::Unreadable));
        }
    }
}
