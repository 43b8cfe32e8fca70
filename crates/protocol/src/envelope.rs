//! The envelope: who gave which command, where, in which order, and the signature that proves it.

use domain::{
    Command,
    ids::{CommandId, DeskId, PersonId},
    time::Timestamp,
};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bytes::put_bytes;

/// What is known of a command without reading its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub id: CommandId,
    pub desk: DeskId,
    /// Counts this desk's commands from 1 without a gap. The same `n` with another id means a
    /// cloned or restored disk.
    pub n: u64,
    /// Greater than that of every envelope this desk had seen when it made this one.
    pub lamport: u64,
    /// The command's name, `TakeIntoStock`.
    pub name: String,
    pub version: u16,
    pub actor: PersonId,
    /// By the desk's clock; an annotation, it orders nothing.
    pub made_at: Timestamp,
}

/// What a command says, with the salt without which its hash would let a telephone number be
/// guessed after the contents were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    #[serde(with = "serde_bytes")]
    pub salt: Salt,
    #[serde(with = "serde_bytes")]
    pub payload: Vec<u8>,
}

/// Random, drawn anew for each command.
pub type Salt = [u8; 16];

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    pub header: Header,
    #[serde(with = "serde_bytes")]
    pub signature: [u8; 64],
    /// `sha256(salt ‖ payload)`; this is what the signature covers, so it holds without them.
    #[serde(with = "serde_bytes")]
    pub contents_hash: [u8; 32],
    /// Nothing once somebody had it erased.
    pub contents: Option<Contents>,
}

#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    #[error("the signature of command {0} does not fit its content and giver")]
    BadSignature(CommandId),
    #[error("the giver's public key is not a key")]
    BadKey,
    #[error("the content of command {0} was erased by request")]
    Erased(CommandId),
    #[error("the content of command {0} cannot be read: {1}")]
    Unreadable(CommandId, String),
}

impl Header {
    /// The bytes that are signed.
    pub fn signed_bytes(&self, contents_hash: &[u8; 32]) -> Vec<u8> {
        let mut out = Vec::with_capacity(160);
        out.extend_from_slice(b"forecourt/1");
        out.extend_from_slice(self.id.0.as_bytes());
        out.extend_from_slice(self.desk.0.as_bytes());
        out.extend_from_slice(&self.n.to_be_bytes());
        out.extend_from_slice(&self.lamport.to_be_bytes());
        put_bytes(&mut out, self.name.as_bytes());
        out.extend_from_slice(&self.version.to_be_bytes());
        out.extend_from_slice(self.actor.0.as_bytes());
        out.extend_from_slice(&self.made_at.0.to_be_bytes());
        out.extend_from_slice(contents_hash);
        out
    }
}

impl Contents {
    pub fn hash(&self) -> [u8; 32] {
        salted_hash(&self.salt, &self.payload)
    }

    /// The salt of the `ordinal`-th row that the command changed. It tells nothing of the command's
    /// own, so a row's image stays provable when the command's contents are erased.
    pub fn row_salt(&self, ordinal: u32) -> Salt {
        let hash = Sha256::new()
            .chain_update(b"row")
            .chain_update(self.salt)
            .chain_update(ordinal.to_be_bytes())
            .finalize();
        std::array::from_fn(|index| hash[index])
    }
}

/// `sha256(salt ‖ bytes)`.
pub fn salted_hash(salt: &Salt, bytes: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(bytes)
        .finalize()
        .into()
}

impl Envelope {
    pub fn seal(header: Header, command: &Command, salt: Salt, key: &SigningKey) -> Self {
        let contents = Contents {
            salt,
            payload: command.payload(),
        };
        let contents_hash = contents.hash();
        let signature = key.sign(&header.signed_bytes(&contents_hash)).to_bytes();
        Self {
            header,
            signature,
            contents_hash,
            contents: Some(contents),
        }
    }

    /// Whether this is what the giver signed; `public_key` is the giver's, 32 bytes. Contents that
    /// were erased cannot be compared any more; header and hash still are.
    pub fn verify(&self, public_key: &[u8]) -> Result<(), EnvelopeError> {
        let fits = |contents: &Contents| contents.hash() == self.contents_hash;
        if !self.contents.as_ref().is_none_or(fits) {
            return Err(EnvelopeError::BadSignature(self.header.id));
        }
        let key: [u8; 32] = public_key.try_into().map_err(|_| EnvelopeError::BadKey)?;
        VerifyingKey::from_bytes(&key)
            .map_err(|_| EnvelopeError::BadKey)?
            .verify(
                &self.header.signed_bytes(&self.contents_hash),
                &Signature::from_bytes(&self.signature),
            )
            .map_err(|_| EnvelopeError::BadSignature(self.header.id))
    }

    /// The command inside.
    pub fn open(&self) -> Result<Command, EnvelopeError> {
        let unreadable = |detail: String| EnvelopeError::Unreadable(self.header.id, detail);
        let contents = self
            .contents
            .as_ref()
            .ok_or(EnvelopeError::Erased(self.header.id))?;
        let content =
            serde_json::from_slice(&contents.payload).map_err(|e| unreadable(e.to_string()))?;
        Command::parse(&self.header.name, content).map_err(|e| unreadable(e.to_string()))
    }
}
