//! Orders, their money and the cashier's day, as the page asks for them.

mod capitals;
mod card;
mod cash;
mod list;
mod making;
mod money;
pub(crate) mod papers;
mod payments;
pub(crate) mod words;

pub use capitals::{Capitals, CapitalsArgs, capitals};
pub use card::{OrderCard, OrderCardArgs, OrderMissing, OrderMissingArgs, card, missing};
pub use cash::{CashDayArgs, CashDayView, day};
pub use list::{OrderRow, list};
pub use making::{BeginOrderArgs, OrderBegun, OrderWorkedOut, WorkOutOrderArgs, begin, work_out};
pub use money::{MoneyRow, list as money_list};
