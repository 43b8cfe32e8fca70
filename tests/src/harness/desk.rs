//! A desk: the built program in a session of its own, opened, driven, killed and opened again.
//!
//! Everything here is spoken as a person would and fails by panicking at the line of the journey that asked,
//! with a picture of the window and the text that stood in it.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use thirtyfour::WindowHandle;
use thirtyfour::error::WebDriverResult;
use tokio::runtime::Runtime;

use super::driver::{Driver, Start};
use super::options::{Options, Program, Store, Training};
use super::pictures::{Album, screenshot};
use super::printer::Printer;
use super::processes::{self, is_gone, kill_at_once, wait_until};
use super::session::Session;
use super::window;

/// A workplace with one program on it.
pub struct Desk {
    // Dropped from top to bottom: the program ends before its session.
    driver: RefCell<Option<Driver>>,
    pub(super) album: Album,
    start: Start,
    store: PathBuf,
    options: Options,
    starts: Cell<u32>,
    /// The windows of the open program, in the order in which the journey came to see them.
    windows: RefCell<Vec<WindowHandle>>,
    session: Session,
    pub(super) runtime: Runtime,
}

impl Desk {
    /// Opens the program as the journey wants it, and returns when its first window is there.
    #[track_caller]
    pub fn start(options: Options) -> Self {
        let session = Session::start(&options);
        let album = Album::of_this_journey();
        let store = match &options.store {
            Store::New | Store::Training => session.store(),
            Store::Sample => {
                write_sample(&session.store());
                session.store()
            }
            Store::At(folder) => folder.clone(),
        };
        let mut arguments = options.arguments.clone();
        if options.store == Store::Training {
            arguments.push("--training".to_owned());
        }
        let mut environment = vec![("FORECOURT_HOME".to_owned(), store.display().to_string())];
        if options.training == Training::Empty {
            environment.push(("FORECOURT_TRAINING".to_owned(), "empty".to_owned()));
        }
        environment.extend(options.environment.iter().cloned());
        let start = Start {
            program: program(options.program),
            arguments,
            environment,
            log: session.folder().join("program.log"),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("this machine can run timers and sockets");
        let desk = Self {
            driver: RefCell::new(None),
            album,
            start,
            store,
            options,
            starts: Cell::new(0),
            windows: RefCell::new(Vec::new()),
            session,
            runtime,
        };
        desk.open();
        desk
    }

    /// Opens the program again after it was killed or closed, over the same store and keyring.
    #[track_caller]
    pub fn open(&self) {
        self.open_with(&[]);
    }

    /// Opens the program again when so many days have gone by.
    #[track_caller]
    pub fn open_days_later(&self, days: u16) {
        self.open_with(&[("FORECOURT_DAYS_AHEAD".to_owned(), days.to_string())]);
    }

    #[track_caller]
    fn open_with(&self, more: &[(String, String)]) {
        assert!(self.driver.borrow().is_none(), "the program is still open");
        let number = self.starts.get();
        self.starts.set(number + 1);
        let start = Start {
            log: self.session.folder().join(format!("program-{number}.log")),
            program: self.start.program.clone(),
            arguments: self.start.arguments.clone(),
            environment: [&self.start.environment, more].concat(),
        };
        let driver = Driver::start(&self.runtime, &self.session, &start);
        *self.driver.borrow_mut() = Some(driver);
        let first = self.demand(async |web| web.window().await);
        *self.windows.borrow_mut() = vec![first];
        self.fill_screen();
    }

    pub(super) fn seen_windows(&self) -> Vec<WindowHandle> {
        self.windows.borrow().clone()
    }

    pub(super) fn saw_window(&self, window: WindowHandle) {
        self.windows.borrow_mut().push(window);
    }

    /// Lets the window that was opened last fill the screen.
    #[track_caller]
    pub(super) fn fill_screen(&self) {
        window::fill_screen(self.session.display(), self.options.size.pixels());
    }

    /// Ends the program in the middle of whatever it does, as `kill -9` or a power cut does.
    #[track_caller]
    pub fn kill(&self) {
        kill_at_once(self.program_id());
        *self.driver.borrow_mut() = None;
    }

    /// Kills the program and opens it again.
    #[track_caller]
    pub fn kill_and_open(&self) {
        self.kill();
        self.open();
    }

    /// Closes the window with its close button, and returns when the program has ended.
    #[track_caller]
    pub fn close(&self) {
        let program = self.program_id();
        window::press_close_button(self.session.display());
        wait_until("the program has ended after its window was closed", || {
            is_gone(program)
        });
        *self.driver.borrow_mut() = None;
    }

    /// Starts the same program once more beside the open one, and returns what it says when it ends by itself.
    #[track_caller]
    pub fn start_second_instance(&self) -> Output {
        let mut command = self.command();
        command.stdin(Stdio::null());
        let output = command.output();
        output.unwrap_or_else(|error| {
            self.fail(&format!("a second instance could not be started: {error}"))
        })
    }

    /// The program with its words, inside this session and over this store, to be started in another way.
    pub fn command(&self) -> Command {
        let mut command = processes::guarded(&self.start.program);
        command.args(&self.start.arguments);
        self.session.inside(&mut command);
        command.envs(self.start.environment.iter().cloned());
        command
    }

    /// Another program inside this session, beside the one of this desk.
    #[track_caller]
    pub fn command_of(&self, other: Program) -> Command {
        let mut command = processes::guarded(program(other));
        self.session.inside(&mut command);
        command
    }

    /// Where the store lies.
    pub fn store(&self) -> &Path {
        &self.store
    }

    /// A folder for files that the journey makes, removed with the session.
    pub fn folder(&self) -> &Path {
        self.session.folder()
    }

    /// How this desk was asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The printer, which the journey must have asked for.
    #[track_caller]
    pub fn printer(&self) -> &Printer {
        self.session.printer()
    }

    /// The process of the program.
    #[track_caller]
    pub fn program_id(&self) -> u32 {
        let driver = self.driver.borrow();
        driver.as_ref().expect("the program is open").program()
    }

    /// What the program wrote to its outputs since it was last opened.
    pub fn log(&self) -> String {
        let last = self.starts.get().saturating_sub(1);
        std::fs::read_to_string(self.session.folder().join(format!("program-{last}.log")))
            .unwrap_or_default()
    }

    /// Asks the window through WebDriver.
    #[track_caller]
    pub(super) fn ask<Answer, Asked>(
        &self,
        question: impl FnOnce(thirtyfour::WebDriver) -> Asked,
    ) -> WebDriverResult<Answer>
    where
        Asked: Future<Output = WebDriverResult<Answer>>,
    {
        let driver = self.driver.borrow();
        let web = driver.as_ref().expect("the program is open").web().clone();
        self.runtime.block_on(question(web))
    }

    /// Asks the window, and fails the journey when it does not answer.
    #[track_caller]
    pub(super) fn demand<Answer, Asked>(
        &self,
        question: impl FnOnce(thirtyfour::WebDriver) -> Asked,
    ) -> Answer
    where
        Asked: Future<Output = WebDriverResult<Answer>>,
    {
        match self.ask(question) {
            Ok(answer) => answer,
            Err(error) => self.fail(&format!("the window does not answer: {error}")),
        }
    }

    /// Fails the journey, with a picture and the text of the window.
    #[track_caller]
    pub fn fail(&self, sentence: &str) -> ! {
        let open = self.driver.borrow().is_some();
        let (picture, text) = if open {
            (self.ask(screenshot).ok(), self.text_if_any())
        } else {
            (None, None)
        };
        let picture = picture.map(|png| self.album.keep_failure(&png));
        panic!(
            "{sentence}\n\nPicture: {}\nThe window shows:\n{}\n\nThe program said:\n{}",
            picture.map_or_else(|| "none".to_owned(), |path| path.display().to_string()),
            text.unwrap_or_else(|| "(nothing can be read)".to_owned()),
            self.log()
        )
    }
}

/// Writes a store full of sample records, by the program that writes those of the benches.
#[track_caller]
fn write_sample(folder: &Path) {
    let path = built("FORECOURT_SAMPLE", "examples/sample");
    let ended = Command::new(&path)
        .args(["--size", "small", "--out"])
        .arg(folder)
        .status()
        .expect("the program that writes the sample can be started");
    assert!(ended.success(), "the sample could not be written");
}

/// The program to open: the one that `cargo xtask` built, or the one beside these tests.
#[track_caller]
fn program(program: Program) -> PathBuf {
    let (variable, name) = match program {
        Program::Workstation => ("FORECOURT_PROGRAM", "forecourt"),
        Program::EmptyWindow => ("FORECOURT_EMPTY_WINDOW", "empty-window"),
    };
    built(variable, name)
}

/// A built program: the one that `cargo xtask` names, or the one beside these tests.
#[track_caller]
pub(super) fn built(variable: &str, name: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(
        || {
            let tests = std::env::current_exe().expect("the tests know where they are");
            let folder = tests
                .ancestors()
                .nth(2)
                .expect("the tests lie in the target directory");
            folder.join(name)
        },
        PathBuf::from,
    );
    assert!(
        path.is_file(),
        "{} is not built; `cargo xtask test` builds it and plays the journeys",
        path.display()
    );
    path
}
