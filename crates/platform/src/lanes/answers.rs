//! The answers of a batch: those of the lane of its desks, and of each other lane that its commands name. In a lane that
//! is not on this platform nothing is found, which is another answer than that of a desk, which has no other lane.
//!
//! What the stores of a group share is read beside a lane's own rows, as a desk has both in one file. Nobody locks the
//! group's lane for that: a row of it is as it was when it was read.

use std::collections::BTreeMap;

use domain::{
    changes::Change,
    entity::{Row, RowError, Table},
    facts::{Facts, Lookup, Missing},
    groups::affiliation_of,
    ids::{GroupId, LaneId, RecordId},
};

use super::cache::{Cache, Wanted};

/// For whose answers something is wanted, and from which lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whence {
    pub reader: LaneId,
    pub lane: LaneId,
}

/// What is known for one lane.
pub struct OfLane {
    lane: LaneId,
    own: Cache,
    /// Of the lane of its group.
    shared: Cache,
    /// What this batch changed of what groups share. Which group is this lane's may be known later only.
    changed: BTreeMap<(LaneId, &'static str, RecordId), Option<Row>>,
}

impl OfLane {
    fn new(lane: LaneId, own: Cache) -> Self {
        Self {
            lane,
            own,
            shared: Cache::default(),
            changed: BTreeMap::new(),
        }
    }

    fn group(&self) -> Result<Option<LaneId>, Missing> {
        let affiliation = affiliation_of(&self.own, self.lane)?;
        Ok(affiliation.map(|own| own.belongs_to).map(GroupId::lane))
    }

    fn wanted(&self) -> impl Iterator<Item = (Whence, Wanted)> {
        let reader = self.lane;
        let shared = self.shared.wanted();
        // Nothing is asked of a group that is not known.
        let group = if shared.is_empty() {
            None
        } else {
            self.group().ok().flatten()
        };
        let own = (self.lane, self.own.wanted());
        std::iter::once(own)
            .chain(group.map(|group| (group, shared)))
            .filter(|(_, wanted)| !wanted.is_empty())
            .map(move |(lane, wanted)| (Whence { reader, lane }, wanted))
    }

    /// The row before a change of this lane, if it is known.
    fn before(&self, change: &Change) -> Option<&Option<Row>> {
        self.own.known(change.table, change.id)
    }

    fn apply(&mut self, change: &Change) {
        if change.lane == self.lane {
            self.own.apply(change);
        } else if domain::is_shared(change.table) {
            let place = (change.lane, change.table.name, change.id);
            self.changed.insert(place, change.row.clone());
        }
    }
}

impl Facts for OfLane {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        let own = self.own.row(table, id)?;
        if own.is_some() || !domain::is_shared(table) {
            return Ok(own);
        }
        match self.group()? {
            Some(group) => match self.changed.get(&(group, table.name, id)) {
                Some(row) => Ok(row.clone()),
                None => self.shared.row(table, id),
            },
            None => Ok(None),
        }
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        self.own.find(lookup)
    }

    fn unreadable(&self, error: RowError) -> Missing {
        Facts::unreadable(&self.own, error)
    }
}

pub struct Answers {
    here: OfLane,
    /// Of every other lane that is locked.
    others: BTreeMap<LaneId, OfLane>,
    nowhere: Nowhere,
}

impl Answers {
    /// Those of a lane, of which this is known already, and of other lanes, of which nothing is.
    pub fn new(lane: LaneId, own: Cache, others: impl IntoIterator<Item = LaneId>) -> Self {
        let others = others
            .into_iter()
            .map(|other| (other, OfLane::new(other, Cache::default())));
        Self {
            here: OfLane::new(lane, own),
            others: others.collect(),
            nowhere: Nowhere,
        }
    }

    /// What is known of the batch's own lane.
    pub fn into_own(self) -> Cache {
        self.here.own
    }

    fn of(&self, lane: LaneId) -> Option<&OfLane> {
        if lane == self.here.lane {
            Some(&self.here)
        } else {
            self.others.get(&lane)
        }
    }

    fn all(&self) -> impl Iterator<Item = &OfLane> {
        std::iter::once(&self.here).chain(self.others.values())
    }

    /// Where an answer that was wanted belongs.
    pub fn of_mut(&mut self, whence: Whence) -> Option<&mut Cache> {
        let reader = if whence.reader == self.here.lane {
            &mut self.here
        } else {
            self.others.get_mut(&whence.reader)?
        };
        Some(if whence.lane == reader.lane {
            &mut reader.own
        } else {
            &mut reader.shared
        })
    }

    /// Takes what was asked for in vain since the last call.
    pub fn wanted(&self) -> BTreeMap<Whence, Wanted> {
        self.all().flat_map(OfLane::wanted).collect()
    }

    /// The stored row that could not be read, if that is why a rule got no answer.
    pub fn unreadable(&self) -> Option<RowError> {
        self.all()
            .find_map(|each| each.own.unreadable().or_else(|| each.shared.unreadable()))
    }

    /// The row before a change, if it is known.
    pub fn before(&self, change: &Change) -> Option<&Option<Row>> {
        self.of(change.lane)?.before(change)
    }

    /// Asks for the row that a change replaces, unless it is known.
    pub fn want(&self, change: &Change) {
        if let Some(found) = self.of(change.lane)
            && found.before(change).is_none()
        {
            found.own.want(change.table, change.id);
        }
    }

    pub fn apply(&mut self, change: &Change) {
        self.here.apply(change);
        for other in self.others.values_mut() {
            other.apply(change);
        }
    }
}

impl Facts for Answers {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        self.here.row(table, id)
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        self.here.find(lookup)
    }

    fn elsewhere(&self, lane: LaneId) -> Option<&dyn Facts> {
        let found: &dyn Facts = match self.of(lane) {
            Some(found) => found,
            None => &self.nowhere,
        };
        Some(found)
    }

    fn unreadable(&self, error: RowError) -> Missing {
        self.here.unreadable(error)
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
        catalogue::Brand,
        entity::Entity,
        facts::Ask,
        groups::Affiliation,
        ids::{BrandId, DealershipId},
        time::Timestamp,
    };
    use uuid::Uuid;

    use super::*;

    const HERE: LaneId = LaneId(Uuid::from_u128(1));
    const THERE: LaneId = LaneId(Uuid::from_u128(2));
    const GROUP: LaneId = LaneId(Uuid::from_u128(70));

    fn affiliation(lane: LaneId) -> Affiliation {
        Affiliation {
            id: DealershipId(lane.0),
            belongs_to: GroupId(GROUP.0),
            group_name: "江南汽车集团".to_owned(),
            joined_at: Timestamp(0),
        }
    }

    fn brand(name: &str) -> Brand {
        Brand {
            id: BrandId(Uuid::from_u128(5)),
            code: "BK".to_owned(),
            name_zh: name.to_owned(),
            name_en: name.to_owned(),
            country: "CN".to_owned(),
        }
    }

    /// What there is, as an engine fetches it.
    fn fetch(answers: &mut Answers, rows: &[(LaneId, &'static Table, RecordId, Row)]) -> usize {
        let wanted = answers.wanted();
        let asked = wanted.len();
        for (whence, wanted) in wanted {
            for (table, id) in wanted.rows {
                let found = rows.iter().find(|(lane, of, row, _)| {
                    (*lane, of.name, *row) == (whence.lane, table.name, id)
                });
                let row = found.map(|(.., row)| row.clone());
                let cache = answers.of_mut(whence).expect("somebody asked");
                cache.keep_row(table, id, row);
            }
        }
        asked
    }

    #[test]
    fn each_lane_answers_for_itself_and_one_that_is_not_there_has_nothing() {
        let mut answers = Answers::new(HERE, Cache::default(), [THERE]);
        let asked = |answers: &Answers, lane: LaneId| {
            affiliation_of(answers.elsewhere(lane).expect("a lane"), lane)
        };
        assert_eq!(asked(&answers, HERE), Err(Missing));
        assert_eq!(asked(&answers, THERE), Err(Missing));
        assert_eq!(asked(&answers, LaneId(Uuid::from_u128(3))), Ok(None));
        let row = affiliation(THERE);
        let rows = [(THERE, Affiliation::TABLE, row.key(), row.to_row())];
        assert_eq!(fetch(&mut answers, &rows), 2);
        assert_eq!(asked(&answers, HERE), Ok(None));
        assert_eq!(asked(&answers, THERE), Ok(Some(row)));
        assert!(answers.wanted().is_empty());
    }

    #[test]
    fn what_the_group_shares_is_read_where_the_house_has_no_row_of_its_own() {
        let own = affiliation(HERE);
        let shared = brand("集团");
        let rows = [
            (HERE, Affiliation::TABLE, own.key(), own.to_row()),
            (GROUP, Brand::TABLE, shared.key(), shared.to_row()),
        ];
        let mut answers = Answers::new(HERE, Cache::default(), [THERE]);
        let ask = |answers: &Answers| answers.get::<Brand>(shared.id);
        while ask(&answers).is_err() {
            assert!(fetch(&mut answers, &rows) > 0);
        }
        assert_eq!(ask(&answers), Ok(Some(brand("集团"))));

        // A house that belongs to no group has its own and nothing else.
        let there = |answers: &Answers| {
            let there = answers.elsewhere(THERE).expect("a lane");
            there.get::<Brand>(shared.id)
        };
        while there(&answers).is_err() {
            assert!(fetch(&mut answers, &rows) > 0);
        }
        assert_eq!(there(&answers), Ok(None));

        // What this batch changes in the group's lane is read at once.
        let renamed = Change {
            lane: GROUP,
            table: Brand::TABLE,
            id: shared.key(),
            row: Some(brand("改名").to_row()),
            past: domain::changes::Past::Kept,
        };
        answers.apply(&renamed);
        assert_eq!(ask(&answers), Ok(Some(brand("改名"))));
        assert_eq!(there(&answers), Ok(None));

        // Also where nobody had asked yet which group it is.
        let mut fresh = Answers::new(HERE, Cache::default(), [THERE]);
        fresh.apply(&renamed);
        while ask(&fresh).is_err() {
            assert!(fetch(&mut fresh, &rows) > 0);
        }
        assert_eq!(ask(&fresh), Ok(Some(brand("改名"))));
    }
}
