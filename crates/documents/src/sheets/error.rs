//! Why a spreadsheet cannot be read or written, in words that say what to do.

use thiserror::Error;

/// A spreadsheet cannot be read or written. Nothing was changed.
#[derive(Debug, Error)]
pub enum SheetError {
    /// The file is not there or may not be opened.
    #[error("the file cannot be opened")]
    CannotOpen(#[source] std::io::Error),
    /// The file is a workbook but damaged.
    #[error("the workbook is damaged: {reason}; open it in Excel and save it again")]
    Broken {
        /// What the reader stumbled over.
        reason: String,
    },
    /// The workbook asks for a password.
    #[error("the workbook is protected by a password; save it without one")]
    PasswordProtected,
    /// Neither xlsx, xls nor text.
    #[error("the file is not a spreadsheet; xlsx, xls and csv can be read")]
    NotASpreadsheet,
    /// A web page or XML that only carries a spreadsheet's name, as some systems export it.
    #[error("the file is a web page named like a spreadsheet; open it in Excel and save it as xlsx")]
    WebPage,
    /// More rows than are taken in at once.
    #[error("the sheet has more than {limit} rows; split the file")]
    TooManyRows {
        /// How many are allowed.
        limit: usize,
        /// How many the file says it has, when it says so.
        found: Option<u64>,
    },
    /// The contents are larger than may be unpacked.
    #[error("the file is too large to be read ({bytes} bytes, at most {limit}); split the file")]
    TooLarge {
        /// Its unpacked size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// There is not a single cell with contents.
    #[error("the sheet is empty")]
    Empty,
    /// The workbook has no sheet of that name.
    #[error("the workbook has no sheet “{name}”")]
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
    },
    /// Text in neither UTF-8, UTF-16 nor GB18030.
    #[error("the text is in an unknown encoding; save the file as CSV in UTF-8")]
    UnknownEncoding,
    /// The export could not be written.
    #[error("the spreadsheet could not be written: {reason}")]
    CannotWrite {
        /// What the writer said.
        reason: String,
    },
}
