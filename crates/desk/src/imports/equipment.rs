//! What a maker's list says of a version's equipment: item by item in one column, or in a column for each item,
//! with 有, 标配 or ● where a version has it, 无 or - where it has not, 选装 and a price where it can be had. The
//! lines of the configuration sheet are the house's own, so an item is one of them.

use std::collections::{BTreeMap, HashMap};

use documents::sheets::{SheetCell, SheetRow};
use domain::{
    catalogue::{Equipment, FittedEquipment},
    money::Fen,
    refusal::Refusal,
};
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use super::{
    columns::heading,
    reading::{Cells, fault, unread},
    versions::{parts, plain, with_value},
};
use crate::catalogue::Whose;

/// An item of the house's configuration sheet, as a field that a column can be mapped to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EquipmentField {
    /// As the mapping calls it: `equipment.sunroof`.
    pub field: String,
    pub name_zh: String,
    pub name_en: String,
    /// What it is a choice of, such as the mirrors; empty for an item that stands alone.
    pub choice_zh: String,
    pub choice_en: String,
}

const PREFIX: &str = "equipment.";

fn field_of(code: &str) -> String {
    format!("{PREFIX}{code}")
}

fn items(connection: &rusqlite::Connection) -> Result<Vec<Equipment>, StoreError> {
    let whose = Whose::read(connection)?;
    let mut items: Vec<Equipment> = rows::all(connection)?;
    items.retain(|item| !whose.is_the_groups::<Equipment>(item.id, &item.code));
    items.sort_by_key(|item| item.place);
    Ok(items)
}

/// Every item that the house's sheet has, in its order.
pub(super) fn fields(connection: &rusqlite::Connection) -> Result<Vec<EquipmentField>, StoreError> {
    Ok(items(connection)?
        .into_iter()
        .map(|item| EquipmentField {
            field: field_of(&item.code),
            name_zh: item.name_zh,
            name_en: item.name_en,
            choice_zh: item.choice_zh,
            choice_en: item.choice_en,
        })
        .collect())
}

/// Adds to the mapping the columns that are headed by an item's name and mean nothing else.
pub(super) fn guess(
    columns: &mut BTreeMap<String, u32>,
    headers: &SheetRow,
    items: &[EquipmentField],
) {
    let name = |text: &str| heading(&SheetCell::Text(text.to_owned()));
    for (column, said) in (0..).zip(headers.cells.iter().map(heading)) {
        if said.is_empty() || columns.values().any(|taken| *taken == column) {
            continue;
        }
        let item = items
            .iter()
            .find(|item| name(&item.name_zh) == said || name(&item.name_en) == said);
        if let Some(item) = item {
            columns.entry(item.field.clone()).or_insert(column);
        }
    }
}

/// What a column says of an item.
enum Fitting {
    /// Every car of the version has it.
    Standard,
    /// It can be had for this much more.
    Optional(Fen),
    /// The version has it not.
    Absent,
}

const STANDARD: &[&str] = &[
    "有", "是", "标配", "标准", "配备", "●", "√", "✓", "✔", "■", "y", "yes", "true", "1", "s",
    "std", "standard",
];
const ABSENT: &[&str] = &[
    "无", "否", "没有", "未配", "不配", "-", "--", "—", "——", "×", "✗", "x", "n", "no", "false",
    "0", "none",
];
const OPTIONAL: &[&str] = &["选装", "选配", "可选", "○", "optional", "option", "opt"];

/// What the column of this item says; an empty cell says nothing.
fn fitting(cells: &Cells, field: &str) -> Result<Option<Fitting>, Refusal> {
    let text = cells.text(field)?;
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    if STANDARD.contains(&plain.as_str()) {
        return Ok(Some(Fitting::Standard));
    }
    if ABSENT.contains(&plain.as_str()) {
        return Ok(Some(Fitting::Absent));
    }
    let price = OPTIONAL
        .iter()
        .find_map(|word| plain.strip_prefix(word))
        .ok_or_else(|| unread("wordUnreadable", field, &text))?
        .trim_matches(|sign| matches!(sign, ':' | '+' | '(' | ')' | '¥' | '￥'));
    if price.is_empty() {
        return Err(fault("optionPriceMissing", field));
    }
    Fen::parse(price)
        .map(|price| Some(Fitting::Optional(price)))
        .map_err(|error| Refusal::typed(&error, Some(field)))
}

/// The house's configuration sheet, to read a list against.
#[derive(Default)]
pub(super) struct Equipped {
    items: Vec<Equipment>,
    by_name: HashMap<String, String>,
}

impl Equipped {
    pub fn read(connection: &rusqlite::Connection) -> Result<Self, StoreError> {
        let mut found = Self {
            items: items(connection)?,
            ..Self::default()
        };
        for item in &found.items {
            for name in [&item.code, &item.name_zh, &item.name_en] {
                found.by_name.insert(plain(name), item.code.clone());
            }
        }
        Ok(found)
    }

    /// What a row says, over what the maker told of the version before.
    pub fn of_row(
        &self,
        cells: &Cells,
        told: Vec<FittedEquipment>,
    ) -> Result<Vec<FittedEquipment>, Refusal> {
        let listed = self.listed(&cells.text("equipment")?)?;
        self.by_columns(cells, listed.unwrap_or(told))
    }

    /// The equipment that one cell names; nothing when it is empty.
    fn listed(&self, text: &str) -> Result<Option<Vec<FittedEquipment>>, Refusal> {
        let names = parts(text);
        if names.is_empty() {
            return Ok(None);
        }
        let mut fitted: Vec<FittedEquipment> = Vec::with_capacity(names.len());
        for name in names {
            let Some(code) = self.by_name.get(&plain(name)) else {
                return Err(with_value("equipmentUnknown", "equipment", "found", name));
            };
            if fitted.iter().all(|item| item.code != *code) {
                fitted.push(FittedEquipment {
                    code: code.clone(),
                    price: None,
                });
            }
        }
        Ok(Some(fitted))
    }

    /// The same after what the columns say that stand for one item each. Where one says nothing, the item stays
    /// as it was; of a choice, such as the kinds of roof, a version has one as standard.
    fn by_columns(
        &self,
        cells: &Cells,
        mut fitted: Vec<FittedEquipment>,
    ) -> Result<Vec<FittedEquipment>, Refusal> {
        for item in &self.items {
            let Some(said) = fitting(cells, &field_of(&item.code))? else {
                continue;
            };
            let price = match said {
                Fitting::Absent => {
                    fitted.retain(|one| one.code != item.code);
                    continue;
                }
                Fitting::Standard => {
                    fitted.retain(|one| one.price.is_some() || !self.excludes(item, &one.code));
                    None
                }
                Fitting::Optional(price) => Some(price),
            };
            match fitted.iter_mut().find(|one| one.code == item.code) {
                Some(one) => one.price = price,
                None => fitted.push(FittedEquipment {
                    code: item.code.clone(),
                    price,
                }),
            }
        }
        Ok(fitted)
    }

    /// Whether a version that has this item as standard cannot have the other one too.
    fn excludes(&self, item: &Equipment, other: &str) -> bool {
        let other = self.items.iter().find(|one| one.code == other);
        other.is_some_and(|other| {
            other.code != item.code && !item.choice.is_empty() && other.choice == item.choice
        })
    }
}
