//! A row of a maker's list of versions, read against the catalogue that is there: which brand, series and
//! version it means, and what it tells of it. An empty cell says nothing; of a version that was training data
//! nothing stays but its code, so that no invented figure is taken for the maker's.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use domain::{
    catalogue::{
        Brand, BrandEntry, ColourEntry, EnergyType, IllustrativeMark, Model, ModelColour,
        ModelEntry, ModelFigures, ModelSale, Series, SeriesEntry, Transmission,
    },
    ids::{BrandId, SeriesId},
    imports::CatalogueLine,
    refusal::Refusal,
};
use serde_json::{Map, Value};
use store::{StoreError, rows};

use super::{
    equipment::Equipped,
    reading::{Cells, fault},
    version_words::{class, drivetrain, energy, relief, sale, transmission},
};
use crate::catalogue::Whose;

/// The catalogue as it stands, and what earlier rows of the file add to it.
#[derive(Default)]
pub struct Versions {
    brands: HashMap<String, String>,
    series: HashMap<(String, String), String>,
    models: HashMap<String, Model>,
    by_name: HashMap<(String, String), String>,
    colours: HashMap<String, String>,
    equipment: Equipped,
    new_brands: HashMap<String, BrandEntry>,
    new_series: HashMap<String, SeriesEntry>,
    new_colours: HashMap<String, ColourEntry>,
}

/// Names are compared without blanks, case and marks between their parts.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '·' | '－'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The model year that a name begins with, and the rest: `2026款 1.5L 自动`.
fn year_and_name(name: &str) -> (Option<u32>, &str) {
    let digits = name.get(..4).and_then(|digits| digits.parse().ok());
    let year = digits.filter(|year| (1950..=2100).contains(year));
    match year {
        Some(_) => {
            let rest = name[4..].trim_start();
            (year, rest.strip_prefix('款').unwrap_or(rest).trim_start())
        }
        None => (None, name),
    }
}

pub fn with_value(code: &str, field: &str, name: &str, value: impl Into<Value>) -> Refusal {
    Refusal {
        values: Map::from_iter([(name.to_owned(), value.into())]),
        ..fault(code, field)
    }
}

/// The cell that has to say something says nothing.
fn needed<T>(value: Option<T>, field: &'static str) -> Result<T, Refusal> {
    value.ok_or_else(|| with_value("cellEmpty", field, "what", field))
}

impl Versions {
    pub fn read(connection: &rusqlite::Connection) -> Result<Self, StoreError> {
        let mut found = Self::default();
        // A list changes the house's own catalogue; what stands in the group's only is not there to be named.
        let whose = Whose::read(connection)?;
        let mut brand_codes: HashMap<BrandId, String> = HashMap::new();
        for brand in rows::all::<Brand>(connection)? {
            if whose.is_the_groups::<Brand>(brand.id, &brand.code) {
                continue;
            }
            for name in [&brand.code, &brand.name_zh, &brand.name_en] {
                found.brands.insert(plain(name), brand.code.clone());
            }
            brand_codes.insert(brand.id, brand.code);
        }
        let mut series_codes: HashMap<SeriesId, String> = HashMap::new();
        for series in rows::all::<Series>(connection)? {
            if whose.is_the_groups::<Series>(series.id, &series.code) {
                continue;
            }
            let Some(brand) = brand_codes.get(&series.brand) else {
                continue;
            };
            for name in [&series.code, &series.name_zh, &series.name_en] {
                let key = (brand.clone(), plain(name));
                found.series.insert(key, series.code.clone());
            }
            series_codes.insert(series.id, series.code);
        }
        for model in rows::all::<Model>(connection)? {
            if whose.is_the_groups::<Model>(model.id, &model.code) {
                continue;
            }
            let Some(series) = series_codes.get(&model.series) else {
                continue;
            };
            for name in [&model.name_zh, &model.name_en] {
                let key = (series.clone(), named(model.model_year, name));
                found.by_name.insert(key, model.code.clone());
            }
            found.models.insert(model.code.clone(), model);
        }
        for colour in rows::all::<ModelColour>(connection)? {
            if whose.is_the_groups::<ModelColour>(colour.id, &colour.code) {
                continue;
            }
            for name in [&colour.code, &colour.name_zh, &colour.name_en] {
                found.colours.insert(plain(name), colour.code.clone());
            }
        }
        found.equipment = Equipped::read(connection)?;
        Ok(found)
    }

    pub fn line(&mut self, cells: &Cells) -> Result<CatalogueLine, Refusal> {
        let launched = month_or_day(cells, "launchDate")?;
        let brand = self.brand(&cells.text("brand")?)?;
        let series = self.series(&brand, cells, launched)?;
        let typed = cells.text("version")?;
        let (year_of_name, bare_name) = year_and_name(&typed);
        let year = cells
            .whole("modelYear", &["年款", "款", "年"])?
            .or(year_of_name);
        let there = self.there(&series, year, bare_name, &cells.text("code")?);
        // What the maker told before stays where this list says nothing.
        let told = there.filter(|model| model.illustrative == IllustrativeMark::FromMaker);
        let launch_date = needed(
            launched.or(told.map(|model| model.launch_date)),
            "launchDate",
        )?;
        let model_year = year
            .or(told.map(|model| model.model_year))
            .unwrap_or_else(|| launch_date.year().unsigned_abs());
        let name_zh = match (bare_name.is_empty(), told) {
            (false, _) => format!("{model_year}款 {bare_name}"),
            (true, Some(told)) => told.name_zh.clone(),
            (true, None) => return Err(with_value("cellEmpty", "version", "what", "version")),
        };
        let name_en = Some(cells.text("versionEn")?)
            .filter(|name| !name.is_empty())
            .or_else(|| there.map(|model| model.name_en.clone()))
            .unwrap_or_else(|| name_zh.clone());
        let guide_price = cells.money("guidePrice")?;
        let code = match there {
            Some(model) => model.code.clone(),
            None => Some(cells.text("code")?)
                .filter(|code| !code.is_empty())
                .unwrap_or_else(|| format!("{series} {model_year} {bare_name}")),
        };
        let figures = figures(cells, told.map(|model| &model.figures.0))?;
        let told_of = told.map_or_else(Vec::new, |model| model.equipment.0.clone());
        let equipment = self.equipment.of_row(cells, told_of)?;
        let entry = ModelEntry {
            code,
            series: series.clone(),
            name_zh,
            name_en,
            model_year,
            guide_price: needed(
                guide_price.or(told.map(|model| model.guide_price)),
                "guidePrice",
            )?,
            launch_date,
            sale: cells.word("sale", sale)?.unwrap_or(ModelSale::OnSale),
            figures,
            colours: told.map_or_else(Vec::new, |model| model.colours.0.clone()),
            equipment,
            illustrative: IllustrativeMark::FromMaker,
        };
        let paints = self.paints(&cells.text("colours")?);
        let entry = ModelEntry {
            colours: paints.unwrap_or(entry.colours),
            ..entry
        };
        Ok(CatalogueLine {
            colours: entry
                .colours
                .iter()
                .filter_map(|code| self.new_colours.get(code).cloned())
                .collect(),
            brand: self.new_brands.get(&brand).cloned(),
            series: self.new_series.get(&series).cloned(),
            model: entry,
        })
    }

    fn there(&self, series: &str, year: Option<u32>, name: &str, code: &str) -> Option<&Model> {
        if let Some(model) = self.models.get(code) {
            return Some(model);
        }
        let named = (series.to_owned(), named(year?, name));
        self.by_name
            .get(&named)
            .and_then(|code| self.models.get(code))
    }

    /// The brand's code; one that the catalogue lacks is named as the list names it.
    fn brand(&mut self, name: &str) -> Result<String, Refusal> {
        needed(Some(name).filter(|name| !name.is_empty()), "brand")?;
        if let Some(code) = self.brands.get(&plain(name)) {
            return Ok(code.clone());
        }
        let entry = BrandEntry {
            code: name.to_owned(),
            name_zh: name.to_owned(),
            name_en: name.to_owned(),
            country: String::new(),
        };
        self.brands.insert(plain(name), entry.code.clone());
        self.new_brands.insert(entry.code.clone(), entry);
        Ok(name.to_owned())
    }

    /// The series' code; of one that the catalogue lacks the list has to say the class.
    fn series(
        &mut self,
        brand: &str,
        cells: &Cells,
        launched: Option<NaiveDate>,
    ) -> Result<String, Refusal> {
        let name = cells.text("series")?;
        needed(Some(&name).filter(|name| !name.is_empty()), "series")?;
        let key = (brand.to_owned(), plain(&name));
        if let Some(code) = self.series.get(&key) {
            return Ok(code.clone());
        }
        let maker = cells.text("maker")?;
        let entry = SeriesEntry {
            code: format!("{brand} {name}"),
            brand: brand.to_owned(),
            class: needed(cells.word("class", class)?, "class")?,
            launch_year: needed(launched, "launchDate")?.year().unsigned_abs(),
            name_en: name.clone(),
            name_zh: name,
            maker_zh: maker.clone(),
            maker_en: maker,
        };
        let code = entry.code.clone();
        self.series.insert(key, code.clone());
        self.new_series.insert(code.clone(), entry);
        Ok(code)
    }

    /// The paints that a cell names; nothing when it is empty. Makers name their paints anew every year,
    /// so one that the catalogue lacks is added.
    fn paints(&mut self, text: &str) -> Option<Vec<String>> {
        let names = parts(text);
        if names.is_empty() {
            return None;
        }
        let mut codes = Vec::with_capacity(names.len());
        for name in names {
            let code = self
                .colours
                .entry(plain(name))
                .or_insert_with(|| {
                    let entry = ColourEntry {
                        code: name.to_owned(),
                        name_zh: name.to_owned(),
                        name_en: name.to_owned(),
                        hex: String::new(),
                        family: String::new(),
                    };
                    self.new_colours.insert(entry.code.clone(), entry);
                    name.to_owned()
                })
                .clone();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        Some(codes)
    }
}

/// What a version is known by within its series.
fn named(year: u32, name: &str) -> String {
    format!("{year} {}", plain(year_and_name(name).1))
}

pub fn parts(text: &str) -> Vec<&str> {
    text.split(['、', ',', ';', '|', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A day, or a month, which begins with its first day: makers say 2026.03.
fn month_or_day(cells: &Cells, field: &str) -> Result<Option<NaiveDate>, Refusal> {
    let text = cells.text(field)?;
    let month = text.replace(['年', '/', '.'], "-").replace('月', "");
    let month = month.trim_end_matches('-');
    if month.matches('-').count() == 1
        && let Ok(first) = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d")
    {
        return Ok(Some(first));
    }
    cells.date(field)
}

fn figures(cells: &Cells, told: Option<&ModelFigures>) -> Result<ModelFigures, Refusal> {
    let kept = |figure: fn(&ModelFigures) -> Option<u32>| told.and_then(figure);
    let energy_type = needed(
        cells
            .word("energy", energy)?
            .or(told.map(|told| told.energy)),
        "energy",
    )?;
    let engine = match energy_type {
        EnergyType::Electric | EnergyType::FuelCell => false,
        EnergyType::Petrol
        | EnergyType::Diesel
        | EnergyType::Hybrid
        | EnergyType::PluginHybrid
        | EnergyType::RangeExtended => true,
    };
    let displacement = cells
        .displacement("displacement")?
        .or(kept(|told| told.displacement_ml));
    let one_speed = match energy_type {
        EnergyType::Electric => Some(Transmission::SingleSpeed),
        EnergyType::Petrol
        | EnergyType::Diesel
        | EnergyType::Hybrid
        | EnergyType::PluginHybrid
        | EnergyType::RangeExtended
        | EnergyType::FuelCell => None,
    };
    let [length, width, height] = cells.size("size")?;
    let millimetres = &["mm", "毫米"];
    Ok(ModelFigures {
        energy: energy_type,
        displacement_ml: if engine {
            Some(needed(displacement, "displacement")?)
        } else {
            None
        },
        power_kw: cells
            .whole("power", &["kw", "千瓦"])?
            .or(kept(|told| told.power_kw)),
        torque_nm: cells
            .whole("torque", &["n·m", "n.m", "nm", "牛米"])?
            .or(kept(|told| told.torque_nm)),
        transmission: needed(
            cells
                .word("transmission", transmission)?
                .or(told.map(|told| told.transmission))
                .or(one_speed),
            "transmission",
        )?,
        drivetrain: needed(
            cells
                .word("drivetrain", drivetrain)?
                .or(told.map(|told| told.drivetrain)),
            "drivetrain",
        )?,
        seats: needed(
            cells
                .whole("seats", &["座", "seats"])?
                .or(told.map(|told| told.seats)),
            "seats",
        )?,
        doors: cells
            .whole("doors", &["门", "doors"])?
            .or(kept(|told| told.doors)),
        length_mm: cells
            .whole("length", millimetres)?
            .or(length)
            .or(kept(|told| told.length_mm)),
        width_mm: cells
            .whole("width", millimetres)?
            .or(width)
            .or(kept(|told| told.width_mm)),
        height_mm: cells
            .whole("height", millimetres)?
            .or(height)
            .or(kept(|told| told.height_mm)),
        wheelbase_mm: cells
            .whole("wheelbase", millimetres)?
            .or(kept(|told| told.wheelbase_mm)),
        curb_weight_kg: cells
            .whole("curbWeight", &["kg", "公斤", "千克"])?
            .or(kept(|told| told.curb_weight_kg)),
        fuel_per_100km_x10: cells
            .tenths("fuelUse", &["l/100km", "升/百公里", "l"])?
            .or(kept(|told| told.fuel_per_100km_x10)),
        electric_range_km: cells
            .whole("electricRange", &["km", "公里"])?
            .or(kept(|told| told.electric_range_km)),
        battery_kwh_x10: cells
            .tenths("battery", &["kwh", "度"])?
            .or(kept(|told| told.battery_kwh_x10)),
        nev_catalogue: cells
            .word("relief", relief)?
            .unwrap_or(told.is_some_and(|told| told.nev_catalogue)),
    })
}
