//! A version with its configuration sheet and the cars of it that the house has.

use domain::{
    catalogue::{Equipment, EquipmentGroup, Model, ModelColour, ModelSale},
    ids::{ModelId, VehicleId},
    money::Fen,
    rights::Right,
    vehicles::{Vehicle, VehicleState, age_days},
};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{
    choices::not_found,
    shelf::{Shelf, Tongue},
};
use crate::{Desk, clock, error::RpcError, search::is_ours, stores};

#[derive(Debug, Deserialize, TS)]
pub struct CatalogueCardArgs {
    pub id: ModelId,
}

/// A line of the sheet. An empty value: not available for this version.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SheetLine {
    pub label: String,
    /// The item of a choice that is fitted; empty where the line is a yes or no.
    pub item: String,
    pub fitted: bool,
    /// What it costs as an option 选配; nothing where it is standard 标配.
    pub price: Option<Fen>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetGroup {
    pub group: EquipmentGroup,
    pub lines: Vec<SheetLine>,
}

/// A car of this version in the house.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueStock {
    pub id: VehicleId,
    pub stock_number: String,
    pub exterior_colour: String,
    pub state: VehicleState,
    pub asking_price: Option<Fen>,
    pub age_days: Option<u32>,
}

/// Another version of the same series.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueSibling {
    pub id: ModelId,
    pub name: String,
    pub guide_price: Fen,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueCard {
    pub model: Model,
    /// Brand, series and version in the language of the desk.
    pub name: String,
    pub brand: String,
    pub maker: String,
    pub class: domain::catalogue::BodyClass,
    pub groups: Vec<SheetGroup>,
    pub colours: Vec<ModelColour>,
    pub stock: Vec<CatalogueStock>,
    /// The other versions of the series that are on sale, the cheapest first.
    pub siblings: Vec<CatalogueSibling>,
}

pub fn card(desk: &Desk, asked: CatalogueCardArgs) -> Result<CatalogueCard, RpcError> {
    let (store, _) = desk.with_right(Right::SeeStock)?;
    let tongue = Tongue::of(&stores::language(desk));
    let today = clock::now().date_in(store.zone);
    let shelf = store.store.read(Shelf::load)?;
    let ids: Vec<ModelId> = shelf
        .model(asked.id)
        .map_or_else(Vec::new, |model| shelf.ids_of(model).collect());
    let cars: Vec<_> = store.derivations.stock.ask(&store.store, |board| {
        ids.iter().flat_map(|id| board.of_model(*id)).collect()
    })?;
    store.store.read(|connection| {
        let model = shelf.model(asked.id).ok_or_else(not_found)?;
        let (series, brand) = shelf.family(model).ok_or_else(not_found)?;
        let mut equipment: Vec<Equipment> = rows::all(connection)?;
        equipment.retain(|item| shelf.stands_beside::<Equipment>(model, item.id, &item.code));
        equipment.sort_by_key(|item| item.place);
        let mut colours: Vec<ModelColour> = rows::all(connection)?;
        colours.retain(|colour| {
            model.colours.0.contains(&colour.code)
                && shelf.stands_beside::<ModelColour>(model, colour.id, &colour.code)
        });
        colours.sort_by_key(|colour| model.colours.0.iter().position(|code| *code == colour.code));
        let mut stock = Vec::new();
        for id in cars {
            let Some(car) = rows::entity::<Vehicle>(connection, id)? else {
                continue;
            };
            if is_ours(&car) {
                stock.push(CatalogueStock {
                    id: car.id,
                    age_days: age_days(&car, today),
                    stock_number: car.stock_number,
                    exterior_colour: car.exterior_colour,
                    state: car.state,
                    asking_price: car.asking_price.or(car.guide_price),
                });
            }
        }
        Ok(CatalogueCard {
            name: shelf.name(model, tongue),
            brand: tongue.pick(&brand.name_zh, &brand.name_en).to_owned(),
            maker: tongue.pick(&series.maker_zh, &series.maker_en).to_owned(),
            class: series.class,
            groups: EquipmentGroup::ALL
                .iter()
                .map(|group| SheetGroup {
                    group: *group,
                    lines: lines(model, &equipment, *group, tongue),
                })
                .collect(),
            colours,
            stock,
            siblings: siblings(&shelf, model, tongue),
            model: model.clone(),
        })
    })
}

fn siblings(shelf: &Shelf, model: &Model, tongue: Tongue) -> Vec<CatalogueSibling> {
    let mut siblings: Vec<CatalogueSibling> = shelf
        .listed()
        .filter(|other| other.series == model.series && other.id != model.id)
        .filter(|other| other.sale == ModelSale::OnSale)
        .map(|other| CatalogueSibling {
            id: other.id,
            name: tongue.pick(&other.name_zh, &other.name_en).to_owned(),
            guide_price: other.guide_price,
        })
        .collect();
    siblings.sort_by_key(|sibling| sibling.guide_price);
    siblings
}

fn lines(
    model: &Model,
    equipment: &[Equipment],
    group: EquipmentGroup,
    tongue: Tongue,
) -> Vec<SheetLine> {
    let mut lines: Vec<(&str, SheetLine)> = Vec::new();
    for item in equipment
        .iter()
        .filter(|item| item.equipment_group == group)
    {
        let name = tongue.pick(&item.name_zh, &item.name_en);
        let fitted = model.equipment.0.iter().find(|one| one.code == item.code);
        let price = fitted.and_then(|one| one.price);
        if item.choice.is_empty() {
            lines.push((
                "",
                SheetLine {
                    label: name.to_owned(),
                    item: String::new(),
                    fitted: fitted.is_some(),
                    price,
                },
            ));
            continue;
        }
        let at = lines.iter().position(|(choice, _)| *choice == item.choice);
        let at = at.unwrap_or_else(|| {
            lines.push((
                &item.choice,
                SheetLine {
                    label: tongue.pick(&item.choice_zh, &item.choice_en).to_owned(),
                    item: String::new(),
                    fitted: false,
                    price: None,
                },
            ));
            lines.len() - 1
        });
        if fitted.is_some() {
            let line = &mut lines[at].1;
            name.clone_into(&mut line.item);
            line.fitted = true;
            line.price = price;
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
