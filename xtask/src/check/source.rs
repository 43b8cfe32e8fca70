//! Reading source files: which there are, and what is left of them without comments, strings and tests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Failure, Outcome};

/// Every file under `folder` with one of these endings, in a stable order.
pub fn files(folder: &Path, endings: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, endings, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) -> Outcome {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.is_dir() {
            collect(&path, endings, found)?;
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        {
            found.push(path);
        }
    }
    Ok(())
}

/// The text of a file.
pub fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read: {error}.", path.display()))
}

/// Rust without line comments, the contents of string literals, and the tests at the end of the file.
/// Lines keep their numbers.
pub fn rust_code(text: &str) -> String {
    let shipped = text
        .find("\n#[cfg(test)]\nmod ")
        .map_or(text, |tests| &text[..tests]);
    shipped
        .lines()
        .map(without_words)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A line without its comment and without what stands between quotation marks.
fn without_words(line: &str) -> String {
    let mut kept = String::new();
    let mut letters = line.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quoted => {
                letters.next();
            }
            '"' => quoted = !quoted,
            '/' if !quoted && letters.peek() == Some(&'/') => break,
            other if !quoted => kept.push(other),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_tests_are_not_code() {
        let text = "//! reads std::fs\nlet a = \"std::env \\\" more\"; b(); // std::net\n#[cfg(test)]\nmod tests { std::fs }";
        assert_eq!(rust_code(text), "\nlet a = ; b(); ");
    }
}
