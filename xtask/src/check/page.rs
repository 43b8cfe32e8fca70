//! The page: its lint, its types, its words in both languages, and which folder may import which.

use std::path::Path;

use super::source;
use crate::places::Places;
use crate::shell::{self, Failure, Outcome};

pub fn lint(places: &Places) -> Outcome {
    shell::run(
        &mut places.in_ui(
            "npx",
            &["--no-install", "biome", "check", "--error-on-warnings", "."],
        ),
        "Biome finds fault with the page. `npm run format` in ui/ mends what can be mended by itself.",
    )
}

pub fn types(places: &Places) -> Outcome {
    shell::run(
        &mut places.in_ui("npx", &["--no-install", "tsc", "--noEmit"]),
        "The page's types do not fit; mend what tsc names above. After a change in Rust, `cargo xtask codegen` comes first.",
    )
}

pub fn words(places: &Places) -> Outcome {
    shell::run(
        &mut places.in_ui("node", &["scripts/check-i18n.mjs"]),
        "A string is missing in Chinese or in English, or a key is used that exists in neither; the list stands above.",
    )
}

/// Fails when a file of the page imports what its folder may not.
pub fn imports(places: &Places) -> Outcome {
    let root = places.ui().join("src");
    let mut found = Vec::new();
    for path in source::files(&root, &["ts", "tsx"])? {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_path_buf();
        let text = source::read(&path)?;
        found.extend(
            text.lines()
                .enumerate()
                .filter_map(|(index, line)| imported(line).map(|module| (index + 1, module)))
                .filter_map(|(line, module)| {
                    fault(&name, module)
                        .map(|fault| format!("  ui/src/{}:{line}: {fault}", name.display()))
                }),
        );
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "The page imports what it may not:\n{}",
        found.join("\n")
    )))
}

/// The module that a line imports, exports from, or loads when first needed.
fn imported(line: &str) -> Option<&str> {
    ["from \"", "import(\"", "import \"", "vi.mock(\""]
        .into_iter()
        .find_map(|lead| {
            let rest = &line[line.find(lead)? + lead.len()..];
            rest.split('"').next()
        })
}

/// Why this file may not import this module, if it may not.
fn fault(file: &Path, module: &str) -> Option<String> {
    let top = file.iter().next()?.to_str()?;
    if module.starts_with("@tauri-apps") && !matches!(top, "lib" | "bindings") {
        return Some(format!(
            "only lib/ and bindings/ know {module}; add what is missing to lib/"
        ));
    }
    let own = area(file)?;
    let other = module
        .split_once("areas/")
        .map(|(_, rest)| rest)
        .or_else(|| sibling(file, module))?;
    let other = other.split('/').next().unwrap_or(other);
    (other != own).then(|| format!("the area {own} may not import from the area {other}; what both need belongs into components/ or lib/"))
}

/// The business area that a file belongs to.
fn area(file: &Path) -> Option<&str> {
    let mut parts = file.iter();
    (parts.next()? == "areas").then_some(())?;
    let area = parts.next()?.to_str()?;
    parts.next().map(|_| area)
}

/// What follows when a relative import climbs out of the file's own area into the folder of all areas.
fn sibling<'module>(file: &Path, module: &'module str) -> Option<&'module str> {
    let climbs = module.matches("../").count();
    let depth_below_areas = file.iter().count().checked_sub(2)?;
    (climbs == depth_below_areas).then(|| module.trim_start_matches("../"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_library_folder_may_know_tauri() {
        assert!(fault(Path::new("areas/vehicles/List.tsx"), "@tauri-apps/api/core").is_some());
        assert!(fault(Path::new("lib/ipc.ts"), "@tauri-apps/api/core").is_none());
    }

    #[test]
    fn one_area_may_not_reach_into_another() {
        let file = Path::new("areas/vehicles/List.tsx");
        assert!(fault(file, "../customers/Card").is_some());
        assert!(fault(file, "../../areas/customers/Card").is_some());
        assert!(fault(file, "./Card").is_none());
        assert!(fault(file, "../../lib/ipc").is_none());
        assert!(fault(Path::new("areas/vehicles/card/Facts.tsx"), "../List").is_none());
        assert!(
            fault(
                Path::new("areas/vehicles/card/Facts.tsx"),
                "../../customers/Card"
            )
            .is_some()
        );
    }

    #[test]
    fn imports_are_found_however_they_are_written() {
        assert_eq!(imported("import { a } from \"x\";"), Some("x"));
        assert_eq!(
            imported("const A = lazy(() => import(\"./A\"));"),
            Some("./A")
        );
        assert_eq!(imported("import \"./style.css\";"), Some("./style.css"));
        assert_eq!(imported("const x = 1;"), None);
    }
}
