//! The fenced parts of a template: grids, outlines, places to sign, subtitles, small print and large.

use super::words::inline;
use crate::Language;
use crate::model::{
    Alignment, Block, Grid, GridCell, Outline, OutlineMark, OutlineView, ParagraphStyle,
    SignatureBlock,
};

/// The blocks of a part named `grid 2`, `outline`, `signatures`, `subtitle`, `small` or `large`.
pub(super) fn blocks(name: &str, contents: &str, language: Language) -> Result<Vec<Block>, String> {
    let mut words = name.split_whitespace();
    let lines = contents.lines().filter(|line| !line.trim().is_empty());
    match words.next().unwrap_or_default() {
        "grid" => Ok(vec![Block::Grid(Grid {
            pairs_per_row: words.next().and_then(|word| word.parse().ok()).unwrap_or(2),
            cells: lines.map(|line| grid_cell(line, language)).collect(),
        })]),
        "outline" => Ok(vec![Block::Outline(outline(lines, language)?)]),
        "signatures" => Ok(vec![Block::Signatures(signatures(contents, language))]),
        "subtitle" => Ok(lines
            .map(|line| Block::Paragraph {
                style: ParagraphStyle::Subtitle,
                alignment: Alignment::Centre,
                text: inline(line, language),
            })
            .collect()),
        "small" => Ok(lines
            .map(|line| Block::Paragraph {
                style: ParagraphStyle::Small,
                alignment: super::flush(language),
                text: inline(line, language),
            })
            .collect()),
        "large" => Ok(lines
            .map(|line| Block::Paragraph {
                style: ParagraphStyle::Large,
                alignment: Alignment::Left,
                text: inline(line, language),
            })
            .collect()),
        other => Err(format!("there are no fenced parts named “{other}”")),
    }
}

/// `label | value` and, for a value that takes several pairs' room, `| 2`.
fn grid_cell(line: &str, language: Language) -> GridCell {
    let mut cells = cells(line).into_iter();
    let label = cells.next().unwrap_or_default();
    let value = cells.next().unwrap_or_default();
    let span = cells.next().and_then(|word| word.trim().parse().ok());
    GridCell {
        label: inline(&label, language),
        value: inline(&value, language),
        span: span.unwrap_or(1),
    }
}

/// `left | label` for a side, and `mark | left | 300 | 400 | words` for a mark on it.
fn outline<'l>(
    lines: impl Iterator<Item = &'l str>,
    language: Language,
) -> Result<Outline, String> {
    let mut outline = Outline {
        views: Vec::new(),
        marks: Vec::new(),
    };
    for line in lines {
        let cells = cells(line);
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        let thousandths = |place: usize| {
            cell(place)
                .parse()
                .map_err(|_| format!("“{}” is no place on the outline", cell(place)))
        };
        if cell(0) == "mark" {
            outline.marks.push(OutlineMark {
                view: cell(1).to_owned(),
                x: thousandths(2)?,
                y: thousandths(3)?,
                legend: inline(cell(4), language),
            });
        } else {
            outline.views.push(OutlineView {
                name: cell(0).to_owned(),
                label: inline(cell(1), language),
            });
        }
    }
    Ok(outline)
}

/// Blocks apart by blank lines; the first line is the party, the others `label | known`.
fn signatures(contents: &str, language: Language) -> Vec<SignatureBlock> {
    contents
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let mut lines = part.lines().filter(|line| !line.trim().is_empty());
            SignatureBlock {
                party: inline(lines.next().unwrap_or_default(), language),
                lines: lines
                    .map(|line| {
                        let mut cells = cells(line).into_iter();
                        let label = cells.next().unwrap_or_default();
                        let known = cells.next().unwrap_or_default();
                        (inline(&label, language), inline(&known, language))
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Splits at bars that have no backslash before them.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for character in line.chars() {
        if character == '|' && !is_escaped {
            cells.push(String::new());
            continue;
        }
        if let Some(cell) = cells.last_mut() {
            cell.push(character);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    cells
}
