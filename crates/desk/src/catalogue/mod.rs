//! The model catalogue: the list, the configuration sheet, choices for forms, and the training data.

mod card;
mod csv;
mod list;
mod shelf;
mod training;

pub use card::{CatalogueCard, CatalogueCardArgs, card};
pub use list::{CatalogueChoices, CatalogueRow, ChoicesArgs, choices, list, litres};
pub use shelf::{Shelf, Tongue};
pub use training::load_training;
