//! What stands in the window: waiting for it, and reading it by role and name as a screen reader does.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::desk::Desk;
use super::processes::PATIENCE;

const PAGE: &str = include_str!("page.js");

/// A thing in the window, as assistive technology is told about it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Thing {
    pub role: String,
    pub name: String,
    /// The text in it.
    pub text: String,
    /// What is typed into it.
    pub value: String,
    /// What describes it further, such as the sentence of a validation.
    pub description: String,
    pub disabled: bool,
    pub checked: bool,
    pub selected: bool,
    pub expanded: bool,
    pub invalid: bool,
}

impl Desk {
    /// Waits until this text is in the window.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        self.wait(
            "shows",
            &[text],
            &format!("the window does not show “{text}”"),
        );
    }

    /// Waits until this text is nowhere in the window.
    #[track_caller]
    pub fn lacks(&self, text: &str) {
        self.wait(
            "lacks",
            &[text],
            &format!("the window still shows “{text}”"),
        );
    }

    /// Waits until there is a thing of this role and name; `field` stands for any field that takes text, and an
    /// empty name for any name.
    #[track_caller]
    pub fn has(&self, role: &str, name: &str) {
        self.wait(
            "has",
            &[role, name],
            &format!("there is no {role} “{name}”"),
        );
    }

    /// Waits until there is no thing of this role and name.
    #[track_caller]
    pub fn has_no(&self, role: &str, name: &str) {
        self.wait(
            "hasNo",
            &[role, name],
            &format!("there still is a {role} “{name}”"),
        );
    }

    /// Waits until the focus is on the thing of this role and name.
    #[track_caller]
    pub fn focuses(&self, role: &str, name: &str) {
        self.wait(
            "focuses",
            &[role, name],
            &format!(
                "the focus is not on the {role} “{name}” but on {:?}",
                self.focus()
            ),
        );
    }

    /// Waits until the field of this name holds this value.
    #[track_caller]
    pub fn holds(&self, name: &str, value: &str) {
        self.wait(
            "holds",
            &[name, value],
            &format!(
                "the field “{name}” does not hold “{value}” but {:?}",
                self.values_of(name)
            ),
        );
    }

    /// Waits until the page is loaded and nothing in it moves.
    #[track_caller]
    pub fn wait_until_at_rest(&self) {
        self.wait("rests", &[], "the page does not come to rest");
    }

    /// All that can be read in the window now.
    #[track_caller]
    pub fn text(&self) -> String {
        self.read("page.text()", &[])
    }

    /// Every thing of this role and name that is there now, in the order of the page.
    #[track_caller]
    pub fn all(&self, role: &str, name: &str) -> Vec<Thing> {
        self.read("page.listed(...words)", &[role, name])
    }

    /// The first thing of this role and name, waited for.
    #[track_caller]
    pub fn the(&self, role: &str, name: &str) -> Thing {
        self.has(role, name);
        match self.all(role, name).into_iter().next() {
            Some(thing) => thing,
            None => self.fail(&format!("the {role} “{name}” was there and is gone again")),
        }
    }

    /// What has the focus now, if anything has.
    #[track_caller]
    pub fn focus(&self) -> Option<Thing> {
        self.read("page.focus()", &[])
    }

    /// Whether the focus is on the thing of this role and name now.
    #[track_caller]
    pub fn focus_is(&self, role: &str, name: &str) -> bool {
        self.read("page.matchesFocus(...words)", &[role, name])
    }

    /// Runs a script in the page and returns what it returns. For what no person can see, such as measurements.
    #[track_caller]
    pub fn script<Answer: DeserializeOwned>(&self, script: &str, words: &[Value]) -> Answer {
        let words = words.to_vec();
        let answer = self.demand(async |web| web.execute(script, words).await);
        self.understood(answer.json().clone())
    }

    /// Runs a script that calls its last argument when it is done, and returns what it calls it with.
    #[track_caller]
    pub fn script_until_done<Answer: DeserializeOwned>(
        &self,
        script: &str,
        words: &[Value],
    ) -> Answer {
        let words = words.to_vec();
        let answer = self.demand(async |web| web.execute_async(script, words).await);
        self.understood(answer.json().clone())
    }

    /// The text of the window, or nothing when it cannot be asked.
    #[track_caller]
    pub(super) fn text_if_any(&self) -> Option<String> {
        let answer = self.ask(async |web| {
            web.execute(format!("{PAGE}\nreturn document.body.innerText;"), [])
                .await
        });
        answer.ok()?.json().as_str().map(str::to_owned)
    }

    #[track_caller]
    fn values_of(&self, field: &str) -> Vec<String> {
        self.all("field", field)
            .into_iter()
            .map(|thing| thing.value)
            .collect()
    }

    #[track_caller]
    pub(super) fn read<Answer: DeserializeOwned>(
        &self,
        expression: &str,
        words: &[&str],
    ) -> Answer {
        self.script(
            &format!("{PAGE}\nconst words = arguments[0];\nreturn {expression};"),
            &[json!(words)],
        )
    }

    /// Waits inside the page, so that the answer comes in the moment in which it is true. A page that is loaded anew
    /// takes the question with it, so it is asked again until the patience is over.
    #[track_caller]
    fn wait(&self, condition: &str, words: &[&str], failure: &str) {
        let script =
            format!("{PAGE}\npage.until(arguments[0], arguments[1], arguments[2], arguments[3]);");
        let begun = std::time::Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let milliseconds = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
            let arguments = vec![json!(condition), json!(words), json!(milliseconds)];
            match self.ask(async |web| web.execute_async(script.as_str(), arguments).await) {
                Ok(answer) if answer.json() == &Value::Bool(true) => return,
                Ok(_) => self.fail(failure),
                Err(error) if left.is_zero() => {
                    self.fail(&format!("{failure}; the window does not answer: {error}"))
                }
                Err(_) => std::thread::park_timeout(std::time::Duration::from_millis(20)),
            }
        }
    }

    #[track_caller]
    fn understood<Answer: DeserializeOwned>(&self, answer: Value) -> Answer {
        match serde_json::from_value(answer.clone()) {
            Ok(understood) => understood,
            Err(error) => self.fail(&format!(
                "the page answered {answer}, which is not understood: {error}"
            )),
        }
    }
}
