//! Which rules hold in a dealership: those of its lane, so that every desk and every node decides by the same,
//! whatever version of the program it runs; where the platform has given none, those that the program brings along.

use std::sync::Arc;

use super::{FormerEdition, LawSet, RuleSet, RuleText, digest_of, reading};
use crate::{
    entity::{ColumnValue, Entity, Json, Row, Value},
    facts::{Ask, Facts, Missing},
    time::Timestamp,
};

/// The rules of a set that hold here. One row is asked for; the text only where this program has not read it yet.
///
/// A text that this version of the program cannot read is known to nobody here: every question of it is undefined and
/// asked of a person. The older rules that the program brings along are not taken for it.
pub fn rules_in_force<T: LawSet>(facts: &dyn Facts) -> Result<Arc<T>, Missing> {
    rules_then(facts, Timestamp(i64::MAX))
}

/// The rules of a set that held here at an instant, for what was made then at a desk that was away. Of an instant
/// before the first edition came, those that the program brings along.
pub fn rules_then<T: LawSet>(facts: &dyn Facts, then: Timestamp) -> Result<Arc<T>, Missing> {
    let Some(row) = facts.row(RuleSet::TABLE, T::NAME.id().into())? else {
        return Ok(Arc::clone(T::shipped()));
    };
    if column::<Timestamp>(facts, &row, "published_at")? <= then {
        return rules_of(facts, column(facts, &row, "digest")?);
    }
    // Asked for seldom, so that no other decision reads what held before.
    let former: Json<Vec<FormerEdition>> = column(facts, &row, "former")?;
    match former
        .0
        .into_iter()
        .find(|former| former.published_at <= then)
    {
        Some(former) => rules_of(facts, former.digest),
        None => Ok(Arc::clone(T::shipped())),
    }
}

fn column<V: ColumnValue>(facts: &dyn Facts, row: &Row, name: &str) -> Result<V, Missing> {
    let table = RuleSet::TABLE;
    let position = table.position(name).unwrap_or(table.columns.len());
    V::from_value(row.get(position).unwrap_or(&Value::Null))
        .map_err(|error| facts.unreadable(error.in_column(table, position)))
}

fn rules_of<T: LawSet>(facts: &dyn Facts, digest: String) -> Result<Arc<T>, Missing> {
    if let Some(rules) = T::known().of(&digest) {
        return Ok(rules);
    }
    let text = facts.get::<RuleText>(RuleText::id_of(&digest))?;
    let text = text.map(|row| row.text).unwrap_or_default();
    let rules = Arc::new(reading::read::<T>(&text).unwrap_or_default());
    if digest_of(&text) == digest {
        T::known().keep(digest, &rules);
    }
    Ok(rules)
}
