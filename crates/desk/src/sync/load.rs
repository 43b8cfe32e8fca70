//! How many commands a line bears at once. An exchange that does not come back in time, because the line is slow or breaks
//! off, is tried again with half as much; one that comes back lets the next be larger.

use std::sync::atomic::{AtomicUsize, Ordering};

use store::following::exchange::MOST_SENT;

/// So few are sent in any case.
const FEWEST: usize = 25;

pub struct Load(AtomicUsize);

impl Default for Load {
    fn default() -> Self {
        Self(AtomicUsize::new(MOST_SENT))
    }
}

impl Load {
    /// So many commands at most go with the next exchange.
    pub fn most(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// So many were sent, and their outcome came back.
    pub fn came_back(&self, sent: usize) {
        if sent >= self.most() {
            self.0.store((sent * 2).min(MOST_SENT), Ordering::Relaxed);
        }
    }

    /// So many were sent, and nobody knows what became of them.
    pub fn was_lost(&self, sent: usize) {
        if sent > FEWEST {
            self.0.store((sent / 2).max(FEWEST), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEWEST, Load, MOST_SENT};

    #[test]
    fn what_is_lost_is_sent_again_in_halves_and_what_comes_back_lets_more_go() {
        let load = Load::default();
        assert_eq!(load.most(), MOST_SENT);
        load.was_lost(600);
        assert_eq!(load.most(), 300);
        load.was_lost(300);
        load.came_back(150);
        assert_eq!(load.most(), 300);
        load.came_back(300);
        load.came_back(600);
        assert_eq!(load.most(), MOST_SENT);
    }

    #[test]
    fn few_commands_and_none_say_nothing_about_the_line() {
        let load = Load::default();
        for few in [0, 1, FEWEST] {
            load.was_lost(few);
            load.came_back(few);
            assert_eq!(load.most(), MOST_SENT);
        }
        for _ in 0..20 {
            load.was_lost(load.most());
        }
        assert_eq!(load.most(), FEWEST);
    }
}
