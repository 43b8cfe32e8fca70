//! The ledger of a lane: one gap-free row of entries, each with the hash of the one before it. It is
//! audit trail, change feed and proof at once.
//!
//! An entry's digest is `sha256(signed bytes ‖ signature ‖ decided_at ‖ outcome hash)`, its hash
//! `sha256(previous hash ‖ seq ‖ digest)`. The outcome hash is taken over table, id and salted hash of
//! the new image of each change and over the verdict. So whoever may not see an entry still verifies
//! the chain by its digest alone, and contents that were erased by request leave it whole.

use std::borrow::Cow;

use domain::{
    changes::{Change, Past},
    entity::Row,
    ids::{LaneId, RecordId},
    refusal::{Concern, Refusal},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    bytes::{put_bytes, row_image},
    envelope::{Contents, Envelope, Salt, salted_hash},
};

pub type Hash = [u8; 32];

/// Where a lane stands, or how far a desk has followed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Drawn anew when a platform is restored from a backup, so that nobody goes on from a past that
    /// no longer holds.
    pub epoch: u64,
    /// The seq of the last entry; 0 before the first.
    pub seq: u64,
    /// The hash of that entry; zeros before the first.
    #[serde(with = "serde_bytes")]
    pub hash: Hash,
}

impl Position {
    /// Where somebody is who begins to follow a lane and does not know its epoch yet: whatever it is, it begins with
    /// nothing.
    pub const NOWHERE_YET: Self = Self::start_of(0);

    pub const fn start_of(epoch: u64) -> Self {
        Self {
            epoch,
            seq: 0,
            hash: [0; 32],
        }
    }
}

/// What became of a command: the one outcome that it ever has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// With the rules that it broke, each for a person to settle.
    Accepted(Vec<Concern>),
    Refused(Refusal),
}

impl Verdict {
    /// The text that is stored, sent and hashed.
    pub fn text(&self) -> String {
        // Maps with keys that are texts always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// The new image of a row that a command changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum After {
    /// The row went.
    Gone,
    Row {
        #[serde(with = "serde_bytes")]
        salt: Salt,
        #[serde(with = "serde_bytes")]
        image: Vec<u8>,
    },
    /// Its contents were erased by request; the salted hash stays.
    Erased(#[serde(with = "serde_bytes")] Hash),
}

impl After {
    pub fn hash(&self) -> Option<Cow<'_, Hash>> {
        match self {
            Self::Gone => None,
            Self::Row { salt, image } => Some(Cow::Owned(salted_hash(salt, image))),
            Self::Erased(hash) => Some(Cow::Borrowed(hash)),
        }
    }
}

/// One changed row as the ledger keeps and sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub table: Cow<'static, str>,
    pub id: RecordId,
    pub after: After,
    /// Whether earlier contents of the row are blanked wherever they are kept.
    pub erases: bool,
}

impl Changed {
    /// The image of a change; `ordinal` counts those of its command that really change something.
    pub fn of(change: &Change, contents: &Contents, ordinal: u32) -> Self {
        Self {
            table: Cow::Borrowed(change.table.name),
            id: change.id,
            after: match &change.row {
                Some(row) => After::Row {
                    salt: contents.row_salt(ordinal),
                    image: row_image(row),
                },
                None => After::Gone,
            },
            erases: change.past == Past::Erased,
        }
    }
}

/// Whether a change says anything new of the row that stands there.
pub fn differs(change: &Change, before: Option<&Row>) -> bool {
    before != change.row.as_ref() || change.past == Past::Erased
}

/// The hash over what came of a command, change by change.
#[derive(Default)]
pub struct OutcomeHash {
    hash: Sha256,
    entry: Vec<u8>,
}

impl OutcomeHash {
    pub fn add(&mut self, table: &[u8], id: &[u8], after_hash: Option<&[u8]>, erases: bool) {
        let entry = &mut self.entry;
        entry.clear();
        put_bytes(entry, table);
        put_bytes(entry, id);
        match after_hash {
            Some(hash) => put_bytes(entry, hash),
            None => entry.push(0xff),
        }
        entry.push(u8::from(erases));
        self.hash.update(entry);
    }

    /// `verdict` is the text of the verdict or of the concerns.
    pub fn finish(self, verdict: &str) -> Hash {
        self.hash.chain_update(verdict.as_bytes()).finalize().into()
    }
}

/// A command with what came of it in one lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub lane: LaneId,
    pub envelope: Envelope,
    /// By the platform's clock; an annotation, seq orders.
    pub decided_at: Timestamp,
    /// [`Verdict::text`], byte for byte as it was hashed.
    pub verdict: String,
    /// Those of the entry's lane.
    pub changes: Vec<Changed>,
}

impl Entry {
    pub fn digest(&self) -> Hash {
        let mut outcome = OutcomeHash::default();
        for change in &self.changes {
            outcome.add(
                change.table.as_bytes(),
                &change.id.bytes(),
                change.after.hash().as_deref().map(<[u8; 32]>::as_slice),
                change.erases,
            );
        }
        Sha256::new()
            .chain_update(
                self.envelope
                    .header
                    .signed_bytes(&self.envelope.contents_hash),
            )
            .chain_update(self.envelope.signature)
            .chain_update(self.decided_at.0.to_be_bytes())
            .chain_update(outcome.finish(&self.verdict))
            .finalize()
            .into()
    }
}

/// The hash of the entry `seq` with this digest, after the entry with the hash `previous`.
pub fn chained(previous: &Hash, seq: u64, digest: &Hash) -> Hash {
    Sha256::new()
        .chain_update(previous)
        .chain_update(seq.to_be_bytes())
        .chain_update(digest)
        .finalize()
        .into()
}
