//! Papers, looked at with other people's tools: qpdf, pdffonts, pdftotext, pdftoppm.

#[path = "../proof/mod.rs"]
mod proof;

mod contents;
mod layout;
mod printing;
mod reports;
mod snapshots;
mod sums;
