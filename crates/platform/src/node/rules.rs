//! The dated rules of law: whoever runs the platform publishes them, and the platform's own actor gives every
//! dealership the newest, of what was published here and of what came with the program. What a dealership has stands in
//! its lane, so nodes that look at once, or begin anew, do nothing twice.

use std::time::Duration;

use domain::{
    Command,
    dealerships::Dealership,
    entity::Entity,
    facts::Ask,
    ids::{DealershipId, LaneId, RecordId},
    rules::{self, Edition, PublishRules, RuleOrigin, RuleRefusal, RuleSet, RuleSetName, check},
    time::Timestamp,
};

use super::Node;
use crate::lanes::{Cache, Engine, EngineError, PublishedRules, Wanted};

/// How often a node looks whether anything was published.
const LOOKING: Duration = Duration::from_secs(2);
/// So many looks later every dealership is looked at, also where nothing was: one may have come meanwhile.
const ROUND: u32 = 30;

/// The newest edition of a set that this version of the platform can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub set: RuleSetName,
    pub edition: Edition,
    pub text: String,
    pub origin: RuleOrigin,
    pub note: String,
    /// Nothing for what came with the program.
    pub published_at: Option<Timestamp>,
}

/// Why nothing was published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    #[error("{0}")]
    Refused(#[from] RuleRefusal),
    /// The day of an edition is a slip; every later edition would have to be newer still.
    #[error("edition {0} lies in the future")]
    InTheFuture(Edition),
}

/// A text that is to be published, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPublish {
    pub text: String,
    pub note: String,
}

impl<E: Engine + 'static> Node<E> {
    /// Publishes editions for every dealership of this platform, all of them or none; says which.
    pub async fn publish_rules(
        &self,
        texts: Vec<ToPublish>,
    ) -> Result<Result<Vec<(RuleSetName, Edition)>, NotPublished>, EngineError> {
        let now = self.now();
        let tomorrow = now.plus(24 * Timestamp::HOUR).date_in(chrono_tz::UTC);
        let mut published = Vec::with_capacity(texts.len());
        for ToPublish { text, note } in texts {
            let (set, edition) = match rules::set_of(&text)
                .and_then(|set| check(set, &text).map(|edition| (set, edition)))
            {
                Ok(read) => read,
                Err(refusal) => return Ok(Err(refusal.into())),
            };
            if edition.day > tomorrow {
                return Ok(Err(NotPublished::InTheFuture(edition)));
            }
            if let Some(shipped) = shipped(set).filter(|shipped| edition <= shipped.edition) {
                return Ok(Err(not_newer(set, edition, shipped.edition)));
            }
            published.push(PublishedRules {
                set,
                edition,
                text,
                note,
                published_at: now,
            });
        }
        if let Err(standing) = self.engine.publish_rules(&published).await? {
            let given = published.iter().find(|rules| rules.set == standing.set);
            let given = given.map_or(standing.standing, |rules| rules.edition);
            return Ok(Err(not_newer(standing.set, given, standing.standing)));
        }
        let names = published.iter().map(|rules| (rules.set, rules.edition));
        Ok(Ok(names.collect()))
    }

    /// The newest edition of each set.
    pub async fn rules(&self) -> Result<Vec<Offered>, EngineError> {
        let mut editions = self.engine.published_editions().await?;
        editions.sort_unstable();
        let mut offered = Vec::with_capacity(RuleSetName::ALL.len());
        for set in RuleSetName::ALL {
            let mut newest = shipped(*set);
            // The newest that can be read: a newer platform on the same database may have published others.
            for (_, edition) in editions.iter().rev().filter(|(of, _)| of == set) {
                if newest
                    .as_ref()
                    .is_some_and(|newest| *edition <= newest.edition)
                {
                    break;
                }
                let found = self.engine.published_rules(*set, *edition).await?;
                if let Some(found) = found.filter(|found| check(*set, &found.text).is_ok()) {
                    newest = Some(Offered {
                        set: *set,
                        edition: found.edition,
                        text: found.text,
                        origin: RuleOrigin::Platform,
                        note: found.note,
                        published_at: Some(found.published_at),
                    });
                    break;
                }
            }
            offered.extend(newest);
        }
        Ok(offered)
    }

    /// Gives every dealership the newest editions that it does not have; says how many that were.
    pub async fn give_rules(&self) -> Result<usize, EngineError> {
        let offered = self.rules().await?;
        let mut given = 0;
        for (lane, _) in self.engine.lanes().await? {
            given += self.give_rules_to(lane, &offered).await?;
        }
        Ok(given)
    }

    async fn give_rules_to(&self, lane: LaneId, offered: &[Offered]) -> Result<usize, EngineError> {
        let dealership = DealershipId(lane.0);
        let mut rows: Vec<(_, RecordId)> = vec![(Dealership::TABLE, dealership.into())];
        rows.extend(
            offered
                .iter()
                .map(|rules| (RuleSet::TABLE, rules.set.id().into())),
        );
        let wanted = Wanted {
            rows,
            lookups: Vec::new(),
        };
        let mut cache = Cache::default();
        self.engine.look_up(lane, wanted, &mut cache).await?;
        // A lane of a group has no rules of its own; in one that is not founded yet nothing is decided.
        if there::<Dealership>(&cache, dealership.into())?.is_none() {
            return Ok(0);
        }
        let mut given = 0;
        for rules in offered {
            let standing = there::<RuleSet>(&cache, rules.set.id().into())?;
            if standing.is_some_and(|standing| standing.edition >= rules.edition) {
                continue;
            }
            let command = Command::PublishRules(PublishRules {
                set: rules.set,
                text: rules.text.clone(),
                origin: rules.origin,
                note: rules.note.clone(),
            });
            self.give(lane, command).await?;
            given += 1;
        }
        Ok(given)
    }

    /// Looks again and again, until the program ends: at what was published often, at every dealership now and then.
    pub async fn keep_rules(&self) {
        let mut looking = tokio::time::interval(LOOKING);
        let mut known = None;
        for look in (0..ROUND).cycle() {
            looking.tick().await;
            match self.give_what_is_new(known.take(), look).await {
                Ok(published) => known = Some(published),
                // What could not be given now is given at the next look; it is said once a round.
                Err(error) if look == 0 => eprintln!("platform: {error}"),
                Err(_) => {}
            }
        }
    }

    /// One look: nothing is done where nothing was published since what is known, but at the first of a round.
    async fn give_what_is_new(
        &self,
        known: Option<Vec<(RuleSetName, Edition)>>,
        look: u32,
    ) -> Result<Vec<(RuleSetName, Edition)>, EngineError> {
        let published = self.engine.published_editions().await?;
        if look == 0 || known.as_ref() != Some(&published) {
            self.give_rules().await?;
        }
        Ok(published)
    }
}

/// What this version of the platform brings along; a test of the rules keeps it readable.
fn shipped(set: RuleSetName) -> Option<Offered> {
    let text = set.shipped_text();
    Some(Offered {
        set,
        edition: check(set, text).ok()?,
        text: text.to_owned(),
        origin: RuleOrigin::Program,
        note: String::new(),
        published_at: None,
    })
}

fn not_newer(set: RuleSetName, given: Edition, standing: Edition) -> NotPublished {
    RuleRefusal::EditionNotNewer {
        set,
        given,
        standing,
    }
    .into()
}

fn there<T: Entity>(cache: &Cache, id: RecordId) -> Result<Option<T>, EngineError> {
    match cache.get::<T>(id) {
        Ok(found) => Ok(found),
        Err(_) => match cache.unreadable() {
            Some(error) => Err(error.into()),
            None => Ok(None),
        },
    }
}
