//! Rows and changes as bytes, the same on every machine: for shadows, the journal and its hashes.

use domain::entity::{Row, Value};

/// Bytes that were not made by this module, or are cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stored row image is damaged")]
pub struct Damaged;

const NULL: u8 = 0;
const INTEGER: u8 = 1;
const TEXT: u8 = 2;
const BLOB: u8 = 3;

/// Appends a length-prefixed byte string.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    // A single value of four gigabytes cannot come into being: inputs are limited far below.
    out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// A row's image: one tag and content per value.
pub fn row_image(row: &Row) -> Vec<u8> {
    let mut out = Vec::with_capacity(row.len() * 12);
    for value in row {
        match value {
            Value::Null => out.push(NULL),
            Value::Integer(number) => {
                out.push(INTEGER);
                out.extend_from_slice(&number.to_be_bytes());
            }
            Value::Text(text) => {
                out.push(TEXT);
                put_bytes(&mut out, text.as_bytes());
            }
            Value::Blob(bytes) => {
                out.push(BLOB);
                put_bytes(&mut out, bytes);
            }
        }
    }
    out
}

/// The row behind an image made by [`row_image`].
pub fn row_from_image(image: &[u8]) -> Result<Row, Damaged> {
    let mut row = Row::new();
    for value in values(image) {
        row.push(match value? {
            Borrowed::Null => Value::Null,
            Borrowed::Integer(number) => Value::Integer(number),
            Borrowed::Text(text) => Value::Text(text.to_owned()),
            Borrowed::Blob(bytes) => Value::Blob(bytes.to_vec()),
        });
    }
    Ok(row)
}

/// A value as it lies in an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Borrowed<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

/// The values of an image, one after the other, where they lie; after one that is damaged there are no more.
pub fn values(image: &[u8]) -> impl Iterator<Item = Result<Borrowed<'_>, Damaged>> {
    let mut left = image;
    std::iter::from_fn(move || {
        if left.is_empty() {
            return None;
        }
        let value = value(&mut left);
        if value.is_err() {
            left = &[];
        }
        Some(value)
    })
}

fn value<'a>(left: &mut &'a [u8]) -> Result<Borrowed<'a>, Damaged> {
    let (tag, rest) = left.split_first().ok_or(Damaged)?;
    *left = rest;
    Ok(match *tag {
        NULL => Borrowed::Null,
        INTEGER => {
            let (number, rest) = left.split_first_chunk::<8>().ok_or(Damaged)?;
            *left = rest;
            Borrowed::Integer(i64::from_be_bytes(*number))
        }
        TEXT => Borrowed::Text(str::from_utf8(take(left)?).map_err(|_| Damaged)?),
        BLOB => Borrowed::Blob(take(left)?),
        _ => return Err(Damaged),
    })
}

fn take<'a>(image: &mut &'a [u8]) -> Result<&'a [u8], Damaged> {
    let (length, rest) = image.split_first_chunk::<4>().ok_or(Damaged)?;
    let length = u32::from_be_bytes(*length) as usize;
    if rest.len() < length {
        return Err(Damaged);
    }
    let (bytes, rest) = rest.split_at(length);
    *image = rest;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entity::Value;

    #[test]
    fn a_row_comes_back_from_its_image() {
        let row = vec![
            Value::Blob(vec![1, 2, 3]),
            Value::Null,
            Value::Integer(-5),
            Value::Text("汉兰达".to_owned()),
        ];
        assert_eq!(row_from_image(&row_image(&row)), Ok(row));
    }

    #[test]
    fn an_image_cut_anywhere_inside_a_value_is_damaged() {
        let image = row_image(&vec![Value::Text("汉兰达".to_owned()), Value::Integer(7)]);
        for end in 1..image.len() {
            let whole_values = end == 14;
            assert_eq!(
                row_from_image(&image[..end]).is_ok(),
                whole_values,
                "cut at {end}"
            );
        }
    }
}
