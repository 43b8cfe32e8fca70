//! Measures the stock list through the dispatcher: random questions with three filters, facets and the
//! first page. Prints one line of JSON: `{"p50_ms", "p99_ms", "cars", …}`.
//!
//! `--home PATH` measures the training store under that folder (it is behind the passphrase given by
//! `--passphrase`, or else its key is in the keyring). Without it the example fills a store of its own
//! with 100,000 cars, rows without commands, which is enough for a list; that folder goes afterwards.

use std::{error::Error, path::Path, time::Instant};

use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use serde_json::{Value, json};

#[path = "bench_list/sample.rs"]
mod sample;

const CARS: usize = 100_000;
const QUESTIONS: usize = 500;
const PASSPHRASE: &str = "a passphrase for the bench";

struct Silent;

impl Shell for Silent {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

/// A small generator with a fixed seed, so that every run asks the same.
pub struct Dice(u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        // SplitMix64 (public domain figures).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}

fn ask(desk: &Desk, name: &str, arguments: Value) -> Result<Value, Box<dyn Error>> {
    let answer = dispatch(desk, name, arguments)
        .map_err(|error| format!("{name}: {} {:?}", error.code, error.values))?;
    Ok(serde_json::from_str(&answer)?)
}

fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.next()?;
    arguments.next()
}

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(home) = option("--home") {
        let passphrase = option("--passphrase");
        return measure(Path::new(&home), passphrase.as_deref());
    }
    let home = std::env::temp_dir().join(format!("forecourt-bench-list-{}", uuid::Uuid::new_v4()));
    let measured = filled(&home).and_then(|()| measure(&home, Some(PASSPHRASE)));
    std::fs::remove_dir_all(&home)?;
    measured
}

/// Makes a training store and puts the cars into its file.
fn filled(home: &Path) -> Result<(), Box<dyn Error>> {
    let desk = Desk::start(home, Box::new(Silent));
    ask(
        &desk,
        "store.create_training",
        json!({"language": "zh-CN", "passphrase": PASSPHRASE}),
    )?;
    sample::fill(&desk, CARS)
}

fn measure(home: &Path, passphrase: Option<&str>) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let desk = Desk::start(home, Box::new(Silent));
    if let Some(passphrase) = passphrase {
        ask(&desk, "store.unlock", json!({"passphrase": passphrase}))?;
    }
    let state = ask(&desk, "session.state", json!({}))?;
    let manager = state["people"]
        .as_array()
        .and_then(|people| {
            people
                .iter()
                .find(|person| person["signInName"] == "manager")
        })
        .ok_or("nobody signs in as manager")?["id"]
        .clone();
    ask(
        &desk,
        "session.sign_in",
        json!({"person": manager, "password": "training"}),
    )?;
    let question = |filters: &Value| {
        json!({"filters": filters, "text": "", "offset": 0, "limit": 100,
               "sort": {"column": "ageDays", "descending": true}})
    };
    let all = ask(&desk, "vehicles.list", question(&json!({})))?;
    let first_answer_ms = started.elapsed().as_secs_f64() * 1_000.0;
    let facets: Vec<(&str, Vec<&str>)> = all["facets"]
        .as_array()
        .ok_or("no facets")?
        .iter()
        .filter_map(|facet| {
            let values: Vec<&str> = facet["counts"]
                .as_array()?
                .iter()
                .filter_map(|count| count["value"].as_str())
                .collect();
            Some((facet["facet"].as_str()?, values))
        })
        .filter(|(_, values)| !values.is_empty())
        .collect();

    let mut dice = Dice(1);
    let mut times = Vec::with_capacity(QUESTIONS);
    let mut matched = 0;
    for _ in 0..QUESTIONS {
        let mut filters = serde_json::Map::new();
        while filters.len() < 3.min(facets.len()) {
            let (facet, values) = &facets[dice.below(facets.len())];
            let chosen: Vec<&str> = (0..=dice.below(2))
                .map(|_| values[dice.below(values.len())])
                .collect();
            filters.insert((*facet).to_owned(), json!(chosen));
        }
        let arguments = question(&Value::Object(filters));
        let began = Instant::now();
        let answer = dispatch(&desk, "vehicles.list", arguments)
            .map_err(|error| format!("vehicles.list: {}", error.code))?;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        matched += serde_json::from_str::<Value>(&answer)?["total"]
            .as_u64()
            .unwrap_or(0);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!(
        "{}",
        json!({
            "p50_ms": at(0.5), "p99_ms": at(0.99), "cars": all["total"],
            "questions": QUESTIONS, "mean_matches": matched as f64 / QUESTIONS as f64,
            "first_answer_ms": first_answer_ms,
        })
    );
    Ok(())
}
