//! All versions of the catalogue with their brand and series, read in one go: it is small enough
//! that every filter and order is one walk through memory.
//!
//! A house of a group has two catalogues in its file, its own and the group's, each with rows of its own for the same
//! codes. What stands in both is listed once, as the house itself has it.

use std::collections::{HashMap, HashSet};

use domain::{
    catalogue::{Brand, Model, Series, row_id},
    entity::Entity,
    ids::{BrandId, LaneId, ModelId, RecordId, SeriesId},
};
use rusqlite::Connection;
use store::{StoreError, rows};

use crate::groups::shared_lane;

pub struct Shelf {
    pub models: Vec<Model>,
    series: HashMap<SeriesId, Series>,
    brands: HashMap<BrandId, Brand>,
    whose: Whose,
    /// The group's versions that the house has as well.
    twins: HashSet<ModelId>,
}

/// Which catalogue a row stands in.
#[derive(Debug, Clone, Copy)]
pub struct Whose {
    group: Option<LaneId>,
}

impl Whose {
    pub fn read(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self {
            group: shared_lane(connection)?,
        })
    }

    /// Whether the row stands in the group's catalogue, and not in the house's own.
    pub fn is_the_groups<T: Entity>(self, id: impl Into<RecordId>, code: &str) -> bool {
        self.in_the_groups::<T>(code) == Some(id.into())
    }

    /// The id under which a row stands in the group's catalogue, if it stands there.
    pub fn in_the_groups<T: Entity>(self, code: &str) -> Option<RecordId> {
        let group = self.group?;
        Some(row_id(group, T::TABLE.name, code))
    }
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
        let whose = Whose::read(connection)?;
        let models: Vec<Model> = rows::all(connection)?;
        Ok(Self {
            twins: twins(whose, &models),
            whose,
            models,
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

    /// What a list shows: every version once.
    pub fn listed(&self) -> impl Iterator<Item = &Model> {
        self.models
            .iter()
            .filter(|model| !self.twins.contains(&model.id))
    }

    /// The ids under which records name a version that is listed: the house's, and the group's for the same.
    pub fn ids_of(&self, model: &Model) -> impl Iterator<Item = ModelId> {
        let twin = self
            .whose
            .group
            .map(|group| row_id::<ModelId>(group, Model::TABLE.name, &model.code));
        let twin = twin.filter(|twin| self.twins.contains(twin) && *twin != model.id);
        std::iter::once(model.id).chain(twin)
    }

    /// Whether a paint or an item of equipment stands in the catalogue in which this version stands.
    pub fn stands_beside<T: Entity>(
        &self,
        model: &Model,
        id: impl Into<RecordId>,
        code: &str,
    ) -> bool {
        let of_model = self.whose.is_the_groups::<Model>(model.id, &model.code);
        self.whose.is_the_groups::<T>(id, code) == of_model
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

fn twins(whose: Whose, models: &[Model]) -> HashSet<ModelId> {
    if whose.group.is_none() {
        return HashSet::new();
    }
    let (groups, own): (Vec<&Model>, Vec<&Model>) = models
        .iter()
        .partition(|model| whose.is_the_groups::<Model>(model.id, &model.code));
    let codes: HashSet<&str> = own.into_iter().map(|model| model.code.as_str()).collect();
    groups
        .into_iter()
        .filter(|model| codes.contains(model.code.as_str()))
        .map(|model| model.id)
        .collect()
}
