//! Proving at a desk what it follows: every entry of a lane's ledger follows from the one before it, every
//! image is the one that was hashed, every command was signed by one of its giver's keys, and nothing was
//! blanked that nobody asked to be erased. A desk that began from a snapshot proves what came after it, and says how
//! much lies before it at the platform.

use std::ops::ControlFlow;

use domain::{
    ids::{CommandId, LaneId},
    people,
};
use protocol::{
    Envelope,
    ledger::{self, Entry, Hash, Position},
    wire::Seen,
};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{begins, entries, pages::position};
use crate::{error::StoreError, journal};

/// What a walk over a lane's ledger found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LedgerProof {
    /// Those that hold.
    pub entries: u64,
    /// So many lie before them: the platform has them, and this desk has not.
    pub before: u64,
    /// Of these, commands whose contents were erased by request.
    pub erased: u64,
    pub broken: Option<LedgerBroken>,
}

/// The first entry that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerBroken {
    /// Command, verdict, time or outcome were altered, or an entry is missing.
    Chain { seq: u64 },
    /// The signature is nobody's whom this desk knows.
    Signature { seq: u64 },
}

/// The platform's public key, with which it signs what time does and what comes from outside. A desk that
/// does not know it yet takes those by the chain alone.
pub type PlatformKey = Option<[u8; 32]>;

/// So many entries are in memory at once.
const AT_ONCE: usize = 500;

/// Walks over a whole lane. `progress` is told how many entries are done and answers whether to go on.
pub fn prove(
    connection: &Connection,
    lane: LaneId,
    platform_key: PlatformKey,
    mut progress: impl FnMut(u64) -> ControlFlow<()>,
) -> Result<LedgerProof, StoreError> {
    let mut proof = LedgerProof::default();
    let Some(head) = position(connection, lane)? else {
        return Ok(proof);
    };
    let begins = begins(connection, lane)?.unwrap_or(Position::start_of(head.epoch));
    proof.before = begins.seq;
    let mut previous: Hash = begins.hash;
    loop {
        let page = entries(connection, lane, proof.before + proof.entries, AT_ONCE)?;
        if page.is_empty() {
            break;
        }
        for seen in page {
            let seq = proof.before + proof.entries + 1;
            let chain = LedgerBroken::Chain { seq };
            let digest = match &seen {
                Seen::Hidden(digest) => *digest,
                Seen::Entry(entry) => entry.digest(),
            };
            previous = ledger::chained(&previous, seq, &digest);
            proof.broken = if kept_hash(connection, lane, seq)? != Some(previous) {
                Some(chain)
            } else if let Seen::Entry(entry) = &seen {
                entry_holds(connection, seq, entry, platform_key)?
            } else {
                None
            };
            if proof.broken.is_some() {
                return Ok(proof);
            }
            if let Seen::Entry(entry) = &seen {
                proof.erased += u64::from(entry.envelope.contents.is_none());
            }
            proof.entries += 1;
        }
        if progress(proof.entries).is_break() {
            return Ok(proof);
        }
    }
    let last = proof.before + proof.entries;
    if last != head.seq || previous != head.hash {
        let seq = last + 1;
        proof.broken = Some(LedgerBroken::Chain { seq });
    }
    Ok(proof)
}

/// Whether one command is what its giver signed, and stands in the ledger as it was entered, in its place.
/// One that the platform has not entered yet, or entered before the snapshot with which this desk began, is proved
/// by its signature alone.
pub fn command_holds(
    connection: &Connection,
    command: CommandId,
    platform_key: PlatformKey,
) -> Result<bool, StoreError> {
    let entered: Option<([u8; 16], i64)> = connection
        .prepare_cached("select lane, seq from ledger where command = ?1")?
        .query_row([command.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((lane, seq)) = entered else {
        let envelope = journal::own(connection, command)?;
        return match envelope {
            Some(envelope) => is_signed(connection, &envelope, platform_key),
            None => Ok(false),
        };
    };
    let (lane, seq) = (LaneId(Uuid::from_bytes(lane)), seq as u64);
    let begins = begins(connection, lane)?;
    let found = entries(connection, lane, seq - 1, 1)?;
    let previous = match begins {
        Some(begins) if seq <= begins.seq => {
            let Some(Seen::Entry(entry)) = found.first() else {
                return Ok(false);
            };
            return is_signed(connection, &entry.envelope, platform_key);
        }
        Some(begins) if seq == begins.seq + 1 => Some(begins.hash),
        None if seq == 1 => Some([0; 32]),
        Some(_) | None => kept_hash(connection, lane, seq - 1)?,
    };
    let (Some(previous), Some(Seen::Entry(entry))) = (previous, found.first()) else {
        return Ok(false);
    };
    let hash = ledger::chained(&previous, seq, &entry.digest());
    Ok(kept_hash(connection, lane, seq)? == Some(hash)
        && entry_holds(connection, seq, entry, platform_key)?.is_none())
}

fn kept_hash(connection: &Connection, lane: LaneId, seq: u64) -> Result<Option<Hash>, StoreError> {
    Ok(connection
        .prepare_cached("select hash from ledger where lane = ?1 and seq = ?2")?
        .query_row(params![lane.0.as_bytes(), seq as i64], |row| row.get(0))
        .optional()?)
}

fn entry_holds(
    connection: &Connection,
    seq: u64,
    entry: &Entry,
    platform_key: PlatformKey,
) -> Result<Option<LedgerBroken>, StoreError> {
    if !is_signed(connection, &entry.envelope, platform_key)? {
        return Ok(Some(LedgerBroken::Signature { seq }));
    }
    if entry.envelope.contents.is_none() && !erased_by_request(connection, entry.lane, seq)? {
        return Ok(Some(LedgerBroken::Chain { seq }));
    }
    Ok(None)
}

/// Whether one of the giver's keys, present or replaced, made the signature.
fn is_signed(
    connection: &Connection,
    envelope: &Envelope,
    platform_key: PlatformKey,
) -> Result<bool, StoreError> {
    if envelope.header.actor == people::PLATFORM {
        return Ok(platform_key.is_none_or(|key| envelope.verify(&key).is_ok()));
    }
    journal::signed_by_giver(connection, envelope)
}

/// Whether a later entry had a row erased that entry `seq` changed.
fn erased_by_request(connection: &Connection, lane: LaneId, seq: u64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "select exists (
               select 1 from ledger_change c join ledger_change e
                 on e.table_name = c.table_name and e.id = c.id and e.lane = c.lane
                and e.erases = 1 and e.seq > c.seq
               where c.lane = ?1 and c.seq = ?2)
             or exists (
               select 1 from ledger_change c join store_fact f
                 on f.key = 'erased ' || c.table_name || ' ' || hex(c.id)
               where c.lane = ?1 and c.seq = ?2)",
        )?
        .query_row(params![lane.0.as_bytes(), seq as i64], |row| row.get(0))?)
}
