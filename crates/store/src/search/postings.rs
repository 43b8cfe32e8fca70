//! Lists of ordinals: short ones as differences within a page of terms, long ones as stretches of
//! bits or offsets that can be read from anywhere.

use super::error::{Result, SearchError};

/// The words of 64 bits in one stretch; a stretch as bits fills one page.
pub const SPAN_WORDS: usize = if cfg!(test) { 1 } else { 488 };

/// The ordinals in one stretch.
pub const SPAN: u32 = SPAN_WORDS as u32 * 64;

/// With so many ordinals a stretch is smaller as bits than as offsets of two bytes.
const DENSE: usize = SPAN_WORDS * 4;

const OFFSETS: u8 = 0;
const BITS: u8 = 1;

/// One bit for each ordinal of a stretch.
pub type Bits = [u64; SPAN_WORDS];

/// A stretch without any ordinal.
pub fn no_bits() -> Box<Bits> {
    Box::new([0; SPAN_WORDS])
}

/// Marks an ordinal within its stretch.
pub fn set(bits: &mut Bits, ordinal: u32) {
    let offset = ordinal % SPAN;
    bits[(offset / 64) as usize] |= 1 << (offset % 64);
}

/// Whether an ordinal is marked within its stretch.
pub fn is_set(bits: &Bits, ordinal: u32) -> bool {
    let offset = ordinal % SPAN;
    bits[(offset / 64) as usize] & (1 << (offset % 64)) != 0
}

/// The first marked offset at or after `from`.
pub fn next_set(bits: &Bits, from: u32) -> Option<u32> {
    let mut word = (from / 64) as usize;
    if word >= SPAN_WORDS {
        return None;
    }
    let mut rest = bits[word] & (u64::MAX << (from % 64));
    loop {
        if rest != 0 {
            return Some(word as u32 * 64 + rest.trailing_zeros());
        }
        word += 1;
        if word == SPAN_WORDS {
            return None;
        }
        rest = bits[word];
    }
}

/// Writes a number in as few bytes as it needs.
pub fn put_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number and moves on behind it.
pub fn take_number(from: &mut &[u8]) -> Result<u64> {
    let mut number = 0_u64;
    let mut shift = 0;
    while let Some((&byte, rest)) = from.split_first() {
        *from = rest;
        if shift > 63 {
            break;
        }
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
        shift += 7;
    }
    Err(SearchError::Damaged("a number is cut off"))
}

/// Reads so many bytes and moves on behind them.
pub fn take_bytes<'a>(from: &mut &'a [u8], length: usize) -> Result<&'a [u8]> {
    let (taken, rest) = from
        .split_at_checked(length)
        .ok_or_else(|| SearchError::Damaged("a page is cut off"))?;
    *from = rest;
    Ok(taken)
}

/// The bytes that ascending ordinals take as differences.
pub fn differences_length(ordinals: &[u32]) -> u64 {
    let mut last = 0;
    let mut bytes = 0;
    for &ordinal in ordinals {
        let bits = u32::BITS - (ordinal - last).leading_zeros();
        bytes += u64::from(bits.div_ceil(7).max(1));
        last = ordinal;
    }
    bytes
}

/// Writes ascending ordinals as differences.
pub fn put_differences(ordinals: &[u32], out: &mut Vec<u8>) {
    let mut last = 0;
    for &ordinal in ordinals {
        put_number(u64::from(ordinal - last), out);
        last = ordinal;
    }
}

/// Reads `count` ordinals that were written as differences and hands each on.
pub fn take_differences(from: &mut &[u8], count: usize, mut each: impl FnMut(u32)) -> Result<()> {
    let mut last = 0_u32;
    for _ in 0..count {
        let difference = take_number(from)? as u32;
        last = last
            .checked_add(difference)
            .ok_or_else(|| SearchError::Damaged("a list goes beyond its end"))?;
        each(last);
    }
    Ok(())
}

/// One stretch of a list from its ascending ordinals.
pub fn stretch_of(ordinals: &[u32]) -> Vec<u8> {
    if ordinals.len() >= DENSE {
        let mut bits = no_bits();
        for &ordinal in ordinals {
            set(&mut bits, ordinal);
        }
        return stretch_of_bits(&bits[..]);
    }
    let mut body = Vec::with_capacity(1 + ordinals.len() * 2);
    body.push(OFFSETS);
    for &ordinal in ordinals {
        body.extend_from_slice(&((ordinal % SPAN) as u16).to_le_bytes());
    }
    body
}

/// One stretch of a list from its bits, of which the last words may be absent.
pub fn stretch_of_bits(words: &[u64]) -> Vec<u8> {
    let marked: usize = words.iter().map(|word| word.count_ones() as usize).sum();
    if marked >= DENSE {
        let mut body = Vec::with_capacity(1 + words.len() * 8);
        body.push(BITS);
        for word in words {
            body.extend_from_slice(&word.to_le_bytes());
        }
        return body;
    }
    let mut body = Vec::with_capacity(1 + marked * 2);
    body.push(OFFSETS);
    for (place, &word) in words.iter().enumerate() {
        let mut rest = word;
        while rest != 0 {
            let offset = place as u32 * 64 + rest.trailing_zeros();
            body.extend_from_slice(&(offset as u16).to_le_bytes());
            rest &= rest - 1;
        }
    }
    body
}

/// Adds a stretch to bits.
pub fn add_stretch(body: &[u8], bits: &mut Bits) -> Result<()> {
    match body.split_first() {
        Some((&OFFSETS, offsets)) => {
            for pair in offsets.chunks_exact(2) {
                let offset = u32::from(u16::from_le_bytes([pair[0], pair[1]]));
                if offset >= SPAN {
                    return Err(SearchError::Damaged("an offset is beyond its stretch"));
                }
                set(bits, offset);
            }
            Ok(())
        }
        Some((&BITS, words)) => {
            for (word, bytes) in bits.iter_mut().zip(words.chunks_exact(8)) {
                let mut eight = [0; 8];
                eight.copy_from_slice(bytes);
                *word |= u64::from_le_bytes(eight);
            }
            Ok(())
        }
        Some(_) | None => Err(SearchError::Damaged("a stretch of unknown form")),
    }
}

/// Hands on the ordinals of a stretch in ascending order.
pub fn each_in_stretch(body: &[u8], stretch: u32, mut each: impl FnMut(u32)) -> Result<()> {
    let base = stretch * SPAN;
    if let Some((&OFFSETS, offsets)) = body.split_first() {
        for pair in offsets.chunks_exact(2) {
            each(base + u32::from(u16::from_le_bytes([pair[0], pair[1]])));
        }
        return Ok(());
    }
    let mut bits = no_bits();
    add_stretch(body, &mut bits)?;
    let mut from = 0;
    while let Some(offset) = next_set(&bits, from) {
        each(base + offset);
        from = offset + 1;
    }
    Ok(())
}
