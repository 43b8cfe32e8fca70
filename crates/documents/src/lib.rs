//! Papers and spreadsheets: template and data become pages, pages become PDF; tables go in and out.
//!
//! Entry points:
//! - [`render`] fills a form of [`forms`] in and gives a [`Paper`];
//! - [`Report`] is a table with its definition, for paper ([`Report::to_paper`]) and for
//!   spreadsheets ([`sheets::write_xlsx`]);
//! - [`missing_glyphs`] tells of rare characters before anything is printed;
//! - [`printing`] lays `补打 2` and a printer's own shift over the bytes of an issued paper;
//! - [`sheets::read`] reads xlsx, xls and csv row by row.
//!
//! The bytes of a [`Paper`] are the paper: the page previews exactly them, CUPS gets exactly them
//! through `lp`, and a reprint is them with something laid over. Rasterising is deliberately not
//! here: the preview draws PDF in the page, and where a spooler wants pictures (Windows) the
//! shell asks the same preview for them, so there is one renderer and not two.

mod engine;
mod error;
mod fonts;
pub mod forms;
mod language;
mod logo;
mod model;
mod paper;
pub mod printing;
mod report;
pub mod sheets;
mod templates;

pub use error::DocumentError;
pub use fonts::{MissingGlyph, Weight};
pub use forms::Form;
pub use language::Language;
pub use logo::{Logo, LogoFault};
pub use model::*;
pub use paper::{Paper, missing_characters, missing_glyphs};
pub use report::{ColumnKind, Orientation, Report, ReportColumn, ReportGroup, Value};
pub use templates::{RenderOptions, document, render, render_contents, template_version};
