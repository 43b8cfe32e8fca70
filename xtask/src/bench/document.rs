//! The figures of the bench `document`: what its program measured, and its bytes over those of another subsetter.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::places::Places;
use crate::python::{self, Package};
use crate::shell::{Failure, Outcome};

/// What is compared with.
const FONTTOOLS: Package = Package {
    name: "fonttools",
    version: "4.68.0",
    purpose: "which the contract's size is compared with",
};
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
    let mut python = Command::new(python::with(places, &FONTTOOLS)?.join("python"))
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
