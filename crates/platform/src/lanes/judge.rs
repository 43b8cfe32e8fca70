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
    desks::{DeskRefusal, DeskState, EnrolledDesk},
    entity::{ColumnValue, Value},
    facts::{Ask, Facts, Missing},
    ids::{DealershipId, LaneId},
    people::{self, PersonKey},
    refusal::Refusal,
    rights::Rights,
    time::Timestamp,
};
use protocol::{Envelope, ledger::Verdict, wire::Hold};

use super::received::{PublicKey, Received};

/// When it is decided, and the key that the platform's own commands are signed with.
#[derive(Debug, Clone, Copy)]
pub struct Decider {
    pub at: Timestamp,
    /// Nothing where the platform gives no commands itself.
    pub platform_key: Option<PublicKey>,
}

impl Decider {
    /// One who knows no key of the platform's own.
    pub const fn at(at: Timestamp) -> Self {
        Self {
            at,
            platform_key: None,
        }
    }
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

/// Judges a command on what is known; [`Missing`] when that is not enough.
pub fn judge(
    received: &Received,
    facts: &dyn Facts,
    lane: LaneId,
    by: Decider,
) -> Result<Judged, Missing> {
    let Some(command) = received.command() else {
        return Ok(Judged::Held(Hold::UnknownCommand));
    };
    if let Some(hold) = not_signed(received, command, facts, by)? {
        return Ok(Judged::Held(hold));
    }
    let context = match context(received.envelope(), command, facts, lane, by.at) {
        Ok(context) => context,
        Err(Stop::Missing) => return Err(Missing),
        Err(Stop::Refused(refusal)) => {
            return Ok(Judged::Entered {
                verdict: Verdict::Refused(refusal),
                changes: Vec::new(),
            });
        }
    };
    if let Some(refusal) = left_behind(received, facts)? {
        return Ok(refused(command, &context, refusal));
    }
    match decide(command, facts, &context) {
        // PostgreSQL has no text with this character in it, and two engines are to keep the same.
        Ok(outcome) if outcome.changes.0.iter().any(has_nul) => Ok(Judged::Held(Hold::Failed)),
        Ok(outcome) => Ok(Judged::Entered {
            verdict: Verdict::Accepted(outcome.concerns),
            changes: outcome.changes.0,
        }),
        Err(Stop::Refused(refusal)) => Ok(refused(command, &context, refusal)),
        Err(Stop::Missing) => Err(Missing),
    }
}

/// What a desk sends that was shut out counts for nothing, whenever it was given: a person takes it up or lets it go.
fn left_behind(received: &Received, facts: &dyn Facts) -> Result<Option<Refusal>, Missing> {
    let desk = facts.get::<EnrolledDesk>(received.place().desk)?;
    Ok(desk
        .filter(|desk| desk.state == DeskState::Revoked)
        .map(|desk| DeskRefusal::LeftBehind { desk: desk.name }.into()))
}

fn has_nul(change: &Change) -> bool {
    let mut values = change.row.iter().flatten();
    values.any(|value| matches!(value, Value::Text(text) if text.contains('\0')))
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
    received: &Received,
    command: &Command,
    facts: &dyn Facts,
    by: Decider,
) -> Result<Option<Hold>, Missing> {
    if received.envelope().header.actor == people::PLATFORM {
        let fits = by
            .platform_key
            .is_some_and(|key| received.is_signed_with(&key));
        return Ok((!fits).then_some(Hold::BadSignature));
    }
    // Whoever founds a dealership brings the first key; nobody could have registered it before.
    if let Command::FoundDealership(founding) = command {
        let key = founding.administrator.key.public_key_bytes();
        let fits = key.is_some_and(|key| received.is_signed_with(&key));
        return Ok((!fits).then_some(Hold::BadSignature));
    }
    let actor = received.envelope().header.actor;
    let keys: Vec<PersonKey> = facts.by(PersonKey::BY_PERSON, [actor.to_value()])?;
    let signer = keys
        .iter()
        .find(|key| received.is_signed_with(&key.public_key));
    Ok(match signer {
        None => Some(Hold::BadSignature),
        Some(key) if key.replaced_at.is_some() => Some(Hold::ReplacedKey),
        Some(_) => None,
    })
}

fn context(
    envelope: &Envelope,
    command: &Command,
    facts: &dyn Facts,
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
