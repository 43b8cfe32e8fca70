//! The text of every form in every language, kept in the repository.
//! `UPDATE_SNAPSHOTS=1 cargo test -p forecourt-documents` writes it anew.

use crate::proof::{LANGUAGES, folder, pages_of_text, paper};
use documents::Form;

#[test]
fn every_form_says_in_both_languages_what_its_snapshot_says() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    for form in Form::ALL {
        for language in LANGUAGES {
            let name = format!("{}.{}.txt", form.name(), language.tag());
            let file = folder("snapshots").join(&name);
            let pages: Vec<String> = pages_of_text(&paper(form, language).bytes)
                .iter()
                .map(|page| {
                    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
                    lines.join("\n").trim_end().to_owned()
                })
                .collect();
            let text = pages.join("\n\n--- next page ---\n\n") + "\n";
            if update {
                std::fs::write(&file, &text).expect("snapshots can be written");
            }
            let kept = std::fs::read_to_string(&file).unwrap_or_default();
            assert_eq!(
                text, kept,
                "{name} changed; if that is meant, run with UPDATE_SNAPSHOTS=1"
            );
        }
    }
}
