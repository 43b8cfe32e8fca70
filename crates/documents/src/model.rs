//! A paper as data: what stands on it, before anything knows about pages.

use crate::Language;
use crate::fonts::Weight;
use chrono::{DateTime, Utc};

/// A paper, ready to be set into pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title as shown in the head of later pages and in the reader's window.
    pub title: String,
    /// The printed number, such as a contract number.
    pub number: Option<String>,
    /// The language, which decides page numbers, hyphenation rules and the PDF's language tag.
    pub language: Language,
    /// Size, margins and calibration.
    pub page: PageSetup,
    /// Whose paper it is.
    pub letterhead: Option<Letterhead>,
    /// Small text at the foot's left.
    pub foot_note: String,
    /// The version of the template the document came from; empty when there is none.
    pub template_version: String,
    /// Text laid over the top right corner of every page, such as `补打 2`.
    pub overlay: Option<String>,
    /// The instant that is written into the PDF as its date. Equal input gives equal bytes.
    pub issued_at: DateTime<Utc>,
    /// The contents, in order.
    pub blocks: Vec<Block>,
}

/// The sheet, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSetup {
    /// Width of the sheet.
    pub width_mm: f32,
    /// Height of the sheet.
    pub height_mm: f32,
    /// Margins: top, right, bottom, left.
    pub margins_mm: [f32; 4],
    /// Shift of everything to the right and down, for printers that feed askew.
    pub shift_mm: (f32, f32),
}

impl PageSetup {
    /// A4 upright with the margins of the house.
    pub const A4: PageSetup = PageSetup {
        width_mm: 210.0,
        height_mm: 297.0,
        margins_mm: [18.0, 19.0, 18.0, 19.0],
        shift_mm: (0.0, 0.0),
    };

    /// A4 on its side, for wide tables.
    pub const A4_LANDSCAPE: PageSetup = PageSetup {
        width_mm: 297.0,
        height_mm: 210.0,
        margins_mm: [15.0, 14.0, 15.0, 14.0],
        shift_mm: (0.0, 0.0),
    };

    /// A5 on its side, the size of a receipt book.
    pub const A5_LANDSCAPE: PageSetup = PageSetup {
        width_mm: 210.0,
        height_mm: 148.0,
        margins_mm: [12.0, 15.0, 12.0, 15.0],
        shift_mm: (0.0, 0.0),
    };
}

/// The head of the first page: who issues the paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Letterhead {
    /// The dealership's registered name.
    pub name: String,
    /// Address and telephone on one line.
    pub details: String,
    /// A logo, shown before the name.
    pub logo: Option<crate::Logo>,
}

/// Text with bold parts.
pub type RichText = Vec<Span>;

/// A piece of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text; a line feed starts a new line.
    pub text: String,
    /// Its weight.
    pub weight: Weight,
}

impl Span {
    /// Text in the ordinary weight.
    pub fn plain(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            weight: Weight::Regular,
        }
    }

    /// Text in bold.
    pub fn bold(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            weight: Weight::Bold,
        }
    }
}

/// Where lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    /// Flush left, ragged right.
    #[default]
    Left,
    /// Flush right; what money uses.
    Right,
    /// Centred.
    Centre,
    /// Flush on both sides, the last line left.
    Justified,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphStyle {
    /// Running text.
    #[default]
    Body,
    /// The line under the title.
    Subtitle,
    /// Notes that need not catch the eye.
    Small,
    /// Terms that must catch the eye: a bar at the left and a tinted ground.
    Notice,
    /// What somebody reads at arm's length: an address held out to a driver.
    Large,
}

/// One part of a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The paper's title, once, on the first page.
    Title(RichText),
    /// A heading: level 1 for an article, 2 for a part of it. It never stands alone at a page's foot.
    Heading {
        /// 1 or 2.
        level: u8,
        /// The words.
        text: RichText,
    },
    /// A paragraph.
    Paragraph {
        /// How it is set.
        style: ParagraphStyle,
        /// Where its lines end.
        alignment: Alignment,
        /// The words.
        text: RichText,
    },
    /// A numbered clause; the number hangs in the margin of its text.
    Clause {
        /// 1 for `3.2`, 2 for `（1）` under it.
        level: u8,
        /// The number as printed.
        number: String,
        /// The words.
        text: RichText,
    },
    /// Labels with values in ruled cells.
    Grid(Grid),
    /// A table.
    Table(Table),
    /// Places to sign, side by side; never split.
    Signatures(Vec<SignatureBlock>),
    /// The outline of a car with numbered marks; never split from what they mean, where that fits beside it.
    Outline(Outline),
    /// Blocks that stay on one page when they fit on one.
    Together(Vec<Block>),
    /// A fixed amount of white.
    Space {
        /// Its height in millimetres.
        height_mm: f32,
    },
    /// The rest begins on a new page.
    PageBreak,
}

/// Labels with values: `品牌 | 比亚迪`.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// How many label-value pairs stand in a row.
    pub pairs_per_row: usize,
    /// The pairs in reading order.
    pub cells: Vec<GridCell>,
}

/// One label and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// The label.
    pub label: RichText,
    /// The value; empty prints an empty cell to be filled in by hand.
    pub value: RichText,
    /// How many pairs' room it takes; at least 1.
    pub span: usize,
}

/// A table whose header row repeats on every page and whose rows are not split.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// How it is ruled.
    pub ruling: Ruling,
    /// Type size in points.
    pub size: f32,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The heading.
    pub heading: RichText,
    /// Where the cells' lines end.
    pub alignment: Alignment,
    /// How wide it is.
    pub width: ColumnWidth,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnWidth {
    /// As wide as its contents want to be, within what the page has.
    Natural,
    /// A share of what fixed and natural columns leave.
    Share(f32),
    /// So many millimetres.
    Millimetres(f32),
}

/// How a table is ruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ruling {
    /// Lines between rows only, as in a ledger.
    #[default]
    Ledger,
    /// Lines around every cell, as contracts and forms to be filled in have it.
    Cells,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// An ordinary row.
    #[default]
    Plain,
    /// The heading of a group of rows; stays with the row after it.
    Group,
    /// A sum inside the table; stays with the row before it.
    Subtotal,
    /// The sum of everything; stays with the row before it.
    Total,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells; missing ones are empty.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What it says.
    pub text: RichText,
    /// How many columns it takes; 0 counts as 1.
    pub span: usize,
}

impl From<RichText> for Cell {
    fn from(text: RichText) -> Cell {
        Cell { text, span: 1 }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::from(vec![Span::plain(text)])
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::from(vec![Span::plain(text)])
    }
}

/// The sides of a car as they are drawn, and the marks on them.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The sides, two in a row.
    pub views: Vec<OutlineView>,
    /// The marks; each is numbered by its place.
    pub marks: Vec<OutlineMark>,
}

/// A side of the car.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineView {
    /// Its name in the drawing: `left`.
    pub name: String,
    /// What is written under it.
    pub label: RichText,
}

/// A mark on a side of the car.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineMark {
    /// The side's name in the drawing.
    pub view: String,
    /// From the left, in thousandths of the side.
    pub x: u32,
    /// From the top, in thousandths of the side.
    pub y: u32,
    /// What it means.
    pub legend: RichText,
}

/// A place to sign.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureBlock {
    /// Who signs: `买方（签字）`.
    pub party: RichText,
    /// Lines under it, each a label and what is already known: `日期：`.
    pub lines: Vec<(RichText, RichText)>,
}
