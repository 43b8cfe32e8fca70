//! What the house says of itself: its settings, and the logo that papers, reports and windows show.

use base64::{Engine, prelude::BASE64_STANDARD};
use documents::{Logo, LogoFault};
use domain::{
    Command,
    dealerships::{ChangeDealership, Dealership},
    ids::DealershipId,
    rights::Right,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{Store, rows};
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    groups,
    list::Nothing,
    stores::OpenStore,
    submit::{Submitted, give},
};

/// A logo's file is at most so large. What is larger belongs on a poster.
const LARGEST_LOGO: usize = 2 * 1024 * 1024;

/// The house that this store belongs to, as it is now.
pub fn house(connection: &Connection, store: &OpenStore) -> Result<Dealership, RpcError> {
    rows::entity(connection, DealershipId(store.lane.0))?.ok_or_else(|| RpcError::failed("noStore"))
}

/// The logo for the head of papers and reports. A house without one has none, and so has a house whose
/// logo was not copied to this computer: a paper without its logo is better than none.
pub fn logo(store: &OpenStore) -> Result<Option<Logo>, RpcError> {
    Ok(logo_file(store)?.and_then(|bytes| Logo::read(&bytes).ok()))
}

fn logo_file(store: &OpenStore) -> Result<Option<Vec<u8>>, RpcError> {
    let house = store
        .store
        .read(|connection| self::house(connection, store))?;
    if house.logo.is_empty() {
        return Ok(None);
    }
    Ok(store.store.kept_file(&house.logo)?)
}

/// Keeps the picture, given in base64, and says its name; no picture has the empty name. What is no
/// logo is refused before anything is kept.
pub(crate) fn keep_logo(store: &Store, picture: &str) -> Result<String, RpcError> {
    if picture.is_empty() {
        return Ok(String::new());
    }
    let bytes = BASE64_STANDARD
        .decode(picture)
        .map_err(|_| RpcError::invalid("logo", "logoNotAPicture"))?;
    check_logo(&bytes)?;
    Ok(store.keep_file(&bytes)?)
}

fn check_logo(bytes: &[u8]) -> Result<(), RpcError> {
    if bytes.len() > LARGEST_LOGO {
        return Err(
            RpcError::invalid("logo", "logoTooLarge").with("most", LARGEST_LOGO / 1024 / 1024)
        );
    }
    match Logo::read(bytes) {
        Ok(_) => Ok(()),
        Err(LogoFault::NotAPicture) => Err(RpcError::invalid("logo", "logoNotAPicture")),
        Err(LogoFault::Unreadable { .. }) => Err(RpcError::invalid("logo", "logoUnreadable")),
        Err(LogoFault::PrintingInks) => Err(RpcError::invalid("logo", "logoInPrintingInks")),
        Err(LogoFault::TooManyPixels { width, height }) => {
            Err(RpcError::invalid("logo", "logoTooManyPixels")
                .with("width", width)
                .with("height", height))
        }
    }
}

/// The same for a picture that no store can keep yet.
pub(crate) fn check_picture(picture: &str) -> Result<(), RpcError> {
    if picture.is_empty() {
        return Ok(());
    }
    let bytes = BASE64_STANDARD
        .decode(picture)
        .map_err(|_| RpcError::invalid("logo", "logoNotAPicture"))?;
    check_logo(&bytes)
}

/// What the settings show. Everybody who works here may read what stands on every paper.
pub fn settings(desk: &Desk, _: Nothing) -> Result<Dealership, RpcError> {
    let _ = desk.session()?;
    let store = desk.store()?;
    store.store.read(|connection| house(connection, &store))
}

/// The logo as a window shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseLogo {
    /// The picture as an address that holds it, `data:image/png;base64,…`; nothing without one.
    pub picture: Option<String>,
    pub name: String,
}

pub fn shown_logo(desk: &Desk, _: Nothing) -> Result<HouseLogo, RpcError> {
    let _ = desk.session()?;
    let store = desk.store()?;
    let name = store
        .store
        .read(|connection| house(connection, &store))?
        .name;
    let picture = logo_file(&store)?.map(|bytes| {
        let kind = if bytes.starts_with(&[0xff, 0xd8]) {
            "jpeg"
        } else {
            "png"
        };
        format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes))
    });
    Ok(HouseLogo { picture, name })
}

/// Only what is given changes. The logo is given as base64 and kept as a file; the empty text removes it.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ChangeHouse {
    pub name: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub credit_code: Option<String>,
    pub bank_account: Option<String>,
    pub logo: Option<String>,
}

pub fn change(desk: &Desk, asked: ChangeHouse) -> Result<Submitted, RpcError> {
    let (store, session) = desk.with_right(Right::EditDealership)?;
    let logo = asked
        .logo
        .map(|picture| keep_logo(&store.store, &picture))
        .transpose()?;
    let group = store.store.read(groups::own_group)?;
    let submitted = give(
        desk,
        &store,
        &session,
        Command::ChangeDealership(ChangeDealership {
            name: asked.name,
            address: asked.address,
            phone: asked.phone,
            credit_code: asked.credit_code,
            bank_account: asked.bank_account,
            logo,
            group,
        }),
    )?;
    // The sign-in, which has no questions of its own that could become stale, shows the name too.
    desk.shell.session();
    Ok(submitted)
}
