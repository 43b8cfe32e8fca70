//! Which rules hold in a dealership: those of its lane, so that every desk and every node decides by the same,
//! whatever version of the program it runs; where the platform has given none, those that the program brings along.

use std::sync::Arc;

use super::{LawSet, RuleSet, RuleText, digest_of, reading};
use crate::facts::{Ask, Facts, Missing};

/// The rules of a set that hold here. One row is asked for; the text only where this program has not read it yet.
///
/// A text that this version of the program cannot read is known to nobody here: every question of it is undefined and
/// asked of a person. The older rules that the program brings along are not taken for it.
pub fn rules_in_force<T: LawSet>(facts: &dyn Facts) -> Result<Arc<T>, Missing> {
    let id = T::NAME.id();
    let Some(standing) = facts.get::<RuleSet>(id)? else {
        return Ok(Arc::clone(T::shipped()));
    };
    if let Some(rules) = T::known().of(&standing.digest) {
        return Ok(rules);
    }
    let text = facts.get::<RuleText>(id)?.map(|row| row.text);
    let text = text.unwrap_or_default();
    let rules = Arc::new(reading::read::<T>(&text).unwrap_or_default());
    if digest_of(&text) == standing.digest {
        T::known().keep(standing.digest, &rules);
    }
    Ok(rules)
}
