//! What a journey needs to sit at a desk: a session of its own, the built program in it, a keyboard, eyes, a printer.
//!
//! A journey reads as what a person does:
//!
//! ```text
//! let desk = Desk::start(Options { store: Store::Training, ..Options::default() });
//! desk.fill("密码", "…");
//! desk.press("Enter");
//! desk.shows("今天");
//! desk.picture("my-day");
//! desk.is_accessible("my day");
//! ```

mod accessibility;
mod desk;
mod driver;
mod files;
mod fitting;
mod keyboard;
pub mod measuring;
mod options;
mod paper;
mod pictures;
mod platform;
mod pointer;
mod ports;
mod printer;
pub mod processes;
mod reading;
mod session;
mod window;
mod windows;

pub use desk::Desk;
pub use options::{
    Keyring, Language, Options, Paper, Program, SAMPLE_PASSPHRASE, Scale, Size, Store, Theme,
    Training,
};
pub use paper::{paper_is_sound, paper_looks_like, pictures_of_paper, text_of_paper};
pub use platform::{FOUNDING_CODE, Platform};
pub use pointer::{Area, Spot};
pub use printer::{Printer, QUEUE};
pub use reading::Thing;

/// How often a journey that kills the program does so: once in `cargo xtask test`, many times in `cargo xtask prove`.
pub fn rounds() -> u32 {
    std::env::var("FORECOURT_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(1)
}
