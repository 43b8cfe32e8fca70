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
