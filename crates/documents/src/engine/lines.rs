//! Sets text into lines of a given width.

use super::breaks;
use crate::fonts::{Fonts, Weight, as_read, narrow_form};
use crate::model::{Alignment, Span};

/// A line that is not full is stretched by at most so much between two characters, in ems.
const MOST_STRETCH: f32 = 0.09;

/// Text is drawn in pieces of one weight and one spacing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Distance from the left edge of the measure, in points.
    pub x: f32,
    pub text: String,
    pub weight: Weight,
    /// Added after every character, in points.
    pub tracking: f32,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Line {
    pub pieces: Vec<Piece>,
}

/// How a text is to be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    pub size: f32,
    pub width: f32,
    pub alignment: Alignment,
}

/// A character with its place in the running text; widths in ems.
struct Placed {
    character: char,
    weight: Weight,
    /// Room before it, against the character before.
    gap: f32,
    width: f32,
    may_begin: bool,
}

/// The width of a text on one line, in points.
pub(crate) fn natural_width(fonts: &Fonts, text: &[Span], size: f32) -> f32 {
    let placed = place(fonts, text);
    placed
        .split(|it| it.character == '\n')
        .map(|line| width_of(line) * size)
        .fold(0.0, f32::max)
}

/// The width of the widest part that should not be broken, in points.
pub(crate) fn least_width(fonts: &Fonts, text: &[Span], size: f32) -> f32 {
    let mut placed = place(fonts, text);
    allow_breaks(&mut placed);
    let mut widest = 0.0_f32;
    let mut start = 0;
    for end in 1..=placed.len() {
        if end == placed.len() || placed[end].may_begin || placed[end].character == '\n' {
            widest = widest.max(width_of(trim_end(&placed[start..end])));
            start = end;
        }
    }
    widest * size
}

/// Sets a text into lines.
pub(crate) fn set(fonts: &Fonts, text: &[Span], measure: Measure) -> Vec<Line> {
    let mut placed = place(fonts, text);
    if placed.is_empty() {
        return Vec::new();
    }
    let room = measure.width / measure.size;
    // Most cells of a table fit on one line; they need no breaking.
    if !placed.iter().any(|it| it.character == '\n') && width_of(&placed) <= room + TOLERANCE {
        return vec![line_of(trim_end(&placed), measure, LineEnd::Last)];
    }
    allow_breaks(&mut placed);
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < placed.len() {
        let (end, next, line_end) = one_line(&placed, start, room);
        cuts.push((start, end, line_end));
        start = next;
    }
    if measure.alignment == Alignment::Justified {
        feed_short_last_lines(&mut cuts, &placed);
    }
    cuts.into_iter()
        .map(|(start, end, line_end)| line_of(trim_end(&placed[start..end]), measure, line_end))
        .collect()
}

/// A last line of one or two characters gets two more from the line above, which is stretched.
fn feed_short_last_lines(cuts: &mut [(usize, usize, LineEnd)], placed: &[Placed]) {
    const SHORT: usize = 3;
    const MOST_MOVED: usize = 4;
    for index in 1..cuts.len() {
        let (start, end, line_end) = cuts[index];
        let (above_start, above_end, above) = cuts[index - 1];
        let is_short = end - start <= SHORT && line_end == LineEnd::Last;
        if !is_short || above != LineEnd::Running || above_end != start {
            continue;
        }
        let earliest = above_end.saturating_sub(MOST_MOVED).max(above_start + 1);
        let new_cut = (earliest..above_end.saturating_sub(1))
            .rev()
            .find(|&cut| placed[cut].may_begin);
        if let Some(cut) = new_cut {
            cuts[index - 1].1 = cut;
            cuts[index].0 = cut;
        }
    }
}

const TOLERANCE: f32 = 0.002;

#[derive(Clone, Copy, PartialEq)]
enum LineEnd {
    /// More of the paragraph follows.
    Running,
    /// The paragraph or its line ends here.
    Last,
}

/// Finds where the line that starts at `start` ends: (end of its text, start of the next, how it ends).
fn one_line(placed: &[Placed], start: usize, room: f32) -> (usize, usize, LineEnd) {
    let mut width = 0.0;
    let mut last_break = None;
    for index in start..placed.len() {
        let it = &placed[index];
        if it.character == '\n' {
            return (index, index + 1, LineEnd::Last);
        }
        if index > start {
            if it.may_begin {
                last_break = Some(index);
            }
            width += it.gap;
        }
        if it.character == ' ' {
            // A blank at a line's end may hang over.
            width += it.width;
            continue;
        }
        let fits = width + it.width <= room + TOLERANCE
            || (breaks::has_empty_right_half(it.character)
                && width + it.width - 0.5 <= room + TOLERANCE);
        if !fits && index > start {
            let end = last_break.unwrap_or(index);
            return (end, end, LineEnd::Running);
        }
        width += it.width;
    }
    (placed.len(), placed.len(), LineEnd::Last)
}

fn place(fonts: &Fonts, text: &[Span]) -> Vec<Placed> {
    let length = text.iter().map(|span| span.text.len()).sum();
    let mut placed: Vec<Placed> = Vec::with_capacity(length);
    for span in text {
        let face = fonts.face(span.weight);
        let mut characters = span.text.chars().peekable();
        while let Some(character) = characters.next() {
            let character = if character == '\u{A0}' { ' ' } else { character };
            if character.is_control() && character != '\n' {
                continue;
            }
            let before = placed.last().map(|it| it.character);
            let after = characters.peek().copied();
            let character = match narrow_form(character) {
                Some(narrow) if breaks::is_latin_quotation(before, character, after) => narrow,
                _ => character,
            };
            let advance = face
                .glyph(character)
                .map_or(1.0, |glyph| f32::from(glyph.advance) / 1000.0);
            placed.push(Placed {
                character,
                weight: span.weight,
                gap: before.map_or(0.0, |before| breaks::gap(before, character)),
                width: if character == '\n' { 0.0 } else { advance },
                may_begin: false,
            });
        }
    }
    placed
}

fn allow_breaks(placed: &mut [Placed]) {
    let characters: Vec<char> = placed.iter().map(|it| as_read(it.character)).collect();
    let joined: String = characters.iter().collect();
    let allowed = breaks::may_begin_a_line(&joined, &characters);
    for (it, allowed) in placed.iter_mut().zip(allowed) {
        it.may_begin = allowed;
    }
}

fn trim_end(line: &[Placed]) -> &[Placed] {
    let end = line
        .iter()
        .rposition(|it| it.character != ' ')
        .map_or(0, |last| last + 1);
    &line[..end]
}

/// The width of a line in ems; the empty half of punctuation at its end does not count.
fn width_of(line: &[Placed]) -> f32 {
    let mut width: f32 = line.iter().map(|it| it.width).sum();
    width += line.iter().skip(1).map(|it| it.gap).sum::<f32>();
    if line
        .last()
        .is_some_and(|it| it.width > 0.9 && breaks::has_empty_right_half(it.character))
    {
        width -= 0.5;
    }
    width
}

fn line_of(line: &[Placed], measure: Measure, line_end: LineEnd) -> Line {
    let slack = measure.width - width_of(line) * measure.size;
    let (start, stretch) = match measure.alignment {
        Alignment::Left => (0.0, 0.0),
        Alignment::Right => (slack, 0.0),
        Alignment::Centre => (slack / 2.0, 0.0),
        Alignment::Justified if line_end == LineEnd::Last => (0.0, 0.0),
        Alignment::Justified => {
            let places = line.iter().skip(1).filter(|it| can_stretch_before(it)).count();
            let stretch = if places == 0 { 0.0 } else { slack / places as f32 };
            if stretch.abs() > MOST_STRETCH * measure.size {
                (0.0, 0.0)
            } else {
                (0.0, stretch)
            }
        }
    };
    pieces_of(line, measure.size, start, stretch)
}

fn can_stretch_before(it: &Placed) -> bool {
    it.may_begin
}

/// Joins characters into pieces as long as weight and spacing stay the same.
fn pieces_of(line: &[Placed], size: f32, start: f32, stretch: f32) -> Line {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut pen = start;
    // Where a PDF reader's pen stands after the last character, without spacing.
    let mut reader_pen = 0.0;
    let mut in_piece = 0;
    for (index, it) in line.iter().enumerate() {
        if index > 0 {
            pen += it.gap * size;
            if can_stretch_before(it) {
                pen += stretch;
            }
        }
        let spacing = pen - reader_pen;
        let joined = pieces.last_mut().filter(|piece| {
            let same_kind = stretch.abs() < EQUAL
                || breaks::is_wide(line[index - 1].character) == breaks::is_wide(it.character);
            let same_spacing = if in_piece == 1 {
                spacing.abs() < EQUAL || (spacing - stretch).abs() < EQUAL
            } else {
                (spacing - piece.tracking).abs() < EQUAL
            };
            piece.weight == it.weight && same_kind && same_spacing
        });
        match joined {
            Some(piece) => {
                piece.text.push(it.character);
                if in_piece == 1 {
                    piece.tracking = if spacing.abs() < EQUAL { 0.0 } else { stretch };
                }
                in_piece += 1;
            }
            None => {
                pieces.push(Piece {
                    x: pen,
                    text: it.character.to_string(),
                    weight: it.weight,
                    tracking: 0.0,
                });
                in_piece = 1;
            }
        }
        pen += it.width * size;
        reader_pen = pen;
    }
    Line { pieces }
}

/// Distances closer than this, in points, are the same.
const EQUAL: f32 = 0.004;
