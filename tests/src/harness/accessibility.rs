//! axe-core over what is on the screen: every A and AA rule of WCAG 2.0, 2.1 and 2.2, none disabled.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::json;

use super::desk::Desk;

/// The rules that apply, by axe's own tags.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

#[derive(Debug, Deserialize)]
struct Finding {
    id: String,
    impact: Option<String>,
    help: String,
    places: Vec<Place>,
}

#[derive(Debug, Deserialize)]
struct Place {
    target: String,
    html: String,
    remedy: String,
}

const RUN: &str = "
const done = arguments[arguments.length - 1];
window.axe
  .run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] })
  .then((result) => done({
    findings: result.violations.map((finding) => ({
      id: finding.id,
      impact: finding.impact ?? null,
      help: finding.help,
      places: finding.nodes.map((node) => ({ target: node.target.flat().join(' '), html: node.html, remedy: node.failureSummary ?? '' })),
    })),
  }), (error) => done({ error: String(error) }));
";

#[derive(Debug, Deserialize)]
struct Result {
    findings: Option<Vec<Finding>>,
    error: Option<String>,
}

impl Desk {
    /// Fails the journey with every finding spelled out, if axe has any about what is on the screen.
    #[track_caller]
    pub fn is_accessible(&self, screen: &str) {
        if let Some(spelled) = self.inaccessible(screen) {
            self.fail(&spelled);
        }
    }

    /// What axe finds about what is on the screen, spelled out, if anything.
    #[track_caller]
    pub fn inaccessible(&self, screen: &str) -> Option<String> {
        self.wait_until_at_rest();
        let findings = self.findings();
        if findings.is_empty() {
            return None;
        }
        let mut spelled = format!("axe has {} findings about {screen}:", findings.len());
        for finding in findings {
            let _ = write!(
                spelled,
                "\n- {} ({}): {}",
                finding.id,
                finding.impact.unwrap_or_default(),
                finding.help
            );
            for place in finding.places {
                let _ = write!(
                    spelled,
                    "\n    {}\n      {}\n      {}",
                    place.target,
                    place.html,
                    place.remedy.replace('\n', " ")
                );
            }
        }
        Some(spelled)
    }

    #[track_caller]
    fn findings(&self) -> Vec<Finding> {
        if !self.script::<bool>("return Boolean(window.axe);", &[]) {
            let path = axe();
            let axe = std::fs::read_to_string(&path).unwrap_or_else(|error| {
                panic!(
                    "{} cannot be read: {error}; `cargo xtask setup` installs it",
                    path.display()
                )
            });
            // The page's own policy allows no foreign script, so axe is spoken through the driver, not linked.
            let loaded: bool = self.script(&format!("{axe}\nreturn Boolean(window.axe);"), &[]);
            assert!(loaded, "axe could not be loaded into the page");
        }
        let result: Result = self.script_until_done(RUN, &[json!(RULES)]);
        match (result.findings, result.error) {
            (Some(findings), None) => findings,
            (_, error) => self.fail(&format!(
                "axe could not finish: {}",
                error.unwrap_or_default()
            )),
        }
    }
}

fn axe() -> PathBuf {
    std::env::var_os("FORECOURT_AXE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    )
}
