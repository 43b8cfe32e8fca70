//! The dealership's logo, read once from a PNG picture.

use crate::DocumentError;
use std::fmt;

/// A picture in eight-bit RGB, transparent parts laid on white.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pixels: Vec<u8>,
}

/// No logo needs more than this many pixels on paper; larger ones only make every paper heavy.
const MOST_PIXELS: u64 = 4_000_000;

impl Logo {
    /// Reads a PNG picture of at most four million pixels.
    pub fn from_png(bytes: &[u8]) -> Result<Logo, DocumentError> {
        let fault = |reason: String| DocumentError::Logo { reason };
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder
            .read_info()
            .map_err(|error| fault(error.to_string()))?;
        let (width, height) = (reader.info().width, reader.info().height);
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(fault(format!("{width} × {height} pixels are too many")));
        }
        let size = reader
            .output_buffer_size()
            .ok_or_else(|| fault("the picture is too large".to_owned()))?;
        let mut buffer = vec![0; size];
        let frame = reader
            .next_frame(&mut buffer)
            .map_err(|error| fault(error.to_string()))?;
        let pixels = buffer[..frame.buffer_size()]
            .chunks_exact(frame.color_type.samples())
            .flat_map(|pixel| match *pixel {
                [grey] => [grey; 3],
                [grey, alpha] => [on_white(grey, alpha); 3],
                [red, green, blue] => [red, green, blue],
                [red, green, blue, alpha] => [red, green, blue].map(|it| on_white(it, alpha)),
                _ => [255; 3],
            })
            .collect();
        Ok(Logo {
            width,
            height,
            pixels,
        })
    }

    pub(crate) fn as_xobject(&self) -> printpdf::ExternalXObject {
        let mut dict = std::collections::BTreeMap::new();
        let name = |text: &str| printpdf::DictItem::Name(text.as_bytes().to_vec());
        dict.insert("Type".to_owned(), name("XObject"));
        dict.insert("Subtype".to_owned(), name("Image"));
        dict.insert(
            "Width".to_owned(),
            printpdf::DictItem::Int(i64::from(self.width)),
        );
        dict.insert(
            "Height".to_owned(),
            printpdf::DictItem::Int(i64::from(self.height)),
        );
        dict.insert("ColorSpace".to_owned(), name("DeviceRGB"));
        dict.insert("BitsPerComponent".to_owned(), printpdf::DictItem::Int(8));
        printpdf::ExternalXObject {
            stream: printpdf::ExternalStream {
                dict,
                content: self.pixels.clone(),
                compress: false,
            },
            width: Some(printpdf::Px(self.width as usize)),
            height: Some(printpdf::Px(self.height as usize)),
            dpi: None,
        }
    }
}

/// Pictures are large; only their measures are worth printing in a message.
impl fmt::Debug for Logo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Logo({} × {})", self.width, self.height)
    }
}

fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha)) / 255) as u8
}
