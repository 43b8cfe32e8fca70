//! The desktop shell: the only code that knows Tauri. It carries the page's calls to the desk and
//! the desk's events to every window, and opens windows; it decides nothing.

#[cfg(target_os = "linux")]
mod painting;
mod ticker;
mod windows;

use std::{io::Write, path::PathBuf, sync::Arc, time::Instant};

use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use tauri::{
    AppHandle, Emitter, Manager, RunEvent, State,
    ipc::{InvokeResponseBody, Response},
};

use ticker::Ticker;

/// The one desk that all windows look at.
type Running = Arc<Desk>;

struct TauriShell {
    app: AppHandle,
    started: Instant,
}

impl TauriShell {
    fn emit<T: serde::Serialize + Clone>(&self, event: &str, payload: T) {
        // A window that closes while it is told needs no telling.
        let _ = self.app.emit(event, payload);
    }
}

impl Shell for TauriShell {
    fn changed(&self, changed: &Changed) {
        self.emit("changed", changed);
    }

    fn work(&self, progress: &WorkProgress) {
        self.emit("work", progress);
    }

    fn session(&self) {
        self.emit("session", ());
    }

    fn interactive(&self) {
        if std::env::var_os("FORECOURT_REPORT_PAINT").is_some() {
            let mut out = std::io::stdout();
            let taken = self.started.elapsed().as_millis();
            // A closed pipe means that nobody is measuring any more.
            let _ = writeln!(out, "forecourt: interactive {taken}").and_then(|()| out.flush());
        }
    }

    fn open_window(&self, route: &str) -> Result<(), RpcError> {
        windows::open(&self.app, route).map_err(|error| RpcError::broken("windowNotOpened", &error))
    }
}

/// The one command by which every window speaks to the desk. Runs off the window's thread: nothing blocks it.
#[tauri::command]
async fn rpc(
    running: State<'_, Running>,
    name: String,
    args: serde_json::Value,
) -> Result<Response, RpcError> {
    let desk = Arc::clone(&running);
    let answer = tauri::async_runtime::spawn_blocking(move || dispatch(&desk, &name, args))
        .await
        .map_err(|error| RpcError::broken("callFailed", &error))?;
    answer.map(|json| Response::new(InvokeResponseBody::Json(json)))
}

/// Where this desk keeps its stores: `FORECOURT_HOME`, or the system's place for such data.
fn home(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("FORECOURT_HOME") {
        Some(home) => Ok(PathBuf::from(home)),
        None => app.path().app_local_data_dir(),
    }
}

/// Which store the program opens.
enum Opening {
    LastUsed,
    Training,
}

/// `--training` opens the training store, and makes it where there is none.
fn asked_for() -> Opening {
    if std::env::args_os().any(|word| word == "--training") {
        Opening::Training
    } else {
        Opening::LastUsed
    }
}

/// The language that the names of a new training store are in, before anybody has chosen one.
fn system_language() -> &'static str {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match said {
        Some(locale) if locale.starts_with("en") => "en",
        Some(_) | None => "zh-CN",
    }
}

/// Runs the workstation until its last window is closed.
pub fn run() -> Result<(), tauri::Error> {
    let started = Instant::now();
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![rpc, windows::close_window])
        .on_window_event(windows::close_after_the_page)
        .setup(move |app| {
            let handle = app.handle().clone();
            let shell = TauriShell {
                app: handle.clone(),
                started,
            };
            let (home, shell) = (home(&handle)?, Box::new(shell));
            let desk = Arc::new(match asked_for() {
                Opening::LastUsed => Desk::start(&home, shell),
                Opening::Training => Desk::start_training(&home, shell, system_language()),
            });
            desk.follow();
            app.manage(Ticker::start(Arc::clone(&desk)));
            app.manage(desk);
            windows::open(&handle, "/")?;
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                app.state::<Ticker>().end(&app.state::<Running>());
            }
        });
    Ok(())
}
