//! The thread on which a desk speaks with its platform for as long as the program runs.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use domain::ids::LaneId;
use protocol::{
    conversation::{Conversation, Ended, Event, Next},
    ledger::Position,
    wire::{Cursor, Exchange, Page},
};
use store::{
    SCHEMA_VERSION,
    following::exchange::{self, Brought, Following},
};
use tokio::sync::Notify;

use super::{
    Sync,
    credentials::Credentials,
    enrolling,
    line::{Line, LineError},
    link,
    load::Load,
    offline, revoked,
    status::Phase,
    trouble::Trouble,
    wake::{HowFar, Wake},
};
use crate::{
    Desk, clock,
    error::RpcError,
    stores::{self, OpenStore},
    submit,
};

/// Between two tries to open the stream of news, at first and at most.
const FIRST_LIVE_WAIT: Duration = Duration::from_millis(500);
const LONGEST_LIVE_WAIT: Duration = Duration::from_secs(30);

/// Runs until the desk is gone or ends.
pub fn run(desk: &Weak<Desk>, wake: &Arc<Wake>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        eprintln!("forecourt: no thread for the platform");
        return;
    };
    runtime.block_on(async {
        while !wake.has_ended() {
            let generation = wake.generation();
            let unfinished = desk
                .upgrade()
                .and_then(|desk| Some((stores::unfinished(&desk)?, desk)));
            if let Some((unfinished, desk)) = unfinished {
                tokio::select! {
                    () = enrolling::go_on(&desk, &unfinished) => {}
                    () = the_end(wake) => {}
                }
                continue;
            }
            let talking = desk.upgrade().and_then(|desk| Talking::of(&desk));
            match talking {
                Some(talking) => talking.until_another_store(wake, generation).await,
                None => wait_for_another_store(wake, generation).await,
            }
        }
    });
}

async fn the_end(wake: &Wake) {
    while !wake.has_ended() {
        wake.heard().await;
    }
}

async fn wait_for_another_store(wake: &Wake, generation: u64) {
    while wake.generation() == generation {
        wake.heard().await;
    }
}

/// A store that has a platform, and the line to it.
struct Talking {
    desk: Weak<Desk>,
    open: Arc<OpenStore>,
    line: Line,
    credentials: Arc<Credentials>,
    load: Load,
    /// The last number of this desk that the platform has, once it said so.
    last_n: std::sync::Mutex<Option<u64>>,
    /// How far this desk has followed its lane, and its group's.
    seen: AtomicU64,
    seen_of_group: AtomicU64,
    /// An exchange went well: whoever waits to listen again need not wait longer.
    line_is_there: Notify,
}

impl Talking {
    fn of(desk: &Arc<Desk>) -> Option<Arc<Self>> {
        let open = desk.store().ok()?;
        let (address, standing, seen) = open
            .store
            .read(|connection| {
                let cursor = store::following::cursor(connection)?;
                Ok::<_, store::StoreError>((
                    link::address(connection)?,
                    link::standing(connection)?,
                    cursor.get(&open.lane).map_or(0, |position| position.seq),
                ))
            })
            .ok()?;
        if standing != Some(link::Standing::Linked) {
            return None;
        }
        let line = Line::to(&address?).ok()?;
        Some(Arc::new(Self {
            desk: Arc::downgrade(desk),
            open,
            line,
            credentials: desk.sync.credentials(),
            load: Load::default(),
            last_n: std::sync::Mutex::new(None),
            seen: AtomicU64::new(seen),
            seen_of_group: AtomicU64::new(0),
            line_is_there: Notify::new(),
        }))
    }

    async fn until_another_store(self: Arc<Self>, wake: &Arc<Wake>, generation: u64) {
        let began = Instant::now();
        let now = || began.elapsed().as_millis() as u64;
        let live = tokio::spawn(Arc::clone(&self).listen(Arc::clone(wake)));
        let mut conversation = Conversation::default();
        let mut next = conversation.on(Event::Began, now(), chance());
        while wake.generation() == generation {
            next = match next {
                Next::Exchange => {
                    self.tell(Phase::Speaking, None);
                    let ended = self.speak().await;
                    let next = conversation.on(Event::Ended(ended), now(), chance());
                    self.tell(phase_of(ended), wait_of(&conversation, now()));
                    if ended == Ended::Revoked {
                        self.be_revoked().await;
                    }
                    next
                }
                Next::WaitUntil(until) => {
                    let wait = Duration::from_millis(until.saturating_sub(now()));
                    let event = tokio::select! {
                        () = wake.heard() => wake.event(self.seen()),
                        () = tokio::time::sleep(wait) => Some(Event::TimeCame),
                    };
                    match event {
                        Some(event) => conversation.on(event, now(), chance()),
                        None => Next::WaitUntil(until),
                    }
                }
                Next::Stop => {
                    wake.heard().await;
                    Next::Stop
                }
            };
        }
        live.abort();
    }

    /// One exchange, and how it ended.
    async fn speak(&self) -> Ended {
        match self.exchange().await {
            Ok(ended) => ended,
            Err(Trouble::Line(error)) => {
                self.tell_lease(offline::count(&self.open.store));
                ended_of(&error)
            }
            Err(Trouble::Store(error)) => {
                // A disk that is full or a page that does not fit is no fault of the line; it is tried
                // again, and the sync screen says what hinders.
                self.tell_failure(&error);
                Ended::Unwell
            }
        }
    }

    /// Whether anybody may sign in here is another answer than before. What could not be counted is counted next time.
    fn tell_lease(&self, has_turned: Result<bool, RpcError>) {
        if has_turned.unwrap_or_default()
            && let Some(desk) = self.desk.upgrade()
        {
            desk.shell.session();
        }
    }

    async fn exchange(&self) -> Result<Ended, Trouble> {
        let last_n = *lock(&self.last_n);
        let asked = exchange::ask(&self.open.store, last_n, self.load.most())?;
        let sent = asked.envelopes.len();
        let answer = match self.line.exchange(&self.token().await?, &asked).await {
            // The token may have run out a moment early by the platform's clock.
            Err(LineError::NeedsSignIn) => {
                self.credentials.forget().await;
                self.line.exchange(&self.token().await?, &asked).await
            }
            answer => answer,
        };
        let answer = answer.inspect_err(|error| match error {
            LineError::NoLine(_) | LineError::Unwell | LineError::Unreadable => {
                self.load.was_lost(sent);
            }
            LineError::Untrusted
            | LineError::NeedsSignIn
            | LineError::Revoked
            | LineError::Pending
            | LineError::Expired => {}
        })?;
        self.load.came_back(sent);
        let brought = exchange::take(&self.open.store, self.following(), &answer)?;
        *lock(&self.last_n) = Some(brought.last_n);
        self.line_is_there.notify_waiters();
        self.tell_lease(offline::reached(&self.open.store));
        if let Some((lane, epoch)) = brought.anew {
            self.begin_anew(lane, epoch).await?;
            return Ok(Ended::BeganAnew);
        }
        if !brought.let_go.is_empty() {
            // What is kept in memory tells its age by how far all lanes go, and one of them is gone.
            self.open.derivations.forget();
            self.seen_of_group.store(0, Ordering::Release);
        }
        self.tell_changed(&brought);
        Ok(brought.ended)
    }

    fn following(&self) -> Following {
        Following {
            lane: self.open.lane,
            zone: self.open.zone,
        }
    }

    fn tell_changed(&self, brought: &Brought) {
        let seen = self.open.store.read(store::following::cursor);
        for (lane, Position { seq, .. }) in seen.unwrap_or_default() {
            let seen = if lane == self.open.lane {
                &self.seen
            } else {
                &self.seen_of_group
            };
            seen.store(seq, Ordering::Release);
        }
        let Some(desk) = self.desk.upgrade() else {
            return;
        };
        let mut changed = submit::changed(&brought.touched);
        // A row that is confirmed as it was given loses its mark.
        for (table, id) in &brought.confirmed {
            submit::note_changed(&mut changed, table, *id);
        }
        if !changed.kinds.is_empty() {
            desk.shell.windows().changed(&changed);
        }
    }

    /// Fetches the lane from its beginning and puts it in place of what this desk has.
    async fn begin_anew(&self, lane: LaneId, epoch: u64) -> Result<(), Trouble> {
        let mut here = Position::start_of(epoch);
        let mut pages: Vec<Page> = Vec::new();
        loop {
            let asked = Exchange {
                first: 1,
                envelopes: Vec::new(),
                cursor: Cursor::from([(lane, here)]),
                schema: SCHEMA_VERSION as u32,
            };
            let answer = self.line.exchange(&self.token().await?, &asked).await?;
            let Some(page) = answer.pages.into_iter().next() else {
                return Err(LineError::Unwell.into());
            };
            if page.anew.is_some() {
                return Err(LineError::Unwell.into());
            }
            here = exchange::after(here, &page);
            let done = page.entries.is_empty() || here.seq >= page.head;
            pages.push(page);
            if done {
                break;
            }
        }
        let touched = exchange::take_anew(&self.open.store, self.following(), epoch, &pages)?;
        self.open.derivations.forget();
        if let Some(desk) = self.desk.upgrade() {
            desk.shell.windows().changed(&submit::changed(&touched));
        }
        Ok(())
    }

    async fn token(&self) -> Result<String, Trouble> {
        self.credentials.token(&self.open.store, &self.line).await
    }

    /// Hears of news for as long as the store is open.
    async fn listen(self: Arc<Self>, wake: Arc<Wake>) {
        let mut wait = FIRST_LIVE_WAIT;
        loop {
            let heard = self.hear(&wake).await;
            if let Err(Trouble::Line(LineError::Revoked)) = heard {
                wake.wanted();
            }
            wait = match heard {
                Ok(()) => FIRST_LIVE_WAIT,
                Err(_) => (wait * 2).min(LONGEST_LIVE_WAIT),
            };
            tokio::select! {
                () = tokio::time::sleep(wait * (750 + chance() % 250) / 1_000) => {}
                () = self.line_is_there.notified() => wait = FIRST_LIVE_WAIT,
            }
        }
    }

    /// Reads one stream to its end.
    async fn hear(&self, wake: &Wake) -> Result<(), Trouble> {
        let token = self.token().await?;
        let mut stream = self.line.live(&token).await?;
        // The line is there, whatever was known of it; and something may have come while nobody listened.
        wake.wanted();
        let mut text = Vec::new();
        while let Some(part) = stream.chunk().await.map_err(|_| LineError::Unwell)? {
            text.extend_from_slice(&part);
            while let Some(end) = text.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = text.drain(..=end).collect();
                let told = std::str::from_utf8(&line)
                    .ok()
                    .and_then(|line| line.strip_prefix("data:"))
                    .and_then(|told| HowFar::told(told.trim()));
                if let Some(told) = told {
                    wake.told(told);
                }
            }
        }
        Ok(())
    }

    /// How far this desk has followed its lanes.
    fn seen(&self) -> HowFar {
        HowFar {
            own: self.seen.load(Ordering::Acquire),
            group: self.seen_of_group.load(Ordering::Acquire),
        }
    }

    async fn be_revoked(&self) {
        let Some(desk) = self.desk.upgrade() else {
            return;
        };
        let token = match self.credentials.last().await {
            Some(token) => Some(token),
            None => link::refresh(&self.open.store).ok().flatten(),
        };
        revoked::leave(&desk, &self.open, &self.line, token).await;
    }

    fn tell(&self, phase: Phase, wait: Option<Duration>) {
        if let Some(desk) = self.desk.upgrade() {
            let next = wait.map(|wait| clock::now().plus(wait.as_millis() as i64));
            desk.sync.note(phase, next);
            Sync::tell(&desk);
        }
    }

    fn tell_failure(&self, error: &RpcError) {
        if let Some(desk) = self.desk.upgrade() {
            desk.sync.note_failure(error.clone());
        }
    }
}

fn ended_of(error: &LineError) -> Ended {
    match error {
        LineError::NoLine(_) | LineError::Untrusted => Ended::NoLine,
        LineError::NeedsSignIn => Ended::NeedsSignIn,
        LineError::Revoked => Ended::Revoked,
        LineError::Unwell | LineError::Unreadable | LineError::Pending | LineError::Expired => {
            Ended::Unwell
        }
    }
}

fn phase_of(ended: Ended) -> Phase {
    match ended {
        Ended::Level => Phase::Level,
        Ended::More | Ended::BeganAnew => Phase::Speaking,
        Ended::NoLine => Phase::NoLine,
        Ended::Unwell => Phase::Unwell,
        Ended::NeedsSignIn => Phase::NeedsSignIn,
        Ended::Cloned => Phase::Cloned,
        Ended::Revoked => Phase::Revoked,
    }
}

fn wait_of(conversation: &Conversation, now: u64) -> Option<Duration> {
    conversation
        .waits_until()
        .map(|until| Duration::from_millis(until.saturating_sub(now)))
}

fn chance() -> u32 {
    clock::random::<4>().map_or(0, u32::from_be_bytes)
}

fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
