//! A batch of rows is one signed command. A row that is refused by now is left out and told; it
//! does not take the others with it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CatalogueLine, ImportBatch, ImportBatchCost, ImportKind, ImportRefusal, ImportRun,
    ImportedCustomerLine, ImportedModelPriceLine, ImportedPriceLine, ImportedVehicleLine,
    RowVerdict, catalogue_row,
    catalogue_rows::{brand_alone, colour_alone, parent_row, series_alone},
    customer_row,
    kept::{Former, kept, parted},
    model_price_row, price_row, vehicle_row,
};
use crate::{
    catalogue::{BrandEntry, ColourEntry, ModelEntry, SeriesEntry},
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule, Stop},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::{ImportBatchId, ImportId, RecordId},
    refusal::{Concern, Refusal},
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportVehicles {
    pub import: ImportId,
    pub file_name: String,
    pub rows: Vec<ImportedVehicleLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportCustomers {
    pub import: ImportId,
    pub file_name: String,
    pub rows: Vec<ImportedCustomerLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPrices {
    pub import: ImportId,
    pub file_name: String,
    pub rows: Vec<ImportedPriceLine>,
    #[serde(default)]
    pub models: Vec<ImportedModelPriceLine>,
}

/// A maker's list of versions. Brands and paints come in a command of their own before series, and these
/// before versions, so that taking back the last batch first leaves nothing without what it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportCatalogue {
    pub import: ImportId,
    pub file_name: String,
    /// Who publishes it and which edition it is, as every card says.
    pub source: String,
    pub edition: String,
    #[serde(default)]
    pub brands: Vec<BrandEntry>,
    #[serde(default)]
    pub colours: Vec<ColourEntry>,
    #[serde(default)]
    pub series: Vec<SeriesEntry>,
    #[serde(default)]
    pub models: Vec<ModelEntry>,
}

impl Rule for ImportVehicles {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ImportFiles);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        for row in &mut self.rows {
            if row.known.is_none() && row.car.stock_number.is_empty() {
                row.car.stock_number = numbers.next(NumberSeries::Stock);
            }
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut batch = Batch::new(facts, context, ImportKind::Vehicles);
        for row in &self.rows {
            let keys = [row.car.vin.to_string()];
            batch.take(&keys, || vehicle_row(facts, context, row))?;
        }
        batch.finish(self.import, &self.file_name)
    }
}

impl Rule for ImportCustomers {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ImportFiles);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        for row in &mut self.rows {
            if row.number.is_empty() {
                row.number = numbers.next(NumberSeries::Customer);
            }
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut batch = Batch::new(facts, context, ImportKind::Customers);
        for row in &self.rows {
            let details = &row.details;
            let keys = [details.mobile.clone(), details.identity_number.clone()];
            batch.take(&keys, || customer_row(facts, context, row))?;
        }
        batch.finish(self.import, &self.file_name)
    }
}

impl Rule for ImportPrices {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ImportFiles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut batch = Batch::new(facts, context, ImportKind::Prices);
        for row in &self.rows {
            let keys = [row.vehicle.0.to_string()];
            batch.take(&keys, || price_row(facts, context, row))?;
        }
        for row in &self.models {
            let keys = [row.model.0.to_string()];
            batch.take(&keys, || model_price_row(facts, context, row))?;
        }
        batch.finish(self.import, &self.file_name)
    }
}

impl Rule for ImportCatalogue {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ImportFiles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("source", &self.source, checks::LINE)?;
        checks::filled("edition", &self.edition, checks::LINE)?;
        let (source, edition) = (&self.source, &self.edition);
        let mut batch = Batch::new(facts, context, ImportKind::Catalogue);
        for colour in &self.colours {
            let alone = colour_alone(source, edition, colour);
            batch.take_for_good(|| parent_row(facts, context, &alone))?;
        }
        let parents = self
            .brands
            .iter()
            .map(|brand| brand_alone(source, edition, brand));
        let parents = parents.chain(
            self.series
                .iter()
                .map(|series| series_alone(source, edition, series)),
        );
        for parent in parents {
            batch.take_uncounted(|| parent_row(facts, context, &parent))?;
        }
        for model in &self.models {
            let line = CatalogueLine {
                model: model.clone(),
                brand: None,
                series: None,
                colours: Vec::new(),
            };
            let keys = [model.code.clone()];
            batch.take(&keys, || {
                catalogue_row(facts, context, source, edition, &line)
            })?;
        }
        batch.finish(self.import, &self.file_name)
    }
}

/// The rows decided so far.
struct Batch<'a> {
    facts: &'a dyn Facts,
    context: &'a Context,
    kind: ImportKind,
    outcome: Outcome,
    records: Vec<super::ImportedRecord>,
    seen: BTreeSet<String>,
    added: u32,
    changed: u32,
    left_out: u32,
}

impl<'a> Batch<'a> {
    fn new(facts: &'a dyn Facts, context: &'a Context, kind: ImportKind) -> Self {
        Self {
            facts,
            context,
            kind,
            outcome: Outcome::default(),
            records: Vec::new(),
            seen: BTreeSet::new(),
            added: 0,
            changed: 0,
            left_out: 0,
        }
    }

    /// Facts do not know what earlier rows of this very batch put, so `keys` tell two of a kind.
    fn take(
        &mut self,
        keys: &[String],
        decide: impl FnOnce() -> Result<RowVerdict, Stop>,
    ) -> Result<(), Stop> {
        let keys = || keys.iter().filter(|key| !key.is_empty());
        if keys().any(|key| self.seen.contains(key)) {
            self.leave_out(&ImportRefusal::TwiceInFile.into());
            return Ok(());
        }
        self.seen.extend(keys().cloned());
        let (changes, former) = match decide() {
            Ok(RowVerdict::New(changes)) => {
                self.added += 1;
                (changes, Former::Nothing)
            }
            Ok(RowVerdict::Changed(changes)) => {
                self.changed += 1;
                (changes, Former::Ask)
            }
            Ok(RowVerdict::Same) => return Ok(()),
            Err(Stop::Refused(refusal)) => {
                self.leave_out(&refusal);
                return Ok(());
            }
            Err(Stop::Missing) => return Err(Stop::Missing),
        };
        let id = changes.0.first().map(|change| change.id);
        if let Some(id) = id {
            self.records.push(kept(self.facts, id, &changes.0, former)?);
        }
        self.outcome.changes.0.extend(changes.0);
        Ok(())
    }

    /// A row that stands above those of the list: taken back with them, and not counted among them.
    fn take_uncounted(
        &mut self,
        decide: impl FnOnce() -> Result<RowVerdict, Stop>,
    ) -> Result<(), Stop> {
        let counted = (self.added, self.changed);
        self.take(&[], decide)?;
        (self.added, self.changed) = counted;
        Ok(())
    }

    /// A paint, which may be on versions of other lists by the time this one is taken back.
    fn take_for_good(
        &mut self,
        decide: impl FnOnce() -> Result<RowVerdict, Stop>,
    ) -> Result<(), Stop> {
        let records = self.records.len();
        self.take_uncounted(decide)?;
        self.records.truncate(records);
        Ok(())
    }

    fn leave_out(&mut self, refusal: &Refusal) {
        self.left_out += 1;
        self.outcome.concerns.push(Concern {
            code: refusal.code.clone(),
            values: refusal.values.clone(),
        });
    }

    fn finish(mut self, import: ImportId, file_name: &str) -> Decision {
        let context = self.context;
        let mut run = self
            .facts
            .get::<ImportRun>(RecordId(import.0))?
            .unwrap_or_else(|| ImportRun {
                id: import,
                kind: self.kind,
                file_name: file_name.to_owned(),
                added: 0,
                changed: 0,
                left_out: 0,
                kept: 0,
                imported_by: context.actor,
                began_at: context.made_at,
                undone_at: None,
            });
        if run.undone_at.is_some() {
            return Err(ImportRefusal::ImportUndone.into());
        }
        run.added += self.added;
        run.changed += self.changed;
        run.left_out += self.left_out;
        self.outcome.changes.put(context.lane, &run);
        if !self.records.is_empty() {
            let id = ImportBatchId::derived(context.command, "batch");
            let (open, costs) = parted(self.records);
            self.outcome.changes.put(
                context.lane,
                &ImportBatch {
                    id,
                    import_id: import,
                    records: Json(open),
                    undone_at: None,
                },
            );
            if !costs.is_empty() {
                let costs = ImportBatchCost {
                    id,
                    records: Json(costs),
                };
                self.outcome.changes.put(context.lane, &costs);
            }
        }
        Ok(self.outcome)
    }
}
