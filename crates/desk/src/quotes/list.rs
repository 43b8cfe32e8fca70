//! The list of quotes: a window of rows with facets and sums.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    ids::{CustomerId, PersonId, QuoteId, VehicleId},
    money::Fen,
    people::Person,
    privacy::{PersonalKind, mask},
    quotes::{Quote, QuoteState},
    rights::Right,
    time::Timestamp,
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteRow {
    pub id: QuoteId,
    pub number: String,
    pub state: QuoteState,
    pub customer: Option<CustomerId>,
    /// Masked.
    pub customer_name: String,
    pub vehicle: Option<VehicleId>,
    pub description: String,
    pub consultant: String,
    pub made_on: NaiveDate,
    pub valid_until: NaiveDate,
    pub guide_price: Fen,
    pub discount: Fen,
    pub car_price: Fen,
    pub total: Fen,
    pub changed_at: Timestamp,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

struct Candidate {
    quote: Quote,
    state: QuoteState,
    consultant: String,
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<QuoteRow>, RpcError> {
    let (store, _) = desk.with_right(Right::MakeQuotes)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let people: BTreeMap<PersonId, String> = rows::all::<Person>(connection)?
            .into_iter()
            .map(|person| (person.id, person.name))
            .collect();
        let text = asked.text.trim().to_lowercase();
        let candidates: Vec<Candidate> = rows::all::<Quote>(connection)?
            .into_iter()
            .map(|quote| Candidate {
                state: quote.state_on(today),
                consultant: people.get(&quote.consultant).cloned().unwrap_or_default(),
                quote,
            })
            .filter(|candidate| matches(candidate, &text))
            .collect();
        let facets = ["state", "consultant"]
            .map(|facet| count(facet, &candidates, &asked))
            .into();
        let mut chosen: Vec<Candidate> = candidates
            .into_iter()
            .filter(|candidate| {
                ["state", "consultant"]
                    .iter()
                    .all(|facet| wanted(candidate, facet, &asked))
            })
            .collect();
        sort(&mut chosen, &asked);
        let sum = |part: fn(&Quote) -> Fen| {
            Fen::sum(chosen.iter().map(|candidate| part(&candidate.quote)))
                .ok_or_else(|| RpcError::failed("amountTooLarge"))
        };
        let totals = BTreeMap::from([
            ("carPrice".to_owned(), sum(|quote| quote.car_price)?.0),
            ("discount".to_owned(), sum(|quote| quote.discount)?.0),
            ("total".to_owned(), sum(|quote| quote.total)?.0),
        ]);
        Ok(ListPage {
            total: u32::try_from(chosen.len()).unwrap_or(u32::MAX),
            rows: chosen
                .into_iter()
                .skip(asked.offset as usize)
                .take(asked.limit as usize)
                .map(row)
                .collect(),
            totals,
            facets,
        })
    })
}

fn matches(candidate: &Candidate, text: &str) -> bool {
    let quote = &candidate.quote;
    text.is_empty()
        || [&quote.number, &quote.description, &quote.customer_name]
            .iter()
            .any(|field| field.to_lowercase().contains(text))
}

fn value<'a>(candidate: &'a Candidate, facet: &str) -> &'a str {
    if facet == "state" {
        candidate.state.word()
    } else {
        &candidate.consultant
    }
}

fn wanted(candidate: &Candidate, facet: &str, asked: &ListArgs) -> bool {
    asked
        .filters
        .get(facet)
        .filter(|values| !values.is_empty())
        .is_none_or(|values| values.iter().any(|each| each == value(candidate, facet)))
}

/// Counts one facet over the rows that the other facet leaves.
fn count(facet: &str, candidates: &[Candidate], asked: &ListArgs) -> Facet {
    let mut counts = BTreeMap::<&str, u32>::new();
    for candidate in candidates {
        let left = ["state", "consultant"]
            .iter()
            .all(|other| *other == facet || wanted(candidate, other, asked));
        if left {
            *counts.entry(value(candidate, facet)).or_default() += 1;
        }
    }
    Facet {
        facet: facet.to_owned(),
        counts: counts
            .into_iter()
            .map(|(value, count)| FacetCount {
                value: value.to_owned(),
                label: value.to_owned(),
                count,
            })
            .collect(),
    }
}

/// By the asked column, else the latest change first.
fn sort(candidates: &mut [Candidate], asked: &ListArgs) {
    let column = asked.sort.as_ref().map_or("", |sort| sort.column.as_str());
    match column {
        "number" => candidates.sort_by(|a, b| a.quote.number.cmp(&b.quote.number)),
        "state" => candidates.sort_by_key(|it| it.state),
        "description" => candidates.sort_by(|a, b| a.quote.description.cmp(&b.quote.description)),
        "consultant" => candidates.sort_by(|a, b| a.consultant.cmp(&b.consultant)),
        "madeOn" => candidates.sort_by_key(|it| it.quote.made_on),
        "validUntil" => candidates.sort_by_key(|it| it.quote.valid_until),
        "guidePrice" => candidates.sort_by_key(|it| it.quote.guide_price),
        "discount" => candidates.sort_by_key(|it| it.quote.discount),
        "carPrice" => candidates.sort_by_key(|it| it.quote.car_price),
        "total" => candidates.sort_by_key(|it| it.quote.total),
        _ => candidates.sort_by_key(|it| std::cmp::Reverse(it.quote.changed_at)),
    }
    if asked.sort.as_ref().is_some_and(|sort| sort.descending) {
        candidates.reverse();
    }
}

fn row(candidate: Candidate) -> QuoteRow {
    let Candidate {
        quote,
        state,
        consultant,
    } = candidate;
    QuoteRow {
        id: quote.id,
        number: quote.number,
        state,
        customer: quote.customer,
        customer_name: mask(PersonalKind::Name, &quote.customer_name),
        vehicle: quote.vehicle,
        description: quote.description,
        consultant,
        made_on: quote.made_on,
        valid_until: quote.valid_until,
        guide_price: quote.guide_price,
        discount: quote.discount,
        car_price: quote.car_price,
        total: quote.total,
        changed_at: quote.changed_at,
        pending: false,
    }
}
