//! Tests in the real window: a module per business area, over one harness. `cargo xtask test` plays them all.
//!
//! Nothing of the program is linked here. A journey knows what a person knows: keys, words on the screen, paper.

pub mod figures;
pub mod harness;
pub mod screens;
pub mod steps;
pub mod workbooks;

#[cfg(test)]
mod areas;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod comfort;
#[cfg(test)]
mod complaints;
#[cfg(test)]
mod day;
#[cfg(test)]
mod entry;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod harness_itself;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod leads;
#[cfg(test)]
mod many_desks;
#[cfg(test)]
mod members;
#[cfg(test)]
mod my_day;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod promotions;
#[cfg(test)]
mod quotes;
#[cfg(test)]
mod recalls;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod search;
#[cfg(test)]
mod service;
#[cfg(test)]
mod service_points;
#[cfg(test)]
mod starting;
#[cfg(test)]
mod stock;
#[cfg(test)]
mod test_drives;
#[cfg(test)]
mod vehicles;
