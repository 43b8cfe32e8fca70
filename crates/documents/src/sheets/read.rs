//! Reads a spreadsheet row by row, whatever its kind.

use super::{SheetCell, SheetError, csv_file, excel};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Rows that are taken in at once, heading included. A dealership has tens of thousands of
/// customers; a file beyond this is a mistake or should come in parts that can be undone in parts.
pub const MOST_ROWS: usize = 300_000;

/// Unpacked bytes that are read at most, so that no file can fill the memory.
pub const MOST_BYTES: u64 = 1 << 30;

/// What to read and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The sheet's name; absent means the first visible one.
    pub sheet: Option<String>,
    /// See [`MOST_ROWS`].
    pub most_rows: usize,
    /// See [`MOST_BYTES`].
    pub most_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions {
            sheet: None,
            most_rows: MOST_ROWS,
            most_bytes: MOST_BYTES,
        }
    }
}

/// A row with contents; empty rows are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// Its number as Excel shows it, from 1.
    pub number: u32,
    /// Its cells; empty ones at the end are left out.
    pub cells: Vec<SheetCell>,
}

/// An opened sheet: an iterator over its rows.
///
/// An error ends it. A caller that must take all or nothing reads to the end before it acts.
#[derive(Debug)]
pub struct Sheet {
    /// The sheet's name; for csv the file's name.
    pub name: String,
    /// The names of all visible sheets.
    pub names: Vec<String>,
    /// How many rows the file says the sheet has, for a progress bar; may be missing or wrong.
    pub rows_announced: Option<u64>,
    rows: Receiver<Result<Part, SheetError>>,
    current: std::vec::IntoIter<SheetRow>,
    is_ended: bool,
}

impl Iterator for Sheet {
    type Item = Result<SheetRow, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.current.next() {
                return Some(Ok(row));
            }
            if self.is_ended {
                return None;
            }
            match self.rows.recv() {
                Ok(Ok(Part::Rows(rows))) => self.current = rows.into_iter(),
                Ok(Ok(Part::End)) => self.is_ended = true,
                Ok(Err(error)) => {
                    self.is_ended = true;
                    return Some(Err(error));
                }
                Err(_) => {
                    // Without the end mark the reader fell over: rows would be missing unnoticed.
                    self.is_ended = true;
                    return Some(Err(SheetError::Broken {
                        reason: "reading stopped in the middle".to_owned(),
                    }));
                }
            }
        }
    }
}

/// What the reading thread sends: rows, and a mark when there are no more.
#[derive(Debug)]
enum Part {
    Rows(Vec<SheetRow>),
    End,
}

/// What is known before the first row.
pub(super) struct Opening {
    pub name: String,
    pub names: Vec<String>,
    pub rows_announced: Option<u64>,
}

/// Bytes that a workbook is read from.
pub(super) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// Where a spreadsheet's bytes are.
#[derive(Clone)]
pub(super) enum Origin {
    File(PathBuf),
    /// Name and contents. What came from somewhere else never has to be written down to be read.
    Memory(PathBuf, Arc<[u8]>),
}

impl Origin {
    pub fn open(&self) -> Result<Box<dyn Source>, SheetError> {
        Ok(match self {
            Self::File(path) => Box::new(BufReader::new(
                File::open(path).map_err(SheetError::CannotOpen)?,
            )),
            Self::Memory(_, bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    pub fn size(&self) -> Result<u64, SheetError> {
        match self {
            Self::File(path) => Ok(std::fs::metadata(path)
                .map_err(SheetError::CannotOpen)?
                .len()),
            Self::Memory(_, bytes) => Ok(bytes.len() as u64),
        }
    }

    pub fn bytes(&self) -> Result<Arc<[u8]>, SheetError> {
        match self {
            Self::File(path) => Ok(std::fs::read(path).map_err(SheetError::CannotOpen)?.into()),
            Self::Memory(_, bytes) => Ok(Arc::clone(bytes)),
        }
    }

    /// The file's name without its folder and ending.
    pub fn stem(&self) -> String {
        match self {
            Self::File(path) | Self::Memory(path, _) => path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default(),
        }
    }
}

/// Opens a spreadsheet; its kind is told by its contents, not by its name.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Sheet, SheetError> {
    read_from(Origin::File(path.to_path_buf()), options)
}

/// Opens a spreadsheet whose contents are at hand already; nothing of it touches the disk.
pub fn read_bytes(
    name: &str,
    contents: Vec<u8>,
    options: &ReadOptions,
) -> Result<Sheet, SheetError> {
    read_from(
        Origin::Memory(PathBuf::from(name), contents.into()),
        options,
    )
}

fn read_from(origin: Origin, options: &ReadOptions) -> Result<Sheet, SheetError> {
    let kind = kind_of(&origin)?;
    let (opened, opening) = sync_channel(1);
    // A few blocks of rows are parsed ahead; more would only cost memory.
    let (send, rows) = sync_channel(4);
    let options = options.clone();
    thread::spawn(move || {
        let mut out = RowSink::new(send, opened, options.most_rows);
        let outcome = match kind {
            Kind::Xlsx => excel::read_xlsx(&origin, &options, &mut out),
            Kind::Xls => excel::read_xls(&origin, &options, &mut out),
            Kind::Text => csv_file::read(&origin, &options, &mut out),
        };
        out.finish(outcome);
    });
    let opening = opening.recv().map_err(|_| SheetError::Broken {
        reason: "reading stopped before the first row".to_owned(),
    })??;
    Ok(Sheet {
        name: opening.name,
        names: opening.names,
        rows_announced: opening.rows_announced,
        rows,
        current: Vec::new().into_iter(),
        is_ended: false,
    })
}

/// Why reading stopped before the end.
pub(super) enum Stop {
    /// The caller does not want more.
    NotWanted,
    /// The file cannot be read further.
    Error(SheetError),
}

impl From<SheetError> for Stop {
    fn from(error: SheetError) -> Stop {
        Stop::Error(error)
    }
}

/// Collects cells into rows and sends rows in blocks.
pub(super) struct RowSink {
    send: SyncSender<Result<Part, SheetError>>,
    opened: Option<SyncSender<Result<Opening, SheetError>>>,
    block: Vec<SheetRow>,
    rows: usize,
    most_rows: usize,
}

const BLOCK: usize = 512;

impl RowSink {
    fn new(
        send: SyncSender<Result<Part, SheetError>>,
        opened: SyncSender<Result<Opening, SheetError>>,
        most_rows: usize,
    ) -> RowSink {
        RowSink {
            send,
            opened: Some(opened),
            block: Vec::with_capacity(BLOCK),
            rows: 0,
            most_rows,
        }
    }

    /// Told once, before the first row. A sheet that announces too many rows is refused at once.
    pub(super) fn open(&mut self, opening: Opening) -> Result<(), Stop> {
        if let Some(found) = opening.rows_announced
            && found > self.most_rows as u64
        {
            return Err(Stop::Error(SheetError::TooManyRows {
                limit: self.most_rows,
                found: Some(found),
            }));
        }
        match self.opened.take() {
            Some(opened) => opened.send(Ok(opening)).map_err(|_| Stop::NotWanted),
            None => Ok(()),
        }
    }

    pub(super) fn row(&mut self, number: u32, mut cells: Vec<SheetCell>) -> Result<(), Stop> {
        while cells.last().is_some_and(SheetCell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > self.most_rows {
            return Err(Stop::Error(SheetError::TooManyRows {
                limit: self.most_rows,
                found: None,
            }));
        }
        self.block.push(SheetRow { number, cells });
        if self.block.len() >= BLOCK {
            let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK));
            self.send
                .send(Ok(Part::Rows(block)))
                .map_err(|_| Stop::NotWanted)?;
        }
        Ok(())
    }

    fn finish(mut self, outcome: Result<(), Stop>) {
        let error = match outcome {
            Ok(()) if self.rows == 0 => SheetError::Empty,
            Ok(()) => {
                // Nobody left to read the last rows is no fault.
                let _ = self.send.send(Ok(Part::Rows(self.block)));
                let _ = self.send.send(Ok(Part::End));
                return;
            }
            Err(Stop::NotWanted) => return,
            Err(Stop::Error(error)) => error,
        };
        match self.opened.take() {
            Some(opened) => drop(opened.send(Err(error))),
            None => drop(self.send.send(Err(error))),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Xls,
    Text,
}

fn kind_of(origin: &Origin) -> Result<Kind, SheetError> {
    let mut head = Vec::with_capacity(8192);
    origin
        .open()?
        .take(8192)
        .read_to_end(&mut head)
        .map_err(SheetError::CannotOpen)?;
    if head.is_empty() {
        return Err(SheetError::Empty);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Xlsx);
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Ok(Kind::Xls);
    }
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Ok(Kind::Text);
    }
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let start = start.trim_ascii_start();
    if start.starts_with(b"<") {
        return Err(SheetError::WebPage);
    }
    // Text has no control characters but tabs and line ends.
    let is_binary = head
        .iter()
        .any(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C));
    if is_binary {
        return Err(SheetError::NotASpreadsheet);
    }
    Ok(Kind::Text)
}
