//! The bench `list`: the stock list through the dispatcher, random questions with three filters, facets
//! and the first page, over the large sample.

mod benching;

use benching::{Dice, Figures, Outcome, Watch, ask, milliseconds, opened, sample, sign_in};
use desk::dispatch;
use serde_json::{Value, json};

const QUESTIONS: usize = 1_000;

fn question(filters: &Value) -> Value {
    json!({"filters": filters, "text": "", "offset": 0, "limit": 100,
           "sort": {"column": "ageDays", "descending": true}})
}

fn main() -> Outcome<()> {
    let home = sample()?;
    let began = std::time::Instant::now();
    let desk = opened(&home)?;
    sign_in(&desk, "manager")?;
    let all = ask(&desk, "vehicles.list", question(&json!({})))?;
    let first_answer = milliseconds(began.elapsed());
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
    let mut matched = 0.0;
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
        let watch = Watch::start();
        let answer = dispatch(&desk, "vehicles.list", arguments)
            .map_err(|error| format!("vehicles.list: {}", error.code))?;
        times.push(watch.stop());
        let answer: Value = serde_json::from_str(&answer)?;
        matched += answer["total"].as_f64().unwrap_or(0.0);
    }
    let mut figures = Figures::default();
    figures.times("p50", &times, 0.5);
    figures.times("p99", &times, 0.99);
    figures.add("cars", all["total"].as_f64().unwrap_or(0.0), "");
    figures.add("questions", QUESTIONS as f64, "");
    figures.add("mean_matches", matched / QUESTIONS as f64, "");
    figures.add("open_and_first_answer", first_answer, "ms");
    figures.print();
    Ok(())
}
