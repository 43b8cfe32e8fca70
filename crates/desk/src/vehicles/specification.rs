//! What a car can be filtered by besides its own row: brand, series, class and technique.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::ModelId;
use rusqlite::Connection;
use store::StoreError;

use crate::catalogue::{Shelf, Tongue, litres};

/// Empty where nobody has said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Specification {
    pub brand: String,
    pub series: String,
    pub class: String,
    pub energy: String,
    pub displacement: String,
    pub drivetrain: String,
    pub seats: String,
    pub launched: Option<NaiveDate>,
    /// What else brand and series are called when somebody looks for them: in one word, and in English.
    pub also_called: Vec<String>,
}

impl Specification {
    /// What the catalogue says of each of its versions.
    pub fn of_catalogue(connection: &Connection) -> Result<HashMap<ModelId, Self>, StoreError> {
        let shelf = Shelf::load(connection)?;
        Ok(shelf
            .models
            .iter()
            .filter_map(|model| {
                let (series, brand) = shelf.family(model)?;
                let figures = &model.figures.0;
                let told = Self {
                    brand: Tongue::Chinese
                        .pick(&brand.name_zh, &brand.name_en)
                        .to_owned(),
                    series: Tongue::Chinese
                        .pick(&series.name_zh, &series.name_en)
                        .to_owned(),
                    class: series.class.word().to_owned(),
                    energy: figures.energy.word().to_owned(),
                    displacement: litres(figures.displacement_ml),
                    drivetrain: figures.drivetrain.word().to_owned(),
                    seats: figures.seats.to_string(),
                    launched: Some(model.launch_date),
                    also_called: vec![
                        format!("{}{}", brand.name_zh, series.name_zh),
                        format!("{} {}", brand.name_en, series.name_en),
                    ],
                };
                Some((model.id, told))
            })
            .collect())
    }

    /// What a description says by itself: people write brand, series and model in this order, with
    /// spaces between.
    pub fn written(description: &str) -> Self {
        let mut words = description.split_whitespace();
        Self {
            brand: words.next().unwrap_or_default().to_owned(),
            series: words.next().unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }
}
