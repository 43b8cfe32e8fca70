//! When a car's next service is due (SVC-12): predicted from its own visits, by kilometres or by time, whichever
//! is first. How well that does is measured by a back-test over what has happened, beside the fixed-interval rule.

mod back_test;
mod history;
mod predicting;

pub use back_test::{BackTest, Errors, back_test};
pub use history::{CarHistory, Occasion, Visit, fleet, histories};
pub use predicting::{DueBy, Fleet, Prediction, predict};
