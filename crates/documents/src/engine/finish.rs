//! What printpdf leaves open: version, language, preferences, ids that repeat, compression.

use crate::DocumentError;
use crate::fonts::{Fonts, Weight, to_unicode};
use crate::model::Document;
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Object, StringFormat};
use printpdf::{PdfDocument, PdfSaveOptions};
use sha2::{Digest, Sha256};
use std::io::Write;

/// The bytes of the paper.
pub(crate) fn finish(pdf: &PdfDocument, document: &Document) -> Result<Vec<u8>, DocumentError> {
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
        stream
            .dict
            .set("Filter", Object::Name(b"FlateDecode".to_vec()));
        stream.set_content(compressed);
    }
    Ok(())
}
