//! Tests in the real window: a module per business area, over one harness. `cargo xtask test` plays them all.
//!
//! Nothing of the program is linked here. A journey knows what a person knows: keys, words on the screen, paper.

pub mod harness;
pub mod screens;
pub mod steps;

#[cfg(test)]
mod areas;
#[cfg(test)]
mod comfort;
#[cfg(test)]
mod day;
#[cfg(test)]
mod entry;
#[cfg(test)]
mod harness_itself;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod my_day;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod vehicles;
