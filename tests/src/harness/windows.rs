//! Several windows of one program: which there are, and which one the journey looks at.

use super::desk::Desk;
use super::processes::wait_until;

impl Desk {
    /// How many windows the program has open.
    #[track_caller]
    pub fn count_windows(&self) -> usize {
        self.demand(async |web| web.windows().await).len()
    }

    /// Waits until the program has this many windows, and looks at the one that was opened last.
    #[track_caller]
    pub fn look_at_newest_of(&self, count: usize) {
        wait_until(&format!("the program has {count} windows"), || {
            self.count_windows() == count
        });
        let current = self.ask(async |web| web.window().await).ok();
        let handles = self.demand(async |web| web.windows().await);
        let newest = handles
            .iter()
            .rev()
            .find(|handle| Some(*handle) != current.as_ref());
        if let Some(newest) = newest.cloned() {
            self.demand(async |web| web.switch_to_window(newest).await);
        }
    }

    /// Looks at the window that was opened first.
    #[track_caller]
    pub fn look_at_first_window(&self) {
        let first = self
            .demand(async |web| web.windows().await)
            .into_iter()
            .next();
        match first {
            Some(first) => self.demand(async |web| web.switch_to_window(first).await),
            None => self.fail("the program has no window"),
        }
    }
}
