//! What the desk tells its windows, the conversation with the platform hears too: every change of rows
//! that was told may have a command behind it that waits to be sent.

use std::sync::Arc;

use super::wake::Wake;
use crate::{Changed, Shell, WorkProgress, error::RpcError};

pub struct Told {
    windows: Box<dyn Shell>,
    wake: Arc<Wake>,
}

impl Told {
    pub fn new(windows: Box<dyn Shell>, wake: Arc<Wake>) -> Self {
        Self { windows, wake }
    }

    /// The windows alone, for what the platform brought.
    pub fn windows(&self) -> &dyn Shell {
        &*self.windows
    }

    pub fn changed(&self, changed: &Changed) {
        self.wake.given();
        self.windows.changed(changed);
    }

    pub fn work(&self, progress: &WorkProgress) {
        self.windows.work(progress);
    }

    pub fn session(&self) {
        self.windows.session();
    }

    pub fn interactive(&self) {
        self.windows.interactive();
    }

    pub fn open_window(&self, route: &str) -> Result<(), RpcError> {
        self.windows.open_window(route)
    }
}
