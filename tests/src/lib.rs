//! Tests in the real window: a module per business area, over one harness. `cargo xtask test` plays them all.
//!
//! Nothing of the program is linked here. A journey knows what a person knows: keys, words on the screen, paper.

pub mod harness;
pub mod steps;

#[cfg(test)]
mod areas;
#[cfg(test)]
mod entry;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod harness_itself;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod vehicles;
