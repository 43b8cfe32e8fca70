//! What every list of the page asks and gets: a window of rows, sums over all of them, and facets
//! with counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct Sort {
    pub column: String,
    pub descending: bool,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListArgs {
    /// Chosen values by facet; values of one facet are alternatives, facets narrow each other.
    pub filters: BTreeMap<String, Vec<String>>,
    pub text: String,
    pub sort: Option<Sort>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FacetCount {
    pub value: String,
    /// How the value reads when it is no word of a closed list; else it is translated by the page.
    pub label: String,
    pub count: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Facet {
    pub facet: String,
    pub counts: Vec<FacetCount>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ListPage<Row> {
    pub total: u32,
    pub rows: Vec<Row>,
    /// Sums over every row that matches, in fen or pieces by column.
    #[ts(type = "Record<string, number>")]
    pub totals: BTreeMap<String, i64>,
    pub facets: Vec<Facet>,
}
