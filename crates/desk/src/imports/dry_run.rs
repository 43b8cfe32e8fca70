//! Every row is decided by the rule that will decide it later, over a snapshot, and nothing is written.

use std::collections::{HashMap, HashSet};

use domain::{
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::Ask,
    identifiers::Vin,
    ids::{ImportId, ModelId, VehicleId},
    imports::{
        ImportKind, ImportRefusal, ImportedModelPriceLine, ImportedPriceLine, RowVerdict,
        catalogue_row, customer_row, model_price_row, price_row, vehicle_row,
    },
    money::Fen,
    refusal::Refusal,
    rights::Right,
    vehicles::{Vehicle, VehicleState},
};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use store::StoreFacts;
use ts_rs::TS;

use super::{
    Content, ImportArgs, Plan, Planned, RowOutcome, opening, reading::Cells, still_here,
    versions::Versions, with_plan,
};
use crate::{Desk, clock, error::RpcError, search, submit};

#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct ImportCounts {
    pub new: u32,
    pub changed: u32,
    pub duplicate: u32,
    pub bad: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct ImportRowsArgs {
    pub import: ImportId,
    #[serde(default)]
    pub outcome: Option<RowOutcome>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportRowLine {
    /// As Excel counts.
    pub number: u32,
    pub outcome: RowOutcome,
    pub cells: Vec<String>,
    /// Code and values of the sentence, and the column it is about.
    pub reason: Option<RpcError>,
    pub column: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportRows {
    pub total: u32,
    pub rows: Vec<ImportRowLine>,
}

pub fn dry_run(desk: &Desk, asked: ImportArgs) -> Result<ImportCounts, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    with_plan(desk, asked.import, |plan| {
        if plan.taken {
            return Err(RpcError::refused("importTaken"));
        }
        opening::remember(desk, plan)?;
        let label = Map::from_iter([("file".to_owned(), plan.file_name.clone().into())]);
        let planned = desk.work(&plan.id.0.to_string(), "importDryRun", label, |work| {
            store.store.read(|connection| {
                let facts = StoreFacts::new(connection);
                let context = match submit::context(&facts, &store, &session, clock::now()) {
                    Ok(context) => context,
                    Err(Stop::Refused(refusal)) => return Err(refusal.into()),
                    Err(Stop::Missing) => return Err(facts.breakage().into()),
                };
                let total = plan.rows.len() as u64;
                let mut trial = Trial::new(&facts, &context, plan);
                let mut planned = Vec::with_capacity(plan.rows.len());
                for index in 0..plan.rows.len() {
                    match trial.row(index) {
                        Ok(row) => planned.push(row),
                        Err(Stop::Refused(refusal)) => planned.push(turned_down(refusal)),
                        Err(Stop::Missing) => {
                            drop(trial);
                            return Err(facts.breakage().into());
                        }
                    }
                    if index.is_multiple_of(256) {
                        if work.progress(index as u64, Some(total)).is_break() {
                            return Err(RpcError::refused("importCancelled").with("rows", 0));
                        }
                        still_here(desk, session.person)?;
                    }
                }
                let _ = work.progress(total, Some(total));
                Ok(planned)
            })
        })?;
        plan.planned = planned;
        Ok(counts(plan))
    })
}

pub(super) fn counts(plan: &Plan) -> ImportCounts {
    let mut counts = ImportCounts::default();
    for row in &plan.planned {
        match row.outcome {
            RowOutcome::New => counts.new += 1,
            RowOutcome::Changed => counts.changed += 1,
            RowOutcome::Duplicate => counts.duplicate += 1,
            RowOutcome::Bad => counts.bad += 1,
        }
    }
    counts
}

/// A record that is known is a duplicate, anything else that is refused is bad.
fn turned_down(refusal: Refusal) -> Planned {
    let known = [
        "mobileKnown",
        "identityKnown",
        "twiceInFile",
        "alreadyKnown",
    ];
    Planned {
        outcome: if known.contains(&refusal.code.as_str()) {
            RowOutcome::Duplicate
        } else {
            RowOutcome::Bad
        },
        reason: Some(refusal),
        content: None,
    }
}

fn said(code: &str, field: Option<&str>, values: Map<String, serde_json::Value>) -> Refusal {
    Refusal {
        code: code.to_owned(),
        field: field.map(str::to_owned),
        values,
    }
}

struct Trial<'a> {
    facts: &'a StoreFacts<'a>,
    context: &'a Context,
    plan: &'a Plan,
    /// What a row is known by, with the number of the row that brought it first.
    seen: HashMap<String, u32>,
    priced: HashSet<VehicleId>,
    names: Option<Names>,
    versions: Option<Versions>,
}

impl<'a> Trial<'a> {
    fn new(facts: &'a StoreFacts<'a>, context: &'a Context, plan: &'a Plan) -> Self {
        Self {
            facts,
            context,
            plan,
            seen: HashMap::new(),
            priced: HashSet::new(),
            names: None,
            versions: None,
        }
    }

    fn row(&mut self, index: usize) -> Result<Planned, Stop> {
        let row = &self.plan.rows[index];
        let cells = Cells {
            row,
            headers: &self.plan.headers,
            columns: &self.plan.columns,
            today: self.context.today(),
        };
        match self.plan.kind {
            ImportKind::Vehicles => {
                let mut vehicle = cells.vehicle()?;
                self.first(row.number, vehicle.car.vin.as_str(), "vin")?;
                // Numbers are drawn when the car is taken in; the rule only wants one to be there.
                "-".clone_into(&mut vehicle.car.stock_number);
                let there = known_car(self.facts, &vehicle.car.vin)?;
                if let Some(there) = &there
                    && vehicle.car.description.is_empty()
                {
                    there.description.clone_into(&mut vehicle.car.description);
                }
                let verdict = vehicle_row(self.facts, self.context, &vehicle)?;
                vehicle.car.stock_number.clear();
                vehicle.known = there.map(|there| there.id);
                Ok(planned(&verdict, Content::Vehicle(Box::new(vehicle))))
            }
            ImportKind::Customers => {
                let customer = cells.customer()?;
                self.first(row.number, &customer.details.mobile, "details.mobile")?;
                let identity = &customer.details.identity_number;
                self.first(row.number, identity, "details.identityNumber")?;
                let verdict = customer_row(self.facts, self.context, &customer)?;
                Ok(planned(&verdict, Content::Customer(Box::new(customer))))
            }
            ImportKind::Prices => self.prices(row.number, &cells),
            ImportKind::Catalogue => {
                let line = self.versions()?.line(&cells)?;
                self.first(row.number, &line.model.code, "version")?;
                let (source, edition) = self.plan.publication(self.context.today());
                let verdict = catalogue_row(self.facts, self.context, &source, &edition, &line)?;
                Ok(planned(&verdict, Content::Version(Box::new(line))))
            }
        }
    }

    /// The catalogue, read once and only for a list of versions.
    fn versions(&mut self) -> Result<&mut Versions, Stop> {
        let versions = match self.versions.take() {
            Some(versions) => versions,
            None => Versions::read(self.facts.connection())
                .map_err(|error| Stop::from(self.facts.broke(error)))?,
        };
        Ok(self.versions.insert(versions))
    }

    /// Refuses a row that says again what an earlier one said.
    fn first(&mut self, number: u32, key: &str, field: &str) -> Result<(), Stop> {
        if key.is_empty() {
            return Ok(());
        }
        if let Some(earlier) = self.seen.get(key) {
            let values = Map::from_iter([("row".to_owned(), (*earlier).into())]);
            return Err(said("twiceInFile", Some(field), values).into());
        }
        self.seen.insert(key.to_owned(), number);
        Ok(())
    }

    /// A VIN names one car; a model names every car of that name, and the version of the catalogue
    /// that is called so.
    fn prices(&mut self, number: u32, cells: &Cells) -> Result<Planned, Stop> {
        let guide_price = cells.money("guidePrice")?;
        let asking_price = cells.money("askingPrice")?;
        let floor = cells.money("floor")?;
        let (cars, version) = if let Some(vin) = cells.vin()? {
            self.first(number, vin.as_str(), "vin")?;
            let cars = known_car(self.facts, &vin)?.map(|car| car.id);
            let cars = cars.into_iter().collect();
            (cars, None)
        } else {
            let name = cells.text("description")?;
            self.first(number, &name, "description")?;
            self.called(&name)?
        };
        if cars.is_empty() && version.is_none() {
            return Err(said("nothingPriced", Some("description"), Map::new()).into());
        }
        let mut content = Vec::new();
        for car in &cars {
            // A line for the very car says more than a line for its model, whichever comes first.
            if !self.priced.insert(*car) {
                continue;
            }
            let row = ImportedPriceLine {
                vehicle: *car,
                guide_price,
                asking_price,
                floor,
            };
            match price_row(self.facts, self.context, &row)? {
                RowVerdict::New(_) | RowVerdict::Changed(_) => content.push(row),
                RowVerdict::Same => {}
            }
        }
        let version = self.version(version, guide_price, cars.is_empty())?;
        if content.is_empty() && version.is_none() {
            return Err(said("alreadyKnown", None, Map::new()).into());
        }
        Ok(Planned {
            outcome: RowOutcome::Changed,
            reason: None,
            content: Some(Content::Prices {
                cars: content,
                version,
            }),
        })
    }

    /// The new guide price of a version, when there is one. Whoever may not edit the catalogue still
    /// prices the cars that stand here, and is refused where the line is about nothing else.
    fn version(
        &self,
        version: Option<ModelId>,
        guide_price: Option<Fen>,
        alone: bool,
    ) -> Result<Option<ImportedModelPriceLine>, Stop> {
        let (Some(model), Some(guide_price)) = (version, guide_price) else {
            return if alone {
                Err(ImportRefusal::PriceMissing.into())
            } else {
                Ok(None)
            };
        };
        if !alone && !self.context.may(Right::EditCatalogue) {
            return Ok(None);
        }
        let row = ImportedModelPriceLine { model, guide_price };
        Ok(match model_price_row(self.facts, self.context, &row)? {
            RowVerdict::New(_) | RowVerdict::Changed(_) => Some(row),
            RowVerdict::Same => None,
        })
    }

    /// Our cars and the version of the catalogue that go by this name.
    fn called(&mut self, name: &str) -> Result<(Vec<VehicleId>, Option<ModelId>), Stop> {
        if self.names.is_none() {
            self.names = Some(Names::read(self.facts)?);
        }
        let found = self.names.as_ref().map(|names| {
            let version = names.versions.get(name).copied();
            let mut cars = names.cars.get(name).cloned().unwrap_or_default();
            let of_version = version.and_then(|version| names.of_version.get(&version));
            cars.extend(of_version.into_iter().flatten());
            cars.sort_unstable();
            cars.dedup();
            (cars, version)
        });
        Ok(found.unwrap_or_default())
    }
}

/// What our cars and the versions of the catalogue are called, read once and only for price lists.
#[derive(Default)]
struct Names {
    cars: HashMap<String, Vec<VehicleId>>,
    of_version: HashMap<ModelId, Vec<VehicleId>>,
    versions: HashMap<String, ModelId>,
}

impl Names {
    fn read(facts: &StoreFacts) -> Result<Self, Stop> {
        let mut names = Self::default();
        for state in VehicleState::ALL {
            for car in facts.by::<Vehicle>(Vehicle::BY_STATE_ARRIVED_ON, [state.to_value()])? {
                if !is_ours(&car) {
                    continue;
                }
                if let Some(version) = car.model {
                    names.of_version.entry(version).or_default().push(car.id);
                }
                names.cars.entry(car.description).or_default().push(car.id);
            }
        }
        for (name, version) in search::model_names(facts.connection())
            .map_err(|error| Stop::from(facts.broke(error)))?
        {
            names.versions.insert(name, version);
        }
        Ok(names)
    }
}

fn is_ours(car: &Vehicle) -> bool {
    match car.state {
        VehicleState::Delivered | VehicleState::Gone => false,
        VehicleState::InTransit
        | VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready => true,
    }
}

fn known_car(facts: &StoreFacts, vin: &Vin) -> Result<Option<Vehicle>, Stop> {
    Ok(facts
        .by::<Vehicle>(Vehicle::BY_VIN, [vin.to_value()])?
        .into_iter()
        .find(is_ours))
}

fn planned(verdict: &RowVerdict, content: Content) -> Planned {
    match verdict {
        RowVerdict::New(_) => Planned {
            outcome: RowOutcome::New,
            reason: None,
            content: Some(content),
        },
        RowVerdict::Changed(_) => Planned {
            outcome: RowOutcome::Changed,
            reason: None,
            content: Some(content),
        },
        RowVerdict::Same => turned_down(said("alreadyKnown", None, Map::new())),
    }
}

/// A page of the rows, as they stand in the file, with what came of each.
pub fn rows(desk: &Desk, asked: ImportRowsArgs) -> Result<ImportRows, RpcError> {
    with_plan(desk, asked.import, |plan| {
        let wanted: Vec<usize> = (0..plan.planned.len())
            .filter(|index| {
                asked
                    .outcome
                    .is_none_or(|outcome| plan.planned[*index].outcome == outcome)
            })
            .collect();
        Ok(ImportRows {
            total: u32::try_from(wanted.len()).unwrap_or(u32::MAX),
            rows: wanted
                .into_iter()
                .skip(asked.offset as usize)
                .take(asked.limit.min(500) as usize)
                .map(|index| line(plan, index))
                .collect(),
        })
    })
}

pub(super) fn line(plan: &Plan, index: usize) -> ImportRowLine {
    let row = &plan.rows[index];
    let planned = &plan.planned[index];
    let column = planned
        .reason
        .as_ref()
        .and_then(|reason| reason.field.as_deref())
        // The rules name fields by their path in the command, the file by the last word of it or, where a
        // column stands for one item of equipment, by the whole.
        .and_then(|field| {
            let word = match field {
                "cost.purchasePrice" => Some("cost"),
                other => other.rsplit('.').next(),
            };
            let column = |field: &str| plan.columns.get(field).copied();
            column(field).or_else(|| word.and_then(column))
        });
    ImportRowLine {
        number: row.number,
        outcome: planned.outcome,
        cells: row
            .cells
            .iter()
            .map(documents::sheets::SheetCell::as_text)
            .collect(),
        reason: planned.reason.clone().map(RpcError::from),
        column,
    }
}
