//! The keyboard: single keys, chords, text, and the way of the focus from one field to the next.

use thirtyfour::action_chain::ActionChain;

use super::desk::Desk;

/// How many times Tab is pressed before a field counts as out of reach.
const FARTHEST: usize = 200;

impl Desk {
    /// Presses a key or a chord, as in `Enter`, `Ctrl+K`, `Shift+Tab`, `?`.
    #[track_caller]
    pub fn press(&self, chord: &str) {
        let keys = keys_of(chord);
        self.demand(async |web| pressed(web.action_chain(), &keys).perform().await);
    }

    /// Presses a key or a chord several times.
    #[track_caller]
    pub fn press_times(&self, chord: &str, times: usize) {
        let keys = keys_of(chord);
        self.demand(async |web| {
            (0..times)
                .fold(web.action_chain(), |chain, _| pressed(chain, &keys))
                .perform()
                .await
        });
    }

    /// Types text into whatever has the focus.
    #[track_caller]
    pub fn types(&self, text: &str) {
        self.demand(async |web| web.action_chain().send_keys(text).perform().await);
    }

    /// Presses Tab until the focus is on the thing of this role and name; `field` stands for any field that takes text.
    #[track_caller]
    pub fn tab_to(&self, role: &str, name: &str) {
        self.go_to("Tab", role, name);
    }

    /// Presses Shift+Tab until the focus is on the thing of this role and name.
    #[track_caller]
    pub fn tab_back_to(&self, role: &str, name: &str) {
        self.go_to("Shift+Tab", role, name);
    }

    /// Goes to the field of this name by Tab, and types over what stands in it.
    #[track_caller]
    pub fn fill(&self, name: &str, text: &str) {
        self.tab_to("field", name);
        self.press("Ctrl+A");
        if text.is_empty() {
            self.press("Delete");
        } else {
            self.types(text);
        }
    }

    /// Goes by Tab to the button of this name and presses it with Enter.
    #[track_caller]
    pub fn push(&self, name: &str) {
        self.tab_to("button", name);
        self.press("Enter");
    }

    #[track_caller]
    fn go_to(&self, key: &str, role: &str, name: &str) {
        // It may still be on its way to the screen.
        self.has(role, name);
        let mut passed: Vec<String> = Vec::new();
        for _ in 0..FARTHEST {
            if self.focus_is(role, name) {
                return;
            }
            self.press(key);
            let stop = self.focus().map_or_else(
                || "(nothing)".to_owned(),
                |thing| format!("{} “{}”", thing.role, thing.name),
            );
            passed.push(stop);
        }
        passed.dedup();
        passed.truncate(60);
        self.fail(&format!(
            "{key} does not lead to the {role} “{name}”; it passed {}",
            passed.join(", ")
        ));
    }
}

fn pressed(chain: ActionChain, keys: &[char]) -> ActionChain {
    let down = keys.iter().fold(chain, |chain, key| chain.key_down(*key));
    keys.iter()
        .rev()
        .fold(down, |chain, key| chain.key_up(*key))
}

/// The letters by which WebDriver calls the keys of a chord.
#[track_caller]
fn keys_of(chord: &str) -> Vec<char> {
    if chord.chars().count() == 1 {
        return chord.chars().collect();
    }
    let words: Vec<&str> = match chord.strip_suffix("++") {
        Some(modifiers) => modifiers.split('+').chain(["+"]).collect(),
        None => chord.split('+').collect(),
    };
    let shifted = words.contains(&"Shift");
    words
        .into_iter()
        .map(|word| key_of(word, shifted))
        .collect()
}

#[track_caller]
fn key_of(word: &str, shifted: bool) -> char {
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        // A chord is written with the letter on the key; only Shift makes it a capital.
        return if shifted {
            letter
        } else {
            letter.to_ascii_lowercase()
        };
    }
    match word {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Ctrl" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Esc" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "Insert" => '\u{e016}',
        "Delete" => '\u{e017}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        "F5" => '\u{e035}',
        unknown => panic!("there is no key `{unknown}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::keys_of;

    #[test]
    fn a_chord_names_its_modifiers_and_the_letter_on_the_key() {
        assert_eq!(keys_of("Ctrl+K"), ['\u{e009}', 'k']);
        assert_eq!(keys_of("Ctrl+Shift+P"), ['\u{e009}', '\u{e008}', 'P']);
        assert_eq!(keys_of("Ctrl++"), ['\u{e009}', '+']);
        assert_eq!(keys_of("?"), ['?']);
        assert_eq!(keys_of("J"), ['J']);
    }
}
