//! A new store: the dealership's own with its first administrator, or the one for training.

use std::{
    fs,
    sync::{Arc, atomic::Ordering},
};

use domain::{
    Command,
    dealerships::{FoundDealership, Purpose},
    ids::{DealershipId, DeskId, LaneId, PersonId},
    people::{AddPerson, BuiltInRole, NewPerson},
};
use serde::Deserialize;
use store::{Key, Store};
use ts_rs::TS;
use uuid::Uuid;

use super::{
    NewKey, OpenStore, Slot, Unfinished, directory, keyring_key, loaded, put_in_place, remember,
    set_fact,
};
use crate::{
    Desk, clock, dealerships,
    derived::Derivations,
    error::RpcError,
    samples,
    session::{self, Session, new_key, new_keys_under_one},
    submit::give_within,
    sync,
};

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Administrator {
    pub name: String,
    pub sign_in_name: String,
    pub password: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct CreateStore {
    pub name: String,
    pub code: String,
    pub administrator: Administrator,
    /// A PNG or JPEG, base64.
    #[serde(default)]
    pub logo: Option<String>,
    /// Protects the store where there is no system keyring.
    #[serde(default)]
    pub passphrase: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct CreateTraining {
    pub language: String,
    #[serde(default)]
    pub passphrase: Option<String>,
    #[serde(default)]
    pub filled: Option<TrainingRecords>,
}

/// What the training store begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TrainingRecords {
    /// Its people, and nothing to sell yet.
    #[default]
    Nothing,
    /// Cars, customers, orders and money, with something to do today.
    Sample,
}

/// The desk's first zone; a dealership elsewhere changes it in its settings.
const ZONE: &str = "Asia/Shanghai";
/// The code of a dealership's first desk.
const FIRST_DESK: &str = "A";
/// Everybody in the training store signs in with this; the sign-in screen says so.
const TRAINING_PASSWORD: &str = "training";
const SHORTEST_PASSWORD: usize = 10;

/// Founds the dealership's own store and signs its administrator in.
pub fn create(desk: &Desk, asked: CreateStore) -> Result<(), RpcError> {
    check_password(&asked.administrator.password)?;
    let logo = asked.logo.unwrap_or_default();
    dealerships::check_picture(&logo)?;
    let (material, key) = new_key(&asked.administrator.password)?;
    let administrator = PersonId(Uuid::now_v7());
    let founding = Founding {
        name: asked.name,
        code: asked.code,
        purpose: Purpose::Trading,
        logo,
        administrator: NewPerson {
            id: administrator,
            name: asked.administrator.name,
            sign_in_name: asked.administrator.sign_in_name,
            key: material,
        },
        colleagues: Vec::new(),
        records: TrainingRecords::Nothing,
    };
    found(
        desk,
        Slot::Dealership,
        founding,
        key,
        asked.passphrase.as_deref(),
    )?;
    session::sign_in(
        desk,
        session::SignIn {
            person: administrator,
            password: asked.administrator.password,
        },
    )
}

/// FACTS 5.3: at least ten characters of at least three of the four classes.
pub fn check_password(password: &str) -> Result<(), RpcError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(
            RpcError::invalid("password", "passwordTooShort").with("least", SHORTEST_PASSWORD)
        );
    }
    let classes = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    if classes.into_iter().filter(|there| *there).count() < 3 {
        return Err(RpcError::invalid("password", "passwordTooPlain"));
    }
    Ok(())
}

/// Journeys that begin with nothing say so from outside: they press the very button that fills the store.
fn begins_empty() -> bool {
    std::env::var_os("FORECOURT_TRAINING").is_some_and(|word| word == "empty")
}

/// Opens the training dealership at the start of the program, and makes it first where there is none.
pub fn open_training(desk: &Desk, language: &str) -> Result<(), RpcError> {
    if Store::exists(&directory(desk, Slot::Training)) {
        remember(desk, |now| now.store = Some(Slot::Training))?;
        return super::open_current(desk);
    }
    let asked = CreateTraining {
        language: language.to_owned(),
        passphrase: None,
        filled: Some(TrainingRecords::Sample),
    };
    match create_training(desk, asked) {
        // Without a keyring the first start asks for a passphrase.
        Err(error) if error.field.as_deref() == Some("passphrase") => Ok(()),
        made => made,
    }
}

/// Makes the training dealership, with one colleague in each role.
pub fn create_training(desk: &Desk, asked: CreateTraining) -> Result<(), RpcError> {
    let chinese = asked.language != "en";
    // Training people; every name is made up.
    let people = [
        (BuiltInRole::Administrator, "陈管理", "Alex Admin", "admin"),
        (BuiltInRole::StoreManager, "周店长", "Morgan Moore", "store"),
        (BuiltInRole::SalesManager, "李经理", "Sam Lee", "manager"),
        (
            BuiltInRole::SalesConsultant,
            "王小明",
            "Chris Wang",
            "sales",
        ),
        (BuiltInRole::Cashier, "赵会计", "Casey Zhao", "cashier"),
        (
            BuiltInRole::ServiceAdvisor,
            "孙顾问",
            "Robin Sun",
            "service",
        ),
        (
            BuiltInRole::WorkshopController,
            "吴主管",
            "Toni Wu",
            "workshop",
        ),
        (BuiltInRole::Technician, "郑师傅", "Jo Zheng", "technician"),
        (BuiltInRole::Parts, "冯配件", "Pat Feng", "parts"),
    ];
    let keys = new_keys_under_one(TRAINING_PASSWORD, people.len())?;
    let mut everybody: Vec<(BuiltInRole, NewPerson, _)> = people
        .iter()
        .zip(keys)
        .map(|((role, zh, en, sign_in_name), (material, key))| {
            let person = NewPerson {
                id: PersonId(Uuid::now_v7()),
                name: (if chinese { zh } else { en }).to_string(),
                sign_in_name: (*sign_in_name).to_owned(),
                key: material,
            };
            (*role, person, key)
        })
        .collect();
    let (_, administrator, key) = everybody.remove(0);
    let founding = Founding {
        name: (if chinese {
            "培训汽车销售服务店"
        } else {
            "Training Motors"
        })
        .to_owned(),
        code: "TRAIN".to_owned(),
        purpose: Purpose::Training,
        logo: String::new(),
        administrator,
        colleagues: everybody
            .into_iter()
            .map(|(role, person, _)| (role, person))
            .collect(),
        records: if begins_empty() {
            TrainingRecords::Nothing
        } else {
            asked.filled.unwrap_or_default()
        },
    };
    super::remember_language(desk, &asked.language)?;
    found(
        desk,
        Slot::Training,
        founding,
        key,
        asked.passphrase.as_deref(),
    )
}

struct Founding {
    name: String,
    code: String,
    purpose: Purpose,
    /// The picture in base64; empty without one.
    logo: String,
    administrator: NewPerson,
    colleagues: Vec<(BuiltInRole, NewPerson)>,
    records: TrainingRecords,
}

/// Makes the store and gives its first commands; leaves nothing behind when one is refused.
fn found(
    desk: &Desk,
    slot: Slot,
    founding: Founding,
    key: ed25519_dalek::SigningKey,
    passphrase: Option<&str>,
) -> Result<(), RpcError> {
    let folder = directory(desk, slot);
    // A store whose file is gone still has its backups, and nothing may be made over them.
    if super::broken::is_there(&folder) {
        return Err(RpcError::refused("storeExists"));
    }
    let store_key = NewKey::draw(passphrase)?;
    let records = founding.records;
    let made = store_key
        .keep(&folder)
        .and_then(|()| fill(&folder, store_key.key, founding, key))
        .and_then(|(open, session)| {
            match records {
                TrainingRecords::Nothing => {}
                TrainingRecords::Sample => {
                    samples::fill_open(&open, samples::Size::SMALL, clock::now())?;
                    loaded::as_commands(&open, &session)?;
                }
            }
            if open.training {
                sync::bring_from_outside(desk, &open, &session)?;
            }
            Ok(open)
        });
    match made {
        Ok(open) => {
            put_in_place(desk, open);
            remember(desk, |now| now.store = Some(slot))
        }
        Err(error) => {
            keyring_key::forget(&folder);
            // What cannot be removed now is a folder without a store, which the next try fills.
            let _ = fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

/// Makes a store for a dealership that is fetched from its platform, under a key that was drawn before, and opens it once
/// it is there.
pub(crate) fn create_joined(
    desk: &Desk,
    new: NewKey,
    fetch: impl FnOnce(&Arc<Store>) -> Result<(), RpcError>,
) -> Result<(), RpcError> {
    let folder = directory(desk, Slot::Dealership);
    if super::broken::is_there(&folder) {
        return Err(RpcError::refused("storeExists"));
    }
    let derivations = Derivations::default();
    let made = new
        .keep(&folder)
        .and_then(|()| {
            Ok(Store::create(
                &folder,
                new.key,
                Box::new(derivations.clone()),
            )?)
        })
        .map(Arc::new)
        .and_then(|store| fetch(&store).map(|()| store))
        .and_then(|store| super::known(store, derivations));
    put_joined_in_place(desk, made)
}

/// Opens a store whose first sync went on after the program was started again.
pub(crate) fn open_joined(
    desk: &Desk,
    unfinished: &Unfinished,
    fetched: Result<(), RpcError>,
) -> Result<(), RpcError> {
    let made = fetched.and_then(|()| {
        super::known(
            Arc::clone(&unfinished.store),
            unfinished.derivations.clone(),
        )
    });
    desk.state_mut().unfinished = None;
    put_joined_in_place(desk, made)
}

fn put_joined_in_place(desk: &Desk, made: Result<OpenStore, RpcError>) -> Result<(), RpcError> {
    match made {
        Ok(open) => {
            // What was computed while rows poured in is of another past.
            open.derivations.forget();
            put_in_place(desk, open);
            remember(desk, |now| now.store = Some(Slot::Dealership))
        }
        // The program ends in the middle, and goes on when it is started again.
        Err(error) if desk.ending.load(Ordering::Relaxed) => Err(error),
        Err(error) => {
            let folder = directory(desk, Slot::Dealership);
            keyring_key::forget(&folder);
            // What cannot be removed now is a folder without a store, which the next try fills.
            let _ = fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

fn fill(
    folder: &std::path::Path,
    store_key: Key,
    founding: Founding,
    key: ed25519_dalek::SigningKey,
) -> Result<(OpenStore, Session), RpcError> {
    let dealership = DealershipId(Uuid::now_v7());
    let derivations = Derivations::default();
    let open = OpenStore {
        store: Arc::new(Store::create(
            folder,
            store_key,
            Box::new(derivations.clone()),
        )?),
        derivations,
        desk: DeskId(Uuid::now_v7()),
        desk_code: FIRST_DESK.to_owned(),
        lane: LaneId(dealership.0),
        zone: ZONE.parse().unwrap_or(chrono_tz::UTC),
        training: founding.purpose == Purpose::Training,
    };
    let logo = dealerships::keep_logo(&open.store, &founding.logo)?;
    let session = Session {
        person: founding.administrator.id,
        key,
    };
    open.store.write(|writing| {
        let connection = writing.connection();
        set_fact(connection, "desk", &open.desk.to_string())?;
        set_fact(connection, "desk_code", &open.desk_code)?;
        set_fact(connection, "lane", &open.lane.to_string())?;
        let (founded, _) = give_within(
            writing,
            &open,
            &session,
            Command::FoundDealership(FoundDealership {
                dealership,
                name: founding.name,
                code: founding.code,
                purpose: founding.purpose,
                zone: ZONE.to_owned(),
                logo,
                administrator: founding.administrator,
            }),
        )?;
        for (role, person) in founding.colleagues {
            give_within(
                writing,
                &open,
                &session,
                Command::AddPerson(AddPerson {
                    person,
                    roles: vec![role.id(founded.command_id)],
                }),
            )?;
        }
        if open.training {
            crate::catalogue::load_into(writing, &open, &session)?;
        }
        Ok::<_, RpcError>(())
    })?;
    Ok((open, session))
}
