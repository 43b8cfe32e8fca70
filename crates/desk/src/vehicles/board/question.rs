//! A question to the board: which cars match, how many there are beside each value of each facet,
//! what they sum up to, and one page of them in order.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;
use domain::{
    ids::ModelId,
    kpi::ageing,
    money::Fen,
    vehicles::{CertificateState, StockRules, VehiclePurpose, VehicleState},
};

use super::{Board, Car, car::Between, finding::Terms, kinds::KindFacet};
use crate::{
    error::RpcError,
    lists::{self, FacetCount, ListArgs},
};

domain::words! {
    /// What stock is filtered by, in the order of the page.
    pub enum Facet {
        State => "state",
        Brand => "brand",
        Series => "series",
        Class => "class",
        Energy => "energy",
        Displacement => "displacement",
        Drivetrain => "drivetrain",
        Seats => "seats",
        Price => "price",
        ExteriorColour => "exteriorColour",
        Location => "location",
        Age => "age",
        Purpose => "purpose",
        Certificate => "certificate",
        Sale => "sale",
        Transfer => "transfer",
    }
}

/// Lower edges of the price bands in yuan, and their words.
pub(crate) const PRICE_BANDS: [(i64, &str); 8] = [
    (0, "under80"),
    (80_000, "80to120"),
    (120_000, "120to160"),
    (160_000, "160to200"),
    (200_000, "200to250"),
    (250_000, "250to350"),
    (350_000, "350to500"),
    (500_000, "from500"),
];

fn price_code(price: Option<Fen>) -> usize {
    price.map_or(PRICE_BANDS.len(), |price| {
        PRICE_BANDS
            .partition_point(|(yuan, _)| yuan * 100 <= price.fen())
            .saturating_sub(1)
    })
}

/// Whether the reader has the right to see cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    Seen,
    Hidden,
}

pub struct Question<'a> {
    pub asked: &'a ListArgs,
    pub today: NaiveDate,
    pub rules: &'a StockRules,
    pub cost: Cost,
    /// How often each version of the catalogue was asked for lately.
    pub popular: &'a HashMap<ModelId, u32>,
}

#[derive(Debug)]
pub struct Found {
    pub total: u32,
    pub page: Vec<Car>,
    /// For each car of the page: when its version came to market, and its popularity.
    pub of_catalogue: Vec<(Option<NaiveDate>, Option<u32>)>,
    pub totals: BTreeMap<String, i64>,
    pub facets: Vec<lists::Facet>,
}

/// One facet during a question: which codes are wanted, if any is, and how many cars have each.
struct Asked<'a> {
    facet: Facet,
    values: Vec<Cow<'a, str>>,
    wanted: Option<Vec<bool>>,
    counts: Vec<u32>,
}

impl Question<'_> {
    pub fn answer(&self, board: &Board) -> Result<Found, RpcError> {
        let mut facets: Vec<Asked> = Facet::ALL
            .iter()
            .map(|facet| self.facet(board, *facet))
            .collect();
        for name in self.asked.filters.keys() {
            if Facet::from_word(name).is_none() {
                return Err(RpcError::invalid("filters", "malformed").with("detail", name.as_str()));
            }
        }
        let active: Vec<usize> = (0..facets.len())
            .filter(|at| facets[*at].wanted.is_some())
            .collect();
        let terms = Terms::new(board, &self.asked.text);
        let mut matching: Vec<u32> = Vec::new();
        let (mut guide, mut asking, mut cost) = (0_i64, 0_i64, 0_i64);
        for (slot, car) in board.cars.iter().enumerate() {
            let mut missed = None;
            let mut misses = 0;
            for at in &active {
                let asked = &facets[*at];
                let code = self.code(board, asked.facet, car);
                if !asked.wanted.as_ref().is_none_or(|wanted| wanted[code]) {
                    misses += 1;
                    missed = Some((*at, code));
                    if misses > 1 {
                        break;
                    }
                }
            }
            if misses > 1 || !terms.fit(board, car) {
                continue;
            }
            if let Some((at, code)) = missed {
                facets[at].counts[code] += 1;
                continue;
            }
            for asked in &mut facets {
                let code = self.code(board, asked.facet, car);
                asked.counts[code] += 1;
            }
            let fen = |sum: Option<Fen>| sum.map_or(0, Fen::fen);
            guide += fen(car.guide_price());
            asking += fen(car.asking_price());
            cost += fen(car.cost());
            matching.push(slot as u32);
        }
        let mut totals = BTreeMap::from([
            ("guidePrice".to_owned(), guide),
            ("askingPrice".to_owned(), asking),
        ]);
        if self.cost == Cost::Seen {
            totals.insert("cost".to_owned(), cost);
        }
        let page = self.page(board, &matching)?;
        Ok(Found {
            total: matching.len() as u32,
            of_catalogue: page
                .iter()
                .map(|car| self.of_catalogue(board, car))
                .collect(),
            page,
            totals,
            facets: facets.into_iter().map(Asked::told).collect(),
        })
    }

    fn facet<'b>(&self, board: &'b Board, facet: Facet) -> Asked<'b> {
        let of_kind = |facet: KindFacet| shared(board.kinds.facet(facet).texts());
        let chosen = self
            .asked
            .filters
            .get(facet.word())
            .filter(|chosen| !chosen.is_empty());
        let mut values: Vec<Cow<'b, str>> = match facet {
            Facet::State => words(VehicleState::ALL.iter().map(|word| word.word())),
            Facet::Purpose => words(VehiclePurpose::ALL.iter().map(|word| word.word())),
            Facet::Certificate => words(CertificateState::ALL.iter().map(|word| word.word())),
            Facet::Sale => words(["allowed", "stopped"].into_iter()),
            Facet::Transfer => words(Between::ALL.iter().map(|between| between.word())),
            Facet::Location => shared(board.places.texts()),
            Facet::Brand => of_kind(KindFacet::Brand),
            Facet::Series => of_kind(KindFacet::Series),
            Facet::Class => of_kind(KindFacet::Class),
            Facet::Energy => of_kind(KindFacet::Energy),
            Facet::Displacement => of_kind(KindFacet::Displacement),
            Facet::Drivetrain => of_kind(KindFacet::Drivetrain),
            Facet::Seats => of_kind(KindFacet::Seats),
            Facet::ExteriorColour => of_kind(KindFacet::Colour),
            Facet::Price => words(PRICE_BANDS.iter().map(|(_, word)| *word).chain([""])),
            Facet::Age => ageing([], &self.rules.age_edges)
                .iter()
                .map(|band| Cow::Owned(band.label()))
                .chain([Cow::Borrowed("")])
                .collect(),
        };
        // What no car has ever had can be asked for as well (a series that ran out), and is told, so that it can be
        // taken back.
        for wanted in chosen.into_iter().flatten() {
            if !values.iter().any(|value| value == wanted) {
                values.push(Cow::Owned(wanted.clone()));
            }
        }
        let wanted = chosen.map(|chosen| {
            values
                .iter()
                .map(|value| chosen.iter().any(|wanted| wanted == value))
                .collect()
        });
        Asked {
            facet,
            counts: vec![0; values.len()],
            values,
            wanted,
        }
    }

    fn code(&self, board: &Board, facet: Facet, car: &Car) -> usize {
        let of_kind = |facet: KindFacet| board.kinds.all()[car.kind()].code(facet) as usize;
        match facet {
            Facet::State => car.state() as usize,
            Facet::Purpose => car.purpose() as usize,
            Facet::Certificate => car.certificate() as usize,
            Facet::Sale => car.sale() as usize,
            Facet::Transfer => car.between() as usize,
            Facet::Location => car.place(),
            Facet::Brand => of_kind(KindFacet::Brand),
            Facet::Series => of_kind(KindFacet::Series),
            Facet::Class => of_kind(KindFacet::Class),
            Facet::Energy => of_kind(KindFacet::Energy),
            Facet::Displacement => of_kind(KindFacet::Displacement),
            Facet::Drivetrain => of_kind(KindFacet::Drivetrain),
            Facet::Seats => of_kind(KindFacet::Seats),
            Facet::ExteriorColour => of_kind(KindFacet::Colour),
            Facet::Price => price_code(car.guide_price()),
            Facet::Age => {
                let edges = &self.rules.age_edges;
                car.age_days(self.today).map_or(edges.len() + 1, |days| {
                    edges.partition_point(|edge| *edge < days)
                })
            }
        }
    }

    fn popularity(&self, model: ModelId) -> u32 {
        self.popular.get(&model).copied().unwrap_or(0)
    }

    /// What the page shows beside a car from its version: when it came to market, how often it is
    /// asked for. Nothing for a car of no version.
    fn of_catalogue(&self, board: &Board, car: &Car) -> (Option<NaiveDate>, Option<u32>) {
        let kind = &board.kinds.all()[car.kind()];
        (
            kind.launched,
            kind.model.map(|model| self.popularity(model)),
        )
    }

    /// Only the rows of the page are put in order; the others are merely known to come after.
    fn page(&self, board: &Board, matching: &[u32]) -> Result<Vec<Car>, RpcError> {
        let from = (self.asked.offset as usize).min(matching.len());
        let until = from
            .saturating_add(self.asked.limit as usize)
            .min(matching.len());
        let cars = |slots: &[u32]| slots.iter().map(|at| board.cars[*at as usize]).collect();
        let Some(sort) = &self.asked.sort else {
            // The newest first.
            let newest: Vec<u32> = matching.iter().rev().copied().collect();
            return Ok(cars(&newest[from..until]));
        };
        let key = self.sort_key(board, &sort.column)?;
        let mut keyed: Vec<(u128, u32)> = matching
            .iter()
            .map(|slot| {
                let key = match key(&board.cars[*slot as usize]) {
                    // Nothing comes last, whichever way the others go.
                    None => u128::MAX,
                    Some(key) if sort.descending => u128::MAX - 1 - key,
                    Some(key) => key,
                };
                (key, *slot)
            })
            .collect();
        if until < keyed.len() {
            keyed.select_nth_unstable(until);
        }
        keyed.truncate(until);
        keyed.sort_unstable();
        Ok(keyed[from..]
            .iter()
            .map(|(_, slot)| board.cars[*slot as usize])
            .collect())
    }

    fn sort_key<'b>(
        &'b self,
        board: &'b Board,
        column: &str,
    ) -> Result<Box<dyn Fn(&Car) -> Option<u128> + 'b>, RpcError> {
        let today = self.today;
        let fen = |sum: Option<Fen>| sum.map(|sum| sum.fen() as u128);
        Ok(match column {
            "description" => {
                let texts: Vec<&Arc<str>> = board
                    .kinds
                    .all()
                    .iter()
                    .map(|kind| &kind.description)
                    .collect();
                let ranks = equal_ranks(&texts);
                Box::new(move |car| Some(u128::from(ranks[car.kind()])))
            }
            "exteriorColour" => {
                let ranks = board.kinds.facet(KindFacet::Colour).ranks();
                Box::new(move |car| {
                    let code = board.kinds.all()[car.kind()].code(KindFacet::Colour);
                    Some(u128::from(ranks[code as usize]))
                })
            }
            "location" => {
                let ranks = board.places.ranks();
                Box::new(move |car| Some(u128::from(ranks[car.place()])))
            }
            "vin" => {
                let ranks = board.vin_heads.ranks();
                Box::new(move |car| {
                    Some(u128::from(ranks[car.vin_head()]) << 64 | u128::from(car.vin_tail()))
                })
            }
            "stockNumber" => {
                let ranks = board.number_heads.ranks();
                Box::new(move |car| {
                    Some(u128::from(ranks[car.number_head()]) << 64 | u128::from(car.number()))
                })
            }
            "state" => Box::new(|car| Some(car.state() as u128)),
            "purpose" => Box::new(|car| Some(car.purpose() as u128)),
            "certificate" => Box::new(|car| Some(car.certificate() as u128)),
            "ageDays" => Box::new(move |car| car.age_days(today).map(u128::from)),
            "arrivedOn" => Box::new(|car| {
                car.arrived_on()
                    .map(|day| (day - NaiveDate::MIN).num_days() as u128)
            }),
            "launchDate" => Box::new(|car| {
                board.kinds.all()[car.kind()]
                    .launched
                    .map(|day| (day - NaiveDate::MIN).num_days() as u128)
            }),
            "popularity" => Box::new(|car| {
                let model = board.kinds.all()[car.kind()].model?;
                Some(u128::from(self.popularity(model)))
            }),
            "guidePrice" => Box::new(move |car| fen(car.guide_price())),
            "askingPrice" => Box::new(move |car| fen(car.asking_price())),
            // An order by cost would tell the cost.
            "cost" if self.cost == Cost::Seen => Box::new(move |car| fen(car.cost())),
            other => {
                return Err(RpcError::invalid("sort.column", "malformed").with("detail", other));
            }
        })
    }
}

/// Ranks in which equal texts have equal places.
fn equal_ranks(texts: &[&Arc<str>]) -> Vec<u32> {
    let mut distinct: Vec<&str> = texts.iter().map(|text| &***text).collect();
    distinct.sort_unstable();
    distinct.dedup();
    texts
        .iter()
        .map(|text| distinct.partition_point(|other| *other < &***text) as u32)
        .collect()
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Cow<'a, str>> {
    words.map(Cow::Borrowed).collect()
}

fn shared(texts: &[Arc<str>]) -> Vec<Cow<'_, str>> {
    texts.iter().map(|text| Cow::Borrowed(&**text)).collect()
}

impl Asked<'_> {
    /// Values that a car has, the most frequent first; words and bands stay in their own order. A
    /// chosen value is told even when no car has it, so that it can be taken back.
    fn told(self) -> lists::Facet {
        let chosen = |at: usize| self.wanted.as_ref().is_some_and(|wanted| wanted[at]);
        let mut counts: Vec<FacetCount> = self
            .values
            .iter()
            .zip(&self.counts)
            .enumerate()
            .filter(|(at, (value, count))| !value.is_empty() && (**count > 0 || chosen(*at)))
            .map(|(_, (value, count))| FacetCount {
                value: value.clone().into_owned(),
                label: value.clone().into_owned(),
                count: *count,
            })
            .collect();
        match self.facet {
            Facet::State
            | Facet::Price
            | Facet::Age
            | Facet::Purpose
            | Facet::Certificate
            | Facet::Sale
            | Facet::Transfer => {}
            Facet::Location
            | Facet::Brand
            | Facet::Series
            | Facet::Class
            | Facet::Energy
            | Facet::Displacement
            | Facet::Drivetrain
            | Facet::Seats
            | Facet::ExteriorColour => {
                counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            }
        }
        lists::Facet {
            facet: self.facet.word().to_owned(),
            counts,
        }
    }
}
