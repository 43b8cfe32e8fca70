//! Proving a platform's ledger: every entry follows from the one before it, every image is the one that
//! was hashed, every command was signed by one of its giver's keys. What a person asked to be erased is
//! told as erased and leaves the chain whole.

use std::collections::{BTreeMap, btree_map};

use domain::{
    entity::ColumnValue,
    facts::Ask,
    ids::{LaneId, PersonId},
    people::{self, OutsideKey, PersonKey},
};
use protocol::{
    ledger::{self, Entry, Position},
    wire::{Cursor, Seen},
};

use crate::{
    lanes::{Engine, EngineError},
    node::{Node, platform_desk},
};

/// What a walk over a lane found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub entries: u64,
    /// Of these, commands whose contents were erased by request.
    pub erased: u64,
    pub broken: Option<Broken>,
}

/// The first entry that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Command, verdict, time or outcome were altered, or an entry is missing.
    Chain { seq: u64 },
    /// The signature is nobody's whom the platform knows.
    Signature { seq: u64 },
}

/// Walks over a whole lane.
pub async fn lane<E: Engine + 'static>(node: &Node<E>, lane: LaneId) -> Result<Proof, EngineError> {
    let head = node.head(lane).await?.ok_or(EngineError::NoLane(lane))?;
    let mut here = Position::start_of(head.epoch);
    let mut signers = Signers::default();
    let mut proof = Proof {
        entries: 0,
        erased: 0,
        broken: None,
    };
    while here.seq < head.seq {
        let cursor = Cursor::from([(lane, here)]);
        let (_, pages) = node.engine.pages(platform_desk(lane), &cursor, 500).await?;
        let Some(page) = pages.into_iter().next() else {
            break;
        };
        if page.anew.is_some() || page.entries.is_empty() {
            proof.broken = Some(Broken::Chain { seq: here.seq });
            return Ok(proof);
        }
        for seen in page.entries {
            here.seq += 1;
            let digest = match &seen {
                Seen::Hidden(digest) => *digest,
                Seen::Entry(entry) => entry.digest(),
            };
            here.hash = ledger::chained(&here.hash, here.seq, &digest);
            if let Seen::Entry(entry) = &seen {
                if !signers.signed(node, lane, entry).await? {
                    proof.broken = Some(Broken::Signature { seq: here.seq });
                    return Ok(proof);
                }
                proof.erased += u64::from(entry.envelope.contents.is_none());
            }
            proof.entries += 1;
        }
    }
    if here.hash != head.hash {
        proof.broken = Some(Broken::Chain { seq: head.seq });
    }
    Ok(proof)
}

/// The public keys of everybody who gave something in a lane, as they are asked for.
#[derive(Default)]
struct Signers(BTreeMap<PersonId, Vec<Vec<u8>>>);

impl Signers {
    async fn signed<E: Engine + 'static>(
        &mut self,
        node: &Node<E>,
        lane: LaneId,
        entry: &Entry,
    ) -> Result<bool, EngineError> {
        let actor = entry.envelope.header.actor;
        if actor == people::PLATFORM {
            let own = node.keys.public_signing_key();
            return Ok(entry.envelope.verify(&own).is_ok());
        }
        let keys = match self.0.entry(actor) {
            btree_map::Entry::Occupied(known) => known.into_mut(),
            btree_map::Entry::Vacant(unknown) => unknown.insert(keys_of(node, lane, actor).await?),
        };
        Ok(keys.iter().any(|key| entry.envelope.verify(key).is_ok()))
    }
}

/// Those of somebody who works here, present and replaced, and those with which one of another store is known here.
async fn keys_of<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
    person: PersonId,
) -> Result<Vec<Vec<u8>>, EngineError> {
    let keys = node
        .answer(lane, |facts| {
            let own = facts.by::<PersonKey>(PersonKey::BY_PERSON, [person.to_value()])?;
            let outside = facts.by::<OutsideKey>(OutsideKey::BY_PERSON, [person.to_value()])?;
            let own = own.into_iter().map(|key| key.public_key);
            let outside = outside.into_iter().map(|key| key.public_key);
            Ok(own.chain(outside).collect())
        })
        .await?;
    Ok(keys.unwrap_or_default())
}
