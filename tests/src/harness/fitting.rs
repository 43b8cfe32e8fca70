//! Whether what stands on the screen fits there: the page does not scroll sideways, no words are cut without saying so,
//! nothing lies where nobody can bring it into sight.

use serde::Deserialize;

use super::desk::Desk;

#[derive(Debug, Deserialize)]
struct Misfit {
    what: String,
    place: String,
    text: String,
}

impl Desk {
    /// What on the screen does not fit, spelled out, if anything.
    #[track_caller]
    pub fn cut_off(&self, screen: &str) -> Option<String> {
        self.wait_until_at_rest();
        let misfits: Vec<Misfit> = self.script(include_str!("fitting.js"), &[]);
        if misfits.is_empty() {
            return None;
        }
        let spelled: Vec<String> = misfits
            .into_iter()
            .map(|misfit| format!("- {}: “{}” at {}", misfit.what, misfit.text, misfit.place))
            .collect();
        Some(format!("{screen} does not fit:\n{}", spelled.join("\n")))
    }
}
