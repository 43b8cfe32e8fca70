//! The dealership's logo, read once from a PNG or JPEG picture.
//!
//! A PNG is laid on white and set as plain pixels. A JPEG goes into the paper as it is, since PDF knows
//! its compression; only its measures are read. A spreadsheet takes either file as it is.

use std::{collections::BTreeMap, fmt};

use printpdf::DictItem;

/// A picture with its measures in pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The picture's file, as it was given.
    pub(crate) file: Vec<u8>,
    picture: Picture,
}

#[derive(Clone, PartialEq, Eq)]
enum Picture {
    /// Eight-bit RGB.
    Pixels(Vec<u8>),
    /// The file itself is a JPEG.
    Jpeg(JpegInk),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum JpegInk {
    Grey,
    Colour,
}

/// Why a file is no logo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogoFault {
    /// Another kind of file.
    #[error("the logo is neither a PNG nor a JPEG picture")]
    NotAPicture,
    /// The picture is damaged or cut off.
    #[error("the logo cannot be read: {reason}")]
    Unreadable {
        /// What the picture reader said.
        reason: String,
    },
    /// More pixels than any logo needs on paper.
    #[error("{width} × {height} pixels are too many for a logo")]
    TooManyPixels {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// A JPEG in the four inks of a printing press, whose colours screens and papers show differently.
    #[error("the logo is in printing inks (CMYK)")]
    PrintingInks,
}

/// No logo needs more than this many pixels on paper; larger ones only make every paper heavy.
const MOST_PIXELS: u64 = 4_000_000;

impl Logo {
    /// Reads a PNG or JPEG picture of at most four million pixels, whatever its file is called.
    pub fn read(bytes: &[u8]) -> Result<Logo, LogoFault> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Logo::from_png(bytes)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Logo::from_jpeg(bytes)
        } else {
            Err(LogoFault::NotAPicture)
        }
    }

    fn from_png(bytes: &[u8]) -> Result<Logo, LogoFault> {
        let fault = |reason: String| LogoFault::Unreadable { reason };
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder
            .read_info()
            .map_err(|error| fault(error.to_string()))?;
        let (width, height) = (reader.info().width, reader.info().height);
        not_too_large(width, height)?;
        let size = reader
            .output_buffer_size()
            .ok_or(LogoFault::TooManyPixels { width, height })?;
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
            file: bytes.to_vec(),
            picture: Picture::Pixels(pixels),
        })
    }

    fn from_jpeg(bytes: &[u8]) -> Result<Logo, LogoFault> {
        let (width, height, components) =
            jpeg_frame(bytes).ok_or_else(|| LogoFault::Unreadable {
                reason: "no frame in the file".to_owned(),
            })?;
        if width == 0 || height == 0 || !ends_as_jpeg(bytes) {
            return Err(LogoFault::Unreadable {
                reason: "the file is cut off".to_owned(),
            });
        }
        not_too_large(width, height)?;
        let ink = match components {
            1 => JpegInk::Grey,
            3 => JpegInk::Colour,
            _ => return Err(LogoFault::PrintingInks),
        };
        Ok(Logo {
            width,
            height,
            file: bytes.to_vec(),
            picture: Picture::Jpeg(ink),
        })
    }

    /// Width and height on paper that fit into this box, in any unit.
    pub(crate) fn within(&self, widest: f32, tallest: f32) -> (f32, f32) {
        let (width, height) = (self.width.max(1) as f32, self.height.max(1) as f32);
        let scale = (widest / width).min(tallest / height);
        (width * scale, height * scale)
    }

    pub(crate) fn as_xobject(&self) -> printpdf::ExternalXObject {
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let (content, space, filter) = match &self.picture {
            Picture::Pixels(pixels) => (pixels, "DeviceRGB", None),
            Picture::Jpeg(ink) => (
                &self.file,
                match ink {
                    JpegInk::Grey => "DeviceGray",
                    JpegInk::Colour => "DeviceRGB",
                },
                Some("DCTDecode"),
            ),
        };
        let mut dict = BTreeMap::new();
        dict.insert("Type".to_owned(), name("XObject"));
        dict.insert("Subtype".to_owned(), name("Image"));
        dict.insert("Width".to_owned(), DictItem::Int(i64::from(self.width)));
        dict.insert("Height".to_owned(), DictItem::Int(i64::from(self.height)));
        dict.insert("ColorSpace".to_owned(), name(space));
        dict.insert("BitsPerComponent".to_owned(), DictItem::Int(8));
        if let Some(filter) = filter {
            dict.insert("Filter".to_owned(), name(filter));
        }
        printpdf::ExternalXObject {
            stream: printpdf::ExternalStream {
                dict,
                content: content.clone(),
                compress: false,
            },
            width: Some(printpdf::Px(self.width as usize)),
            height: Some(printpdf::Px(self.height as usize)),
            dpi: None,
        }
    }
}

fn not_too_large(width: u32, height: u32) -> Result<(), LogoFault> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(LogoFault::TooManyPixels { width, height });
    }
    Ok(())
}

/// Width, height and number of inks, from the file's frame header (ITU-T T.81, B.2.2).
fn jpeg_frame(bytes: &[u8]) -> Option<(u32, u32, u8)> {
    let pair = |at: usize| Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            // A marker may be preceded by any number of fill bytes.
            0xff => at += 1,
            // These stand alone.
            0x01 | 0xd0..=0xd7 => at += 2,
            // Frames, of whatever process; the three left out are tables with numbers among them.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((pair(at + 7)?, pair(at + 5)?, *bytes.get(at + 9)?));
            }
            // The scan begins, or the picture ends, and there was no frame.
            0xda | 0xd9 => return None,
            _ => at += 2 + usize::try_from(pair(at + 2)?).ok()?,
        }
    }
}

/// Cameras put a few bytes behind the end; a file that was cut off has no end at all.
fn ends_as_jpeg(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(4_096)..];
    tail.windows(2).any(|pair| pair == [0xff, 0xd9])
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

#[cfg(test)]
mod tests {
    use super::{Logo, LogoFault};

    /// The head of a JPEG: an application segment, then a frame of these measures, then the end.
    fn jpeg(width: u16, height: u16, inks: u8) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2];
        bytes.extend([0xff, 0xc2, 0, 17, 8]);
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend([inks, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend([0xff, 0xd9]);
        bytes
    }

    #[test]
    fn the_measures_of_a_jpeg_are_those_of_its_frame() {
        let logo = Logo::read(&jpeg(640, 480, 3)).expect("a picture");
        assert_eq!((logo.width, logo.height), (640, 480));
    }

    #[test]
    fn a_jpeg_that_was_cut_off_is_not_taken() {
        let mut bytes = jpeg(640, 480, 3);
        bytes.truncate(bytes.len() - 2);
        assert!(matches!(
            Logo::read(&bytes),
            Err(LogoFault::Unreadable { .. })
        ));
    }

    #[test]
    fn a_jpeg_in_printing_inks_is_told_apart() {
        assert_eq!(Logo::read(&jpeg(640, 480, 4)), Err(LogoFault::PrintingInks));
    }

    #[test]
    fn a_poster_is_no_logo() {
        assert_eq!(
            Logo::read(&jpeg(6_000, 4_000, 3)),
            Err(LogoFault::TooManyPixels {
                width: 6_000,
                height: 4_000
            })
        );
    }

    #[test]
    fn another_file_is_no_picture_whatever_it_is_called() {
        assert_eq!(Logo::read(b"%PDF-1.7"), Err(LogoFault::NotAPicture));
        assert_eq!(Logo::read(b""), Err(LogoFault::NotAPicture));
    }

    #[test]
    fn a_wide_logo_stays_within_its_box() {
        let logo = Logo::read(&jpeg(2_000, 100, 3)).expect("a picture");
        let (wide, high) = logo.within(150.0, 24.0);
        assert!((wide - 150.0).abs() < 0.001 && (high - 7.5).abs() < 0.001);
        let tall = Logo::read(&jpeg(100, 100, 1)).expect("a picture");
        assert_eq!(tall.within(150.0, 24.0), (24.0, 24.0));
    }
}
