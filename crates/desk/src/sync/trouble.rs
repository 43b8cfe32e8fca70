//! What hinders an exchange: the line, or this desk's own store.

use store::following::exchange::ExchangeError;

use super::line::LineError;
use crate::error::RpcError;

pub enum Trouble {
    Line(LineError),
    Store(RpcError),
}

impl From<LineError> for Trouble {
    fn from(error: LineError) -> Self {
        Self::Line(error)
    }
}

impl From<RpcError> for Trouble {
    fn from(error: RpcError) -> Self {
        Self::Store(error)
    }
}

impl From<store::StoreError> for Trouble {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error.into())
    }
}

impl From<ExchangeError> for Trouble {
    fn from(error: ExchangeError) -> Self {
        Self::Store(match error {
            ExchangeError::Store(error) => error.into(),
            other @ ExchangeError::Taking(_) => RpcError::broken("pageNotTaken", &other),
        })
    }
}

impl From<Trouble> for RpcError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Line(error) => error.into(),
            Trouble::Store(error) => error,
        }
    }
}
