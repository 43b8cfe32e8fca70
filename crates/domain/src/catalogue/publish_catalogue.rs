//! A batch of catalogue rows is published: by an import, or as training data.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BodyClass, Brand, CatalogueRefusal, Equipment, EquipmentGroup, FittedEquipment,
    IllustrativeMark, Model, ModelColour, ModelFigures, ModelSale, Series, row_id,
};
use crate::{
    changes::Changes,
    checks::{LINE, filled, sum_in_range},
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    entity::{Entity, Json},
    facts::{Ask, Facts},
    groups::keeps_the_shared,
    ids::{GroupId, LaneId, RecordId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

/// So many rows at most travel in one command, so that a batch never holds up other commands.
pub const MOST_ROWS: usize = 200;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrandEntry {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    #[serde(default)]
    pub country: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeriesEntry {
    pub code: String,
    /// The brand's code.
    pub brand: String,
    pub name_zh: String,
    pub name_en: String,
    pub class: BodyClass,
    pub launch_year: u32,
    #[serde(default)]
    pub maker_zh: String,
    #[serde(default)]
    pub maker_en: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ColourEntry {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub hex: String,
    pub family: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EquipmentEntry {
    pub code: String,
    pub group: EquipmentGroup,
    pub name_zh: String,
    pub name_en: String,
    #[serde(default)]
    pub choice: String,
    #[serde(default)]
    pub choice_zh: String,
    #[serde(default)]
    pub choice_en: String,
    pub place: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelEntry {
    pub code: String,
    /// The series' code.
    pub series: String,
    pub name_zh: String,
    pub name_en: String,
    pub model_year: u32,
    pub guide_price: Fen,
    pub launch_date: NaiveDate,
    pub sale: ModelSale,
    pub figures: ModelFigures,
    pub colours: Vec<String>,
    pub equipment: Vec<FittedEquipment>,
    pub illustrative: IllustrativeMark,
}

/// Rows replace those with the same code; what the batch does not name stays as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishCatalogue {
    pub source: String,
    pub edition: String,
    /// The group in whose catalogue it stands, for every store of it; the house's own without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    #[serde(default)]
    pub brands: Vec<BrandEntry>,
    #[serde(default)]
    pub series: Vec<SeriesEntry>,
    #[serde(default)]
    pub colours: Vec<ColourEntry>,
    #[serde(default)]
    pub equipment: Vec<EquipmentEntry>,
    #[serde(default)]
    pub models: Vec<ModelEntry>,
}

impl PublishCatalogue {
    /// An edition with nothing in it yet.
    pub fn empty(source: &str, edition: &str) -> Self {
        Self {
            source: source.to_owned(),
            edition: edition.to_owned(),
            group: None,
            brands: Vec::new(),
            series: Vec::new(),
            colours: Vec::new(),
            equipment: Vec::new(),
            models: Vec::new(),
        }
    }
}

impl Rule for PublishCatalogue {
    /// The second names a group: a platform that does not know groups would publish it in the store's own catalogue.
    const VERSION: u16 = 2;
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditCatalogue);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        filled("source", &self.source, LINE)?;
        filled("edition", &self.edition, LINE)?;
        self.sound_size()?;
        let Some(group) = self.group else {
            return Ok(published(self, facts, context.lane)?.into());
        };
        // A desk that does not follow its group yet leaves it to the platform.
        let Some(shared) = facts.elsewhere(group.lane()) else {
            return Ok(Outcome::default());
        };
        keeps_the_shared(shared, context)?;
        Ok(published(self, shared, group.lane())?.into())
    }
}

/// The rows of a publication, as they will stand in the catalogue of this lane. An import asks the same for the rows
/// of its list.
pub(crate) fn published(
    publication: &PublishCatalogue,
    facts: &dyn Facts,
    lane: LaneId,
) -> Result<Changes, Stop> {
    let batch = Batch::of(publication, facts, lane)?;
    let mut changes = Changes::new();
    for entry in &publication.brands {
        changes.put(lane, &brand(lane, entry)?);
    }
    for entry in &publication.series {
        changes.put(lane, &batch.series(entry)?);
    }
    for entry in &publication.colours {
        changes.put(lane, &colour(lane, entry)?);
    }
    for entry in &publication.equipment {
        changes.put(lane, &equipment(lane, entry)?);
    }
    for entry in &publication.models {
        changes.put(lane, &batch.model(entry)?);
    }
    Ok(changes)
}

impl PublishCatalogue {
    fn sound_size(&self) -> Result<(), CatalogueRefusal> {
        let rows = self.brands.len()
            + self.series.len()
            + self.colours.len()
            + self.equipment.len()
            + self.models.len();
        match rows {
            0 => Err(CatalogueRefusal::BatchEmpty),
            1..=MOST_ROWS => Ok(()),
            more => Err(CatalogueRefusal::BatchTooLarge {
                rows: u32::try_from(more).unwrap_or(u32::MAX),
                most: u32::try_from(MOST_ROWS).unwrap_or(u32::MAX),
            }),
        }
    }
}

/// The command with the codes it brings itself, so that a row may name another of the same batch.
struct Batch<'a> {
    command: &'a PublishCatalogue,
    facts: &'a dyn Facts,
    lane: LaneId,
    brands: BTreeSet<&'a str>,
    series: BTreeSet<&'a str>,
    colours: BTreeSet<&'a str>,
    equipment: BTreeSet<&'a str>,
}

fn once<'a>(codes: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, Stop> {
    let mut seen = BTreeSet::new();
    for code in codes {
        filled("code", code, LINE)?;
        if !seen.insert(code) {
            return Err(CatalogueRefusal::CodeTwice {
                row: code.to_owned(),
            }
            .into());
        }
    }
    Ok(seen)
}

fn named(zh: &str, en: &str) -> Result<(), GeneralRefusal> {
    filled("nameZh", zh, LINE)?;
    filled("nameEn", en, LINE)
}

fn brand(lane: LaneId, entry: &BrandEntry) -> Result<Brand, Stop> {
    named(&entry.name_zh, &entry.name_en)?;
    Ok(Brand {
        id: row_id(lane, Brand::TABLE.name, &entry.code),
        code: entry.code.clone(),
        name_zh: entry.name_zh.clone(),
        name_en: entry.name_en.clone(),
        country: entry.country.clone(),
    })
}

fn colour(lane: LaneId, entry: &ColourEntry) -> Result<ModelColour, Stop> {
    named(&entry.name_zh, &entry.name_en)?;
    Ok(ModelColour {
        id: row_id(lane, ModelColour::TABLE.name, &entry.code),
        code: entry.code.clone(),
        name_zh: entry.name_zh.clone(),
        name_en: entry.name_en.clone(),
        hex: entry.hex.clone(),
        family: entry.family.clone(),
    })
}

fn equipment(lane: LaneId, entry: &EquipmentEntry) -> Result<Equipment, Stop> {
    named(&entry.name_zh, &entry.name_en)?;
    Ok(Equipment {
        id: row_id(lane, Equipment::TABLE.name, &entry.code),
        code: entry.code.clone(),
        equipment_group: entry.group,
        name_zh: entry.name_zh.clone(),
        name_en: entry.name_en.clone(),
        choice: entry.choice.clone(),
        choice_zh: entry.choice_zh.clone(),
        choice_en: entry.choice_en.clone(),
        place: entry.place,
    })
}

impl<'a> Batch<'a> {
    fn of(command: &'a PublishCatalogue, facts: &'a dyn Facts, lane: LaneId) -> Result<Self, Stop> {
        once(command.models.iter().map(|entry| entry.code.as_str()))?;
        Ok(Self {
            command,
            facts,
            lane,
            brands: once(command.brands.iter().map(|entry| entry.code.as_str()))?,
            series: once(command.series.iter().map(|entry| entry.code.as_str()))?,
            colours: once(command.colours.iter().map(|entry| entry.code.as_str()))?,
            equipment: once(command.equipment.iter().map(|entry| entry.code.as_str()))?,
        })
    }

    fn known<T: Entity>(&self, here: &BTreeSet<&str>, code: &str) -> Result<bool, Stop> {
        if here.contains(code) {
            return Ok(true);
        }
        let id: RecordId = row_id(self.lane, T::TABLE.name, code);
        Ok(self.facts.get::<T>(id)?.is_some())
    }

    fn series(&self, entry: &SeriesEntry) -> Result<Series, Stop> {
        named(&entry.name_zh, &entry.name_en)?;
        if !self.known::<Brand>(&self.brands, &entry.brand)? {
            return Err(CatalogueRefusal::ParentUnknown {
                row: entry.code.clone(),
                parent: entry.brand.clone(),
            }
            .into());
        }
        Ok(Series {
            id: row_id(self.lane, Series::TABLE.name, &entry.code),
            brand: row_id(self.lane, Brand::TABLE.name, &entry.brand),
            code: entry.code.clone(),
            name_zh: entry.name_zh.clone(),
            name_en: entry.name_en.clone(),
            class: entry.class,
            launch_year: entry.launch_year,
            maker_zh: entry.maker_zh.clone(),
            maker_en: entry.maker_en.clone(),
        })
    }

    fn model(&self, entry: &ModelEntry) -> Result<Model, Stop> {
        named(&entry.name_zh, &entry.name_en)?;
        sum_in_range("guidePrice", entry.guide_price)?;
        sound_figures(entry)?;
        if !self.known::<Series>(&self.series, &entry.series)? {
            return Err(CatalogueRefusal::ParentUnknown {
                row: entry.code.clone(),
                parent: entry.series.clone(),
            }
            .into());
        }
        for code in &entry.colours {
            if !self.known::<ModelColour>(&self.colours, code)? {
                return Err(part_unknown(entry, code));
            }
        }
        for fitted in &entry.equipment {
            if !self.known::<Equipment>(&self.equipment, &fitted.code)? {
                return Err(part_unknown(entry, &fitted.code));
            }
            if let Some(price) = fitted.price {
                sum_in_range("equipment.price", price)?;
            }
        }
        Ok(Model {
            id: row_id(self.lane, Model::TABLE.name, &entry.code),
            series: row_id(self.lane, Series::TABLE.name, &entry.series),
            code: entry.code.clone(),
            name_zh: entry.name_zh.clone(),
            name_en: entry.name_en.clone(),
            model_year: entry.model_year,
            guide_price: entry.guide_price,
            launch_date: entry.launch_date,
            sale: entry.sale,
            figures: Json(entry.figures.clone()),
            colours: Json(entry.colours.clone()),
            equipment: Json(entry.equipment.clone()),
            illustrative: entry.illustrative,
            source: self.command.source.trim().to_owned(),
            edition: self.command.edition.trim().to_owned(),
        })
    }
}

fn part_unknown(entry: &ModelEntry, part: &str) -> Stop {
    CatalogueRefusal::PartUnknown {
        row: entry.code.clone(),
        part: part.to_owned(),
    }
    .into()
}

/// Slips of the decimal point and of the column; not a judgement on a car.
fn sound_figures(entry: &ModelEntry) -> Result<(), CatalogueRefusal> {
    let figures = &entry.figures;
    let bounds = [
        ("seats", Some(figures.seats), 1, 60),
        ("doors", figures.doors, 1, 8),
        ("powerKw", figures.power_kw, 1, 3_000),
        ("lengthMm", figures.length_mm, 1_000, 20_000),
        ("widthMm", figures.width_mm, 500, 4_000),
        ("heightMm", figures.height_mm, 500, 5_000),
        ("curbWeightKg", figures.curb_weight_kg, 200, 40_000),
        ("modelYear", Some(entry.model_year), 1950, 2100),
    ];
    for (figure, value, least, most) in bounds {
        if value.is_some_and(|value| !(least..=most).contains(&value)) {
            return Err(CatalogueRefusal::FigureAbsurd {
                row: entry.code.clone(),
                figure: figure.to_owned(),
            });
        }
    }
    Ok(())
}
