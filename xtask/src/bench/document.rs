//! The figures of the bench `document`: what its program measured, and its bytes over those of another subsetter.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::places::Places;
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};

/// What is compared with, from the Python package index.
const FONTTOOLS: &str = "4.68.0";
/// What a contract may hold beside its glyphs: six pages of drawing, tables, the structure of the file.
const BESIDE_GLYPHS: f64 = 30.0 * 1024.0;

/// Reads `{"contract_ms", "contract_bytes", "glyphs", "glyphs_bold", "report_ms", …}` and adds the comparison.
pub fn figures(places: &Places, measured: &Value) -> Outcome<Vec<Value>> {
    let number = |name: &str| {
        measured[name]
            .as_f64()
            .ok_or_else(|| Failure::new(format!("The bench document did not measure `{name}`.")))
    };
    let subset = subset_bytes(places, measured)?;
    let allowed = subset + BESIDE_GLYPHS;
    let bytes = number("contract_bytes")?;
    let compared = "fontTools' deflated subset + 30 KB";
    Ok(vec![
        json!({ "name": "contract_ms", "value": number("contract_ms")?, "unit": "ms" }),
        json!({ "name": "contract_cold_ms", "value": number("contract_cold_ms")?, "unit": "ms" }),
        json!({ "name": "contract_pages", "value": number("contract_pages")?, "unit": "pages" }),
        json!({ "name": "contract_bytes", "value": bytes, "unit": "bytes", "compared_with": compared, "ratio": bytes / allowed }),
        json!({ "name": "fonttools_subset_bytes", "value": subset, "unit": "bytes" }),
        json!({ "name": "contract_bytes_ratio", "value": bytes / allowed, "unit": "", "compared_with": compared, "ratio": bytes / allowed }),
        json!({ "name": "report_ms", "value": number("report_ms")?, "unit": "ms" }),
        json!({ "name": "report_pages", "value": number("report_pages")?, "unit": "pages" }),
    ])
}

/// How many bytes fontTools needs for the glyphs that the contract uses, in both weights.
fn subset_bytes(places: &Places, measured: &Value) -> Outcome<f64> {
    let fonts = places.root.join("assets/fonts");
    let question = json!({ "fonts": [
        { "file": fonts.join("NotoSansSC_400Regular.ttf"), "characters": measured["glyphs"] },
        { "file": fonts.join("NotoSansSC_700Bold.ttf"), "characters": measured["glyphs_bold"] },
    ] });
    let lost =
        |error: std::io::Error| Failure::new(format!("fontTools could not be asked: {error}."));
    let mut python = Command::new(fonttools(places)?)
        .arg(places.root.join("xtask/src/bench/subset.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(lost)?;
    if let Some(mut input) = python.stdin.take() {
        input
            .write_all(question.to_string().as_bytes())
            .map_err(lost)?;
    }
    let answer = python.wait_with_output().map_err(lost)?;
    String::from_utf8_lossy(&answer.stdout)
        .trim()
        .parse()
        .map_err(|_| {
            Failure::new("fontTools could not subset the same glyphs; look at its message above.")
        })
}

/// A Python with fontTools, kept apart from the system's.
fn fonttools(places: &Places) -> Outcome<std::path::PathBuf> {
    let folder = places.tools.join(format!("fonttools-{FONTTOOLS}"));
    let python = folder.join("bin/python");
    if folder.join("complete").is_file() {
        return Ok(python);
    }
    setup::to_compare()?;
    say(&format!(
        "fontTools {FONTTOOLS}, which the contract's size is compared with, is missing; pip now installs it into {}.",
        folder.display()
    ));
    shell::run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
        "A Python of its own could not be made.",
    )?;
    shell::run(
        Command::new(&python).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            &format!("fonttools=={FONTTOOLS}"),
        ]),
        "fontTools could not be installed; look at pip's message above, and at the line to the Python package index.",
    )?;
    std::fs::write(folder.join("complete"), "").map_err(|error| {
        Failure::new(format!("{} cannot be written: {error}.", folder.display()))
    })?;
    Ok(python)
}
