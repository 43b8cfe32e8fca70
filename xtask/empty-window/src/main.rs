//! The smallest Tauri program that still paints something and takes input.
//!
//! The benches `start` and `memory` run it beside the workstation, so that what they report is the
//! workstation's own share and not what any window of this toolkit costs. It says that it is
//! painted in the same way: with `FORECOURT_REPORT_PAINT` set it writes one line to standard output.

use std::io::Write;
use std::process::ExitCode;

/// Called by the page after its first frame is on the screen and its event loop is free.
#[tauri::command]
fn painted() {
    if std::env::var_os("FORECOURT_REPORT_PAINT").is_some() {
        let mut out = std::io::stdout();
        // A closed pipe means that nobody is measuring any more, which is no fault of the window.
        let _ = writeln!(out, "forecourt: interactive").and_then(|()| out.flush());
    }
}

fn main() -> ExitCode {
    let outcome = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![painted])
        .run(tauri::generate_context!());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The empty window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
