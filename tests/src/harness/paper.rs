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

/// How far the grey of one paper may lie from the other's on average, of 255: different renderers smooth letters differently.
const SMOOTHING: f64 = 4.0;

/// Fails unless the printed paper shows what the original shows, page by page, as far as an eye can tell.
#[track_caller]
pub fn paper_looks_like(printed: &Path, original: &Path) {
    let (printed, original) = (drawn(printed), drawn(original));
    assert_eq!(
        printed.len(),
        original.len(),
        "the printed paper has another number of pages than the original"
    );
    for (number, (printed, original)) in printed.iter().zip(&original).enumerate() {
        let page = number + 1;
        assert_eq!(
            (printed.width, printed.height),
            (original.width, original.height),
            "page {page} was printed in another size"
        );
        let ink = printed.greys.iter().filter(|grey| **grey < 128).count();
        assert!(ink > 0, "page {page} came out empty");
        let difference: u64 = printed
            .greys
            .iter()
            .zip(&original.greys)
            .map(|(one, other)| u64::from(one.abs_diff(*other)))
            .sum();
        let average = difference as f64 / printed.greys.len() as f64;
        assert!(
            average < SMOOTHING,
            "page {page} does not look like the original: its greys differ by {average:.1} of 255 on average"
        );
    }
}

/// A page as an eye sees it from arm's length.
struct Page {
    width: usize,
    height: usize,
    greys: Vec<u8>,
}

/// Every page of a paper in greys, at 40 dots an inch, where the smoothing of letters no longer matters.
#[track_caller]
fn drawn(paper: &Path) -> Vec<Page> {
    let output = Command::new("pdftoppm")
        .args(["-gray", "-r", "40"])
        .arg(paper)
        .output();
    let output = output.unwrap_or_else(|error| {
        panic!("pdftoppm could not be started: {error}; `cargo xtask setup` installs it")
    });
    assert!(
        output.status.success(),
        "pdftoppm finds fault: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut rest = output.stdout.as_slice();
    let mut pages = Vec::new();
    while let Some((page, after)) = first_page(rest) {
        pages.push(page);
        rest = after;
    }
    assert!(!pages.is_empty(), "{} has no pages", paper.display());
    pages
}

/// Reads one picture in the plain form "P5 width height 255" followed by its bytes.
fn first_page(bytes: &[u8]) -> Option<(Page, &[u8])> {
    let mut words = Vec::new();
    let mut at = 0;
    while words.len() < 4 {
        let length = bytes.get(at..)?.iter().position(u8::is_ascii_whitespace)?;
        words.push(std::str::from_utf8(&bytes[at..at + length]).ok()?);
        at += length + 1;
    }
    let (width, height): (usize, usize) = (words[1].parse().ok()?, words[2].parse().ok()?);
    let greys = bytes.get(at..at + width * height)?.to_vec();
    Some((
        Page {
            width,
            height,
            greys,
        },
        &bytes[at + width * height..],
    ))
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
