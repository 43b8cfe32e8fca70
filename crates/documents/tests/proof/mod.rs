//! The tools that papers are proven with, and the samples they are made from.

use chrono::{DateTime, TimeZone, Utc};
use documents::{Form, Language, Paper, RenderOptions, render};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

pub const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

pub fn issued_at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 6, 30, 0)
        .single()
        .expect("the instant exists")
}

pub fn options() -> RenderOptions {
    RenderOptions::issued_at(issued_at())
}

pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests"))
        .join("tests")
        .join(name)
}

pub fn sample(form: Form, language: Language) -> Value {
    let file = folder("samples").join(format!("{}.{}.json", form.name(), language.tag()));
    let text = std::fs::read_to_string(&file).expect("every form has a sample");
    serde_json::from_str(&text).expect("samples are JSON")
}

pub fn paper(form: Form, language: Language) -> Paper {
    render(form, language, &sample(form, language), &options()).expect("the sample can be printed")
}

/// Runs a tool on the bytes as a file; gives what it said on its standard output.
pub fn tool(name: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let file = tempfile(bytes);
    let output = Command::new(name)
        .args(arguments.iter().map(|it| {
            if *it == "FILE" {
                file.path.to_string_lossy().into_owned()
            } else {
                (*it).to_owned()
            }
        }))
        .output()
        .unwrap_or_else(|_| {
            panic!("{name} is needed to prove papers: install qpdf and poppler-utils")
        });
    assert!(
        output.status.success(),
        "{name} refuses the paper: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("tools write UTF-8")
}

/// The text as a person would copy it, page by page.
pub fn pages_of_text(bytes: &[u8]) -> Vec<String> {
    let text = tool(
        "pdftotext",
        &["-layout", "-enc", "UTF-8", "FILE", "-"],
        bytes,
    );
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    if pages.last().is_some_and(String::is_empty) {
        pages.pop();
    }
    pages
}

/// All text without any white, so that line ends do not matter.
pub fn bare_text(bytes: &[u8]) -> String {
    tool("pdftotext", &["-enc", "UTF-8", "FILE", "-"], bytes)
        .chars()
        .filter(|it| !it.is_whitespace())
        .collect()
}

pub struct TemporaryFile {
    pub path: PathBuf,
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.path));
    }
}

pub fn tempfile(bytes: &[u8]) -> TemporaryFile {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("papers-{}-{number}", std::process::id()));
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    TemporaryFile { path }
}
