//! All versions of the catalogue with their brand and series, read in one go: it is small enough
//! that every filter and order is one walk through memory.

use std::collections::HashMap;

use domain::{
    catalogue::{Brand, Model, Series},
    ids::{BrandId, ModelId, SeriesId},
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub struct Shelf {
    pub models: Vec<Model>,
    series: HashMap<SeriesId, Series>,
    brands: HashMap<BrandId, Brand>,
}

/// In which language names are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    Chinese,
    English,
}

impl Tongue {
    pub fn of(language: &str) -> Self {
        if language.starts_with("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }

    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

impl Shelf {
    pub fn load(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self {
            models: rows::all(connection)?,
            series: rows::all::<Series>(connection)?
                .into_iter()
                .map(|series| (series.id, series))
                .collect(),
            brands: rows::all::<Brand>(connection)?
                .into_iter()
                .map(|brand| (brand.id, brand))
                .collect(),
        })
    }

    pub fn model(&self, id: ModelId) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// A version's series and brand. A publication never leaves a version without them.
    pub fn family(&self, model: &Model) -> Option<(&Series, &Brand)> {
        let series = self.series.get(&model.series)?;
        Some((series, self.brands.get(&series.brand)?))
    }

    /// Brand, series and version as a person would say them.
    pub fn name(&self, model: &Model, tongue: Tongue) -> String {
        let version = tongue.pick(&model.name_zh, &model.name_en);
        self.family(model).map_or_else(
            || version.to_owned(),
            |(series, brand)| {
                let brand = tongue.pick(&brand.name_zh, &brand.name_en);
                let series = tongue.pick(&series.name_zh, &series.name_en);
                format!("{brand} {series} {version}")
            },
        )
    }
}
