//! How a journey wants its desk: language, theme, size, scale, store, printer and program.

use std::path::PathBuf;

/// What a journey asks for. The default is what most desks look like: Chinese, light, 1366×768, a new store.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub program: Program,
    pub language: Language,
    pub theme: Theme,
    pub size: Size,
    pub scale: Scale,
    pub store: Store,
    pub paper: Paper,
    pub keyring: Keyring,
    pub training: Training,
    /// Further words for the program.
    pub arguments: Vec<String>,
    /// Further variables in the program's environment.
    pub environment: Vec<(String, String)>,
}

/// Which program is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Program {
    #[default]
    Workstation,
    /// The empty window that the benches compare with; it also proves this harness.
    EmptyWindow,
}

/// The language of the session, which a program follows until it is told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

/// The theme of the session, which a program follows until it is told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// The size of the screen, which the window fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 1366×768, the notebook on the counter.
    #[default]
    Notebook,
    /// 1920×1080, the screen in the office.
    Office,
}

impl Size {
    /// Width and height in pixels.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Notebook => (1366, 768),
            Self::Office => (1920, 1080),
        }
    }
}

/// How much larger than usual the system shows everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    #[default]
    Usual,
    Double,
}

impl Scale {
    /// How many pixels of the screen one pixel of the page takes in each direction.
    pub fn factor(self) -> u32 {
        match self {
            Self::Usual => 1,
            Self::Double => 2,
        }
    }
}

/// What opens the store of the sample.
pub const SAMPLE_PASSPHRASE: &str = "a passphrase for the bench";

/// Which store the program opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// None yet: the program shows its first start.
    #[default]
    New,
    /// The training dealership, made by the program before it shows the sign-in.
    Training,
    /// A training dealership full of sample records, behind [`SAMPLE_PASSPHRASE`].
    Sample,
    /// What lies in this folder.
    At(PathBuf),
}

/// What a training dealership that this desk makes begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Training {
    /// Its people and nothing else, so that a journey knows all that it sees.
    #[default]
    Empty,
    /// What a person gets: cars, customers, orders, and something to do today.
    Filled,
}

/// Whether the session has a printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    None,
    /// A real spooler with one printer, whose paper can be read back.
    Printed,
}

/// Whether the session has a keyring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyring {
    /// A real one, unlocked as after signing in to a desktop.
    #[default]
    Unlocked,
    /// None, as on a bare machine.
    None,
}
