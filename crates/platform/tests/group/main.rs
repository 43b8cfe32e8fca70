//! Stores of one group on one platform, on either engine.

#[path = "../common/mod.rs"]
mod common;

mod at_once;
mod by_right;
mod cars;
mod leaving;
mod levels;
mod members;
mod promotions;
mod shared;
mod world;
