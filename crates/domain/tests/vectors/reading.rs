//! Reads vector files and gathers what every row found wrong, so that one run names all failing rows.

use chrono::NaiveDate;
use domain::money::{Fen, Rate};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Debug;
use std::path::PathBuf;

/// Where the vectors lie. A relative folder is looked for from the root of the workspace.
pub fn folder() -> PathBuf {
    let crate_folder =
        PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests"));
    match std::env::var_os("FORECOURT_VECTORS") {
        Some(folder) => crate_folder.join("../..").join(folder),
        None => crate_folder.join("vectors"),
    }
}

/// One row of a table, with its texts exactly as written.
pub struct Row {
    columns: HashMap<String, String>,
}

impl Row {
    /// The text of a column that must be there.
    pub fn text(&self, column: &str) -> &str {
        self.columns
            .get(column)
            .unwrap_or_else(|| panic!("there is no column {column}"))
    }

    /// A yes or no.
    pub fn flag(&self, column: &str) -> bool {
        match self.text(column).to_ascii_lowercase().as_str() {
            "true" => true,
            "false" => false,
            other => panic!("{column} is neither true nor false but {other}"),
        }
    }

    /// A plain date.
    pub fn date(&self, column: &str) -> NaiveDate {
        date(self.text(column))
    }

    /// An amount in yuan.
    pub fn money(&self, column: &str) -> Fen {
        money(self.text(column))
    }

    /// A decimal number.
    pub fn decimal(&self, column: &str) -> Decimal {
        decimal(self.text(column))
    }

    /// A whole number.
    pub fn number(&self, column: &str) -> u32 {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column} is no whole number"))
    }
}

/// A date in ISO form.
pub fn date(text: &str) -> NaiveDate {
    text.parse()
        .unwrap_or_else(|_| panic!("“{text}” is no date"))
}

/// An exact decimal.
pub fn decimal(text: &str) -> Decimal {
    text.parse()
        .unwrap_or_else(|_| panic!("“{text}” is no decimal"))
}

/// A rate as a factor.
pub fn rate(text: &str) -> Rate {
    Rate::new(decimal(text).normalize())
}

/// Yuan into fen, without rounding and without the parser under test.
pub fn money(text: &str) -> Fen {
    let fen = decimal(text) * Decimal::ONE_HUNDRED;
    assert!(fen.fract().is_zero(), "“{text}” is finer than a fen");
    Fen(
        i64::try_from(fen.trunc().mantissa() / 10_i128.pow(fen.trunc().scale()))
            .expect("the amount fits"),
    )
}

/// What a row found wrong.
#[derive(Default)]
pub struct Findings {
    found: Vec<String>,
}

impl Findings {
    /// Notes a difference.
    pub fn equal<T: PartialEq + Debug>(&mut self, what: &str, expected: T, actual: T) {
        if expected != actual {
            self.found
                .push(format!("{what}: expected {expected:?}, got {actual:?}"));
        }
    }

    /// Notes a fault in words.
    pub fn fault(&mut self, fault: impl Into<String>) {
        self.found.push(fault.into());
    }

    /// The value of a result, or its error as a finding.
    pub fn value<T, E: Debug>(&mut self, what: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(format!("{what}: {error:?}"));
                None
            }
        }
    }
}

/// Runs a check over every row of a CSV file.
pub fn every_row(file: &str, check: impl Fn(&Row, &mut Findings)) {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::None)
        .from_path(folder().join(file))
        .unwrap_or_else(|error| panic!("{file} cannot be opened: {error}"));
    let rows: Vec<Row> = reader
        .deserialize()
        .map(|columns| Row {
            columns: columns.unwrap_or_else(|error| panic!("{file} is damaged: {error}")),
        })
        .collect();
    report(
        file,
        rows.iter().map(|row| {
            let mut findings = Findings::default();
            check(row, &mut findings);
            (row.text("id").to_owned(), findings)
        }),
    );
}

/// Runs a check over every case of a JSON file.
pub fn every_case(file: &str, check: impl Fn(&Value, &mut Findings)) {
    let text = std::fs::read_to_string(folder().join(file))
        .unwrap_or_else(|error| panic!("{file} cannot be opened: {error}"));
    let document: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file} is damaged: {error}"));
    let cases = document["cases"]
        .as_array()
        .unwrap_or_else(|| panic!("{file} has no cases"));
    report(
        file,
        cases.iter().map(|case| {
            let mut findings = Findings::default();
            check(case, &mut findings);
            (case["id"].as_str().unwrap_or("?").to_owned(), findings)
        }),
    );
}

fn report(file: &str, results: impl Iterator<Item = (String, Findings)>) {
    let mut rows = 0;
    let mut failed = Vec::new();
    for (id, findings) in results {
        rows += 1;
        if !findings.found.is_empty() {
            failed.push(format!("{id}: {}", findings.found.join("; ")));
        }
    }
    assert!(rows > 0, "{file} has no rows");
    assert!(
        failed.is_empty(),
        "{file}: {} of {rows} rows fail\n{}",
        failed.len(),
        failed.join("\n")
    );
}
