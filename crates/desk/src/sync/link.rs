//! What a store knows of its platform: where it is, whom to trust there, and the credential that lets
//! this desk in.

use domain::ids::DeskId;
use rusqlite::{Connection, OptionalExtension};
use store::{Store, StoreError};

use super::line::{Address, Tokens};
use crate::{
    error::RpcError,
    session::{hex, unhex},
    stores::{self, OpenStore, set_fact},
};

const URL: &str = "platform_url";
const AUTHORITY: &str = "platform_authority";
const SIGNING_KEY: &str = "platform_signing_key";
const SEALING_KEY: &str = "platform_sealing_key";
const REFRESH: &str = "platform_refresh";
const STANDING: &str = "platform_standing";

/// How this desk stands with its platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Linked,
    /// It was shut out; its unsent work was handed in.
    Revoked,
}

pub fn fact(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("select value from store_fact where key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Where the platform of this store is; nothing for a dealership that stands alone.
pub fn address(connection: &Connection) -> Result<Option<Address>, StoreError> {
    let Some(url) = fact(connection, URL)? else {
        return Ok(None);
    };
    let authority = fact(connection, AUTHORITY)?.and_then(|text| unhex(&text));
    Ok(Some(Address { url, authority }))
}

pub fn standing(connection: &Connection) -> Result<Option<Standing>, StoreError> {
    Ok(fact(connection, STANDING)?.map(|word| {
        if word == "revoked" {
            Standing::Revoked
        } else {
            Standing::Linked
        }
    }))
}

/// The platform's public key for sealing, once it is known.
pub fn sealing_key(connection: &Connection) -> Result<Option<[u8; 32]>, StoreError> {
    Ok(fact(connection, SEALING_KEY)?
        .and_then(|text| base64_url(&text))
        .and_then(|bytes| bytes.try_into().ok()))
}

/// The platform's public key for what it gives itself, once it is known.
pub fn signing_key(connection: &Connection) -> Result<Option<[u8; 32]>, StoreError> {
    Ok(fact(connection, SIGNING_KEY)?
        .and_then(|text| base64_url(&text))
        .and_then(|bytes| bytes.try_into().ok()))
}

fn base64_url(text: &str) -> Option<Vec<u8>> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Notes the platform of a store, in the transaction that follows its lane.
pub fn keep(
    connection: &Connection,
    address: &Address,
    tokens: &Tokens,
    desk: DeskId,
) -> Result<(), StoreError> {
    set_fact(connection, URL, &address.url)?;
    if let Some(authority) = &address.authority {
        set_fact(connection, AUTHORITY, &hex(authority))?;
    }
    set_fact(connection, SIGNING_KEY, &tokens.signing_key)?;
    set_fact(connection, SEALING_KEY, &tokens.sealing_key)?;
    set_fact(connection, STANDING, "linked")?;
    if let Some(code) = &tokens.desk_code {
        set_fact(connection, "desk_code", code)?;
    }
    set_fact(connection, "desk", &desk.to_string())
}

pub fn mark_revoked(open: &OpenStore) -> Result<(), RpcError> {
    open.store
        .write(|writing| set_fact(writing.connection(), STANDING, "revoked"))?;
    Ok(())
}

/// Keeps the credential: in the system keyring where the store's own key is there, else inside the store,
/// which a passphrase protects.
pub fn keep_refresh(store: &Store, token: &str) -> Result<(), RpcError> {
    if stores::keep_platform_secret(store.directory(), token)? {
        return Ok(());
    }
    store.write(|writing| set_fact(writing.connection(), REFRESH, token))?;
    Ok(())
}

pub fn refresh(store: &Store) -> Result<Option<String>, RpcError> {
    if let Some(token) = stores::platform_secret(store.directory())? {
        return Ok(Some(token));
    }
    Ok(store.read(|connection| fact(connection, REFRESH))?)
}
