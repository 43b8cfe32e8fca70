//! Members as pages ask for them: what a customer is as a member, with the ledger and what stands to be entered; and the
//! rules for points.

mod card;
mod policies;

pub use card::{MemberArgs, MemberView, of_customer};
pub use policies::{PointsPolicies, policies};
