//! Photographs of damage: read from a file, turned upright, made as small as a screen needs, and kept like every file
//! of the store. What a camera writes beside the picture, such as where it was taken, is left out.

use std::io::Cursor;

use base64::{Engine, prelude::BASE64_STANDARD};
use domain::{
    entity::Entity, ids::CheckInId, repair_orders::CheckIn, rights::Right, time::Timestamp,
};
use image::{
    DynamicImage, ImageDecoder, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, serviced_cars::not_found, stores::OpenStore};

/// A file of a camera is at most so large.
const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// More pixels a side than any camera has; what claims more is no photograph.
const MOST_PIXELS: u32 = 20_000;
/// What reading one may take of the memory.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// The longer side of what is kept, in pixels: a scratch is seen, and a page of them stays light.
const KEPT_SIDE: u32 = 1_600;
const SMALL_SIDE: u32 = 240;
const QUALITY: u8 = 82;
/// A photograph that nothing names by then was taken for a form that was never saved, or its check-in was forgotten.
const UNNAMED_FOR: i64 = Timestamp::DAY;

#[derive(Debug, Deserialize, TS)]
pub struct KeepPhoto {
    /// The file in base64.
    pub contents: String,
}

#[derive(Debug, Serialize, TS)]
pub struct KeptPhoto {
    /// Its name, as the mark on the outline gives it.
    pub photo: String,
    pub width: u32,
    pub height: u32,
    /// A small one as an address that holds it.
    pub small: String,
}

pub fn keep(desk: &Desk, asked: KeepPhoto) -> Result<KeptPhoto, RpcError> {
    let (store, _) = desk.with_right(Right::EditService)?;
    let bytes = BASE64_STANDARD
        .decode(&asked.contents)
        .map_err(|_| RpcError::invalid("photo", "photoUnreadable"))?;
    if bytes.len() > LARGEST_FILE {
        return Err(
            RpcError::invalid("photo", "photoTooLarge").with("most", LARGEST_FILE / 1024 / 1024)
        );
    }
    let picture = upright(&bytes)?;
    let picture = within(&picture, KEPT_SIDE);
    let photo = store.store.keep_file(&jpeg(&picture)?)?;
    store.store.write(|writing| {
        writing
            .connection()
            .prepare_cached("insert or replace into kept_photo (sha256, kept_at) values (?1, ?2)")?
            .execute(params![photo, clock::now().0])?;
        Ok::<_, RpcError>(())
    })?;
    Ok(KeptPhoto {
        photo,
        width: picture.width(),
        height: picture.height(),
        small: address(&jpeg(&within(&picture, SMALL_SIDE))?),
    })
}

/// The picture of a JPEG or PNG file, as it was held.
fn upright(bytes: &[u8]) -> Result<DynamicImage, RpcError> {
    let unreadable = |_: image::ImageError| RpcError::invalid("photo", "photoUnreadable");
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| RpcError::invalid("photo", "photoUnreadable"))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// The picture with its longer side at most so long.
fn within(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        return picture.clone();
    }
    picture.resize(side, side, FilterType::Triangle)
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, RpcError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&picture.to_rgb8())
        .map_err(|_| RpcError::invalid("photo", "photoUnreadable"))?;
    Ok(bytes)
}

fn address(bytes: &[u8]) -> String {
    format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(bytes))
}

domain::words! {
    pub enum PhotoSize {
        Small => "small",
        Whole => "whole",
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoArgs {
    pub check_in: CheckInId,
    pub photo: String,
    pub size: PhotoSize,
}

#[derive(Debug, Serialize, TS)]
pub struct Photo {
    /// As an address that holds it; nothing where it lies at the desk that took it.
    pub picture: Option<String>,
}

/// A photograph of a check-in. Only what the check-in names is shown.
pub fn shown(desk: &Desk, asked: PhotoArgs) -> Result<Photo, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let check_in = store
        .store
        .read(|connection| rows::entity::<CheckIn>(connection, asked.check_in))?
        .filter(|check_in| {
            let mut marks = check_in.marks.0.iter();
            marks.any(|mark| !mark.photo.is_empty() && mark.photo == asked.photo)
        });
    if check_in.is_none() {
        return Err(not_found(CheckIn::TABLE));
    }
    let Some(bytes) = store.store.kept_file(&asked.photo)? else {
        return Ok(Photo { picture: None });
    };
    let picture = match asked.size {
        PhotoSize::Whole => address(&bytes),
        PhotoSize::Small => address(&jpeg(&within(&upright(&bytes)?, SMALL_SIDE))?),
    };
    Ok(Photo {
        picture: Some(picture),
    })
}

/// Removes photographs that no check-in names any longer.
pub(crate) fn remove_unnamed(store: &OpenStore) -> Result<(), RpcError> {
    let before = clock::now().0 - UNNAMED_FOR;
    let unnamed: Vec<String> = store.store.read(|connection| {
        Ok::<_, RpcError>(
            connection
                .prepare_cached(
                    "select sha256 from kept_photo where kept_at < ?1 and not exists
                     (select 1 from check_in where instr(marks, kept_photo.sha256) > 0)",
                )?
                .query_map([before], |row| row.get(0))?
                .collect::<Result<_, _>>()?,
        )
    })?;
    for photo in unnamed {
        store.store.forget_file(&photo)?;
        store.store.write(|writing| {
            writing
                .connection()
                .prepare_cached("delete from kept_photo where sha256 = ?1")?
                .execute([&photo])?;
            Ok::<_, RpcError>(())
        })?;
    }
    Ok(())
}
