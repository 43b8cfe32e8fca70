//! Spreadsheets in and out.
//!
//! Reading goes row by row through a second thread, so that a file of any size needs little
//! memory and the caller decides rows while the next ones are being parsed. Dropping the
//! [`Sheet`] ends the reading.

mod cell;
mod csv_file;
mod error;
mod excel;
mod read;
mod write;

pub use cell::SheetCell;
pub use error::SheetError;
pub use read::{MOST_BYTES, MOST_ROWS, ReadOptions, Sheet, SheetRow, read, read_bytes};
pub use write::{Export, write_csv, write_xlsx};
