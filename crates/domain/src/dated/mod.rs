//! Rules that hold for a time: every rate, cap, window and deadline is a row with its first day, its last
//! day and its source. Outside a known window there is no answer, only [`Undefined`].

mod policies;
mod windows;

pub use policies::Policies;
pub use windows::{
    Dated, InForce, PolicyName, RuleError, RuleStamp, Terms, Undefined, WindowError,
};
