//! The stores of this desk: the dealership's own, and the one for training. One is open at a time.
//!
//! Under the home directory lie `desk.json` (which store was used last, in which language) and
//! `stores/dealership` and `stores/training`, each with its encrypted file.

mod broken;
mod create;
mod keyring_key;
mod loaded;

pub use broken::{BrokenStore, RestoredStore, gave_way};
pub(crate) use broken::{backups_of, broken, is_mendable};
pub(crate) use create::{create_joined, open_joined};
pub(crate) use keyring_key::{NewKey, keep_platform_secret, key_of_backup, platform_secret};

use create::open_training;
pub use create::{CreateStore, CreateTraining, check_password, create, create_training};

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, PoisonError},
};

use chrono_tz::Tz;
use domain::{
    dealerships::{Dealership, Purpose},
    ids::{DeskId, LaneId},
};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use store::{Key, OpenError, Store, StoreError, backup, rows};
use ts_rs::TS;
use uuid::Uuid;

use crate::{Desk, derived::Derivations, error::RpcError, list::Nothing, sync};

/// An open store and what the desk knows of itself in it.
pub struct OpenStore {
    pub store: Arc<Store>,
    /// What is computed from the rows and kept in memory.
    pub derivations: Derivations,
    pub desk: DeskId,
    /// The desk's short code, part of every number it prints.
    pub desk_code: String,
    pub lane: LaneId,
    pub zone: Tz,
    pub training: bool,
}

/// A store whose first sync was cut off with the program: a part of its dealership is not there yet.
pub struct Unfinished {
    pub store: Arc<Store>,
    derivations: Derivations,
}

pub(crate) fn unfinished(desk: &Desk) -> Option<Arc<Unfinished>> {
    desk.state().unfinished.clone()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Slot {
    Dealership,
    Training,
}

impl Slot {
    const fn folder(self) -> &'static str {
        match self {
            Self::Dealership => "dealership",
            Self::Training => "training",
        }
    }
}

/// `desk.json`. Nothing in it is secret or about a customer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    store: Option<Slot>,
    language: Option<String>,
}

fn remembered(desk: &Desk) -> Remembered {
    fs::read(desk.home.join("desk.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn remember(desk: &Desk, change: impl FnOnce(&mut Remembered)) -> Result<(), RpcError> {
    let mut now = remembered(desk);
    change(&mut now);
    let text = serde_json::to_vec_pretty(&now).map_err(|e| RpcError::broken("deskFile", &e))?;
    fs::create_dir_all(&desk.home)
        .and_then(|()| fs::write(desk.home.join("desk.json"), text))
        .map_err(|error| RpcError::broken("deskFile", &error))
}

/// The language last used at this desk; before anybody has chosen, the one of the system.
pub fn language(desk: &Desk) -> String {
    remembered(desk)
        .language
        .unwrap_or_else(|| language_of_system(|name| std::env::var(name).ok()).to_owned())
}

/// English where the system says so, in the order in which programs read it; otherwise Chinese.
fn language_of_system(variable: impl Fn(&str) -> Option<String>) -> &'static str {
    let spoken = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match spoken {
        Some(locale) if locale.starts_with("en") => "en",
        _ => "zh-CN",
    }
}

pub fn remember_language(desk: &Desk, language: &str) -> Result<(), RpcError> {
    if remembered(desk).language.as_deref() == Some(language) {
        return Ok(());
    }
    remember(desk, |now| now.language = Some(language.to_owned()))
}

fn directory(desk: &Desk, slot: Slot) -> PathBuf {
    desk.home.join("stores").join(slot.folder())
}

/// Opens the store used last and remembers what hindered it, for the page to say.
pub fn try_current(desk: &Desk) {
    let failure = open_current(desk).err();
    desk.state_mut().failure = failure;
}

/// Opens the training store, or makes it; what hinders that is remembered in the same way.
pub fn try_training(desk: &Desk, language: &str) {
    let failure = open_training(desk, language).err();
    desk.state_mut().failure = failure;
}

/// Tries again to open the store that did not open: the other program was closed, the keyring was
/// unlocked, the file was put back.
pub fn retry(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    try_current(desk);
    desk.shell.session();
    Ok(())
}

/// Opens the store used last, if there is one and its key is at hand.
fn open_current(desk: &Desk) -> Result<(), RpcError> {
    let there = |slot: &Slot| broken::is_there(&directory(desk, *slot));
    let Some(slot) = remembered(desk)
        .store
        .into_iter()
        .chain([Slot::Dealership, Slot::Training])
        .find(there)
    else {
        return Ok(());
    };
    let directory = directory(desk, slot);
    if keyring_key::is_shut_out(&directory) {
        return Err(RpcError::failed("deskRevoked"));
    }
    if keyring_key::has_passphrase(&directory) {
        desk.state_mut().wants_passphrase = true;
        return Ok(());
    }
    match keyring_key::from_keyring(&directory) {
        Ok(key) => take(desk, slot, key),
        Err(error) => Err(broken::noted(desk, slot, None, error)),
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct Unlock {
    pub passphrase: String,
}

/// Opens the store that a passphrase protects. What hinders that once the passphrase was right is
/// remembered, so that the page offers the backups.
pub fn unlock(desk: &Desk, asked: Unlock) -> Result<(), RpcError> {
    let slot = remembered(desk).store.unwrap_or(Slot::Dealership);
    let directory = directory(desk, slot);
    let backups: Vec<PathBuf> = backup::generations(&broken::backups_of(&directory))?
        .into_iter()
        .map(|generation| generation.folder)
        .collect();
    let key = keyring_key::from_passphrase_of_any(&directory, &backups, &asked.passphrase)
        .ok_or_else(|| RpcError::refused("wrongPassphrase").on("passphrase"))?;
    take(desk, slot, key).inspect_err(|error| {
        if is_mendable(error) {
            desk.state_mut().failure = Some(error.clone());
            desk.shell.session();
        }
    })
}

/// Opens a store and puts it in its place; a store that does not open is remembered as broken.
pub(crate) fn take(desk: &Desk, slot: Slot, key: Key) -> Result<(), RpcError> {
    let directory = directory(desk, slot);
    let derivations = Derivations::default();
    let opened = if Store::exists(&directory) {
        Store::open(&directory, key.clone(), Box::new(derivations.clone()))
            .map_err(RpcError::from)
            .and_then(|store| whole_or_not(Arc::new(store), derivations))
    } else {
        Err(RpcError::failed("storeGone"))
    };
    match opened {
        Ok(Opened::Whole(open)) => {
            put_in_place(desk, *open);
            Ok(())
        }
        Ok(Opened::Unfinished(unfinished)) => {
            go_on_fetching(desk, unfinished);
            Ok(())
        }
        Err(error) => Err(broken::noted(desk, slot, Some(key), error)),
    }
}

enum Opened {
    Whole(Box<OpenStore>),
    Unfinished(Unfinished),
}

fn whole_or_not(store: Arc<Store>, derivations: Derivations) -> Result<Opened, RpcError> {
    if store.read(sync::is_unfinished)? {
        return Ok(Opened::Unfinished(Unfinished { store, derivations }));
    }
    Ok(Opened::Whole(Box::new(known(store, derivations)?)))
}

/// What is missing is fetched, as it was when the program ended; the sign-in opens after that.
fn go_on_fetching(desk: &Desk, unfinished: Unfinished) {
    let mut state = desk.state_mut();
    state.unfinished = Some(Arc::new(unfinished));
    state.failure = None;
    state.broken = None;
    state.wants_passphrase = false;
    drop(state);
    sync::goes_on(desk);
    desk.sync.other_store();
    desk.shell.session();
}

fn put_in_place(desk: &Desk, open: OpenStore) {
    let open = Arc::new(open);
    warm(desk, Arc::clone(&open));
    let mut state = desk.state_mut();
    state.store = Some(open);
    state.failure = None;
    state.broken = None;
    state.wants_passphrase = false;
    state.session = None;
    state.locked = false;
    drop(state);
    desk.sync.other_store();
    desk.shell.session();
}

/// Closes the open store, for this reason.
pub(crate) fn close(desk: &Desk, why: RpcError) {
    let mut state = desk.state_mut();
    state.store = None;
    state.session = None;
    state.locked = false;
    state.failure = Some(why);
    drop(state);
    desk.sync.other_store();
    desk.shell.session();
}

/// What the open store says of itself has changed; whoever was signed in signs in again.
pub(crate) fn look_again(desk: &Desk, open: &OpenStore) -> Result<(), RpcError> {
    let again = known(Arc::clone(&open.store), open.derivations.clone())?;
    put_in_place(desk, again);
    Ok(())
}

/// Destroys the key of the open store: what lies in its file reads nobody any more.
pub(crate) fn destroy_key(open: &OpenStore) -> Result<(), RpcError> {
    keyring_key::destroy(open.store.directory())
}

/// Loads the stock board while somebody still types a password. What hinders it, the first question
/// meets again and tells.
fn warm(desk: &Desk, open: Arc<OpenStore>) {
    let warming = std::thread::spawn(move || {
        let _ = open.derivations.stock.ask(&open.store, |_| ());
    });
    let former = desk
        .warming
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .replace(warming);
    if let Some(former) = former {
        let _ = former.join();
    }
}

/// What the store says of itself and of its desk.
fn known(store: Arc<Store>, derivations: Derivations) -> Result<OpenStore, RpcError> {
    let (desk, desk_code, lane) = store.read(|connection| {
        Ok::<_, StoreError>((
            fact(connection, "desk")?,
            fact(connection, "desk_code")?,
            fact(connection, "lane")?,
        ))
    })?;
    let uuid = |text: &str| {
        Uuid::parse_str(text).map_err(|error| RpcError::broken("storeDamaged", &error))
    };
    let lane = LaneId(uuid(&lane)?);
    let dealership = store
        .read(|connection| {
            rows::entity::<Dealership>(connection, domain::ids::DealershipId(lane.0))
        })?
        .ok_or_else(|| OpenError::Store(StoreError::Damaged("no dealership".to_owned())))?;
    Ok(OpenStore {
        desk: DeskId(uuid(&desk)?),
        desk_code,
        lane,
        zone: dealership
            .zone
            .parse()
            .map_err(|error| RpcError::broken("storeDamaged", &error))?,
        training: dealership.purpose == Purpose::Training,
        derivations,
        store,
    })
}

fn fact(connection: &Connection, key: &str) -> Result<String, StoreError> {
    connection
        .prepare_cached("select value from store_fact where key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::Damaged(format!("no {key}")))
}

pub(crate) fn set_fact(connection: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into store_fact (key, value) values (?1, ?2)
             on conflict (key) do update set value = excluded.value",
        )?
        .execute([key, value])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::language_of_system;

    #[test]
    fn a_system_in_english_is_spoken_to_in_english_and_every_other_in_chinese() {
        let of = |locale: &'static str| {
            language_of_system(|name| (name == "LANG").then(|| locale.to_owned()))
        };
        assert_eq!(of("en_GB.UTF-8"), "en");
        assert_eq!(of("zh_CN.UTF-8"), "zh-CN");
        assert_eq!(of("C.UTF-8"), "zh-CN");
        assert_eq!(language_of_system(|_| None), "zh-CN");
        let overruled = |name: &str| match name {
            "LC_ALL" => Some("en_US.UTF-8".to_owned()),
            "LANG" => Some("zh_CN.UTF-8".to_owned()),
            _ => None,
        };
        assert_eq!(language_of_system(overruled), "en");
    }
}
