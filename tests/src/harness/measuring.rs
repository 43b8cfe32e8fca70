//! What the benches measure about a window from outside: when it takes input, what it holds of memory,
//! and how evenly it draws.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::desk::Desk;
use super::processes::{self, Running, wait_until};

/// What a program writes to its standard output when its first screen is painted and takes input.
const INTERACTIVE: &str = "forecourt: interactive";

/// Starts a program made by [`Desk::command`], and returns it with the time until it said that it takes input.
#[track_caller]
pub fn start_until_interactive(name: &str, command: &mut Command) -> (Running, Duration) {
    command
        .env("FORECOURT_REPORT_PAINT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let begun = Instant::now();
    let mut running = Running::start(name, command);
    let line = running.first_line();
    let taken = begun.elapsed();
    assert!(
        line.starts_with(INTERACTIVE),
        "{name} said “{line}” and not that it takes input"
    );
    (running, taken)
}

impl Desk {
    /// The memory of the program and all its processes in bytes, taken once none of them works any more.
    #[track_caller]
    pub fn memory_at_rest(&self) -> u64 {
        const LOOK: Duration = Duration::from_secs(2);
        // A blinking caret is drawn in software here; a hundredth of a second is a tick.
        const IDLE_TICKS: u64 = 20;
        let program = self.program_id();
        let mut ticks = processes::processor_ticks(program);
        let mut since = Instant::now();
        wait_until("the program and its processes rest", || {
            if since.elapsed() < LOOK {
                return false;
            }
            let now = processes::processor_ticks(program);
            let rested = now.saturating_sub(ticks) <= IDLE_TICKS;
            ticks = now;
            since = Instant::now();
            rested
        });
        processes::proportional_memory(program)
    }

    /// Begins to note when the window draws its frames.
    #[track_caller]
    pub fn note_frames(&self) {
        self.script::<Option<bool>>(
            "window.forecourtFrames = []; const note = (at) => { window.forecourtFrames?.push(at); \
             if (window.forecourtFrames) requestAnimationFrame(note); }; requestAnimationFrame(note); return null;",
            &[],
        );
    }

    /// The gaps between the frames noted since, in milliseconds, from the shortest to the longest.
    #[track_caller]
    pub fn frame_gaps(&self) -> Vec<f64> {
        let frames: Vec<f64> = self.script(
            "const noted = window.forecourtFrames; window.forecourtFrames = null; return noted;",
            &[],
        );
        let mut gaps: Vec<f64> = frames.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_by(f64::total_cmp);
        gaps
    }
}

/// The value below which this share of the sorted values lies.
#[track_caller]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    assert!(!sorted.is_empty(), "nothing was measured");
    let last = sorted.len() - 1;
    sorted[((last as f64 * share).round() as usize).min(last)]
}

/// The middle of some values.
#[track_caller]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    quantile(&values, 0.5)
}
