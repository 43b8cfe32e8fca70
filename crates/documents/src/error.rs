//! What can go wrong between data and a paper, each with what a person needs to mend it.

use crate::fonts::MissingGlyph;
use thiserror::Error;

/// A paper could not be made. Nothing half-made is ever returned.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The data does not have the shape the form asks for; the text names the field.
    #[error("the form “{form}” cannot be filled in: {reason}")]
    DataDoesNotFit {
        /// The form's file name, such as `sales-contract`.
        form: &'static str,
        /// What is missing or of the wrong kind, as serde says it.
        reason: String,
    },
    /// The lines of a paper do not add up to its printed sum. Such a paper is never printed.
    #[error("{what}: the lines add up to {lines} fen, the paper says {stated} fen")]
    SumsDiffer {
        /// Which sum, such as `price_total`.
        what: &'static str,
        /// The sum of the lines in fen.
        lines: i64,
        /// The sum that was handed in, in fen.
        stated: i64,
    },
    /// A sum of money or a count left the range of 64 bits.
    #[error("{what} is too large to be added up")]
    TooLarge {
        /// Which sum.
        what: &'static str,
    },
    /// Characters for which the embedded typeface has no glyph; they would print as boxes.
    #[error("{} cannot be printed: the typeface has no such character", listed(.0))]
    MissingGlyphs(Vec<MissingGlyph>),
    /// The template itself is at fault.
    #[error("the template {template} is faulty: {reason}")]
    Template {
        /// The template's file name.
        template: String,
        /// Where and why.
        reason: String,
    },
    /// The page is too small for its margins.
    #[error("the page of {width_mm} × {height_mm} mm leaves no room between its margins")]
    PageTooSmall {
        /// Page width in millimetres.
        width_mm: f32,
        /// Page height in millimetres.
        height_mm: f32,
    },
    /// The embedded typeface could not be read or cut down to the glyphs in use.
    #[error("the embedded typeface could not be used: {reason}")]
    Typeface {
        /// What the font reader said.
        reason: String,
    },
    /// Stored PDF bytes that cannot be opened to be printed again.
    #[error("the stored paper cannot be opened: {reason}")]
    StoredPaper {
        /// What the PDF reader said.
        reason: String,
    },
    /// The finished paper could not be written.
    #[error("the paper could not be written")]
    Write(#[from] std::io::Error),
}

fn listed(missing: &[MissingGlyph]) -> String {
    missing
        .iter()
        .map(|glyph| format!("{} (U+{:04X})", glyph.character, u32::from(glyph.character)))
        .collect::<Vec<_>>()
        .join(", ")
}
