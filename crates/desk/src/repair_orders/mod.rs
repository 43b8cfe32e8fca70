//! Repair orders as the page asks for them: the list, and one with its jobs, lines, sheets and times.

mod card;
mod health_records;
mod list;
pub mod papers;
mod photos;
mod words;

pub use card::{RepairOrderArgs, RepairOrderCard, card};
pub use health_records::{
    ExportHealthRecords, HealthRecordsWritten, export as export_health_records,
};
pub use list::{RepairOrderRow, list};
pub(crate) use photos::remove_unnamed;
pub use photos::{KeepPhoto, KeptPhoto, Photo, PhotoArgs, keep as keep_photo, shown as photo};
