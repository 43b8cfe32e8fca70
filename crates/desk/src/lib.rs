//! The workstation without a window. Everything the page can do is in THE list in [`rpc::list`] and
//! can be called here, headless; the shell only carries calls in and events out.

mod attentions;
mod audit;
mod backups;
mod car_transfers;
mod catalogue;
mod checking;
mod clock;
mod complaints;
pub mod customers;
mod dealerships;
mod derived;
pub mod error;
mod groups;
mod imports;
mod leads;
mod ledgers;
pub mod list;
pub mod lists;
pub mod loaners;
pub mod members;
mod my_day;
mod narrowing;
mod orders;
mod papers;
mod parts;
mod people;
mod plans;
mod privacy;
mod promotions;
mod quotes;
mod recalls;
mod repair_orders;
pub mod reports;
pub mod rpc;
mod rules;
pub mod samples;
mod search;
mod service_bookings;
mod service_due;
mod service_points;
mod serviced_cars;
mod session;
mod settings;
mod shell;
mod stores;
mod submit;
pub mod sync;
mod test_drives;
mod vehicles;
mod visits;
mod work;
mod workshops;

pub use error::{Kind, RpcError};
pub use rpc::dispatch;
pub use shell::{Changed, Shell, WorkProgress, WorkState};

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use session::Session;
use stores::OpenStore;

/// One running workstation: at most one store open, at most one person signed in, any number of
/// windows looking at both.
pub struct Desk {
    home: PathBuf,
    shell: sync::Told,
    pub(crate) sync: sync::Sync,
    state: RwLock<State>,
    cancelled: work::Cancelled,
    import: imports::OpenFile,
    reports: reports::KeptReports,
    /// The program is being closed.
    ending: AtomicBool,
    /// Loads what a store keeps in memory, beside the signing in.
    warming: Mutex<Option<JoinHandle<()>>>,
    /// In which house and on which day the files of forgotten papers were last looked through.
    papers_looked_after: Mutex<Option<(domain::ids::LaneId, chrono::NaiveDate)>>,
}

/// The store is let go only once nobody reads it any more, so that it can be opened again at once.
impl Drop for Desk {
    fn drop(&mut self) {
        let warming = self
            .warming
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(warming) = warming {
            // A warming that panicked has warmed nothing; the next question loads by itself.
            let _ = warming.join();
        }
    }
}

#[derive(Default)]
struct State {
    store: Option<Arc<OpenStore>>,
    /// The store is there, and a part of its dealership is still being fetched into it.
    unfinished: Option<Arc<stores::Unfinished>>,
    /// The store is there, and only a passphrase opens it.
    wants_passphrase: bool,
    session: Option<Arc<Session>>,
    locked: bool,
    /// Why the store that is there did not open.
    failure: Option<RpcError>,
    /// The store that did not open, as far as a backup can help.
    broken: Option<stores::BrokenStore>,
    /// What was restored last, told at the sign-in that follows.
    restored: Option<stores::RestoredStore>,
}

impl Desk {
    /// A workstation that keeps its stores under `home`. Opens the store that was used last, when
    /// its key is in the system keyring; what hinders it is told by `session.state`.
    pub fn start(home: &Path, shell: Box<dyn Shell>) -> Self {
        let desk = Self::closed(home, shell);
        stores::try_current(&desk);
        desk
    }

    /// The same, over the training store whatever was used last. It is made, full of sample records,
    /// where there is none; the names of its people are in this language.
    pub fn start_training(home: &Path, shell: Box<dyn Shell>, language: &str) -> Self {
        let desk = Self::closed(home, shell);
        stores::try_training(&desk, language);
        desk
    }

    fn closed(home: &Path, shell: Box<dyn Shell>) -> Self {
        let sync = sync::Sync::default();
        Self {
            home: home.to_owned(),
            shell: sync::Told::new(shell, sync.wake()),
            sync,
            state: RwLock::default(),
            cancelled: work::Cancelled::default(),
            import: imports::OpenFile::default(),
            reports: reports::KeptReports::default(),
            ending: AtomicBool::new(false),
            warming: Mutex::default(),
            papers_looked_after: Mutex::default(),
        }
    }

    /// Looks after what has a time of its own: the daily backup, the search index, which is made tidy
    /// again and rid of what was erased, and the files of papers that nothing holds any more. The shell calls this every minute; with nothing due it
    /// is one look into a folder and one into the store.
    pub fn look_after(&self) -> Result<(), RpcError> {
        let Ok(open) = self.store() else {
            // Before the first start, or before the passphrase, there is nothing to look after.
            return Ok(());
        };
        search::look_after(&open, &self.ending)?;
        papers::remove_due(self, &open)?;
        backups::back_up_when_due(self)
    }

    fn papers_looked_after(&self) -> Option<(domain::ids::LaneId, chrono::NaiveDate)> {
        *self
            .papers_looked_after
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn set_papers_looked_after(&self, day: Option<(domain::ids::LaneId, chrono::NaiveDate)>) {
        *self
            .papers_looked_after
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = day;
    }

    /// Ends long upkeep at its next step, so that the program can be closed at once.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
        self.sync.end();
    }

    /// Fills the open store without commands, in one transaction: for samples and benches, whose rows
    /// nobody has to answer for. Nothing that a person does comes through here.
    pub fn write_rows(
        &self,
        work: impl FnOnce(&store::Writing, domain::ids::LaneId) -> Result<(), store::StoreError>,
    ) -> Result<(), RpcError> {
        let open = self.store()?;
        open.store.write(|writing| work(writing, open.lane))?;
        open.derivations.forget();
        search::after_loading(&open, &self.ending)?;
        Ok(())
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open store, or the sentence that says there is none.
    fn store(&self) -> Result<Arc<OpenStore>, RpcError> {
        self.state()
            .store
            .clone()
            .ok_or_else(|| RpcError::failed("noStore"))
    }

    /// Who is signed in, unless the screen is locked.
    fn session(&self) -> Result<Arc<Session>, RpcError> {
        let state = self.state();
        if state.locked {
            return Err(RpcError::signed_out());
        }
        state.session.clone().ok_or_else(RpcError::signed_out)
    }

    /// The open store and who is signed in, who must have this right.
    fn with_right(
        &self,
        right: domain::rights::Right,
    ) -> Result<(Arc<OpenStore>, Arc<Session>), RpcError> {
        self.with_one_of([right])
    }

    /// The same where each of several rights will do; the first is the one that is named as missing.
    fn with_one_of<const N: usize>(
        &self,
        wanted: [domain::rights::Right; N],
    ) -> Result<(Arc<OpenStore>, Arc<Session>), RpcError> {
        let session = self.session()?;
        let store = self.store()?;
        let rights = session.rights(&store)?;
        if wanted.iter().any(|right| rights.has(*right)) {
            return Ok((store, session));
        }
        Err(match wanted.first() {
            Some(right) => {
                domain::refusal::Refusal::from(domain::refusal::GeneralRefusal::MissingRight {
                    right: *right,
                })
                .into()
            }
            None => RpcError::signed_out(),
        })
    }
}
