//! Judging one command: whose it is, what that person may do now, and what the rules say.

use chrono_tz::Tz;
use domain::{
    Command,
    attentions::Attention,
    changes::{Change, Changes},
    command::Stop,
    context::Context,
    dealerships::Dealership,
    decide,
    entity::ColumnValue,
    facts::{Ask, Missing},
    ids::{DealershipId, LaneId},
    people::{self, PersonKey},
    refusal::Refusal,
    rights::Rights,
    time::Timestamp,
};
use protocol::{Envelope, ledger::Verdict, wire::Hold};

use super::cache::Cache;

/// When it is decided, and the key that the platform's own commands are signed with.
#[derive(Debug, Clone, Copy)]
pub struct Deciding {
    pub at: Timestamp,
    /// Ed25519, 32 bytes.
    pub platform_key: [u8; 32],
}

/// What becomes of a command.
#[derive(Debug)]
pub enum Judged {
    Entered {
        verdict: Verdict,
        changes: Vec<Change>,
    },
    /// Kept without deciding it.
    Held(Hold),
}

/// Judges a command on what the cache knows; [`Missing`] when it does not know enough.
pub fn judge(
    envelope: &Envelope,
    facts: &Cache,
    lane: LaneId,
    by: &Deciding,
) -> Result<Judged, Missing> {
    let Ok(command) = envelope.open() else {
        return Ok(Judged::Held(Hold::UnknownCommand));
    };
    if envelope.header.version > command.version() {
        return Ok(Judged::Held(Hold::UnknownCommand));
    }
    if let Some(hold) = not_signed(envelope, &command, facts, by)? {
        return Ok(Judged::Held(hold));
    }
    let context = match context(envelope, &command, facts, lane, by.at) {
        Ok(context) => context,
        Err(Stop::Missing) => return Err(Missing),
        Err(Stop::Refused(refusal)) => {
            return Ok(Judged::Entered {
                verdict: Verdict::Refused(refusal),
                changes: Vec::new(),
            });
        }
    };
    match decide(&command, facts, &context) {
        Ok(outcome) => Ok(Judged::Entered {
            verdict: Verdict::Accepted(outcome.concerns),
            changes: outcome.changes.0,
        }),
        Err(Stop::Refused(refusal)) => Ok(refused(&command, &context, refusal)),
        Err(Stop::Missing) => Err(Missing),
    }
}

/// A refusal is put to a person: nothing of the command holds but that it was given and refused. What
/// was refused to the platform itself goes back to whoever asked it.
fn refused(command: &Command, context: &Context, refusal: Refusal) -> Judged {
    let mut changes = Changes::new();
    if context.actor != people::PLATFORM {
        let attention = Attention::of_refusal(command, context, &refusal);
        changes.put(context.lane, &attention);
    }
    Judged::Entered {
        verdict: Verdict::Refused(refusal),
        changes: changes.0,
    }
}

/// Why the signature does not count, if it does not.
fn not_signed(
    envelope: &Envelope,
    command: &Command,
    facts: &Cache,
    by: &Deciding,
) -> Result<Option<Hold>, Missing> {
    if envelope.header.actor == people::PLATFORM {
        let fits = envelope.verify(&by.platform_key).is_ok();
        return Ok((!fits).then_some(Hold::BadSignature));
    }
    // Whoever founds a dealership brings the first key; nobody could have registered it before.
    if let Command::FoundDealership(founding) = command {
        let key = founding.administrator.key.public_key_bytes();
        let fits = key.is_some_and(|key| envelope.verify(&key).is_ok());
        return Ok((!fits).then_some(Hold::BadSignature));
    }
    let keys: Vec<PersonKey> =
        facts.by(PersonKey::BY_PERSON, [envelope.header.actor.to_value()])?;
    let signer = keys
        .iter()
        .find(|key| envelope.verify(&key.public_key).is_ok());
    Ok(match signer {
        None => Some(Hold::BadSignature),
        Some(key) if key.replaced_at.is_some() => Some(Hold::ReplacedKey),
        Some(_) => None,
    })
}

fn context(
    envelope: &Envelope,
    command: &Command,
    facts: &Cache,
    lane: LaneId,
    decided_at: Timestamp,
) -> Result<Context, Stop> {
    let header = &envelope.header;
    let zone: Tz = match command {
        Command::FoundDealership(founding) => founding.zone.parse().unwrap_or(Tz::UTC),
        _ => facts
            .get::<Dealership>(DealershipId(lane.0))?
            .and_then(|dealership| dealership.zone.parse().ok())
            .unwrap_or(Tz::UTC),
    };
    Ok(Context {
        command: header.id,
        lane,
        desk: header.desk,
        actor: header.actor,
        rights: if header.actor == people::PLATFORM {
            Rights::all()
        } else {
            people::rights_of(facts, header.actor)?
        },
        made_at: header.made_at,
        decided_at,
        zone,
    })
}
