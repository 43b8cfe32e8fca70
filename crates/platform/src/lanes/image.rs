//! The image of a lane: all its rows as of one moment, table by table, in pieces that are handed on as soon as they
//! are full, so that no lane is too large for the memory.

use domain::entity::{Row, Table};
use protocol::{
    bytes::row_image,
    ledger::Position,
    snapshot::{self, Kept},
};

/// A piece is handed on with so many bytes of rows. It is also what a desk writes in one transaction.
const FULL: usize = 4 << 20;

/// So many entries that somebody has to look at still come beside the rows at most.
pub(super) const MOST_KEPT: usize = 200;

/// Rows of one table, not yet compressed.
pub struct Piece {
    pub table: &'static Table,
    pub rows: u64,
    pub bytes: Vec<u8>,
}

/// What an image is the image of.
#[derive(Debug)]
pub struct Moment {
    pub position: Position,
    /// The highest lamport in the ledger up to there.
    pub lamport: u64,
    pub kept: Vec<Kept>,
}

/// The piece that is being filled.
#[derive(Default)]
pub(super) struct Filling(Option<Piece>);

impl Filling {
    /// Adds a row; gives the piece that is full with it, or that the row does not belong to.
    pub fn add(&mut self, table: &'static Table, seq: u64, row: &Row) -> Option<Piece> {
        let former = self.0.take_if(|piece| piece.table != table);
        let piece = self.0.get_or_insert_with(|| Piece {
            table,
            rows: 0,
            bytes: Vec::new(),
        });
        snapshot::put_row(&mut piece.bytes, seq, &row_image(row));
        piece.rows += 1;
        former.or_else(|| self.0.take_if(|piece| piece.bytes.len() >= FULL))
    }

    pub fn rest(&mut self) -> Option<Piece> {
        self.0.take()
    }
}
