//! The model catalogue: the list, the configuration sheet, choices for forms, and the training data.

mod card;
mod choices;
mod csv;
mod english;
mod finding;
mod list;
mod popularity;
pub mod publish;
mod published;
mod shelf;
mod training;

pub use card::{CatalogueCard, CatalogueCardArgs, card};
pub use choices::{
    CatalogueChoice, CatalogueChoiceArgs, CatalogueChoices, ChoicesArgs, choice, choices,
};
pub use english::{CatalogueWords, words};
pub use list::{CatalogueRow, list, litres};
pub use popularity::PopularModels;
pub use published::{PublishedToGroup, publish_to_group};
pub use shelf::{Shelf, Tongue, Whose};
pub use training::{load_into, load_training};
