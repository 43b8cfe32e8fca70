//! Several windows of one program: which there are, and which one the journey looks at.

use thirtyfour::WindowHandle;

use super::desk::Desk;
use super::processes::wait_until;

impl Desk {
    /// How many windows the program has open.
    #[track_caller]
    pub fn count_windows(&self) -> usize {
        self.handles().len()
    }

    /// Waits until the program has this many windows, and looks at the one that was opened last.
    #[track_caller]
    pub fn look_at_newest_of(&self, count: usize) {
        wait_until(&format!("the program has {count} windows"), || {
            self.count_windows() == count
        });
        // The driver tells its windows in no particular order, so the desk remembers which it has seen.
        let newest = self
            .handles()
            .into_iter()
            .find(|handle| !self.seen_windows().contains(handle));
        let Some(newest) = newest.or_else(|| self.seen_windows().last().cloned()) else {
            self.fail("the program has no window");
        };
        if !self.seen_windows().contains(&newest) {
            self.saw_window(newest.clone());
        }
        self.demand(async |web| web.switch_to_window(newest).await);
        self.fill_screen();
    }

    /// Looks at the window that was opened first.
    #[track_caller]
    pub fn look_at_first_window(&self) {
        match self.seen_windows().into_iter().next() {
            Some(first) => self.demand(async |web| web.switch_to_window(first).await),
            None => self.fail("the program has no window"),
        }
    }

    #[track_caller]
    fn handles(&self) -> Vec<WindowHandle> {
        self.demand(async |web| web.windows().await)
    }
}
