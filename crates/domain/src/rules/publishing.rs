//! A new edition of a set comes to a dealership. What was reckoned by the one before keeps its figures and the stamp
//! of its rule; only what is decided from now on goes by this one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    FormerEdition, RuleOrigin, RuleRefusal, RuleSet, RuleSetName, RuleText, check, digest_of,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    people,
    rights::Right,
    workshops,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishRules {
    pub set: RuleSetName,
    /// The whole set as JSON, its edition at the head.
    pub text: String,
    pub origin: RuleOrigin,
    /// What whoever published it says of it.
    #[serde(default)]
    pub note: String,
}

/// A set of the whole country has some thousand characters; one of every province and city a few hundred thousand.
const LONGEST_TEXT: usize = 400_000;
/// No desk is away for longer than so many editions.
const MOST_FORMER: usize = 12;

impl Rule for PublishRules {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if context.actor != people::PLATFORM {
            return Err(RuleRefusal::RulesByPlatformOnly.into());
        }
        checks::fits("note", &self.note, checks::REMARK)?;
        checks::fits("text", &self.text, LONGEST_TEXT)?;
        let edition = check(self.set, &self.text)?;
        let id = self.set.id();
        let digest = digest_of(&self.text);
        let mut changes = Changes::new();
        let mut former = Vec::new();
        if let Some(standing) = facts.get::<RuleSet>(id)? {
            // Two nodes may give the same edition: whoever comes second changes nothing.
            if standing.digest == digest {
                return Ok(changes.into());
            }
            if edition <= standing.edition {
                return Err(RuleRefusal::EditionNotNewer {
                    set: self.set,
                    given: edition,
                    standing: standing.edition,
                }
                .into());
            }
            former.push(FormerEdition {
                edition: standing.edition,
                digest: standing.digest,
                published_at: standing.published_at,
            });
            former.extend(standing.former.0);
            former.truncate(MOST_FORMER);
        }
        let text_id = RuleText::id_of(&digest);
        changes.put(
            context.lane,
            &RuleSet {
                id,
                name: self.set,
                edition,
                digest,
                origin: self.origin,
                note: self.note.trim().to_owned(),
                published_at: context.decided_at,
                former: Json(former),
            },
        );
        changes.put(
            context.lane,
            &RuleText {
                id: text_id,
                text: self.text.clone(),
            },
        );
        if self.set == RuleSetName::Calendars {
            // A house that shuts on statutory days has other hours on days that were reckoned before.
            workshops::refresh_days(facts, context, &mut changes)?;
        }
        Ok(changes.into())
    }
}
