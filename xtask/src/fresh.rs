//! Whether something that was made is still as new as what it was made from.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Whether `made` exists and nothing under `sources` was changed after it.
pub fn is_newer(made: &Path, sources: &[&Path]) -> bool {
    let Some(made) = changed(made) else {
        return false;
    };
    sources
        .iter()
        .all(|source| newest_under(source).is_none_or(|newest| newest <= made))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|entry| entry.modified()).ok()
}

/// The latest change of a file, or of anything in a folder and below.
fn newest_under(path: &Path) -> Option<SystemTime> {
    let own = changed(path);
    let Ok(entries) = fs::read_dir(path) else {
        return own;
    };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| newest_under(&entry.path()))
        .chain(own)
        .max()
}
