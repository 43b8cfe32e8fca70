//! Makes every form in both languages from the samples, into the folder given as first argument.

use chrono::{TimeZone, Utc};
use documents::{Form, Language, RenderOptions, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    std::fs::create_dir_all(&folder)?;
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
    let issued_at = Utc
        .with_ymd_and_hms(2026, 11, 22, 6, 30, 0)
        .single()
        .ok_or("no such instant")?;
    for form in Form::ALL {
        for language in [Language::Chinese, Language::English] {
            let name = format!("{}.{}", form.name(), language.tag());
            let contents = std::fs::read_to_string(format!("{samples}/{name}.json"))?;
            let contents = serde_json::from_str(&contents)?;
            let options = RenderOptions::issued_at(issued_at);
            let paper = render(form, language, &contents, &options)?;
            println!("{name}: {} pages, {} bytes", paper.pages, paper.bytes.len());
            std::fs::write(format!("{folder}/{name}.pdf"), &paper.bytes)?;
        }
    }
    Ok(())
}
