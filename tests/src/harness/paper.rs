//! Reading papers with other people's tools: poppler for text and pictures, qpdf for soundness.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The text of a paper, page after page, in the order in which it stands there.
#[track_caller]
pub fn text_of_paper(paper: &Path) -> String {
    tool(
        "pdftotext",
        &[OsStr::new("-layout"), paper.as_os_str(), OsStr::new("-")],
    )
}

/// Draws each page at 80 dots an inch into files beside the paper, and says where they lie.
#[track_caller]
pub fn pictures_of_paper(paper: &Path) -> Vec<PathBuf> {
    let stem = paper.with_extension("");
    tool(
        "pdftoppm",
        &[
            OsStr::new("-png"),
            OsStr::new("-r"),
            OsStr::new("80"),
            paper.as_os_str(),
            stem.as_os_str(),
        ],
    );
    let lead = format!(
        "{}-",
        stem.file_name().unwrap_or_default().to_string_lossy()
    );
    let mut pages: Vec<PathBuf> = std::fs::read_dir(paper.parent().unwrap_or(Path::new(".")))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "png"))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&lead))
        })
        .collect();
    pages.sort();
    pages
}

/// Fails when qpdf finds fault with the paper's structure.
#[track_caller]
pub fn paper_is_sound(paper: &Path) {
    tool("qpdf", &[OsStr::new("--check"), paper.as_os_str()]);
}

#[track_caller]
fn tool(program: &str, arguments: &[&OsStr]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{program} could not be started: {error}; `cargo xtask setup` installs it")
    });
    assert!(
        output.status.success(),
        "{program} finds fault: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
