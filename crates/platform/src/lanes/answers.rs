//! The answers of a batch: those of the lane of its desks, and of each other lane that its commands name. In a lane that
//! is not on this platform nothing is found, which is another answer than that of a desk, which has no other lane.

use std::collections::BTreeMap;

use domain::{
    changes::Change,
    entity::{Row, RowError, Table},
    facts::{Facts, Lookup, Missing},
    ids::{LaneId, RecordId},
};

use super::cache::{Cache, Wanted};

pub struct Answers {
    lane: LaneId,
    own: Cache,
    /// Of every other lane that is locked.
    others: BTreeMap<LaneId, Cache>,
    nowhere: Nowhere,
}

impl Answers {
    /// Those of a lane, of which this is known already, and of other lanes, of which nothing is.
    pub fn new(lane: LaneId, own: Cache, others: impl IntoIterator<Item = LaneId>) -> Self {
        let others = others.into_iter().map(|other| (other, Cache::default()));
        Self {
            lane,
            own,
            others: others.collect(),
            nowhere: Nowhere,
        }
    }

    /// What is known of the batch's own lane.
    pub fn into_own(self) -> Cache {
        self.own
    }

    pub fn of(&self, lane: LaneId) -> Option<&Cache> {
        if lane == self.lane {
            Some(&self.own)
        } else {
            self.others.get(&lane)
        }
    }

    pub fn of_mut(&mut self, lane: LaneId) -> Option<&mut Cache> {
        if lane == self.lane {
            Some(&mut self.own)
        } else {
            self.others.get_mut(&lane)
        }
    }

    /// Takes what was asked for in vain since the last call, lane by lane.
    pub fn wanted(&self) -> BTreeMap<LaneId, Wanted> {
        let own = std::iter::once((&self.lane, &self.own));
        own.chain(&self.others)
            .map(|(lane, cache)| (*lane, cache.wanted()))
            .filter(|(_, wanted)| !wanted.is_empty())
            .collect()
    }

    /// The stored row that could not be read, if that is why a rule got no answer.
    pub fn unreadable(&self) -> Option<RowError> {
        let mut caches = std::iter::once(&self.own).chain(self.others.values());
        caches.find_map(Cache::unreadable)
    }

    /// The row before a change, if it is known.
    pub fn before(&self, change: &Change) -> Option<&Option<Row>> {
        self.of(change.lane)?.known(change.table, change.id)
    }

    /// Asks for the row that a change replaces, unless it is known.
    pub fn want(&self, change: &Change) {
        if let Some(cache) = self.of(change.lane)
            && cache.known(change.table, change.id).is_none()
        {
            cache.want(change.table, change.id);
        }
    }

    pub fn apply(&mut self, change: &Change) {
        if let Some(cache) = self.of_mut(change.lane) {
            cache.apply(change);
        }
    }
}

impl Facts for Answers {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        self.own.row(table, id)
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        self.own.find(lookup)
    }

    fn elsewhere(&self, lane: LaneId) -> Option<&dyn Facts> {
        let found: &dyn Facts = match self.of(lane) {
            Some(cache) => cache,
            None => &self.nowhere,
        };
        Some(found)
    }

    fn unreadable(&self, error: RowError) -> Missing {
        self.own.unreadable(error)
    }
}

/// A lane that is not on this platform.
struct Nowhere;

impl Facts for Nowhere {
    fn row(&self, _table: &'static Table, _id: RecordId) -> Result<Option<Row>, Missing> {
        Ok(None)
    }

    fn find(&self, _lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        Ok(Vec::new())
    }

    fn unreadable(&self, _error: RowError) -> Missing {
        // It has no row that could be unreadable.
        Missing
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        entity::Entity,
        facts::Ask,
        groups::{Affiliation, affiliation_of},
        ids::{DealershipId, GroupId},
        time::Timestamp,
    };
    use uuid::Uuid;

    use super::*;

    fn lane(number: u128) -> LaneId {
        LaneId(Uuid::from_u128(number))
    }

    fn affiliation(lane: LaneId, group: u128) -> Affiliation {
        Affiliation {
            id: DealershipId(lane.0),
            belongs_to: GroupId(Uuid::from_u128(group)),
            group_name: "江南汽车集团".to_owned(),
            joined_at: Timestamp(0),
        }
    }

    #[test]
    fn each_lane_answers_for_itself_and_one_that_is_not_there_has_nothing() {
        let (here, there) = (lane(1), lane(2));
        let mut answers = Answers::new(here, Cache::default(), [there]);
        let asked = |answers: &Answers, lane: LaneId| {
            affiliation_of(answers.elsewhere(lane).expect("a lane"), lane)
        };
        assert_eq!(asked(&answers, here), Err(Missing));
        assert_eq!(asked(&answers, there), Err(Missing));
        assert_eq!(asked(&answers, lane(3)), Ok(None));

        let wanted = answers.wanted();
        assert_eq!(wanted.keys().copied().collect::<Vec<_>>(), [here, there]);
        for (lane, group) in [(here, 70), (there, 71)] {
            let row = affiliation(lane, group);
            answers.of_mut(lane).expect("it is locked").keep_row(
                Affiliation::TABLE,
                RecordId(lane.0),
                Some(row.to_row()),
            );
        }
        let group = |answers: &Answers, lane| {
            asked(answers, lane).map(|found| found.map(|found| found.belongs_to.0.as_u128()))
        };
        assert_eq!(group(&answers, here), Ok(Some(70)));
        assert_eq!(group(&answers, there), Ok(Some(71)));
        assert_eq!(
            answers
                .get::<Affiliation>(DealershipId(here.0))
                .ok()
                .flatten()
                .map(|row| row.id.0),
            Some(here.0)
        );
        assert!(answers.wanted().is_empty());
    }
}
