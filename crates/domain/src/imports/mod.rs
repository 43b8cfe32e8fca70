//! Whole files taken in at once (INT-1): each batch of rows is one command, each row is decided by
//! the rule that also decides a single one, and what every batch put is kept, so that the whole
//! import can be undone.

mod batches;
mod catalogue_rows;
#[cfg(test)]
mod catalogue_tests;
mod kept;
mod rows;
#[cfg(test)]
mod tests;
mod undo;

pub use batches::{ImportCatalogue, ImportCustomers, ImportPrices, ImportVehicles};
pub use catalogue_rows::{CatalogueLine, catalogue_row};
pub(crate) use kept::without_earlier_rows;
pub use kept::{ImportedRecord, ImportedRow, KeptValue};
pub use rows::{
    ImportedCustomerLine, ImportedModelPriceLine, ImportedPriceLine, ImportedVehicleLine,
    RowVerdict, customer_row, model_price_row, price_row, vehicle_row,
};
pub use undo::UndoImport;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    entity::Json,
    ids::{CustomerId, ImportBatchId, ImportId, PersonId},
    refusal::Refusal,
    time::Timestamp,
};

crate::words! {
    /// What a file is a list of.
    pub enum ImportKind {
        Vehicles => "vehicles",
        Customers => "customers",
        Prices => "prices",
        /// The versions of a maker, with their figures and guide prices.
        Catalogue => "catalogue",
    }
}

/// One file that was taken in, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "import_run", right = ImportFiles, index(began_at))]
pub struct ImportRun {
    pub id: ImportId,
    pub kind: ImportKind,
    pub file_name: String,
    pub added: u32,
    pub changed: u32,
    /// Rows that were good in the dry run and no longer when they were taken in.
    pub left_out: u32,
    /// Rows that stayed when the import was undone, since somebody worked on them meanwhile.
    pub kept: u32,
    pub imported_by: PersonId,
    pub began_at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

/// What one command of an import put, apart from costs; shrinks to the rows that stayed when it is undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "import_batch", right = ImportFiles, index(import_id))]
pub struct ImportBatch {
    pub id: ImportBatchId,
    pub import_id: ImportId,
    pub records: Json<Vec<ImportedRecord>>,
    pub undone_at: Option<Timestamp>,
}

/// The costs among what one command of an import put, for those only who may see costs. The id is
/// the batch's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "import_batch_cost", right = SeeCost)]
pub struct ImportBatchCost {
    pub id: ImportBatchId,
    pub records: Json<Vec<ImportedRecord>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ImportRefusal {
    /// Another customer has this very identity number.
    IdentityKnown {
        customer: CustomerId,
        number: String,
    },
    /// A customer that nobody could find again has neither mobile nor identity number.
    NothingToFindBy,
    /// The list names no price to set for a car or a version.
    PriceMissing,
    /// This batch was undone already.
    ImportUndone,
    /// The same car or customer stands twice in one batch.
    TwiceInFile,
}

impl From<ImportRefusal> for Refusal {
    fn from(refusal: ImportRefusal) -> Self {
        let field = match &refusal {
            ImportRefusal::IdentityKnown { .. } => Some("details.identityNumber"),
            ImportRefusal::NothingToFindBy => Some("details.mobile"),
            ImportRefusal::PriceMissing => Some("askingPrice"),
            ImportRefusal::ImportUndone | ImportRefusal::TwiceInFile => None,
        };
        Self::typed(&refusal, field)
    }
}
