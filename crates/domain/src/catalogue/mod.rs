//! The model catalogue: brands, their series, the versions of each series with price, figures and
//! equipment. It is published in batches; a code that is there already is replaced.

mod publish_catalogue;
mod taxed_as;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use publish_catalogue::published;
pub use publish_catalogue::{
    BrandEntry, ColourEntry, EquipmentEntry, MOST_ROWS, ModelEntry, PublishCatalogue, SeriesEntry,
};
pub use words::{
    BodyClass, Drivetrain, EnergyType, EquipmentGroup, IllustrativeMark, ModelSale, Transmission,
};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    entity::Json,
    ids::{BrandId, CommandId, EquipmentId, LaneId, ModelColourId, ModelId, RecordId, SeriesId},
    money::Fen,
    refusal::Refusal,
};

/// A brand 品牌.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "brand")]
pub struct Brand {
    pub id: BrandId,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// A series 车系 of a brand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "series", index(brand))]
pub struct Series {
    pub id: SeriesId,
    pub brand: BrandId,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub class: BodyClass,
    pub launch_year: u32,
    pub maker_zh: String,
    pub maker_en: String,
}

/// The technical figures of a version. What does not apply to its drive, and what nobody has told, is
/// absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelFigures {
    pub energy: EnergyType,
    pub displacement_ml: Option<u32>,
    pub power_kw: Option<u32>,
    pub torque_nm: Option<u32>,
    pub transmission: Transmission,
    pub drivetrain: Drivetrain,
    pub seats: u32,
    pub doors: Option<u32>,
    pub length_mm: Option<u32>,
    pub width_mm: Option<u32>,
    pub height_mm: Option<u32>,
    pub wheelbase_mm: Option<u32>,
    pub curb_weight_kg: Option<u32>,
    /// Litres per 100 km, times ten.
    pub fuel_per_100km_x10: Option<u32>,
    pub electric_range_km: Option<u32>,
    /// Kilowatt-hours, times ten.
    pub battery_kwh_x10: Option<u32>,
    /// Whether the list of models with purchase-tax relief names it; never inferred from the energy.
    pub nev_catalogue: bool,
}

/// An item of equipment that a version has: standard 标配 without a price, optional 选配 with one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FittedEquipment {
    pub code: String,
    #[serde(default)]
    pub price: Option<Fen>,
}

/// A version 车型 of a series in a model year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "model", index(series))]
pub struct Model {
    pub id: ModelId,
    pub series: SeriesId,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub model_year: u32,
    /// The maker's guide price 指导价, VAT included.
    pub guide_price: Fen,
    pub launch_date: NaiveDate,
    pub sale: ModelSale,
    pub figures: Json<ModelFigures>,
    /// Codes of [`ModelColour`]s.
    pub colours: Json<Vec<String>>,
    pub equipment: Json<Vec<FittedEquipment>>,
    /// Whether its figures are training data 训练数据 and have to say so wherever they are shown.
    pub illustrative: IllustrativeMark,
    /// Who published it, and which edition this is.
    pub source: String,
    pub edition: String,
}

/// An item of the configuration sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "equipment")]
pub struct Equipment {
    pub id: EquipmentId,
    pub code: String,
    pub equipment_group: EquipmentGroup,
    pub name_zh: String,
    pub name_en: String,
    /// Items of one choice exclude each other and share a line of the sheet; empty for a line of its own.
    pub choice: String,
    pub choice_zh: String,
    pub choice_en: String,
    /// Its place in the sheet.
    pub place: u32,
}

/// A paint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "model_colour")]
pub struct ModelColour {
    pub id: ModelColourId,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub hex: String,
    pub family: String,
}

/// The id of a catalogue row: the same code names the same row in every edition of one lane.
pub fn row_id<T: From<RecordId>>(lane: LaneId, table: &str, code: &str) -> T {
    crate::ids::derived(CommandId(lane.0), &format!("{table} {code}")).into()
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CatalogueRefusal {
    /// More rows than one publication carries; it is given in parts.
    BatchTooLarge { rows: u32, most: u32 },
    /// Nothing is published.
    BatchEmpty,
    /// The same code stands in the batch twice.
    CodeTwice { row: String },
    /// A series names a brand, or a version a series, that is neither here nor in the catalogue.
    ParentUnknown { row: String, parent: String },
    /// A version names a colour or an item of equipment that the catalogue does not know.
    PartUnknown { row: String, part: String },
    /// A figure that no car has.
    FigureAbsurd { row: String, figure: String },
}

impl From<CatalogueRefusal> for Refusal {
    fn from(refusal: CatalogueRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
