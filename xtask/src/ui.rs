//! `cargo xtask ui`: the page with live reload, over the real dispatcher on loopback. It is never shipped.

use crate::build;
use crate::places::{Places, Profile};
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};

/// Builds and starts the page server, then Vite in front of it; both end together.
pub fn ui(places: &Places, arguments: &[String]) -> Outcome {
    setup::to_build(places)?;
    let program = build::example(places, Profile::Dev, "page_server")?;
    let mut server = build::started(&program, &places.root.join("crates/desk"));
    server.args(arguments).current_dir(&places.root);
    say(&format!("› {}", shell::spelled(&server)));
    let mut server = server
        .spawn()
        .map_err(|error| Failure::new(format!("The page server could not be started: {error}.")))?;
    let served = shell::run(
        &mut places.in_ui("npm", &["run", "dev"]),
        "Vite stopped; look at its message above.",
    );
    // It may have ended with Vite, by the same Ctrl+C; then there is nothing left to end.
    let _ = server.kill();
    let _ = server.wait();
    served
}
