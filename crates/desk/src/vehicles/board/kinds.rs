//! Cars of one model, description and colour are of one kind; what can be asked of them is kept once.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use domain::ids::ModelId;
use store::search::Spellings;

use super::dictionary::Dictionary;
use crate::vehicles::specification::Specification;

/// The facets that follow from the kind.
#[derive(Debug, Clone, Copy)]
pub enum KindFacet {
    Brand,
    Series,
    Class,
    Energy,
    Displacement,
    Drivetrain,
    Seats,
    Colour,
}

impl KindFacet {
    pub const COUNT: usize = 8;
}

#[derive(Debug)]
pub struct Kind {
    pub model: Option<ModelId>,
    pub description: Arc<str>,
    /// When the catalogue says that the version came to market.
    pub launched: Option<NaiveDate>,
    /// What it is found by; shared by the colours of one description.
    pub spellings: Arc<Spellings>,
    codes: [u32; KindFacet::COUNT],
}

impl Kind {
    pub fn code(&self, facet: KindFacet) -> u32 {
        self.codes[facet as usize]
    }
}

type Key = (Option<ModelId>, Arc<str>, Arc<str>);

#[derive(Debug, Default)]
pub struct Kinds {
    all: Vec<Kind>,
    known: HashMap<Key, u32>,
    spellings: HashMap<(Option<ModelId>, Arc<str>), Arc<Spellings>>,
    facets: [Dictionary; KindFacet::COUNT],
}

impl Kinds {
    pub fn code(
        &mut self,
        model: Option<ModelId>,
        description: &str,
        colour: &str,
        specification: impl FnOnce() -> Specification,
    ) -> u32 {
        let key = (model, Arc::from(description), Arc::from(colour));
        if let Some(code) = self.known.get(&key) {
            return *code;
        }
        let told = specification();
        let texts: [&str; KindFacet::COUNT] = [
            &told.brand,
            &told.series,
            &told.class,
            &told.energy,
            &told.displacement,
            &told.drivetrain,
            &told.seats,
            colour,
        ];
        let mut codes = [0; KindFacet::COUNT];
        for ((code, dictionary), text) in codes.iter_mut().zip(&mut self.facets).zip(texts) {
            *code = dictionary.code(text);
        }
        let spellings = self
            .spellings
            .entry((model, Arc::clone(&key.1)))
            .or_insert_with(|| {
                let mut words = vec![description];
                words.extend(told.also_called.iter().map(String::as_str));
                Arc::new(Spellings::of(&words))
            });
        let spellings = Arc::clone(spellings);
        let code = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(Kind {
            model,
            description: Arc::clone(&key.1),
            launched: told.launched,
            spellings,
            codes,
        });
        self.known.insert(key, code);
        code
    }

    pub fn all(&self) -> &[Kind] {
        &self.all
    }

    pub fn facet(&self, facet: KindFacet) -> &Dictionary {
        &self.facets[facet as usize]
    }
}
