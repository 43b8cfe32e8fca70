//! An amount in capitals 大写, for the cashier to read back while it is typed.

use domain::money::{Fen, rmb_capitals};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Desk, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct CapitalsArgs {
    pub amount: Fen,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Capitals {
    pub text: String,
}

pub fn capitals(desk: &Desk, asked: CapitalsArgs) -> Result<Capitals, RpcError> {
    desk.session()?;
    Ok(Capitals {
        text: rmb_capitals(asked.amount),
    })
}
