//! Papers, looked at with other people's tools: qpdf, pdffonts, pdftotext, pdftoppm.

#[path = "../proof/mod.rs"]
mod proof;

mod contents;
mod layout;
mod printing;
mod reports;
mod snapshots;
mod sums;

/// How many cases to try; the long proof asks for more.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(usual)
}
