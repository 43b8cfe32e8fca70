//! Printing an issued paper: its stored bytes, with `补打 2` and a printer's own shift laid over.
//!
//! The stored paper is never changed. What goes to the spooler is a copy whose pages begin with the
//! old contents, untouched, and end with the overlay; so a reprint is provably the paper that was
//! issued. The page previews PDF bytes, CUPS takes them through `lp`. On Windows the spooler wants
//! pictures; the shell draws the same bytes with the page's renderer and hands those over. That
//! path cannot be proven on a machine without Windows.

use crate::engine::finish::deflate;
use crate::engine::pdf::subset_tag;
use crate::engine::strips::points;
use crate::fonts::{Fonts, Weight, to_unicode};
use crate::{DocumentError, Language};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What is laid over an issued paper when it is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrintCopy {
    /// Text in the top right corner of every page.
    pub overlay: Option<String>,
    /// Shift of every page to the right and down in millimetres, by printer and tray.
    pub shift_mm: (f32, f32),
    /// What the page is printed on.
    pub sheet: Sheet,
}

/// What lies in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// Sheets of the page's own size.
    #[default]
    OfThePage,
    /// A4. A smaller page stands upright at its top, where a spooler would turn it or blow it up.
    A4,
}

impl PrintCopy {
    /// The n-th reprint, marked as such in the paper's language.
    pub fn reprint(number: u32, language: Language) -> PrintCopy {
        PrintCopy {
            overlay: Some(match language {
                Language::Chinese => format!("补打 {number}"),
                Language::English => format!("Reprint {number}"),
            }),
            ..PrintCopy::default()
        }
    }

    /// The bytes to be sent to the printer. Without overlay and shift, on their own sheet, they are the stored bytes.
    pub fn of(&self, stored: &[u8]) -> Result<Vec<u8>, DocumentError> {
        let laid_over = self.overlay.is_some() || self.shift_mm != (0.0, 0.0);
        if !laid_over && self.sheet == Sheet::OfThePage {
            return Ok(stored.to_vec());
        }
        let fault = |error: lopdf::Error| DocumentError::StoredPaper {
            reason: error.to_string(),
        };
        let mut paper = Document::load_mem(stored).map_err(fault)?;
        let pages: Vec<ObjectId> = paper.get_pages().into_values().collect();
        let smaller = pages
            .iter()
            .any(|page| is_smaller_than_a4(page_size(&paper, *page)));
        if !laid_over && !smaller {
            return Ok(stored.to_vec());
        }
        let font = match &self.overlay {
            Some(text) => Some((text.as_str(), add_font(&mut paper, text)?)),
            None => None,
        };
        for page in pages {
            self.lay_over(&mut paper, page, font.as_ref())
                .map_err(fault)?;
        }
        deflate(&mut paper)?;
        let mut bytes = Vec::new();
        paper.save_to(&mut bytes)?;
        Ok(bytes)
    }

    fn lay_over(
        &self,
        paper: &mut Document,
        page: ObjectId,
        font: Option<&(&str, OverlayFont)>,
    ) -> Result<(), lopdf::Error> {
        let (dx, mut dy) = (points(self.shift_mm.0), points(self.shift_mm.1));
        let (width, height) = page_size(paper, page);
        if self.sheet == Sheet::A4 && is_smaller_than_a4((width, height)) {
            // A page is measured from its lower edge, and the top of both is to be one.
            dy -= A4.1 - height;
            let edges: Vec<Object> = [0.0, 0.0, A4.0, A4.1].map(Object::Real).to_vec();
            let page = paper.get_object_mut(page)?.as_dict_mut()?;
            for bounds in ["MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox"] {
                if bounds == "MediaBox" || page.has(bounds.as_bytes()) {
                    page.set(bounds, Object::Array(edges.clone()));
                }
            }
        }
        let before = format!("q 1 0 0 1 {dx:.2} {:.2} cm q\n", -dy);
        let mut after = "\nQ\n".to_owned();
        if let Some((text, font)) = font {
            after.push_str(&font.draw(text, (width, height)));
            add_to_resources(paper, page, font.id)?;
        }
        after.push_str("Q\n");
        let before = paper.add_object(Stream::new(Dictionary::new(), before.into_bytes()));
        let after = paper.add_object(Stream::new(Dictionary::new(), after.into_bytes()));
        let old = paper.get_dictionary(page)?.get(b"Contents")?.clone();
        let mut contents = vec![Object::Reference(before)];
        match old {
            Object::Array(parts) => contents.extend(parts),
            part => contents.push(part),
        }
        contents.push(Object::Reference(after));
        paper
            .get_object_mut(page)?
            .as_dict_mut()?
            .set("Contents", Object::Array(contents));
        Ok(())
    }
}

const FONT_NAME: &str = "FOverlay";
const SIZE: f32 = 9.0;
/// Distance from the page's upper and right edge, in points: inside every printer's reach.
const EDGE: f32 = 28.0;

/// The font with the overlay's few glyphs.
struct OverlayFont {
    id: ObjectId,
    glyph_of: BTreeMap<u32, u16>,
    width: f32,
}

impl OverlayFont {
    fn draw(&self, text: &str, (width, height): (f32, f32)) -> String {
        let mut codes = String::new();
        for character in text.chars() {
            let glyph = self.glyph_of.get(&u32::from(character)).copied();
            // Writing to a String cannot fail.
            let _ = write!(codes, "{:04X}", glyph.unwrap_or(0));
        }
        let x = width - EDGE - self.width;
        let y = height - EDGE;
        format!("BT 0 g /{FONT_NAME} {SIZE} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{codes}> Tj ET\n")
    }
}

fn add_font(paper: &mut Document, text: &str) -> Result<OverlayFont, DocumentError> {
    let face = Fonts::of_the_house()?.face(Weight::Bold);
    let used: BTreeSet<char> = text.chars().collect();
    let cut = face.cut_to(&used)?;
    let name = format!("{}+{}", subset_tag(&used), face.name);
    let mut program = Dictionary::new();
    program.set("Length1", cut.bytes.len() as i64);
    let program = paper.add_object(Stream::new(program, cut.bytes));
    let measures = face.measures;
    let mut descriptor = named("FontDescriptor");
    descriptor.set("FontName", Object::Name(name.clone().into_bytes()));
    descriptor.set("Flags", 4);
    descriptor.set("ItalicAngle", 0);
    descriptor.set("Ascent", i64::from(measures.ascent));
    descriptor.set("Descent", i64::from(measures.descent));
    descriptor.set("CapHeight", i64::from(measures.cap_height));
    descriptor.set("StemV", 140);
    descriptor.set(
        "FontBBox",
        [
            measures.x_min,
            measures.y_min,
            measures.x_max,
            measures.y_max,
        ]
        .map(|edge| Object::Integer(i64::from(edge)))
        .to_vec(),
    );
    descriptor.set("FontFile2", program);
    let descriptor = paper.add_object(descriptor);
    let mut system = Dictionary::new();
    system.set("Registry", Object::string_literal("Adobe"));
    system.set("Ordering", Object::string_literal("Identity"));
    system.set("Supplement", 0);
    let widths = cut
        .widths
        .iter()
        .flat_map(|(&glyph, &width)| {
            [
                Object::Integer(i64::from(glyph)),
                Object::Array(vec![Object::Integer(i64::from(width))]),
            ]
        })
        .collect::<Vec<_>>();
    let mut descendant = named("Font");
    descendant.set("Subtype", Object::Name(b"CIDFontType2".to_vec()));
    descendant.set("BaseFont", Object::Name(name.clone().into_bytes()));
    descendant.set("CIDSystemInfo", system);
    descendant.set("CIDToGIDMap", Object::Name(b"Identity".to_vec()));
    descendant.set("W", widths);
    descendant.set("FontDescriptor", descriptor);
    let descendant = paper.add_object(descendant);
    let to_unicode = to_unicode(&cut.glyph_of);
    let to_unicode = paper.add_object(Stream::new(Dictionary::new(), to_unicode.into_bytes()));
    let mut font = named("Font");
    font.set("Subtype", Object::Name(b"Type0".to_vec()));
    font.set("BaseFont", Object::Name(name.into_bytes()));
    font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
    font.set("DescendantFonts", vec![Object::Reference(descendant)]);
    font.set("ToUnicode", to_unicode);
    let width = text
        .chars()
        .map(|character| {
            face.glyph(character)
                .map_or(1000, |it| u32::from(it.advance))
        })
        .sum::<u32>() as f32
        / 1000.0
        * SIZE;
    Ok(OverlayFont {
        id: paper.add_object(font),
        glyph_of: cut.glyph_of,
        width,
    })
}

fn named(kind: &str) -> Dictionary {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(kind.as_bytes().to_vec()));
    dictionary
}

/// Width and height of A4 upright, in points.
const A4: (f32, f32) = (595.28, 841.89);

/// Whether a page fits on A4 upright with room to spare below it.
fn is_smaller_than_a4((width, height): (f32, f32)) -> bool {
    width < A4.0 + 1.0 && height < A4.1 - 1.0
}

fn page_size(paper: &Document, page: ObjectId) -> (f32, f32) {
    let Some(bounds) = paper
        .get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox"))
        .and_then(Object::as_array)
        .ok()
        .and_then(|bounds| {
            bounds
                .iter()
                .map(|edge| edge.as_float().ok())
                .collect::<Option<Vec<f32>>>()
        })
    else {
        return A4;
    };
    match bounds[..] {
        [left, bottom, right, top] => (right - left, top - bottom),
        _ => A4,
    }
}

/// Gives one page its own resources with the overlay's font beside what it had.
fn add_to_resources(
    paper: &mut Document,
    page: ObjectId,
    font: ObjectId,
) -> Result<(), lopdf::Error> {
    let resolved = |paper: &Document, object: &Object| -> Result<Dictionary, lopdf::Error> {
        match object {
            Object::Reference(id) => paper.get_dictionary(*id).cloned(),
            other => other.as_dict().cloned(),
        }
    };
    let resources = paper.get_dictionary(page)?.get(b"Resources")?.clone();
    let mut resources = resolved(paper, &resources)?;
    let mut fonts = match resources.get(b"Font") {
        Ok(fonts) => resolved(paper, fonts)?,
        Err(_) => Dictionary::new(),
    };
    fonts.set(FONT_NAME, Object::Reference(font));
    resources.set("Font", fonts);
    paper
        .get_object_mut(page)?
        .as_dict_mut()?
        .set("Resources", resources);
    Ok(())
}
