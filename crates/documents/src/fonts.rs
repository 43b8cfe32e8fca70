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

/// Chinese quotation marks fill a whole cell; beside Latin letters their narrow forms are set. Inside
/// the setter these go by private characters, which no text that is read from a paper ever shows.
const NARROW_FORMS: [(char, char); 4] = [
    ('‘', '\u{F8F0}'),
    ('’', '\u{F8F1}'),
    ('“', '\u{F8F2}'),
    ('”', '\u{F8F3}'),
];

/// The private character of a quotation mark's narrow form.
pub(crate) fn narrow_form(character: char) -> Option<char> {
    NARROW_FORMS
        .iter()
        .find(|(wide, _)| *wide == character)
        .map(|(_, narrow)| *narrow)
}

/// The character that a reader of the paper is to find for one that was set.
pub(crate) fn as_read(character: char) -> char {
    NARROW_FORMS
        .iter()
        .find(|(_, narrow)| *narrow == character)
        .map_or(character, |(wide, _)| *wide)
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
        for (wide, narrow) in NARROW_FORMS {
            let packed = plane_zero[wide as usize];
            let wide_id = ttf_parser::GlyphId((packed >> 16) as u16);
            let narrowed = proportional(&face, wide_id).map(|id| {
                let advance = face.glyph_hor_advance(id).unwrap_or(500);
                u32::from(id.0) << 16 | u32::from(advance)
            });
            plane_zero[narrow as usize] = narrowed.unwrap_or(packed);
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

/// The narrow form of a glyph, as the font's own `pwid` feature names it.
fn proportional(
    face: &ttf_parser::Face<'_>,
    glyph: ttf_parser::GlyphId,
) -> Option<ttf_parser::GlyphId> {
    use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
    let table = face.tables().gsub?;
    let feature = table.features.find(ttf_parser::Tag::from_bytes(b"pwid"))?;
    feature
        .lookup_indices
        .into_iter()
        .filter_map(|index| table.lookups.get(index))
        .flat_map(|lookup| lookup.subtables.into_iter::<SubstitutionSubtable<'_>>())
        .find_map(|subtable| match subtable {
            SubstitutionSubtable::Single(SingleSubstitution::Format1 { coverage, delta }) => {
                coverage.get(glyph)?;
                Some(ttf_parser::GlyphId(glyph.0.wrapping_add_signed(delta)))
            }
            SubstitutionSubtable::Single(SingleSubstitution::Format2 {
                coverage,
                substitutes,
            }) => substitutes.get(coverage.get(glyph)?),
            _ => None,
        })
}

/// The map from glyphs back to text, which makes a paper searchable (PDF 32000-1, 9.10.3).
pub(crate) fn to_unicode(glyph_of: &BTreeMap<u32, u16>) -> String {
    use std::fmt::Write;
    let mut character_of = BTreeMap::new();
    for (&codepoint, &glyph) in glyph_of {
        let character = as_read(char::from_u32(codepoint).unwrap_or(' '));
        character_of.entry(glyph).or_insert(character);
    }
    let mut map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        .to_owned();
    let entries: Vec<(u16, char)> = character_of.into_iter().collect();
    // A block may hold a hundred entries. Writing to a String cannot fail.
    for block in entries.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (glyph, character) in block {
            let _ = write!(map, "<{glyph:04X}> <");
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
