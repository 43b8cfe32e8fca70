//! What a desk stores, sends and proves: the signed envelope around each command, and the one way
//! in which rows and headers become bytes.
//!
//! # Wire format, version 1
//! All integers are big-endian and of fixed width; every text or byte string has a `u32` length
//! before it. The signature (Ed25519, RFC 8032) covers
//! `"forecourt/1" ‖ id ‖ desk ‖ n ‖ lamport ‖ type ‖ version ‖ actor ‖ made_at ‖ sha256(salt ‖ payload)`.
//! The payload is the command's content as the desk made it, byte for byte; whoever verifies never
//! serialises it anew. Salt and payload may be erased by request; the signature holds without them.

pub mod bytes;
pub mod conversation;
pub mod envelope;
pub mod ledger;
pub mod snapshot;
pub mod wire;

pub use envelope::{Contents, Envelope, EnvelopeError, Header, Salt, salted_hash};
