//! Customers, as the page asks for them. Whatever is personal leaves here masked.

mod card;
mod duplicates;
mod list;
mod searching;

pub use card::{CustomerCard, CustomerCardArgs, card};
pub use duplicates::{Duplicate, DuplicateReason, DuplicatesArgs, duplicates};
pub(crate) use list::called;
pub use list::{CustomerRow, list};
pub use searching::{CUSTOMER_KIND, FoundBy, search_document};
