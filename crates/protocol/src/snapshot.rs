//! A snapshot of a lane: every row as it was when the lane stood at one place of its ledger, for a desk that joins.
//!
//! Each table is one image of its rows in the order of their ids, cut into pieces that can be asked for one by one. A piece is
//! compressed (Zstandard, RFC 8878) and named by the SHA-256 of what is sent; within it each row is the seq
//! of the entry that last wrote it, and its image behind its length.

use domain::ids::LaneId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    bytes::{Damaged, put_bytes},
    ledger::{Entry, Hash, Position},
    wire::{WireError, expand},
};

/// Names one making of a snapshot: pieces of two makings do not fit together.
pub type SnapshotId = [u8; 16];

/// What a snapshot holds, and how to know that a piece is whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    #[serde(with = "serde_bytes")]
    pub id: SnapshotId,
    pub lane: LaneId,
    /// Where the lane stood; a desk goes on from here, page by page.
    pub position: Position,
    /// The columns that the rows have, as a number that grows with every migration.
    pub schema: u32,
    /// The highest lamport up to there.
    pub lamport: u64,
    /// Those that have rows.
    pub tables: Vec<TableImage>,
    /// Entries from before the snapshot that somebody has to look at still.
    pub kept: Vec<Kept>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableImage {
    pub table: String,
    pub pieces: Vec<PieceImage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceImage {
    pub rows: u64,
    /// As it is sent.
    pub bytes: u64,
    #[serde(with = "serde_bytes")]
    pub sha256: Hash,
}

/// An entry beside the snapshot, with its place. The chain up to it stays at the platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub seq: u64,
    #[serde(with = "serde_bytes")]
    pub hash: Hash,
    pub entry: Entry,
}

impl Manifest {
    /// Every piece in the order in which they are taken, with its table.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, &PieceImage)> {
        self.tables
            .iter()
            .flat_map(|image| image.pieces.iter().map(|piece| (&*image.table, piece)))
    }

    pub fn rows(&self) -> u64 {
        self.pieces().map(|(_, piece)| piece.rows).sum()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PieceError {
    #[error("the piece is not the one that the manifest names")]
    OtherBytes,
    #[error("the piece has other rows than the manifest says")]
    OtherCount,
    #[error("the rows are not in the order of their ids")]
    OtherOrder,
    #[error(transparent)]
    Unreadable(#[from] WireError),
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// How hard a piece is compressed: it is made once and fetched by many.
const LEVEL: i32 = 3;

/// Adds a row to a piece that is being made.
pub fn put_row(piece: &mut Vec<u8>, seq: u64, image: &[u8]) {
    piece.extend_from_slice(&seq.to_be_bytes());
    put_bytes(piece, image);
}

/// A piece as it is sent, and what a manifest says of it.
pub fn close(rows: u64, piece: &[u8]) -> (PieceImage, Vec<u8>) {
    // Compressing from memory into memory does not fail.
    let sent = zstd::stream::encode_all(piece, LEVEL).unwrap_or_default();
    let image = PieceImage {
        rows,
        bytes: sent.len() as u64,
        sha256: Sha256::digest(&sent).into(),
    };
    (image, sent)
}

/// The rows of a piece that came, each with its seq; nothing of it before all of it is known to be whole.
pub fn open(image: &PieceImage, sent: &[u8]) -> Result<Rows, PieceError> {
    if <Hash>::from(Sha256::digest(sent)) != image.sha256 {
        return Err(PieceError::OtherBytes);
    }
    let rows = Rows(expand(sent)?);
    let mut count = 0;
    for row in rows.each() {
        row?;
        count += 1;
    }
    if count != image.rows {
        return Err(PieceError::OtherCount);
    }
    Ok(rows)
}

/// The rows of a piece.
pub struct Rows(Vec<u8>);

impl Rows {
    /// Each row's seq and image.
    pub fn each(&self) -> impl Iterator<Item = Result<(u64, &[u8]), Damaged>> {
        let mut left = &self.0[..];
        std::iter::from_fn(move || {
            if left.is_empty() {
                return None;
            }
            let row = take(&mut left);
            if row.is_err() {
                left = &[];
            }
            Some(row)
        })
    }
}

fn take<'a>(left: &mut &'a [u8]) -> Result<(u64, &'a [u8]), Damaged> {
    let (seq, rest) = left.split_first_chunk::<8>().ok_or(Damaged)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(Damaged)?;
    let (image, rest) = rest
        .split_at_checked(u32::from_be_bytes(*length) as usize)
        .ok_or(Damaged)?;
    *left = rest;
    Ok((u64::from_be_bytes(*seq), image))
}

#[cfg(test)]
mod tests {
    use super::{PieceError, close, open, put_row};

    fn piece() -> Vec<u8> {
        let mut piece = Vec::new();
        put_row(&mut piece, 7, b"one");
        put_row(&mut piece, 9, b"");
        piece
    }

    #[test]
    fn the_rows_of_a_piece_come_back_with_their_seq() {
        let (image, sent) = close(2, &piece());
        let rows = open(&image, &sent).expect("it is whole");
        let rows: Vec<_> = rows.each().collect();
        assert_eq!(rows, [Ok((7, &b"one"[..])), Ok((9, &b""[..]))]);
    }

    #[test]
    fn a_piece_that_was_altered_or_cut_or_lacks_a_row_is_refused() {
        let (image, sent) = close(2, &piece());
        for place in 0..sent.len() {
            let mut altered = sent.clone();
            altered[place] ^= 1;
            assert_eq!(open(&image, &altered).err(), Some(PieceError::OtherBytes));
            assert_eq!(
                open(&image, &sent[..place]).err(),
                Some(PieceError::OtherBytes)
            );
        }
        let (more, sent) = close(3, &piece());
        assert_eq!(open(&more, &sent).err(), Some(PieceError::OtherCount));
        let (cut, sent) = close(2, &piece()[..20]);
        assert!(matches!(
            open(&cut, &sent).err(),
            Some(PieceError::Damaged(_))
        ));
    }
}
