//! Looks after the desk every minute, off the window's thread.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use desk::Desk;

/// The first look waits until the sign-in is painted; nothing competes with the start.
const FIRST: Duration = Duration::from_secs(20);
const EVERY: Duration = Duration::from_mins(1);

pub struct Ticker(Mutex<Option<(Sender<()>, JoinHandle<()>)>>);

impl Ticker {
    pub fn start(desk: Arc<Desk>) -> Self {
        let (end, ended) = channel();
        let thread = std::thread::spawn(move || {
            let mut wait = FIRST;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                if let Err(error) = desk.look_after() {
                    // The next minute tries again; what keeps failing is told where backups are shown.
                    eprintln!("forecourt: looking after the store failed: {}", error.code);
                }
                wait = EVERY;
            }
        });
        Self(Mutex::new(Some((end, thread))))
    }

    /// Ends at the next step and waits for it, so that the store is closed whole.
    pub fn end(&self, desk: &Desk) {
        desk.end();
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((end, thread)) = running {
            drop(end);
            // A thread that panicked has nothing left to end.
            let _ = thread.join();
        }
    }
}
