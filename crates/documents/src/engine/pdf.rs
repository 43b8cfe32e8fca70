//! Writes pages as PDF through printpdf, with the two typefaces cut down to the glyphs in use.
//!
//! Equal input gives equal bytes: dates come from the document, the file's id is a hash of its
//! contents, and fonts and resources have fixed names.

use super::page::{Mark, Page};
use super::strips::points;
use crate::DocumentError;
use crate::fonts::{CutTypeface, Fonts, Typeface, Weight, to_unicode};
use crate::logo::Logo;
use crate::model::Document;
use chrono::{DateTime, Datelike, Timelike, Utc};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Object, StringFormat};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Mm, Op, ParsedFont, PdfDocument, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Pt, TextItem, TextMatrix, XObject, XObjectId,
    XObjectTransform,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;

const WEIGHTS: [Weight; 2] = [Weight::Regular, Weight::Bold];
const LOGO: &str = "Logo";

/// The characters a paper shows, by weight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Used {
    pub regular: BTreeSet<char>,
    pub bold: BTreeSet<char>,
}

impl Used {
    fn of(&self, weight: Weight) -> &BTreeSet<char> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

pub(crate) fn used_characters(pages: &[Page]) -> Used {
    let mut used = Used::default();
    for mark in pages.iter().flat_map(|page| &page.marks) {
        if let Mark::Text { piece, .. } = mark {
            let set = match piece.weight {
                Weight::Regular => &mut used.regular,
                Weight::Bold => &mut used.bold,
            };
            set.extend(piece.text.chars());
        }
    }
    used
}

pub(crate) fn write(
    document: &Document,
    pages: &[Page],
    fonts: &Fonts,
) -> Result<Vec<u8>, DocumentError> {
    let mut pdf = PdfDocument::new(&document.title);
    let used = used_characters(pages);
    // The two weights are cut side by side; outlines are most of the work.
    let (regular, bold) = std::thread::scope(|scope| {
        let bold = scope.spawn(|| cut(fonts.face(Weight::Bold), used.of(Weight::Bold)));
        let regular = cut(fonts.face(Weight::Regular), used.of(Weight::Regular));
        (regular, bold.join())
    });
    let bold = bold.map_err(|_| DocumentError::Typeface {
        reason: "the bold weight could not be cut".to_owned(),
    })??;
    for (weight, font) in WEIGHTS.into_iter().zip([regular?, bold]) {
        pdf.resources.fonts.map.insert(
            FontId(resource_name(weight).to_owned()),
            printpdf::PdfFont::new(font),
        );
    }
    if let Some(logo) = logo_of(document) {
        pdf.resources
            .xobjects
            .map
            .insert(XObjectId(LOGO.to_owned()), XObject::External(logo.as_xobject()));
    }
    describe(&mut pdf, document);
    let height = points(document.page.height_mm);
    pdf.pages = pages
        .iter()
        .map(|page| {
            PdfPage::new(
                Mm(document.page.width_mm),
                Mm(document.page.height_mm),
                operations(page, height, logo_of(document)),
            )
        })
        .collect();
    finish(&pdf, document)
}

fn resource_name(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "FR",
        Weight::Bold => "FB",
    }
}

fn logo_of(document: &Document) -> Option<&Logo> {
    document.letterhead.as_ref()?.logo.as_ref()
}

/// The cut font as printpdf wants it. Its name carries the tag that marks a subset.
fn cut(face: &Typeface, used: &BTreeSet<char>) -> Result<ParsedFont, DocumentError> {
    let CutTypeface {
        bytes,
        glyph_of,
        widths,
    } = face.cut_to(used)?;
    let measures = face.measures;
    Ok(ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{}+{}", subset_tag(used), face.name)),
        codepoint_to_glyph: glyph_of,
        glyph_widths: widths,
        units_per_em: 1000,
        font_metrics: printpdf::FontMetrics {
            ascent: measures.ascent,
            descent: measures.descent,
        },
        font_type: printpdf::FontType::TrueType,
        pdf_font_metrics: printpdf::PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: measures.x_min,
            y_min: measures.y_min,
            x_max: measures.x_max,
            y_max: measures.y_max,
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: measures.weight_class,
        },
    })
}

/// Six letters drawn from the characters in use, as the PDF standard asks for subsets.
pub(crate) fn subset_tag(used: &BTreeSet<char>) -> String {
    let mut hash = Sha256::new();
    for &character in used {
        hash.update(u32::from(character).to_be_bytes());
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

fn describe(pdf: &mut PdfDocument, document: &Document) {
    let date = pdf_date(document.issued_at);
    let details = &mut pdf.metadata.info;
    details.creation_date = date;
    details.modification_date = date;
    details.metadata_date = date;
    details.author = document
        .letterhead
        .as_ref()
        .map(|letterhead| letterhead.name.clone())
        .unwrap_or_default();
    details.subject = document.number.clone().unwrap_or_default();
    details.creator = format!("Forecourt {}", document.foot_note);
    details.producer = "Forecourt".to_owned();
    details.identifier.clone_from(&details.subject);
    details.conformance = printpdf::PdfConformance::Custom(printpdf::CustomPdfConformance {
        requires_icc_profile: false,
        requires_xmp_metadata: false,
        ..printpdf::CustomPdfConformance::default()
    });
}

fn pdf_date(instant: DateTime<Utc>) -> printpdf::OffsetDateTime {
    printpdf::OffsetDateTime::from_unix_timestamp(instant.timestamp()).unwrap_or_else(|_| {
        printpdf::OffsetDateTime {
            date: printpdf::date::Date {
                year: instant.year(),
                month: instant.month() as u8,
                day: instant.day() as u8,
            },
            time: printpdf::date::Time {
                hour: instant.hour() as u8,
                minute: instant.minute() as u8,
                second: instant.second() as u8,
                millisecond: 0,
            },
            offset: printpdf::date::Offset {
                hours: 0,
                minutes: 0,
                seconds: 0,
                milliseconds: 0,
            },
        }
    })
}

/// Grounds first, then rules, then text, so that nothing covers a letter; state changes only when needed.
fn operations(page: &Page, height: f32, logo: Option<&Logo>) -> Vec<Op> {
    let mut operations = Vec::with_capacity(page.marks.len() * 3);
    let mut fill = None;
    for mark in &page.marks {
        match mark {
            Mark::Ground {
                x,
                y,
                width,
                height: tall,
                ink,
            } => {
                if fill != Some(*ink) {
                    operations.push(Op::SetFillColor {
                        col: grey(ink.level()),
                    });
                    fill = Some(*ink);
                }
                operations.push(Op::DrawRectangle {
                    rectangle: printpdf::Rect {
                        x: point(*x),
                        y: point(height - y - tall),
                        width: point(*width),
                        height: point(*tall),
                        mode: Some(printpdf::PaintMode::Fill),
                        winding_order: None,
                    },
                });
            }
            Mark::Picture {
                x,
                y,
                width,
                height: tall,
            } => operations.extend(picture((*x, height - y - tall), (*width, *tall), logo)),
            Mark::Rule { .. } | Mark::Text { .. } => {}
        }
    }
    rules(page, height, &mut operations);
    texts(page, height, fill, &mut operations);
    operations
}

fn picture((x, y): (f32, f32), (width, height): (f32, f32), logo: Option<&Logo>) -> Option<Op> {
    logo?;
    Some(Op::UseXobject {
        id: XObjectId(LOGO.to_owned()),
        transform: XObjectTransform {
            translate_x: Some(point(x)),
            translate_y: Some(point(y)),
            scale_x: Some(width),
            scale_y: Some(height),
            no_auto_scale: true,
            ..XObjectTransform::default()
        },
    })
}

fn rules(page: &Page, height: f32, operations: &mut Vec<Op>) {
    let mut rules: Vec<_> = page
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Rule {
                from,
                to,
                thickness,
                ink,
            } => Some((*ink, hundredths(*thickness), [
                hundredths(from.0),
                hundredths(height - from.1),
                hundredths(to.0),
                hundredths(height - to.1),
            ])),
            Mark::Text { .. } | Mark::Ground { .. } | Mark::Picture { .. } => None,
        })
        .collect();
    // Lighter rules first, so that a heavy one lies on top where they meet; doubles fall away.
    rules.sort_by_key(|(ink, thickness, [x1, y1, x2, y2])| {
        (std::cmp::Reverse(*ink), *thickness, -y1, *x1, -y2, *x2)
    });
    rules.dedup();
    let mut state = None;
    for (ink, thickness, [x1, y1, x2, y2]) in rules {
        if state != Some((ink, thickness)) {
            operations.push(Op::SetOutlineColor {
                col: grey(ink.level()),
            });
            operations.push(Op::SetOutlineThickness {
                pt: Pt(thickness as f32 / 100.0),
            });
            state = Some((ink, thickness));
        }
        let end = |x: i32, y: i32| LinePoint {
            p: Point {
                x: Pt(x as f32 / 100.0),
                y: Pt(y as f32 / 100.0),
            },
            bezier: false,
        };
        operations.push(Op::DrawLine {
            line: Line {
                points: vec![end(x1, y1), end(x2, y2)],
                is_closed: false,
            },
        });
    }
}

fn texts(
    page: &Page,
    height: f32,
    mut fill: Option<super::page::Ink>,
    operations: &mut Vec<Op>,
) {
    operations.push(Op::StartTextSection);
    let mut font = None;
    let mut tracking = 0;
    for mark in &page.marks {
        let Mark::Text {
            piece,
            y,
            size,
            ink,
        } = mark
        else {
            continue;
        };
        if fill != Some(*ink) {
            operations.push(Op::SetFillColor {
                col: grey(ink.level()),
            });
            fill = Some(*ink);
        }
        let wanted = (piece.weight, hundredths(*size));
        if font != Some(wanted) {
            operations.push(Op::SetFont {
                font: PdfFontHandle::External(FontId(resource_name(piece.weight).to_owned())),
                size: Pt(*size),
            });
            font = Some(wanted);
        }
        let wanted = (piece.tracking * 1000.0).round() as i32;
        if tracking != wanted {
            operations.push(Op::SetCharacterSpacing {
                multiplier: wanted as f32 / 1000.0,
            });
            tracking = wanted;
        }
        operations.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(point(piece.x), point(height - y)),
        });
        operations.push(Op::ShowText {
            items: vec![TextItem::Text(piece.text.clone())],
        });
    }
    operations.push(Op::EndTextSection);
}

fn grey(level: f32) -> Color {
    Color::Greyscale(Greyscale {
        percent: level,
        icc_profile: None,
    })
}

fn hundredths(points: f32) -> i32 {
    (points * 100.0).round() as i32
}

/// Hundredths of a point are finer than any printer and keep the file small.
fn point(points: f32) -> Pt {
    Pt(hundredths(points) as f32 / 100.0)
}

/// What printpdf leaves open: PDF version, language, reader's preferences, id, compression.
fn finish(pdf: &PdfDocument, document: &Document) -> Result<Vec<u8>, DocumentError> {
    let mut warnings = Vec::new();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut low = printpdf::serialize::to_lopdf_doc(pdf, &options, &mut warnings);
    "1.7".clone_into(&mut low.version);
    if let Ok(catalog) = low.catalog_mut() {
        catalog.set("Lang", Object::string_literal(document.language.tag()));
        let mut preferences = lopdf::Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        catalog.set("ViewerPreferences", preferences);
    }
    correct_cap_height(&mut low);
    correct_to_unicode(&mut low, pdf);
    deflate(&mut low)?;
    let mut hash = Sha256::new();
    for object in low.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.update(document.issued_at.timestamp().to_be_bytes());
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    low.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let mut bytes = Vec::new();
    low.save_to(&mut bytes)?;
    Ok(bytes)
}

/// printpdf maps glyphs to the characters that were set; a reader is to find those that were meant.
fn correct_to_unicode(low: &mut lopdf::Document, pdf: &PdfDocument) {
    let maps: Vec<(lopdf::ObjectId, String)> = low
        .objects
        .values()
        .filter_map(|object| {
            let font = object.as_dict().ok()?;
            let name = font.get(b"BaseFont").and_then(Object::as_name).ok()?;
            let stream = font.get(b"ToUnicode").and_then(Object::as_reference).ok()?;
            let cut = pdf.resources.fonts.map.values().find(|font| {
                font.parsed_font
                    .font_name
                    .as_ref()
                    .is_some_and(|it| it.as_bytes() == name)
            })?;
            Some((stream, to_unicode(&cut.parsed_font.codepoint_to_glyph)))
        })
        .collect();
    for (id, map) in maps {
        if let Ok(Object::Stream(stream)) = low.get_object_mut(id) {
            stream.set_content(map.into_bytes());
        }
    }
}

/// printpdf gives the ascent as the height of capitals; readers use it to place the caret.
fn correct_cap_height(low: &mut lopdf::Document) {
    let Ok(fonts) = Fonts::of_the_house() else {
        return;
    };
    for object in low.objects.values_mut() {
        if let Object::Dictionary(dictionary) = object
            && dictionary.has_type(b"FontDescriptor")
        {
            let height = fonts.face(Weight::Regular).measures.cap_height;
            dictionary.set("CapHeight", i64::from(height));
        }
    }
}

/// Deflates every stream, on two threads when there is enough to do.
pub(crate) fn deflate(low: &mut lopdf::Document) -> Result<(), DocumentError> {
    let mut streams: Vec<&mut lopdf::Stream> = low
        .objects
        .values_mut()
        .filter_map(|object| match object {
            Object::Stream(stream) if stream.dict.get(b"Filter").is_err() => Some(stream),
            _ => None,
        })
        .collect();
    streams.sort_by_key(|stream| std::cmp::Reverse(stream.content.len()));
    // Largest first, each to the lighter half.
    let mut halves: [(usize, Vec<&mut lopdf::Stream>); 2] = [(0, Vec::new()), (0, Vec::new())];
    for stream in streams {
        let half = usize::from(halves[0].0 > halves[1].0);
        halves[half].0 += stream.content.len();
        halves[half].1.push(stream);
    }
    let [(_, one), (_, other)] = halves;
    std::thread::scope(|scope| {
        let other = scope.spawn(move || other.into_iter().try_for_each(deflate_stream));
        let one = one.into_iter().try_for_each(deflate_stream);
        match other.join() {
            Ok(other) => one.and(other),
            Err(_) => Err(std::io::Error::other("compression stopped")),
        }
    })?;
    Ok(())
}

fn deflate_stream(stream: &mut lopdf::Stream) -> std::io::Result<()> {
    let mut encoder = ZlibEncoder::new(
        Vec::with_capacity(stream.content.len() / 2),
        Compression::new(6),
    );
    encoder.write_all(&stream.content)?;
    let compressed = encoder.finish()?;
    if compressed.len() + 20 < stream.content.len() {
        stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        stream.set_content(compressed);
    }
    Ok(())
}
