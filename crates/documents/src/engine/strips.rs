//! Turns blocks into strips: slices over the whole measure that are never cut.
//!
//! A strip knows the white above it, which is dropped at a page's top, and whether it must stay
//! with the next one. That is all the pages need to know to keep headings with their text,
//! totals with their rows and signatures together.

use super::lines::{self, Line, Measure};
use super::page::{Ink, Mark};
use super::{grids, outlines, signatures, tables};
use crate::fonts::{Fonts, Weight};
use crate::model::{Alignment, Block, ParagraphStyle, RichText, Span};
use std::rc::Rc;

/// A slice of a page that is never cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub height: f32,
    /// White above it, unless it stands first on a page.
    pub above: f32,
    pub keep_with_next: bool,
    pub marks: Vec<Mark>,
    /// Repeated above this strip when it comes to stand first on a page: a table's header row.
    pub repeated: Option<Rc<Strip>>,
    pub page_break_before: bool,
}

/// Type sizes and distances in points; one scale for every paper.
pub(crate) mod scale {
    pub const BODY: f32 = 9.5;
    pub const SMALL: f32 = 8.0;
    pub const TITLE: f32 = 19.0;
    pub const LARGE: f32 = 24.0;
    pub const ARTICLE: f32 = 11.0;
    pub const PART: f32 = 10.0;
    pub const LEADING: f32 = 1.58;
    pub const PARAGRAPH_GAP: f32 = 4.0;
    pub const HAIRLINE: f32 = 0.4;
    pub const RULE: f32 = 0.9;
}

/// What setting blocks needs to know.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub fonts: &'a Fonts,
    /// Width of the measure in points.
    pub width: f32,
    /// Height of a full page of it in points.
    pub height: f32,
}

pub(crate) fn strips_of(blocks: &[Block], setting: Setting<'_>) -> Vec<Strip> {
    let mut strips = Vec::new();
    let mut break_next = false;
    let mut after_table = false;
    for block in blocks {
        let first = strips.len();
        match block {
            Block::Title(text) => strips.extend(title(text, setting)),
            Block::Heading { level, text } => strips.extend(heading(*level, text, setting)),
            Block::Paragraph {
                style,
                alignment,
                text,
            } => strips.extend(paragraph(*style, *alignment, text, setting)),
            Block::Clause {
                level,
                number,
                text,
            } => strips.extend(clause(*level, number, text, setting)),
            Block::Grid(grid) => strips.extend(grids::grid(grid, setting)),
            Block::Table(table) => strips.extend(tables::table(table, setting)),
            Block::Outline(outline) => strips.extend(outlines::strips_of(outline, setting)),
            Block::Signatures(blocks) => strips.extend(signatures::strips_of(blocks, setting)),
            Block::Together(inner) => {
                let mut together = strips_of(inner, setting);
                let last = together.len().saturating_sub(1);
                for strip in &mut together[..last] {
                    strip.keep_with_next = true;
                }
                strips.extend(together);
            }
            Block::Space { height_mm } => strips.push(Strip {
                above: points(*height_mm),
                ..Strip::default()
            }),
            Block::PageBreak => {
                break_next = true;
                continue;
            }
        }
        if let Some(strip) = strips.get_mut(first) {
            if break_next {
                strip.page_break_before = true;
                break_next = false;
            }
            if after_table {
                strip.above = strip.above.max(7.0);
            }
        }
        if let Some(last) = strips.last_mut() {
            last.keep_with_next |= introduces(block);
        }
        after_table = ends_in_rules(block);
    }
    strips
}

/// Ruled cells want more white below them than lines of text do.
fn ends_in_rules(block: &Block) -> bool {
    match block {
        Block::Grid(_) | Block::Table(_) => true,
        Block::Together(inner) => inner.last().is_some_and(ends_in_rules),
        Block::Title(_)
        | Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Clause { .. }
        | Block::Signatures(_)
        | Block::Outline(_)
        | Block::Space { .. }
        | Block::PageBreak => false,
    }
}

/// Words that end in a colon belong to what follows.
fn introduces(block: &Block) -> bool {
    match block {
        Block::Paragraph { text, .. } | Block::Clause { text, .. } => text
            .last()
            .is_some_and(|span| span.text.trim_end().ends_with(['：', ':'])),
        Block::Title(_)
        | Block::Heading { .. }
        | Block::Grid(_)
        | Block::Table(_)
        | Block::Signatures(_)
        | Block::Outline(_)
        | Block::Together(_)
        | Block::Space { .. }
        | Block::PageBreak => false,
    }
}

/// Millimetres to points.
pub(crate) fn points(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// The marks of lines set one under the other from `top`, shifted right by `x`.
pub(crate) fn text_marks(
    lines: Vec<Line>,
    (x, top): (f32, f32),
    (size, leading): (f32, f32),
    ink: Ink,
) -> impl Iterator<Item = Mark> {
    lines.into_iter().enumerate().flat_map(move |(row, line)| {
        let y = top + baseline(size, leading) + row as f32 * size * leading;
        line.pieces.into_iter().map(move |mut piece| {
            piece.x += x;
            Mark::Text {
                piece,
                y,
                size,
                ink,
            }
        })
    })
}

/// How far below a line's top its baseline lies: ideographs stand in the middle of the line.
pub(crate) fn baseline(size: f32, leading: f32) -> f32 {
    size * (leading / 2.0 + 0.38)
}

fn title(text: &RichText, setting: Setting<'_>) -> Vec<Strip> {
    let bold = emboldened(text);
    let leading = 1.35;
    let lines = lines::set(
        setting.fonts,
        &bold,
        Measure {
            size: scale::TITLE,
            width: setting.width,
            alignment: Alignment::Centre,
        },
    );
    let height = lines.len() as f32 * scale::TITLE * leading;
    vec![Strip {
        height: height + 5.0,
        above: 12.0,
        keep_with_next: true,
        marks: text_marks(lines, (0.0, 0.0), (scale::TITLE, leading), Ink::Black).collect(),
        ..Strip::default()
    }]
}

fn heading(level: u8, text: &RichText, setting: Setting<'_>) -> Vec<Strip> {
    let (size, above, below) = if level <= 1 {
        (scale::ARTICLE, 13.0, 3.5)
    } else {
        (scale::PART, 9.0, 2.5)
    };
    let leading = 1.4;
    let lines = lines::set(
        setting.fonts,
        &emboldened(text),
        Measure {
            size,
            width: setting.width,
            alignment: Alignment::Left,
        },
    );
    vec![Strip {
        height: lines.len() as f32 * size * leading + below,
        above,
        keep_with_next: true,
        marks: text_marks(lines, (0.0, 0.0), (size, leading), Ink::Black).collect(),
        ..Strip::default()
    }]
}

fn paragraph(
    style: ParagraphStyle,
    alignment: Alignment,
    text: &RichText,
    setting: Setting<'_>,
) -> Vec<Strip> {
    let (size, leading, above, inset, ink) = match style {
        ParagraphStyle::Body => (
            scale::BODY,
            scale::LEADING,
            scale::PARAGRAPH_GAP,
            0.0,
            Ink::Black,
        ),
        ParagraphStyle::Subtitle => (scale::BODY, scale::LEADING, 0.0, 0.0, Ink::Grey),
        ParagraphStyle::Small => (scale::SMALL, 1.5, 3.0, 0.0, Ink::Grey),
        ParagraphStyle::Notice => (scale::BODY, scale::LEADING, 0.0, 11.0, Ink::Black),
        ParagraphStyle::Large => (scale::LARGE, 1.35, 6.0, 0.0, Ink::Black),
    };
    let lines = lines::set(
        setting.fonts,
        text,
        Measure {
            size,
            width: setting.width - 2.0 * inset,
            alignment,
        },
    );
    let mut strips = line_strips(lines, inset, (size, leading), ink, above);
    if style == ParagraphStyle::Notice {
        notice_ground(&mut strips, setting.width);
    }
    strips
}

/// Each strip draws its own part of the tinted ground, so a notice may run over a page's end.
fn notice_ground(strips: &mut [Strip], width: f32) {
    const PADDING: f32 = 5.0;
    let last = strips.len().saturating_sub(1);
    for (index, strip) in strips.iter_mut().enumerate() {
        let top = if index == 0 { PADDING } else { 0.0 };
        let bottom = if index == last { PADDING } else { 0.0 };
        strip.marks = std::mem::take(&mut strip.marks)
            .into_iter()
            .map(|mark| mark.moved(0.0, top))
            .collect();
        strip.height += top + bottom;
        if index == 0 {
            strip.above = 5.0;
        }
        let ground = Mark::Ground {
            x: 0.0,
            y: 0.0,
            width,
            height: strip.height,
            ink: Ink::Ground,
        };
        let bar = Mark::Ground {
            x: 0.0,
            y: 0.0,
            width: 2.2,
            height: strip.height,
            ink: Ink::Dark,
        };
        strip.marks.splice(0..0, [ground, bar]);
    }
}

fn clause(level: u8, number: &str, text: &RichText, setting: Setting<'_>) -> Vec<Strip> {
    let (left, hang) = if level <= 1 {
        (0.0, 24.0)
    } else {
        (24.0, 22.0)
    };
    let label = [Span::plain(number)];
    let hang = lines::natural_width(setting.fonts, &label, scale::BODY).max(hang - 5.0) + 5.0;
    let alignment = if breaks_like_chinese(text) {
        Alignment::Justified
    } else {
        Alignment::Left
    };
    let lines = lines::set(
        setting.fonts,
        text,
        Measure {
            size: scale::BODY,
            width: setting.width - left - hang,
            alignment,
        },
    );
    let above = if level <= 1 {
        scale::PARAGRAPH_GAP - 1.0
    } else {
        1.5
    };
    let mut strips = line_strips(
        lines,
        left + hang,
        (scale::BODY, scale::LEADING),
        Ink::Black,
        above,
    );
    let number = lines::set(
        setting.fonts,
        &label,
        Measure {
            size: scale::BODY,
            width: hang,
            alignment: Alignment::Left,
        },
    );
    if let Some(first) = strips.first_mut() {
        first.marks.splice(
            0..0,
            text_marks(
                number,
                (left, 0.0),
                (scale::BODY, scale::LEADING),
                Ink::Black,
            ),
        );
    }
    strips
}

/// Chinese is set flush on both sides; Latin text without hyphenation looks better ragged.
pub(crate) fn breaks_like_chinese(text: &RichText) -> bool {
    let mut wide = 0_usize;
    let mut narrow = 0_usize;
    for character in text.iter().flat_map(|span| span.text.chars()) {
        if super::breaks::is_wide(character) {
            wide += 1;
        } else {
            narrow += 1;
        }
    }
    wide * 2 > narrow
}

/// One strip a line; the first two and the last two lines of a paragraph stay together.
fn line_strips(
    lines: Vec<Line>,
    x: f32,
    (size, leading): (f32, f32),
    ink: Ink,
    above: f32,
) -> Vec<Strip> {
    let count = lines.len();
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| Strip {
            height: size * leading,
            above: if index == 0 { above } else { 0.0 },
            keep_with_next: count > 1 && (index == 0 || index == count - 2),
            marks: text_marks(vec![line], (x, 0.0), (size, leading), ink).collect(),
            ..Strip::default()
        })
        .collect()
}

/// The same words, all bold.
pub(crate) fn emboldened(text: &RichText) -> RichText {
    text.iter()
        .map(|span| Span {
            text: span.text.clone(),
            weight: Weight::Bold,
        })
        .collect()
}
