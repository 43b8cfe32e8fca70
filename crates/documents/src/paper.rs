//! A finished paper, and what must be known before it is made.

use crate::DocumentError;
use crate::engine::{pages, pdf};
use crate::fonts::{Fonts, MissingGlyph, Weight, as_read};
use crate::model::{Block, Document, RichText};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A finished paper: the bytes that are stored, shown and printed are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The version of the template it was made from; empty for reports.
    pub template_version: String,
    /// SHA-256 of the bytes in lower-case hexadecimal, the name the paper is stored under.
    pub sha256: String,
}

impl Document {
    /// Sets the document into pages and writes them as PDF.
    ///
    /// Fails with [`DocumentError::MissingGlyphs`] rather than print a box for a character.
    pub fn to_paper(&self) -> Result<Paper, DocumentError> {
        self.to_first_pages(usize::MAX)
    }

    /// The same, but at most so many pages of it are written. They are numbered as in the whole paper, and
    /// `pages` says how many that has.
    pub fn to_first_pages(&self, most: usize) -> Result<Paper, DocumentError> {
        let missing = missing_glyphs(self)?;
        if !missing.is_empty() {
            return Err(DocumentError::MissingGlyphs(missing));
        }
        let fonts = Fonts::of_the_house()?;
        let pages = pages::set_pages(self, fonts)?;
        let bytes = pdf::write(self, &pages[..pages.len().min(most)], fonts)?;
        Ok(Paper {
            sha256: hexadecimal(&Sha256::digest(&bytes)),
            bytes,
            pages: pages.len(),
            template_version: self.template_version.clone(),
        })
    }

    /// The characters this paper shows: in the regular weight and in bold.
    pub fn characters(&self) -> Result<(BTreeSet<char>, BTreeSet<char>), DocumentError> {
        let fonts = Fonts::of_the_house()?;
        let used = pdf::used_characters(&pages::set_pages(self, fonts)?);
        let read = |set: BTreeSet<char>| set.into_iter().map(as_read).collect();
        Ok((read(used.regular), read(used.bold)))
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The characters of a document that the typeface does not have, each with the text it stands in.
///
/// Meant to be asked before a paper is issued, so that a rare name is settled at the counter.
pub fn missing_glyphs(document: &Document) -> Result<Vec<MissingGlyph>, DocumentError> {
    let mut search = Search {
        fonts: Fonts::of_the_house()?,
        missing: Vec::new(),
    };
    search.text(&document.title, Weight::Regular);
    search.text(
        document.number.as_deref().unwrap_or_default(),
        Weight::Regular,
    );
    search.text(&document.foot_note, Weight::Regular);
    search.text(
        document.overlay.as_deref().unwrap_or_default(),
        Weight::Bold,
    );
    if let Some(letterhead) = &document.letterhead {
        search.text(&letterhead.name, Weight::Bold);
        search.text(&letterhead.details, Weight::Regular);
    }
    search.blocks(&document.blocks);
    Ok(search.missing)
}

/// Whether the typeface has every character of a text, and if not which it lacks.
pub fn missing_characters(text: &str) -> Result<Vec<char>, DocumentError> {
    let mut search = Search {
        fonts: Fonts::of_the_house()?,
        missing: Vec::new(),
    };
    search.text(text, Weight::Regular);
    Ok(search.missing.into_iter().map(|it| it.character).collect())
}

struct Search<'a> {
    fonts: &'a Fonts,
    missing: Vec<MissingGlyph>,
}

impl Search<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Title(text)
                | Block::Heading { text, .. }
                | Block::Paragraph { text, .. } => self.rich(text),
                Block::Clause { number, text, .. } => {
                    self.text(number, Weight::Regular);
                    self.rich(text);
                }
                Block::Grid(grid) => {
                    for cell in &grid.cells {
                        self.rich(&cell.label);
                        self.rich(&cell.value);
                    }
                }
                Block::Table(table) => {
                    for column in &table.columns {
                        self.rich(&column.heading);
                    }
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.rich(&cell.text);
                    }
                }
                Block::Signatures(blocks) => {
                    for block in blocks {
                        self.rich(&block.party);
                        for (label, known) in &block.lines {
                            self.rich(label);
                            self.rich(known);
                        }
                    }
                }
                Block::Outline(outline) => {
                    for view in &outline.views {
                        self.rich(&view.label);
                    }
                    for mark in &outline.marks {
                        self.rich(&mark.legend);
                    }
                }
                Block::Together(inner) => self.blocks(inner),
                Block::Space { .. } | Block::PageBreak => {}
            }
        }
    }

    fn rich(&mut self, text: &RichText) {
        for span in text {
            self.text(&span.text, span.weight);
        }
    }

    fn text(&mut self, text: &str, weight: Weight) {
        let face = self.fonts.face(weight);
        for character in text.chars() {
            let is_known = character.is_control()
                || face.glyph(character).is_some()
                || self.missing.iter().any(|it| it.character == character);
            if !is_known {
                self.missing.push(MissingGlyph {
                    character,
                    found_in: text.to_owned(),
                });
            }
        }
    }
}
