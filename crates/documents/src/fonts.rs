//! The typeface of the house: Noto Sans SC in two weights, parsed once, cut down to what a paper uses.
//!
//! The tables that setting text needs (which glyph, how wide) are flat arrays filled on first use.
//! A paper embeds only the glyphs it shows, renumbered, so a contract carries some hundred
//! kilobytes of outlines instead of ten megabytes.

use crate::DocumentError;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;
use subsetter::GlyphRemapper;

static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC_400Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC_700Bold.ttf");

/// How heavy a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Weight {
    /// Running text.
    #[default]
    Regular,
    /// Headings, and terms the law wants to be conspicuous.
    Bold,
}

/// A character the typeface does not have, and where the paper wanted to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The piece of text it stands in, such as the customer's name.
    pub found_in: String,
}

/// One glyph of a typeface: its number and its width in thousandths of the type size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub id: u16,
    pub advance: u16,
}

/// Measures of a typeface that a PDF reader wants to know, in thousandths of the type size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures {
    pub ascent: i16,
    pub descent: i16,
    pub x_min: i16,
    pub y_min: i16,
    pub x_max: i16,
    pub y_max: i16,
    pub cap_height: i16,
    pub weight_class: u16,
}

/// A weight of the typeface with its look-up tables.
pub(crate) struct Typeface {
    pub name: &'static str,
    bytes: &'static [u8],
    /// Glyph number in the high half, width in the low half, indexed by character; 0 means none.
    plane_zero: Vec<u32>,
    /// Characters beyond the first plane, which are mostly rare names.
    beyond: HashMap<char, Glyph>,
    pub measures: Measures,
}

/// The glyphs that one paper uses, as a font file of its own.
pub(crate) struct CutTypeface {
    pub bytes: Vec<u8>,
    pub glyph_of: BTreeMap<u32, u16>,
    pub widths: BTreeMap<u16, u16>,
}

/// Both weights. Parsed when first asked for; afterwards this is a pointer.
pub(crate) struct Fonts {
    regular: Typeface,
    bold: Typeface,
}

impl Fonts {
    pub(crate) fn of_the_house() -> Result<&'static Fonts, DocumentError> {
        static FONTS: OnceLock<Result<Fonts, String>> = OnceLock::new();
        FONTS
            .get_or_init(|| {
                Ok(Fonts {
                    regular: Typeface::parse("NotoSansSC-Regular", REGULAR)?,
                    bold: Typeface::parse("NotoSansSC-Bold", BOLD)?,
                })
            })
            .as_ref()
            .map_err(|reason| DocumentError::Typeface {
                reason: reason.clone(),
            })
    }

    pub(crate) fn face(&self, weight: Weight) -> &Typeface {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Typeface {
    fn parse(name: &'static str, bytes: &'static [u8]) -> Result<Typeface, String> {
        let face = ttf_parser::Face::parse(bytes, 0).map_err(|error| error.to_string())?;
        if face.units_per_em() != 1000 {
            return Err(format!("{name} does not count in thousandths of an em"));
        }
        let mut plane_zero = vec![0_u32; 0x1_0000];
        let mut beyond = HashMap::new();
        let cmap = face.tables().cmap.ok_or("the font has no character map")?;
        for subtable in cmap.subtables.into_iter().filter(|it| it.is_unicode()) {
            subtable.codepoints(|codepoint| {
                let Some(character) = char::from_u32(codepoint) else {
                    return;
                };
                let Some(id) = subtable.glyph_index(codepoint).filter(|id| id.0 != 0) else {
                    return;
                };
                let advance = face.glyph_hor_advance(id).unwrap_or(1000);
                match plane_zero.get_mut(codepoint as usize) {
                    Some(slot) => *slot = u32::from(id.0) << 16 | u32::from(advance),
                    None => {
                        beyond.insert(character, Glyph { id: id.0, advance });
                    }
                }
            });
        }
        let bounds = face.global_bounding_box();
        Ok(Typeface {
            name,
            bytes,
            plane_zero,
            beyond,
            measures: Measures {
                ascent: face.ascender(),
                descent: face.descender(),
                x_min: bounds.x_min,
                y_min: bounds.y_min,
                x_max: bounds.x_max,
                y_max: bounds.y_max,
                cap_height: face.capital_height().unwrap_or(733),
                weight_class: face.weight().to_number(),
            },
        })
    }

    pub(crate) fn glyph(&self, character: char) -> Option<Glyph> {
        match self.plane_zero.get(character as usize) {
            Some(0) => None,
            Some(packed) => Some(Glyph {
                id: (packed >> 16) as u16,
                advance: (packed & 0xFFFF) as u16,
            }),
            None => self.beyond.get(&character).copied(),
        }
    }

    /// A font file with just these characters. The same characters always give the same bytes.
    pub(crate) fn cut_to(&self, characters: &BTreeSet<char>) -> Result<CutTypeface, DocumentError> {
        let mut remapper = GlyphRemapper::new();
        let mut glyph_of = BTreeMap::new();
        let mut widths = BTreeMap::new();
        for &character in characters {
            if let Some(glyph) = self.glyph(character) {
                let renumbered = remapper.remap(glyph.id);
                glyph_of.insert(u32::from(character), renumbered);
                widths.insert(renumbered, glyph.advance);
            }
        }
        let bytes = subsetter::subset(self.bytes, 0, &remapper).map_err(|error| {
            DocumentError::Typeface {
                reason: error.to_string(),
            }
        })?;
        Ok(CutTypeface {
            bytes,
            glyph_of,
            widths,
        })
    }
}
