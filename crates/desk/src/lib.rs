//! The workstation without a window. Everything the page can do is in THE list in [`rpc::list`] and
//! can be called here, headless; the shell only carries calls in and events out.

mod audit;
mod backups;
mod clock;
pub mod error;
pub mod list;
pub mod lists;
mod orders;
mod people;
pub mod rpc;
mod session;
mod settings;
mod shell;
mod stores;
mod submit;
mod vehicles;
mod work;

pub use error::{Kind, RpcError};
pub use rpc::dispatch;
pub use shell::{Changed, Shell, WorkProgress, WorkState};

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use session::Session;
use stores::OpenStore;

/// One running workstation: at most one store open, at most one person signed in, any number of
/// windows looking at both.
pub struct Desk {
    home: PathBuf,
    shell: Box<dyn Shell>,
    state: RwLock<State>,
    cancelled: work::Cancelled,
}

#[derive(Default)]
struct State {
    store: Option<Arc<OpenStore>>,
    /// The store is there, and only a passphrase opens it.
    wants_passphrase: bool,
    session: Option<Arc<Session>>,
    locked: bool,
    /// Why the store that is there did not open.
    failure: Option<RpcError>,
}

impl Desk {
    /// A workstation that keeps its stores under `home`. Opens the store that was used last, when
    /// its key is in the system keyring; what hinders it is told by `session.state`.
    pub fn start(home: &Path, shell: Box<dyn Shell>) -> Self {
        let desk = Self {
            home: home.to_owned(),
            shell,
            state: RwLock::default(),
            cancelled: work::Cancelled::default(),
        };
        stores::try_current(&desk);
        desk
    }

    /// Looks after what has a time of its own: the daily backup. The shell calls this every few
    /// minutes; with nothing due it is one look into a folder.
    pub fn look_after(&self) -> Result<(), RpcError> {
        backups::back_up_when_due(self)
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
        let session = self.session()?;
        let store = self.store()?;
        if !session.rights(&store)?.has(right) {
            return Err(domain::refusal::Refusal::from(
                domain::refusal::GeneralRefusal::MissingRight { right },
            )
            .into());
        }
        Ok((store, session))
    }
}
