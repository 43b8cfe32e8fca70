//! Figures as they are written down in `<target>/bench/NAME.json` and as they are printed.

use std::process::Command;

use serde_json::{Value, json};

use super::table::{Bench, Bound, Measured};
use crate::places::Places;
use crate::shell::{self, Failure, Outcome, say};

/// Sets the figures beside their targets, writes them and prints them. A missed target is said, and is no failure:
/// how fast a machine is today is not a property of the code.
pub fn publish(places: &Places, bench: &Bench, measured: &[Value]) -> Outcome {
    for target in bench.targets {
        let is_there = measured
            .iter()
            .any(|figure| figure["name"] == target.figure);
        if !is_there && target.measured == Measured::Always {
            return Err(Failure::new(format!(
                "The bench {} did not measure `{}`, which has a target.",
                bench.name, target.figure
            )));
        }
    }
    let figures: Vec<Value> = measured
        .iter()
        .map(|figure| beside_target(bench, figure))
        .collect();
    let document = json!({ "bench": bench.name, "commit": commit(places), "figures": figures });
    let folder = places.target.join("bench");
    let file = folder.join(format!("{}.json", bench.name));
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| Failure::new(format!("The figures cannot be written: {error}.")))?;
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, text + "\n"))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))?;
    say(&format!("\n{}", printed(bench, &figures)));
    say(&format!("Written to {}.", file.display()));
    Ok(())
}

fn bound_of(bench: &Bench, figure: &Value) -> Option<Bound> {
    bench
        .targets
        .iter()
        .find(|target| figure["name"] == target.figure)
        .map(|target| target.bound)
}

fn beside_target(bench: &Bench, figure: &Value) -> Value {
    let target = bound_of(bench, figure).map(|bound| match bound {
        Bound::AtMost(bound) | Bound::AtLeast(bound) => bound,
    });
    json!({
        "name": figure["name"],
        "value": figure["value"],
        "unit": figure["unit"],
        "target": target,
        "compared_with": figure["compared_with"],
        "ratio": figure["ratio"],
    })
}

/// The commit that was measured, marked when the checkout holds more than it.
fn commit(places: &Places) -> Value {
    let git = |arguments: &[&str]| {
        shell::output(
            Command::new("git")
                .args(arguments)
                .current_dir(&places.root),
        )
        .ok()
    };
    let Some(head) = git(&["rev-parse", "HEAD"]) else {
        return Value::Null;
    };
    let clean = git(&["status", "--porcelain"]).is_some_and(|changes| changes.trim().is_empty());
    Value::String(format!(
        "{}{}",
        head.trim(),
        if clean { "" } else { "-modified" }
    ))
}

fn printed(bench: &Bench, figures: &[Value]) -> String {
    let rows: Vec<[String; 5]> =
        std::iter::once(["figure", "value", "to reach", "", "compared with"].map(str::to_owned))
            .chain(figures.iter().map(|figure| row(bench, figure)))
            .collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths = [0, 1, 2, 3, 4].map(width);
    rows.iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
                .collect();
            format!("  {}", cells.join("  ").trim_end())
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(bench: &Bench, figure: &Value) -> [String; 5] {
    let value = figure["value"].as_f64();
    let unit = figure["unit"].as_str().unwrap_or_default();
    let (target, verdict) = match (bound_of(bench, figure), value) {
        (Some(Bound::AtMost(bound)), Some(value)) => {
            (format!("≤ {}", number(bound)), verdict(value <= bound))
        }
        (Some(Bound::AtLeast(bound)), Some(value)) => {
            (format!("≥ {}", number(bound)), verdict(value >= bound))
        }
        (Some(_), None) => ("not measured".to_owned(), "missed"),
        (None, _) => (String::new(), ""),
    };
    let compared = match (figure["compared_with"].as_str(), figure["ratio"].as_f64()) {
        (Some(with), Some(ratio)) => format!("{} × {with}", number(ratio)),
        (Some(with), None) => with.to_owned(),
        (None, _) => String::new(),
    };
    [
        figure["name"].as_str().unwrap_or_default().to_owned(),
        format!("{} {unit}", value.map_or_else(|| "?".to_owned(), number))
            .trim_end()
            .to_owned(),
        target,
        verdict.to_owned(),
        compared,
    ]
}

fn verdict(reached: bool) -> &'static str {
    if reached { "reached" } else { "missed" }
}

/// As many digits as say something: whole numbers from a hundred on, three digits below.
fn number(value: f64) -> String {
    if value.fract() == 0.0 || value.abs() >= 100.0 {
        format!("{value:.0}")
    } else if value.abs() >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::table::at_most;

    const START: Bench = Bench {
        name: "start",
        programs: &[],
        targets: &[at_most("ratio", 1.5)],
    };

    #[test]
    fn a_figure_stands_beside_its_target_and_says_whether_it_is_reached() {
        let figure = json!({ "name": "ratio", "value": 1.25, "unit": "", "compared_with": "an empty window", "ratio": 1.25 });
        assert_eq!(beside_target(&START, &figure)["target"], 1.5);
        assert_eq!(
            row(&START, &figure),
            [
                "ratio",
                "1.250",
                "≤ 1.500",
                "reached",
                "1.250 × an empty window"
            ]
        );
        let slow = json!({ "name": "ratio", "value": 1.75, "unit": "" });
        assert_eq!(row(&START, &slow)[3], "missed");
    }
}
