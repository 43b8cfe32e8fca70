//! Building an index from scratch, or putting in very many documents in one transaction.

use rusqlite::Connection;

use super::batch::Batch;
use super::builder::Beginnings;
use super::error::Result;
use super::segment::Segment;
use super::write::write_batch;
use super::{SearchDocument, merge};

/// The documents that are sorted in memory at a time, some 15 MB with their keys.
const BATCH: usize = if cfg!(test) { 50 } else { 1 << 16 };

/// Takes documents in any order and leaves one segment of them all. The caller holds a transaction
/// from before the first document until after `finish`.
pub struct Bulk<'a> {
    conn: &'a Connection,
    waiting: Batch,
    /// The last docno before it.
    before: i64,
    batches: usize,
}

impl<'a> Bulk<'a> {
    pub fn new(conn: &'a Connection) -> Result<Self> {
        let before = Segment::in_use(conn)?
            .last()
            .map_or(0, |segment| segment.last_docno);
        Ok(Self {
            conn,
            waiting: Batch::default(),
            before,
            batches: 0,
        })
    }

    /// Puts a document in, replacing the version of the same kind and id.
    pub fn put(&mut self, document: &SearchDocument) -> Result<()> {
        self.waiting.add(document);
        if self.waiting.len() == BATCH {
            write_batch(
                self.conn,
                std::mem::take(&mut self.waiting),
                Beginnings::Unlisted,
            )?;
            self.batches += 1;
        }
        Ok(())
    }

    /// Writes what is left and merges all that came.
    pub fn finish(self) -> Result<()> {
        if self.batches == 0 {
            return write_batch(self.conn, self.waiting, Beginnings::Listed);
        }
        write_batch(self.conn, self.waiting, Beginnings::Unlisted)?;
        let mut segments = Segment::in_use(self.conn)?;
        segments.retain(|segment| segment.first_docno > self.before);
        merge::at_once(self.conn, segments)
    }
}
