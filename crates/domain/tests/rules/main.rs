//! The leaf rules by example and by property: what must hold for every amount, number and loan.

mod amounts;
mod calendars;
mod capitals;
mod dated;
mod identifiers;
mod kpi;
mod lending;
mod privacy;
mod tax;
mod warranty;

/// How many cases to try; the long proof asks for more.
pub fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(usual)
}
