//! What the catalogue's Chinese names are in English. Records keep the words that were written down, mostly Chinese ones;
//! a page in English shows the catalogue's own name where a record says exactly what the catalogue says.

use std::collections::BTreeMap;

use domain::catalogue::ModelColour;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::shelf::{Shelf, Tongue};
use crate::{Desk, error::RpcError, list::Nothing};

#[derive(Debug, Serialize, TS)]
pub struct CatalogueWords {
    /// The English name by the Chinese one: of brands, series, whole versions and colours.
    pub english: BTreeMap<String, String>,
}

pub fn words(desk: &Desk, _: Nothing) -> Result<CatalogueWords, RpcError> {
    // Whoever is signed in meets these names on the records that they may see.
    let _ = desk.session()?;
    let store = desk.store()?;
    store.store.read(|connection| {
        let mut english = BTreeMap::new();
        for colour in rows::all::<ModelColour>(connection)? {
            english.insert(colour.name_zh, colour.name_en);
        }
        let shelf = Shelf::load(connection)?;
        for model in &shelf.models {
            if let Some((series, brand)) = shelf.family(model) {
                english.insert(series.name_zh.clone(), series.name_en.clone());
                english.insert(brand.name_zh.clone(), brand.name_en.clone());
            }
            english.insert(
                shelf.name(model, Tongue::Chinese),
                shelf.name(model, Tongue::English),
            );
        }
        Ok(CatalogueWords { english })
    })
}
