//! How a desk comes to a platform: the first desk of a dealership brings the dealership, every further
//! one shows a code and is let in by an administrator.

use std::{sync::Arc, time::Duration};

use domain::{
    Command,
    desks::{DeskState, EnrolDesk, EnrolledDesk},
    ids::DeskId,
    rights::Right,
    time::Timestamp,
};
use protocol::ledger::Position;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{
    Sync,
    first::{Fetching, Watching},
    line::{Address, DeviceCodes, Line, LineError, Tokens, authority_of, fingerprint},
    link, lock,
    trouble::Trouble,
};
use crate::{
    Desk, clock,
    error::RpcError,
    list::Nothing,
    session::{Session, hex, unhex},
    stores::{self, NewKey, OpenStore},
    submit::give,
};

#[derive(Debug, Deserialize, TS)]
pub struct LookAtPlatform {
    /// As it was typed: a host, with or without a port and `https://`.
    pub address: String,
}

/// What is at an address.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Platform {
    pub url: String,
    /// The platform's own certificate authority, to be given back once its fingerprint was compared;
    /// nothing where a public authority vouches for it.
    pub authority: Option<String>,
    pub fingerprint: Option<String>,
}

/// The port that a platform listens on when nobody says another.
const PORT: u16 = 8443;

fn url(typed: &str) -> Result<String, RpcError> {
    let bare = typed
        .trim()
        .trim_end_matches('/')
        .trim_start_matches("https://");
    let fits = !bare.is_empty()
        && bare
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
    if !fits {
        return Err(RpcError::invalid("address", "addressMalformed"));
    }
    let has_port = bare
        .rsplit_once(':')
        .is_some_and(|(_, port)| !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()));
    Ok(if has_port {
        format!("https://{bare}")
    } else {
        format!("https://{bare}:{PORT}")
    })
}

pub(super) fn on_runtime<T, E: Into<RpcError>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, RpcError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| RpcError::broken("noThread", &error))?
        .block_on(work)
        .map_err(Into::into)
}

impl From<LineError> for RpcError {
    fn from(error: LineError) -> Self {
        match error {
            LineError::NoLine(at) => Self::failed("noLine").with("address", at).on("address"),
            LineError::Untrusted => Self::failed("untrustedPlatform").on("address"),
            LineError::Unwell | LineError::Unreadable => Self::failed("platformUnwell"),
            LineError::NeedsSignIn => Self::failed("deskNotKnown"),
            LineError::Revoked => Self::failed("deskRevoked"),
            LineError::Pending => Self::failed("notEnrolledYet"),
            LineError::Expired => Self::refused("codeExpired").on("code"),
        }
    }
}

/// Looks who is at an address, before anything is said there.
pub fn look(_: &Desk, asked: LookAtPlatform) -> Result<Platform, RpcError> {
    let url = url(&asked.address)?;
    let authority = on_runtime(authority_of(&url))?;
    Ok(Platform {
        url,
        fingerprint: authority.as_deref().map(fingerprint),
        authority: authority.as_deref().map(hex),
    })
}

fn address(url: &str, authority: Option<&str>) -> Result<Address, RpcError> {
    let authority = match authority {
        Some(text) => Some(unhex(text).ok_or_else(|| RpcError::invalid("address", "malformed"))?),
        None => None,
    };
    Ok(Address {
        url: self::url(url)?,
        authority,
    })
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct BringDealership {
    pub url: String,
    #[serde(default)]
    pub authority: Option<String>,
    pub founding_code: String,
    pub desk_name: String,
}

/// Brings this dealership to a platform that does not have it yet. All that was ever done here is sent.
pub fn bring(desk: &Desk, asked: BringDealership) -> Result<(), RpcError> {
    let (open, session) = desk.with_right(Right::EnrolDesks)?;
    bring_as(desk, &open, &session, asked)?;
    desk.sync.other_store();
    desk.shell.session();
    Ok(())
}

/// Whoever starts a workstation beside a platform of its own says so by these: the training dealership that
/// is made then comes to that platform by itself.
const OUTSIDE: [&str; 3] = [
    "FORECOURT_PLATFORM",
    "FORECOURT_PLATFORM_AUTHORITY",
    "FORECOURT_FOUNDING_CODE",
];

/// Brings a training dealership that is being made to the platform that was named from outside, if one was.
pub(crate) fn bring_from_outside(
    desk: &Desk,
    open: &OpenStore,
    session: &Session,
) -> Result<(), RpcError> {
    let [url, authority, founding_code] = OUTSIDE.map(|name| std::env::var(name).ok());
    let (Some(url), Some(authority), Some(founding_code)) = (url, authority, founding_code) else {
        return Ok(());
    };
    let authority = CertificateDer::from_pem_file(&authority)
        .map_err(|error| RpcError::broken("untrustedPlatform", &error))?;
    let asked = BringDealership {
        url,
        authority: Some(hex(&authority)),
        founding_code,
        desk_name: "A".to_owned(),
    };
    bring_as(desk, open, session, asked)
}

fn bring_as(
    desk: &Desk,
    open: &OpenStore,
    session: &Session,
    asked: BringDealership,
) -> Result<(), RpcError> {
    let linked = open.store.read(link::standing)?;
    if linked.is_some() {
        return Err(RpcError::refused("platformLinked"));
    }
    let address = address(&asked.url, asked.authority.as_deref())?;
    let enrolled = open
        .store
        .read(|connection| rows::entity::<EnrolledDesk>(connection, open.desk))?;
    if enrolled.is_none() {
        let command = Command::EnrolDesk(EnrolDesk {
            desk: open.desk,
            desk_code: open.desk_code.clone(),
            name: asked.desk_name,
            spoken_key: hex(&clock::random::<32>()?),
        });
        give(desk, open, session, command)?;
    }
    let line = Line::to(&address)?;
    let tokens = on_runtime(line.found(&asked.founding_code, open.desk.0, open.lane.0)).map_err(
        |error| match error.code.as_str() {
            "codeExpired" => error.on("foundingCode"),
            _ => error,
        },
    )?;
    link::keep_refresh(&open.store, &tokens.refresh_token)?;
    open.store.write(|writing| {
        writing.follow(open.lane, Position::start_of(tokens.epoch))?;
        link::keep(writing.connection(), &address, &tokens, open.desk)
    })?;
    Ok(())
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct AskToJoin {
    pub url: String,
    #[serde(default)]
    pub authority: Option<String>,
    pub desk_name: String,
    /// Protects the store where there is no system keyring.
    #[serde(default)]
    pub passphrase: Option<String>,
}

/// How joining goes on, from the code that was asked for until the dealership is there.
pub struct Joining {
    progress: Progress,
    /// Counts the askings, so that the answer to a former one is passed over.
    number: u64,
}

#[derive(Clone)]
enum Progress {
    Shown(Shown),
    Fetching { done: u64, total: Option<u64> },
    Failed(RpcError),
}

/// What the page shows while a desk joins.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    pub user_code: String,
    pub url: String,
    pub until: Timestamp,
}

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "stage")]
pub enum JoinState {
    Nothing,
    Shown {
        shown: Shown,
    },
    Fetching {
        #[ts(type = "number")]
        done: u64,
        #[ts(type = "number | null")]
        total: Option<u64>,
    },
    Failed {
        failure: RpcError,
    },
}

pub fn join_state(desk: &Desk, _: Nothing) -> Result<JoinState, RpcError> {
    let joining = lock(&desk.sync.joining);
    Ok(match joining.as_ref() {
        None => JoinState::Nothing,
        Some(joining) => match joining.progress.clone() {
            Progress::Shown(shown) => JoinState::Shown { shown },
            Progress::Fetching { done, total } => JoinState::Fetching { done, total },
            Progress::Failed(failure) => JoinState::Failed { failure },
        },
    })
}

/// Lets a code that was asked for go.
pub fn leave_joining(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    *lock(&desk.sync.joining) = None;
    Sync::tell(desk);
    Ok(())
}

/// Asks a platform for a code to show, and waits in the background until an administrator lets this desk
/// in; then the dealership is fetched and its sign-in opens.
pub fn join(desk: &Desk, asked: AskToJoin) -> Result<Shown, RpcError> {
    let address = address(&asked.url, asked.authority.as_deref())?;
    let purpose = Purpose::Join {
        passphrase: asked.passphrase,
    };
    ask_for_code(desk, address, &asked.desk_name, purpose)
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EnrolAnew {
    pub desk_name: String,
}

/// Asks for a code for a desk that its platform does not know any more, or whose disk was cloned.
pub fn enrol_anew(desk: &Desk, asked: EnrolAnew) -> Result<Shown, RpcError> {
    let address = desk
        .store()?
        .store
        .read(link::address)?
        .ok_or_else(|| RpcError::refused("noPlatform"))?;
    ask_for_code(desk, address, &asked.desk_name, Purpose::Anew)
}

/// What is done once the desk is let in.
enum Purpose {
    /// The dealership is fetched into a new store.
    Join { passphrase: Option<String> },
    /// The store that is open goes on under another name.
    Anew,
}

fn ask_for_code(
    desk: &Desk,
    address: Address,
    desk_name: &str,
    purpose: Purpose,
) -> Result<Shown, RpcError> {
    let line = Line::to(&address)?;
    let codes = on_runtime(line.ask(desk_name))?;
    let until = clock::now().plus(codes.expires_in * 1_000);
    let shown = Shown {
        user_code: codes.user_code.clone(),
        url: address.url.clone(),
        until,
    };
    let number = begin_joining(desk, Progress::Shown(shown.clone()));
    let Some(running) = desk.sync.running() else {
        return Err(RpcError::failed("noThread"));
    };
    std::thread::spawn(move || {
        let joined = let_in(&running, &line, &address, &codes, purpose, number);
        if let Err(error) = joined {
            note(&running, number, Progress::Failed(error));
        }
    });
    Ok(shown)
}

/// Waits until the desk is let in, and does what that is for. What can be done before is done while it waits.
fn let_in(
    desk: &Arc<Desk>,
    line: &Line,
    address: &Address,
    codes: &DeviceCodes,
    purpose: Purpose,
    number: u64,
) -> Result<(), RpcError> {
    let key = match purpose {
        Purpose::Join { passphrase } => Some(NewKey::draw(passphrase.as_deref())?),
        Purpose::Anew => None,
    };
    let Some(tokens) = on_runtime(wait_for_tokens(desk, line, codes, number))? else {
        return Ok(());
    };
    match key {
        Some(key) => fetch(desk, address, codes, &tokens, key, number),
        None => go_on_anew(desk, address, codes, &tokens),
    }
}

fn begin_joining(desk: &Desk, progress: Progress) -> u64 {
    let mut joining = lock(&desk.sync.joining);
    let number = joining.as_ref().map_or(0, |former| former.number) + 1;
    *joining = Some(Joining { progress, number });
    number
}

/// The store that is open goes on under the name that the desk was enrolled with now. Its outbox stays; what
/// waits is sent again, and what the platform has of it already is passed over there.
fn go_on_anew(
    desk: &Arc<Desk>,
    address: &Address,
    codes: &DeviceCodes,
    tokens: &Tokens,
) -> Result<(), RpcError> {
    let open = desk.store()?;
    if tokens.lane != open.lane.0 {
        return Err(RpcError::refused("otherDealership"));
    }
    link::keep_refresh(&open.store, &tokens.refresh_token)?;
    open.store.write(|writing| {
        writing.count_anew()?;
        link::keep(writing.connection(), address, tokens, DeskId(codes.desk))
    })?;
    *lock(&desk.sync.joining) = None;
    stores::look_again(desk, &open)
}

fn note(desk: &Arc<Desk>, number: u64, progress: Progress) {
    let mut joining = lock(&desk.sync.joining);
    if let Some(joining) = joining.as_mut()
        && joining.number == number
    {
        joining.progress = progress;
    }
    drop(joining);
    Sync::tell(desk);
}

fn still_wanted(desk: &Arc<Desk>, number: u64) -> bool {
    lock(&desk.sync.joining)
        .as_ref()
        .is_some_and(|joining| joining.number == number)
}

async fn wait_for_tokens(
    desk: &Arc<Desk>,
    line: &Line,
    codes: &DeviceCodes,
    number: u64,
) -> Result<Option<Tokens>, LineError> {
    let interval = Duration::from_secs(u64::try_from(codes.interval).unwrap_or(5).max(1));
    while still_wanted(desk, number) && !desk.sync.wake.has_ended() {
        match line.ask_again(&codes.device_code).await {
            Ok(tokens) => return Ok(Some(tokens)),
            // A line that fails for a moment does not use up the code.
            Err(LineError::Pending | LineError::NoLine(_) | LineError::Unwell) => {
                tokio::time::sleep(interval).await;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// A window that shows how far a first sync is.
struct Window<'a> {
    desk: &'a Arc<Desk>,
    number: u64,
}

impl Watching for Window<'_> {
    fn progress(&self, done: u64, total: u64) {
        let total = Some(total);
        note(self.desk, self.number, Progress::Fetching { done, total });
    }

    fn wanted(&self) -> bool {
        still_wanted(self.desk, self.number) && !self.desk.sync.wake.has_ended()
    }
}

const NOTHING_YET: Progress = Progress::Fetching {
    done: 0,
    total: None,
};

/// Fetches the dealership into a store of its own and opens it.
fn fetch(
    desk: &Arc<Desk>,
    address: &Address,
    codes: &DeviceCodes,
    tokens: &Tokens,
    key: NewKey,
    number: u64,
) -> Result<(), RpcError> {
    note(desk, number, NOTHING_YET);
    stores::create_joined(desk, key, |store| {
        let window = Window { desk, number };
        let fetching = Fetching::begin(store, address, tokens, DeskId(codes.desk), window)?;
        on_runtime(fetching.all())
    })?;
    *lock(&desk.sync.joining) = None;
    desk.shell.session();
    Ok(())
}

/// Says that the store that was opened lacks a part of its dealership, which is fetched now.
pub(crate) fn goes_on(desk: &Desk) {
    begin_joining(desk, NOTHING_YET);
}

/// Fetches what a store lacks whose first sync was cut off with the program, and opens it.
pub(super) async fn go_on(desk: &Arc<Desk>, unfinished: &stores::Unfinished) {
    let shown = lock(&desk.sync.joining)
        .as_ref()
        .map(|joining| joining.number);
    let number = shown.unwrap_or_else(|| begin_joining(desk, NOTHING_YET));
    let window = Window { desk, number };
    let fetched = match Fetching::go_on(&unfinished.store, window) {
        Ok(fetching) => fetching.all().await,
        Err(trouble) => Err(trouble),
    };
    let opened = stores::open_joined(desk, unfinished, fetched.map_err(RpcError::from));
    match opened {
        Ok(()) => {
            *lock(&desk.sync.joining) = None;
            desk.shell.session();
        }
        Err(error) => note(desk, number, Progress::Failed(error)),
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApproveDesk {
    /// As it was read from the other desk's screen.
    pub user_code: String,
    pub desk_code: String,
}

/// Lets the desk that shows this code in.
pub fn approve(desk: &Desk, asked: ApproveDesk) -> Result<crate::submit::Submitted, RpcError> {
    let (open, session) = desk.with_right(Right::EnrolDesks)?;
    let address = open
        .store
        .read(link::address)?
        .ok_or_else(|| RpcError::refused("noPlatform"))?;
    let line = Line::to(&address)?;
    let credentials = desk.sync.credentials();
    let pending = on_runtime(async {
        let token = credentials.token(&open.store, &line).await?;
        Ok::<_, Trouble>(line.pending(&token, &asked.user_code).await?)
    })
    .map_err(|error| match error.code.as_str() {
        "codeExpired" => error.on("userCode"),
        _ => error,
    })?;
    let command = Command::EnrolDesk(EnrolDesk {
        desk: DeskId(pending.desk),
        desk_code: asked.desk_code,
        name: pending.name,
        spoken_key: hex(&clock::random::<32>()?),
    });
    give(desk, &open, &session, command)
}

/// A desk of this dealership.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskRow {
    pub desk: EnrolledDesk,
    /// It is this one.
    pub own: bool,
}

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Desks {
    pub desks: Vec<DeskRow>,
    /// A code that no desk has yet.
    pub free_code: String,
    pub address: Option<String>,
    /// Compared by whoever enrols another desk.
    pub fingerprint: Option<String>,
}

pub fn desks(desk: &Desk, _: Nothing) -> Result<Desks, RpcError> {
    let open = desk.store()?;
    let own = open.desk;
    open.store.read(|connection| {
        let mut desks: Vec<EnrolledDesk> = rows::all(connection)?;
        desks.sort_by(|one, other| {
            let order = |desk: &EnrolledDesk| (desk.state == DeskState::Revoked, desk.code.clone());
            order(one).cmp(&order(other))
        });
        let taken: Vec<&str> = desks
            .iter()
            .map(|desk| desk.code.as_str())
            .chain([open.desk_code.as_str()])
            .collect();
        let free_code = ('A'..='Z')
            .map(String::from)
            .chain((1..1_000).map(|number| number.to_string()))
            .find(|code| !taken.contains(&code.as_str()))
            .unwrap_or_default();
        let address = link::address(connection)?;
        Ok(Desks {
            free_code,
            fingerprint: address
                .as_ref()
                .and_then(|address| address.authority.as_deref())
                .map(fingerprint),
            address: address.map(|address| address.url),
            desks: desks
                .into_iter()
                .map(|desk| DeskRow {
                    own: desk.id == own,
                    desk,
                })
                .collect(),
        })
    })
}
